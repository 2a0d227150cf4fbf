//! Threads of a script in an engine without a process around it. Small enough to be run under a sanitizer:
//!
//! ```text
//! RUSTFLAGS="-Zsanitizer=thread --cfg ouro_system_alloc" \
//!     cargo +nightly test -Zbuild-std --target x86_64-unknown-linux-gnu -p ouro --test threads
//! ```

use ouro::host::FakeHost;
use ouro::{ClockMode, Engine, Options, Program};

/// What a script prints on the virtual clock, with an interleaving by `seed`.
fn printed(seed: u64, text: &str) -> String {
    let text = text.to_owned();
    let run = move || {
        let host = FakeHost::new();
        let output = host.output();
        let options = Options { clock: ClockMode::Virtual, seed, ..Options::default() };
        let mut engine = Engine::new(options, Box::new(host));
        engine.session().run(&Program::new("script.py", &text));
        drop(engine);
        output.both()
    };
    let thread = std::thread::Builder::new().stack_size(ouro::NATIVE_STACK_BYTES).spawn(run);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(output)) => output,
        _ => "the engine's thread failed".to_owned(),
    }
}

const WORK: &str = "
import queue, threading, time
from concurrent.futures import ThreadPoolExecutor
jobs, results, lock, total = queue.Queue(), [], threading.Lock(), 0
class Box:
    def __init__(self, n): self.n, self.more = n, [n] * 3
    def __del__(self): dead.append(self.n)
dead = []
def work():
    global total
    while (n := jobs.get()) is not None:
        box = Box(n)
        with lock: total += sum(box.more)
        results.append({'n': n, 'text': f'{n:>4}'})
        if n % 7 == 0: time.sleep(0.01)
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
for n in range(60): jobs.put(n)
for _ in threads: jobs.put(None)
for thread in threads: thread.join()
with ThreadPoolExecutor(3) as pool:
    squares = list(pool.map(lambda n: n * n, range(30)))
def recurse(n): return 0 if n == 0 else 1 + recurse(n - 1)
depths = []
deep = [threading.Thread(target=lambda: depths.append(recurse(300))) for _ in range(3)]
for thread in deep: thread.start()
for thread in deep: thread.join()
threading.Thread(target=threading.Event().wait, daemon=True).start()
print(total, len(results), sum(squares), depths, len(dead))
";

#[test]
fn threads_share_objects_and_none_is_lost() {
    for seed in 0..6 {
        assert_eq!(printed(seed, WORK), "5310 60 8555 [300, 300, 300] 60\n", "seed {seed}");
    }
}

#[test]
fn a_seed_repeats() {
    let text = "
import threading
log = []
def work(n):
    for i in range(40): log.append(step(n))
def step(n): return n
threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(*log)
";
    for seed in 0..4 {
        assert_eq!(printed(seed, text), printed(seed, text));
    }
    assert_ne!(printed(1, text), printed(2, text));
}

#[test]
fn engines_with_threads_run_beside_each_other() {
    let runs: Vec<_> = (0..3).map(|seed| std::thread::spawn(move || printed(seed, WORK))).collect();
    for run in runs {
        let output = run.join().unwrap_or_default();
        assert_eq!(output, "5310 60 8555 [300, 300, 300] 60\n");
    }
}
