//! Runs one script: in an engine of its own within this process, or by another interpreter.

use std::ffi::OsStr;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use ouro::{AdviceMode, EXIT_LIMIT, Engine, Exit, NATIVE_STACK_BYTES, Options, Program};

use super::directive::Directive;
use super::discover::Test;
use super::expected::Printed;
use super::level::level;
use crate::command_line::{AdviceChoice, TestArgs};
use crate::host_real::RealHost;
use crate::input;

/// How scripts are run.
pub(super) struct Executor<'arguments> {
    arguments: &'arguments TestArgs,
    timeout: Duration,
}

/// Every explanation of Ouro's has this in its last line.
const OWN_LINES: &str = "help: ouro explain ";

/// How long a script that was interrupted for its timeout may still clean up.
const GRACE: Duration = Duration::from_secs(2);

/// What shells show for an end by SIGINT.
const EXIT_INTERRUPTED: i32 = 130;

impl<'arguments> Executor<'arguments> {
    pub(super) fn new(arguments: &'arguments TestArgs) -> Self {
        Self { arguments, timeout: Duration::from_secs(arguments.timeout) }
    }

    /// What the script or block prints, levelled.
    ///
    /// # Errors
    /// Why it could not be run to its end.
    pub(super) fn execute(&self, test: &Test) -> Result<Printed, String> {
        let directive = match test {
            Test::Script(script) => Directive::of(script)?,
            Test::Block(_) => Directive::default(),
        };
        let printed = match &self.arguments.with {
            Some(command) => self.by_command(command, test, directive)?,
            None => self.in_engine(test, directive)?,
        };
        let Printed { out, err, exit } = printed;
        Ok(Printed { out: level(&out, test.path()), err: level(&err, test.path()), exit })
    }

    fn in_engine(&self, test: &Test, directive: Directive) -> Result<Printed, String> {
        let name = test.path().to_string_lossy().into_owned();
        let (host, captured) = RealHost::captured(vec![name], given_input(test));
        let bell = host.bell();
        let options = Options {
            clock: self.arguments.clock.mode(None),
            seed: self.arguments.seed,
            advice: self.advice(test),
            ..Options::default()
        };
        let options = directive.limits.or(self.arguments.limits).apply(options);
        let (done, ended) = channel();
        let given = test.clone();
        // The parser follows a text's nesting, which may be deep: it too needs the large stack.
        let run = move || {
            let program = match &given {
                Test::Script(path) => input::script(path),
                Test::Block(block) => Ok(Program::new(&block.script, &block.text)),
            };
            let outcome = program.map(|program| run_program(&program, options, host));
            // The receiver has gone only when it has given up on this run.
            let _ = done.send(outcome);
        };
        std::thread::Builder::new()
            .name(test.name())
            .stack_size(NATIVE_STACK_BYTES)
            .spawn(run)
            .map_err(|error| format!("no thread to run it on: {error}"))?;
        match ended.recv_timeout(self.timeout) {
            Ok(Err(unreadable)) => Err(unreadable.line().trim_end().to_owned()),
            Ok(Ok(exit)) => {
                let exit = match exit {
                    Exit::Code(code) => code & 0xFF,
                    Exit::Limited => EXIT_LIMIT,
                    Exit::Interrupted => EXIT_INTERRUPTED,
                };
                let exit = captured.exit_code().unwrap_or(exit);
                let (out, err) = match directive.joined {
                    true => (captured.both(), String::new()),
                    false => (captured.stdout(), captured.stderr()),
                };
                Ok(Printed { out, err, exit })
            }
            Err(RecvTimeoutError::Timeout) => {
                bell.interrupt();
                // Its thread is left to itself when it does not listen.
                let _ = ended.recv_timeout(GRACE);
                Err(self.too_long(&captured.stdout()))
            }
            Err(RecvTimeoutError::Disconnected) => Err("the interpreter panicked".to_owned()),
        }
    }

    /// What another interpreter printed is compared with the reference's lines alone.
    fn advice(&self, test: &Test) -> AdviceMode {
        let is_wanted = match self.arguments.advice {
            AdviceChoice::On => true,
            AdviceChoice::Off => false,
            AdviceChoice::Auto => match test.expected(&Printed::default()) {
                Ok(expected) if expected == Printed::default() => self.arguments.bless,
                Ok(expected) => expected.err.contains(OWN_LINES),
                Err(_) => true,
            },
        };
        if is_wanted { AdviceMode::On } else { AdviceMode::Off }
    }

    fn by_command(
        &self,
        command: &str,
        test: &Test,
        directive: Directive,
    ) -> Result<Printed, String> {
        let mut words = command.split_whitespace();
        let program = words.next().unwrap_or_default();
        let failed = |error| format!("{program}: {error}");
        let mut command = Command::new(program);
        command
            .args(words)
            .args(match test {
                Test::Script(path) => vec![path.as_os_str()],
                Test::Block(block) => vec![OsStr::new("-c"), OsStr::new(&block.text)],
            })
            .envs([("NO_COLOR", "1"), ("PYTHONUTF8", "1"), ("PYTHONHASHSEED", "0"), ("TZ", "UTC")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let joined = if directive.joined {
            let (reader, writer) = std::io::pipe().map_err(failed)?;
            command.env("PYTHONUNBUFFERED", "1");
            command.stdout(writer.try_clone().map_err(failed)?).stderr(writer);
            Some(reader)
        } else {
            None
        };
        let mut child = command.spawn().map_err(failed)?;
        // The command holds the writing end of the pipe: its reader would never see the end.
        drop(command);
        let (out, err) = match joined {
            Some(reader) => (drain(Some(reader)), drain(child.stderr.take())),
            None => (drain(child.stdout.take()), drain(child.stderr.take())),
        };
        feed(&mut child, given_input(test));
        let Ok(out) = out.recv_timeout(self.timeout) else {
            let _ = child.kill();
            let _ = child.wait();
            return Err(self.too_long(&out.recv().unwrap_or_default()));
        };
        let status = child.wait().map_err(|error| error.to_string())?;
        Ok(Printed { out, err: err.recv().unwrap_or_default(), exit: exit_code(status) })
    }

    fn too_long(&self, out: &str) -> String {
        let last = out.lines().last().unwrap_or_default();
        format!("no end within {} s; its last line: {last:?}", self.timeout.as_secs())
    }
}

/// The engine is gone when this returns, with all that it writes at its end.
fn run_program(program: &Program, options: Options, host: RealHost) -> Exit {
    Engine::new(options, Box::new(host)).session().run(program).exit
}

/// What the script is given to read: the file `x.in`.
fn given_input(test: &Test) -> Vec<u8> {
    match test {
        Test::Script(script) => std::fs::read(script.with_extension("in")).unwrap_or_default(),
        Test::Block(_) => Vec::new(),
    }
}

fn feed(child: &mut Child, bytes: Vec<u8>) {
    if let Some(mut stdin) = child.stdin.take() {
        // A script that does not read its input to the end is none of ours to judge.
        std::thread::spawn(move || std::io::Write::write_all(&mut stdin, &bytes));
    }
}

/// Reads a stream to its end beside the other one, so that neither blocks the child.
fn drain(stream: Option<impl Read + Send + 'static>) -> std::sync::mpsc::Receiver<String> {
    let (done, text) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            // What came before an error is still worth comparing.
            let _ = stream.read_to_end(&mut bytes);
        }
        let _ = done.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    text
}

/// The exit code as a shell shows it.
fn exit_code(status: std::process::ExitStatus) -> i32 {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return 128 + signal;
        }
    }
    status.code().unwrap_or(1)
}
