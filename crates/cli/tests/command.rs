//! The command as a process: exit codes, streams, signals, the prompt through a pipe.
#![expect(clippy::unwrap_used, reason = "a test may panic, and so may what it calls")]

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn ouro() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ouro"));
    command.stdin(Stdio::null()).env_remove("PYTHONUNBUFFERED").env("NO_COLOR", "1");
    command
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn with_input(command: &mut Command, input: &str) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// A file of its own for each test.
fn script(name: &str, text: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("script.py");
    std::fs::write(&file, text).unwrap();
    file
}

#[test]
fn a_script_that_is_not_there_is_misuse() {
    let output = ouro().arg("no/such.py").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let text = err(&output);
    assert!(text.starts_with("ouro: can't open file '/"), "{text}");
    let line = text.lines().next().unwrap();
    assert!(line.ends_with("no/such.py': [Errno 2] No such file or directory"), "{text}");
}

#[test]
fn an_unknown_option_is_misuse() {
    for arguments in [&["--bogus", "x.py"][..], &["run"], &["dump", "x.py"], &["explain", "E9999"]]
    {
        let output = ouro().args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told = err(&output).ends_with("\n  help: ouro explain C0901\n");
        assert_eq!(told, arguments[0] != "explain", "{}", err(&output));
    }
}

#[test]
fn help_teaches_with_examples() {
    let output = ouro().arg("--help").output().unwrap();
    assert!(output.status.success());
    assert!(out(&output).contains("ouro --clock virtual hello.py"));
}

#[test]
fn every_code_is_explained() {
    let list = out(&ouro().arg("explain").output().unwrap());
    for code in list.lines().filter_map(|line| line.split("  ").next()) {
        let output = ouro().args(["explain", code]).output().unwrap();
        assert!(output.status.success() && out(&output).starts_with(code), "{code}");
    }
}

#[test]
fn colours_come_only_when_asked_for() {
    let file = script("colours", "def f():\n    pass\nawait f()\n");
    let escapes = |when: &str| {
        let output = ouro().args(["check", "--color", when]).arg(&file).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        err(&output).contains('\u{1b}')
    };
    assert_eq!((escapes("never"), escapes("auto"), escapes("always")), (false, false, true));
}

#[test]
fn arguments_after_the_script_are_the_scripts() {
    let file = script("arguments", "import sys\nprint(sys.argv[1:])\n");
    for head in [&[][..], &["run"], &["run", "--seed", "3"], &["--clock", "virtual"]] {
        let output = ouro().args(head).arg(&file).args(["--seed", "-c", "--"]).output().unwrap();
        assert_eq!(out(&output), "['--seed', '-c', '--']\n", "{head:?} {}", err(&output));
    }
}

#[test]
fn code_and_standard_input_run_too() {
    let output = ouro().args(["-c", "print(6 * 7)"]).output().unwrap();
    assert_eq!(out(&output), "42\n", "{}", err(&output));
    let output = with_input(ouro().arg("-"), "print(6 * 7)\n");
    assert_eq!(out(&output), "42\n", "{}", err(&output));
    let output = with_input(&mut ouro(), "print(6 * 7)\n");
    assert_eq!(out(&output), "42\n", "{}", err(&output));
}

#[test]
fn exit_codes_are_the_reference_s() {
    let code = |text: &str| ouro().args(["-c", text]).output().unwrap().status.code();
    assert_eq!(code("pass"), Some(0));
    assert_eq!(code("1 / 0"), Some(1));
    assert_eq!(code("def f(:"), Some(1));
    assert_eq!(code("import sys\nsys.exit(3)"), Some(3));
    assert_eq!(code("raise SystemExit('no')"), Some(1));
}

#[test]
fn an_unwatched_output_comes_in_blocks_and_at_once_when_asked() {
    let text = "import time\nprint('first')\ntime.sleep(30)\n";
    let file = script("unbuffered", text);
    let mut child = ouro().arg("-u").arg(&file).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(line, "first\n");
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_run_quietly() {
    let text = "while True:\n    print('again and again')\n";
    let mut child =
        ouro().args(["-c", text]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(err(&output), "");
    assert_eq!(output.status.code(), Some(120));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_the_process_by_its_signal() {
    use std::os::unix::process::ExitStatusExt;
    let file = script("interrupted", "import time\nprint('here')\ntime.sleep(30)\n");
    let mut child =
        ouro().arg("-u").arg(&file).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success()
    );
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.signal(), Some(2), "{}", err(&output));
    assert!(err(&output).ends_with("KeyboardInterrupt\n"), "{}", err(&output));
}

#[test]
fn the_prompt_shows_values_and_survives_errors() {
    let entries = "1 + 1\n_ * 21\nif True:\n    print('block')\n\n1 / 0\nx = 5\nx\nNone\n'last'\n";
    let output = with_input(ouro().arg("repl"), entries);
    assert_eq!(out(&output), "2\n42\nblock\n5\n'last'\n", "{}", err(&output));
    assert!(err(&output).ends_with("ZeroDivisionError: division by zero\n"), "{}", err(&output));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_prompt_awaits_and_keeps_its_loop() {
    let entries = "import asyncio\nasync def work():\n    await asyncio.sleep(0)\n    return 'done'\n\n\
                   task = asyncio.create_task(work())\nawait task\n";
    let output = with_input(ouro().args(["repl", "--clock", "virtual"]), entries);
    assert_eq!(out(&output), "'done'\n", "{}", err(&output));
}

#[test]
fn the_prompt_leaves_with_the_code_asked_for() {
    let output = with_input(ouro().arg("repl"), "import sys\nsys.exit(4)\nprint('not reached')\n");
    assert_eq!((out(&output).as_str(), output.status.code()), ("", Some(4)), "{}", err(&output));
}

const DEADLOCK: &str = "import asyncio\nasync def main():\n    print('waits', flush=True)\n    try:\n        await \
                        asyncio.Event().wait()\n    finally:\n        print('cleaned up')\nasyncio.run(main())\n";

#[test]
fn a_deadlock_ends_the_run_with_a_code_of_its_own() {
    let output = ouro().args(["-c", DEADLOCK]).output().unwrap();
    assert_eq!(output.status.code(), Some(121));
    assert_eq!(out(&output), "waits\ncleaned up\n");
    assert!(
        err(&output).contains("'Task-1' waits here for an event to be set"),
        "{}",
        err(&output)
    );
    let output = ouro().args(["--no-advice", "-c", DEADLOCK]).output().unwrap();
    assert_eq!(output.status.code(), Some(121));
    assert_eq!(err(&output), "ouro: every task waits, and nothing can wake them\n");
}

#[cfg(unix)]
#[test]
fn a_deadlock_may_hang_until_ctrl_c() {
    use std::os::unix::process::ExitStatusExt;
    let mut child = ouro()
        .args(["--on-deadlock", "hang", "-c", DEADLOCK])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    assert!(
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success()
    );
    reader.read_line(&mut line).unwrap();
    assert_eq!(line, "waits\ncleaned up\n");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.signal(), Some(2), "{}", err(&output));
    assert!(err(&output).ends_with("KeyboardInterrupt\n"), "{}", err(&output));
}

#[test]
fn a_paced_run_takes_its_time() {
    let text = "import time\nstart = time.perf_counter()\ntime.sleep(2)\nprint(time.perf_counter() - start)\n";
    let output = ouro().args(["--speed", "20", "-c", text]).output().unwrap();
    assert_eq!(out(&output), "2.0\n", "{}", err(&output));
    let output = ouro().args(["--speed", "2", "--clock", "virtual", "-c", text]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_misspelled_command_is_recognised() {
    let output = ouro().args(["explian", "E0101"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).ends_with("did you mean `ouro explain`?\n"), "{}", err(&output));
}

#[test]
fn a_trace_tells_where_tasks_stop_and_for_what() {
    let text = "import asyncio\nasync def child(lock):\n    async with lock:\n        await asyncio.sleep(1)\n\
                async def main():\n    lock = asyncio.Lock()\n    await asyncio.gather(child(lock), child(lock))\n\
                asyncio.run(main())\n";
    let script = script("traced", text);
    let trace = script.with_extension("jsonl");
    let output =
        ouro().args(["--clock", "virtual", "--trace"]).args([&trace, &script]).output().unwrap();
    assert!(output.status.success(), "{}", err(&output));
    let lines = std::fs::read_to_string(trace).unwrap();
    for (task, line, on) in [("Task-2", 4, "its sleep to end"), ("Task-3", 3, "a lock")] {
        let told = |event: &&str| {
            event.contains("\"coroutine-suspended\"")
                && event.contains(&format!("\"task\":\"{task}\",\"detail\":\"{on}\""))
                && event.ends_with(&format!("\"line\":{line}}}"))
        };
        assert!(lines.lines().any(|event| told(&event)), "{task}: {lines}");
    }
}

/// Whoever handles a signal may yet be woken by it: that is no deadlock.
#[cfg(unix)]
#[test]
fn a_loop_that_waits_for_a_signal_is_not_stuck() {
    let text = "import asyncio, signal\nasync def main():\n    event = asyncio.Event()\n    \
                signal.signal(signal.SIGUSR1, lambda number, frame: event.set())\n    print('waits', flush=True)\n    \
                await event.wait()\n    print('woken')\nasyncio.run(main())\n";
    let mut child = ouro().args(["-c", text]).stdout(Stdio::piped()).spawn().unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    assert!(
        Command::new("kill").args(["-USR1", &child.id().to_string()]).status().unwrap().success()
    );
    reader.read_line(&mut line).unwrap();
    assert_eq!(line, "waits\nwoken\n");
    assert!(child.wait().unwrap().success());
}
