//! `ouro run`: a script from its file to the process's exit.

use std::fs::File;
use std::io::{BufWriter, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use ouro::{
    AdviceMode, EXIT_LIMIT, Engine, Exit, NATIVE_STACK_BYTES, OnDeadlock, Options, Program,
};

use crate::command_line::{self, DeadlockChoice, EngineArgs, RunArgs};
use crate::host_real::{Buffering, RealHost};
use crate::input::{self, Unreadable};

/// Runs a script and gives the process's exit code.
pub(crate) fn run(arguments: RunArgs) -> ExitCode {
    ouro::Valve::expect_one_engine();
    // The parser follows a text's nesting, which may be deep: it too needs the large stack.
    on_large_stack(move || {
        let mut names: Vec<String> =
            arguments.script.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        let program = match arguments.code {
            Some(code) => {
                names.insert(0, "-c".to_owned());
                Ok(Program::new("<string>", &code))
            }
            None => input::script(arguments.script.first().map_or(Path::new("-"), Path::new)),
        };
        match program {
            Ok(program) => run_program(&program, names, &arguments.engine),
            Err(unreadable) => refuse(&unreadable, &names, &arguments.engine),
        }
    })
}

/// Says why a script cannot be read.
fn refuse(unreadable: &Unreadable, names: &[String], arguments: &EngineArgs) -> ExitCode {
    let near = names.first().and_then(|name| command_line::near_command(name));
    let text = match near {
        _ if arguments.no_advice => unreadable.line(),
        Some(command) => format!("{}  did you mean `ouro {command}`?\n", unreadable.line()),
        None => unreadable.lines(),
    };
    crate::complain(&text);
    ExitCode::from(unreadable.exit)
}

fn run_program(program: &Program, names: Vec<String>, arguments: &EngineArgs) -> ExitCode {
    let host = RealHost::of_process(names, buffering(arguments));
    let mut engine = Engine::new(options(arguments), Box::new(host));
    if let Err(message) = trace(&mut engine, arguments) {
        crate::complain(&message);
        return ExitCode::from(crate::EXIT_MISUSE);
    }
    let exit = engine.session().run(program).exit;
    engine.end_with_process();
    leave(exit)
}

/// What the engine is told by the command line.
pub(crate) fn options(arguments: &EngineArgs) -> Options {
    let options = Options {
        clock: arguments.clock.mode(arguments.speed),
        seed: arguments.seed,
        on_deadlock: match arguments.on_deadlock {
            DeadlockChoice::Report => OnDeadlock::End,
            DeadlockChoice::Hang => OnDeadlock::Hang,
        },
        advice: if arguments.no_advice { AdviceMode::Off } else { AdviceMode::On },
        color: arguments.color.wanted(std::io::stderr().is_terminal()),
        ..Options::default()
    };
    arguments.limits.apply(options)
}

/// How standard output is buffered: by `-u`, or by the variable that the reference reads.
pub(crate) fn buffering(arguments: &EngineArgs) -> Buffering {
    let variable = std::env::var_os("PYTHONUNBUFFERED").is_some_and(|value| !value.is_empty());
    if arguments.unbuffered || variable { Buffering::Off } else { Buffering::Usual }
}

/// Ends the process as a run ended.
pub(crate) fn leave(exit: Exit) -> ExitCode {
    match exit {
        // Not `ExitCode`: that ends when `main` returns, and threads of the script may still be running.
        Exit::Code(code) => std::process::exit(code),
        Exit::Limited => std::process::exit(EXIT_LIMIT),
        Exit::Interrupted => {
            // A shell must see that a signal ended the process, or its own loop would go on.
            let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGINT);
            std::process::exit(EXIT_INTERRUPTED)
        }
    }
}

/// What shells show for an end by SIGINT.
const EXIT_INTERRUPTED: i32 = 130;

/// Lets the engine write down what its loop does, if the command line asks for it.
pub(crate) fn trace(engine: &mut Engine, arguments: &EngineArgs) -> Result<(), String> {
    let Some(path) = &arguments.trace else { return Ok(()) };
    let file = File::create(path).map_err(|error| {
        format!("ouro: can't write the trace to '{}': {error}\n", path.display())
    })?;
    engine.trace_to(Box::new(BufWriter::new(file)));
    Ok(())
}

/// Runs the interpreter on a thread whose stack is large enough for deep recursion in scripts. The system gives its
/// pages as they are touched, so a script that does not recurse pays for none of it.
pub(crate) fn on_large_stack(work: impl FnOnce() -> ExitCode + Send + 'static) -> ExitCode {
    let thread = std::thread::Builder::new()
        .name("main".to_owned())
        .stack_size(NATIVE_STACK_BYTES)
        .spawn(work);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        // The panic's message has been printed where it happened.
        Ok(Err(_)) => ExitCode::from(EXIT_INTERNAL),
        Err(error) => {
            crate::complain(&format!("ouro: can't start the interpreter's thread: {error}\n"));
            ExitCode::from(EXIT_INTERNAL)
        }
    }
}

/// The exit code of a fault of Ouro itself (`EX_SOFTWARE`).
const EXIT_INTERNAL: u8 = 70;
