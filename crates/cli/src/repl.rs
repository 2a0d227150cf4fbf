//! `ouro repl`: entries from a terminal or a pipe, run one after another in one session.
//!
//! The editor stays on the process's first thread and the interpreter on its own, so that tasks of the prompt's
//! loop go on while somebody types.

mod lines;

use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::task::Waker;
use std::time::Duration;

use ouro::{Engine, Exit, NATIVE_STACK_BYTES, Outcome, Program, Session};

use crate::command_line::{EngineArgs, ReplArgs};
use crate::host_real::RealHost;
use crate::run;
use lines::{Lines, Read};

/// What the interpreter's thread is told.
enum Request {
    /// Run this.
    Entry(Program),
    /// Say how a word can go on.
    Complete(String, Sender<Vec<String>>),
    /// There is nothing more to run.
    Leave,
}

/// Reads and runs entries until input ends or an entry leaves.
pub(crate) fn repl(arguments: &ReplArgs) -> ExitCode {
    let (mut lines, printer) = match Lines::new() {
        Ok(lines) => lines,
        Err(error) => {
            crate::complain(&format!("ouro: the terminal cannot be used: {error}\n"));
            return ExitCode::FAILURE;
        }
    };
    let (ask, requests) = channel();
    let (answer, outcomes) = channel();
    let (hand_over, wakers) = channel();
    let engine_arguments = arguments.engine.clone();
    let typed = lines.is_editor();
    let thread = std::thread::Builder::new()
        .name("main".to_owned())
        .stack_size(NATIVE_STACK_BYTES)
        .spawn(move || {
            let host = RealHost::of_prompt(run::buffering(&engine_arguments), printer);
            let _ = hand_over.send(ouro::Host::waker(&host));
            interpret(&engine_arguments, host, typed, &requests, &answer)
        });
    let (Ok(thread), Ok(waker)) = (thread, wakers.recv()) else {
        crate::complain("ouro: can't start the interpreter's thread\n");
        return ExitCode::FAILURE;
    };
    let interpreter = Interpreter { ask, outcomes, waker };
    lines.complete_by(interpreter.completions());
    lines.greet();
    converse(&mut lines, &interpreter);
    interpreter.tell(Request::Leave);
    lines.save_history();
    match thread.join() {
        Ok(exit) => run::leave(exit),
        Err(_) => ExitCode::FAILURE,
    }
}

/// The interpreter's thread, as the editor's thread sees it.
struct Interpreter {
    ask: Sender<Request>,
    outcomes: Receiver<Outcome>,
    waker: Waker,
}

impl Interpreter {
    fn tell(&self, request: Request) {
        // A thread that has ended shows in the missing answer.
        let _ = self.ask.send(request);
        self.waker.wake_by_ref();
    }

    /// Asks for the ends of words: the interpreter only waits while somebody types.
    fn completions(&self) -> lines::Ask {
        let (ask, waker) = (self.ask.clone(), self.waker.clone());
        Box::new(move |word| {
            let (answer, words) = channel();
            let _ = ask.send(Request::Complete(word.to_owned(), answer));
            waker.wake_by_ref();
            words.recv_timeout(PATIENCE).unwrap_or_default()
        })
    }

    /// Whether there is more to come after this entry.
    fn run(&self, program: Program) -> bool {
        self.tell(Request::Entry(program));
        self.outcomes.recv().is_ok_and(|outcome| !outcome.leaves)
    }
}

/// How long Tab may take: a task may be at work.
const PATIENCE: Duration = Duration::from_millis(500);

/// What leaves the prompt though it is a mere name.
const LEAVING: [&str; 2] = ["exit", "quit"];

fn converse(lines: &mut Lines, interpreter: &Interpreter) {
    let mut number = 0;
    loop {
        match lines.read_entry() {
            Read::Entry(text) if text.trim().is_empty() => {}
            Read::Entry(text) if lines.is_editor() && LEAVING.contains(&text.trim()) => return,
            Read::Entry(text) => {
                let name = format!("<python-input-{number}>");
                number += 1;
                if !interpreter.run(Program::new(&name, &text)) {
                    return;
                }
            }
            Read::Cancelled => crate::complain("KeyboardInterrupt\n"),
            Read::End => return,
        }
    }
}

/// The interpreter's thread: runs what it is told, and its loop in between.
fn interpret(
    arguments: &EngineArgs,
    host: RealHost,
    typed: bool,
    requests: &Receiver<Request>,
    answer: &Sender<Outcome>,
) -> Exit {
    let mut engine = Engine::new(run::options(arguments), Box::new(host));
    if let Err(message) = run::trace(&mut engine, arguments) {
        crate::complain(&message);
        return Exit::Code(i32::from(crate::EXIT_MISUSE));
    }
    let mut session = engine.session();
    let last = answer_requests(&mut session, typed, requests, answer);
    session.finish(last).exit
}

fn answer_requests(
    session: &mut Session<'_>,
    typed: bool,
    requests: &Receiver<Request>,
    answer: &Sender<Outcome>,
) -> Outcome {
    loop {
        match requests.try_recv() {
            Ok(Request::Entry(program)) => {
                let outcome = session.enter(&program);
                let leaves = outcome.leaves;
                let _ = answer.send(outcome.clone());
                if leaves {
                    return outcome;
                }
            }
            Ok(Request::Complete(word, answer)) => {
                let _ = answer.send(session.complete(&word));
            }
            Ok(Request::Leave) | Err(TryRecvError::Disconnected) => return Outcome::default(),
            // A person has time to let tasks go on; what comes through a pipe is there at once, and must not depend on it.
            Err(TryRecvError::Empty) => session.rest(typed),
        }
    }
}
