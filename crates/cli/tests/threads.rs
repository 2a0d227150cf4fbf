//! What `docs/threads.md` promises and no golden can hold: interleavings by seed, signals, processes that go.
#![expect(clippy::unwrap_used, reason = "a test may panic, and so may what it calls")]

use std::path::PathBuf;
use std::process::{Command, Output};

fn script(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.py"));
    std::fs::write(&path, text).unwrap();
    path
}

fn ouro() -> Command {
    Command::new(env!("CARGO_BIN_EXE_ouro"))
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

const RACE: &str = "
import threading
counter = 0
def step(value): return value + 1
def work():
    global counter
    for _ in range(300):
        value = counter
        counter = step(value)
threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(counter)
";

#[test]
fn a_seed_repeats_a_race() {
    let file = script("race", RACE);
    let run = |seed: u32| -> u32 {
        let arguments = ["--clock", "virtual", "--seed", &seed.to_string()];
        let output = ouro().args(arguments).arg(&file).output().unwrap();
        text(&output).trim().parse().unwrap()
    };
    assert_eq!(run(0), 900, "without a seed each thread runs as long as it may");
    let counts: Vec<u32> = (1..12).map(run).collect();
    assert!(counts.iter().any(|&count| count < 900), "some seed loses updates: {counts:?}");
    assert_eq!(counts, (1..12).map(run).collect::<Vec<_>>());
}

/// Starts a script in a process group of its own, waits for its first line, and interrupts all of the group.
#[cfg(unix)]
fn interrupted(name: &str, source: &str) -> (String, Option<i32>) {
    use std::io::{BufRead, BufReader, Read};
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    use std::process::Stdio;

    let mut child = ouro()
        .arg(script(name, source))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let group = format!("-{}", child.id());
    Command::new("kill").args(["-INT", "--", &group]).status().unwrap();
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    (err, child.wait().unwrap().signal())
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_threads_that_wait_for_each_other() {
    let source = "
import threading
first, second = threading.Lock(), threading.Lock()
def take(a, b, ready, go):
    with a:
        ready.set(); go.wait()
        with b: pass
go = threading.Event(); readies = threading.Event(), threading.Event()
threads = [threading.Thread(target=take, args=(first, second, readies[0], go), daemon=True),
           threading.Thread(target=take, args=(second, first, readies[1], go), daemon=True)]
for thread in threads: thread.start()
for ready in readies: ready.wait()
go.set()
print('deadlocked', flush=True)
threads[0].join()
";
    let (err, signal) = interrupted("two_locks", source);
    assert!(err.trim_end().ends_with("KeyboardInterrupt"), "{err}");
    assert_eq!(signal, Some(2));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_workers() {
    let source = "
import multiprocessing, time
def work(ready):
    ready.set()
    time.sleep(60)
readies = [multiprocessing.Event() for _ in range(2)]
processes = [multiprocessing.Process(target=work, args=(ready,)) for ready in readies]
for process in processes: process.start()
for ready in readies: ready.wait()
print('started', flush=True)
for process in processes: process.join()
";
    // Standard error is at its end when all that have it are gone: the workers too.
    let (err, signal) = interrupted("workers", source);
    assert_eq!(err.matches("\nKeyboardInterrupt\n").count(), 3, "{err}");
    assert_eq!(signal, Some(2));
}

#[test]
fn more_threads_than_there_may_be_are_refused() {
    let source = "
import threading
stop, threads = threading.Event(), []
try:
    for _ in range(5000):
        thread = threading.Thread(target=stop.wait, daemon=True)
        thread.start()
        threads.append(thread)
except RuntimeError as error:
    print(error)
stop.set()
for thread in threads: thread.join()
print('ended', threading.active_count())
";
    let output = ouro().args(["--clock", "virtual"]).arg(script("many", source)).output().unwrap();
    assert_eq!(text(&output), "can't start new thread\nended 1\n");
}
