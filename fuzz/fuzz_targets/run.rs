//! Any bytes, run: the whole engine behind a host that keeps everything in memory, on the virtual clock, with
//! limits. The first byte says whether the rest is a source, or the choices of a generator of programs, which
//! reaches deeper. Nothing may panic, leak an object, or touch memory that is not its own.

#![no_main]

mod program;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ouro::{ClockMode, Engine, FakeHost, Options, Program};

/// The system's memory, counted: what the limit of memory asks.
struct Counted;

static USED: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is handed on to the system's allocator.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        USED.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's word.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        USED.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's word.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counted = Counted;

fn options() -> Options {
    Options {
        clock: ClockMode::Virtual,
        max_steps: Some(30_000),
        max_time: Some(Duration::from_secs(10)),
        max_memory: Some(256 << 20),
        max_output: Some(256 << 10),
        ..Options::default()
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((mode, rest)) = bytes.split_first() else { return };
    let source = if mode % 2 == 1 { program::from_choices(rest).into_bytes() } else { rest.to_vec() };
    if std::env::var_os("OURO_FUZZ_SHOW").is_some() {
        eprintln!("{}", String::from_utf8_lossy(&source));
    }
    let host = FakeHost::new()
        .with_arguments(&["fuzz.py"])
        .with_memory_gauge(|| USED.load(Ordering::Relaxed) as u64);
    let output = host.output();
    let mut engine = Engine::new(options(), Box::new(host));
    engine.session().run(&Program::from_bytes("fuzz.py", &source));
    drop(engine);
    if std::env::var_os("OURO_FUZZ_SHOW").is_some() {
        eprintln!("{}", output.both());
    }
});
