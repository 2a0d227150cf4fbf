//! The command line: what may stand on it, and its help.
//!
//! It owns the words. What each command does stands in the module of its name.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use ouro::{ClockMode, Speed};

use crate::limits::LimitArgs;

/// Everything after the command's name.
#[derive(Debug, Parser)]
#[command(
    name = "ouro",
    version,
    about = "Ouro runs small asynchronous Python programs, and shows what their event loop does.",
    override_usage = "ouro [OPTIONS] FILE [ARGS]...\n       ouro [OPTIONS] -c CODE [ARGS]...\n       ouro COMMAND ...",
    after_help = FIRST_STEPS,
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
pub(crate) struct CommandLine {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const FIRST_STEPS: &str = "\
First steps:
  ouro hello.py                   run a script; what stands after FILE is the script's own
  ouro --clock virtual hello.py   the same, without waiting: every sleep takes no time at all
  ouro -c 'print(6 * 7)'          run a line
  ouro                            try things out: `await` works at the prompt
  ouro check hello.py             only say what is wrong with it
  ouro explain E0301              what a message with a code means, with an example

`ouro FILE` is short for `ouro run FILE`: `ouro run --help` lists the options.";

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a script.
    #[command(
        override_usage = "ouro run [OPTIONS] FILE [ARGS]...\n       ouro run [OPTIONS] -c CODE [ARGS]...",
        after_help = RUN_EXAMPLES
    )]
    Run(RunArgs),
    /// Say what is wrong with scripts, without running them.
    #[command(
        after_help = "Examples:\n  ouro check hello.py\n  ouro check examples/*.py\n  ouro check --format json *.py   an object a line, on standard output\n\nExits with 1 when something is wrong, 2 when a file cannot be read."
    )]
    Check(CheckArgs),
    /// Show a stage of a script's way to its run: tokens, tree or bytecode.
    #[command(after_help = "Example:\n  ouro dump --bytecode hello.py")]
    Dump(DumpArgs),
    /// Show the page about a code such as E0301; without a code, the list of all.
    #[command(after_help = "Examples:\n  ouro explain E0301\n  ouro explain")]
    Explain(ExplainArgs),
    /// Try things out: `await` and `create_task` work at the prompt.
    #[command(after_help = REPL_EXAMPLES)]
    Repl(ReplArgs),
    /// Run scripts and compare what they print with the files beside them.
    #[command(after_help = TEST_EXAMPLES)]
    Test(TestArgs),
    /// Write a shell's completions to standard output.
    #[command(
        after_help = "Example:\n  ouro completions bash > ~/.local/share/bash-completion/completions/ouro"
    )]
    Completions(CompletionsArgs),
}

const RUN_EXAMPLES: &str = "\
Examples:
  ouro run hello.py one two         sys.argv is ['hello.py', 'one', 'two']
  ouro run --clock virtual slow.py  ten seconds of sleeping are over at once, in the same order
  ouro run --seed 7 dice.py         another sequence of chance, the same one on every run
  ouro run --trace loop.jsonl a.py  also write down what the event loop did, a JSON object a line
  echo 'print(1)' | ouro run -      run standard input

Exits as the script asks (sys.exit), with 1 after an uncaught exception, 2 when it cannot be read,
124 when a limit has ended it.";

const REPL_EXAMPLES: &str = "\
At the prompt:
  >>> import asyncio
  >>> await asyncio.sleep(1, 'done')
  'done'
  >>> _.upper()
  'DONE'

A block ends with an empty line. Ctrl-C drops the line, Ctrl-D leaves.";

const TEST_EXAMPLES: &str = "\
Beside x.py stand x.out, x.err and x.exit: what it prints on both streams and how it exits. A missing file
means nothing printed, and 0. A comment at the top of x.py can ask for limits, and for both streams in x.out:
`# test: max-steps=1000 streams=joined`. Paths of the scripts' folders and addresses (0x7f...) are levelled.

Examples:
  ouro test tests/golden                            all scripts below a folder
  ouro test --filter gather tests/golden            those with `gather` in their path
  ouro test --bless tests/golden                    write down what they print now
  ouro test --bless --with python3.13 tests/golden  write down what another interpreter prints";

/// What a run can be told.
#[derive(Clone, Debug, Args)]
pub(crate) struct EngineArgs {
    /// Write standard output at once instead of in blocks (also: PYTHONUNBUFFERED=1).
    #[arg(short = 'u', long)]
    pub(crate) unbuffered: bool,
    /// How the script's time passes: like the machine's, jumping from deadline to deadline, or so at a speed.
    #[arg(long, value_enum, default_value_t = ClockChoice::Real, default_value_if("speed", clap::builder::ArgPredicate::IsPresent, "paced"))]
    pub(crate) clock: ClockChoice,
    /// N seconds of the script go by in one of yours; implies `--clock paced`.
    #[arg(long, value_name = "N", value_parser = speed)]
    pub(crate) speed: Option<Speed>,
    /// Where chance starts: `random` and the hashes of strings.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,
    /// Print CPython's messages alone, without Ouro's explanations.
    #[arg(long)]
    pub(crate) no_advice: bool,
    /// When every task waits and nothing can wake them: end with a report, or hang as CPython does.
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = DeadlockChoice::Report)]
    pub(crate) on_deadlock: DeadlockChoice,
    /// Write what the event loop does to FILE, a JSON object a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) trace: Option<PathBuf>,
    /// Limits.
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    /// Colours and shapes.
    #[command(flatten)]
    pub(crate) color: ColorArgs,
}

/// Whether messages are coloured.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct ColorArgs {
    /// Whether messages are coloured; `auto` asks the terminal and NO_COLOR.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    pub(crate) color: ColorChoice,
}

/// The clocks that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ClockChoice {
    /// The machine's time.
    Real,
    /// Time that stands still while code runs and jumps while everything waits.
    Virtual,
    /// Virtual time that is replayed at a speed (`--speed`; 1 unless told).
    Paced,
}

impl ClockChoice {
    /// The mode, at a speed if it is paced.
    pub(crate) fn mode(self, speed: Option<Speed>) -> ClockMode {
        match self {
            Self::Real => ClockMode::Real,
            Self::Virtual => ClockMode::Virtual,
            Self::Paced => ClockMode::Paced(speed.unwrap_or(Speed::ONE)),
        }
    }
}

fn speed(text: &str) -> Result<Speed, String> {
    let factor = text.trim_end_matches('x').parse().ok().and_then(Speed::new);
    factor.ok_or_else(|| "a speed is a number from 0.001 to 1000000, such as 2 or 0.5".to_owned())
}

/// What happens in a deadlock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DeadlockChoice {
    /// Say who waits for what, and end with exit code 121.
    Report,
    /// Wait until Ctrl-C.
    Hang,
}

/// When a test's messages are explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AdviceChoice {
    /// Where explanations are expected.
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ColorArgs {
    /// Whether to colour what goes to a stream that is a terminal or is not.
    pub(crate) fn wanted(self, is_terminal: bool) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            // The convention of no-color.org: set and not empty.
            ColorChoice::Auto => {
                is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        }
    }
}

/// `ouro run`.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// How to run it.
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
    /// Run CODE instead of a file.
    #[arg(short = 'c', value_name = "CODE", allow_hyphen_values = true)]
    pub(crate) code: Option<String>,
    /// The script (`-`: standard input), and after it the script's own arguments.
    #[arg(value_name = "FILE", required_unless_present = "code")]
    pub(crate) script: Vec<OsString>,
}

/// `ouro check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// For whom to write: a person (on standard error), an editor or a program (a line each, on standard output).
    #[arg(long, value_enum, default_value_t = FormatChoice::Full)]
    pub(crate) format: FormatChoice,
    /// Colours.
    #[command(flatten)]
    pub(crate) color: ColorArgs,
    /// The scripts (`-`: standard input).
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
}

/// The formats of `ouro check`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FormatChoice {
    /// The reference's lines, then Ouro's own.
    Full,
    /// file:line:column: CODE message
    Short,
    /// A JSON object a line.
    Json,
}

/// `ouro dump`.
#[derive(Debug, Args)]
pub(crate) struct DumpArgs {
    /// Which stage.
    #[command(flatten)]
    pub(crate) stage: StageArgs,
    /// Colours.
    #[command(flatten)]
    pub(crate) color: ColorArgs,
    /// The script (`-`: standard input).
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// The stage that `ouro dump` shows.
#[derive(Clone, Copy, Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct StageArgs {
    /// The tokens, with layout (NEWLINE, INDENT, DEDENT).
    #[arg(long)]
    pub(crate) tokens: bool,
    /// The syntax tree.
    #[arg(long)]
    pub(crate) ast: bool,
    /// The operations of the machine.
    #[arg(long)]
    pub(crate) bytecode: bool,
}

/// `ouro explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The code, as a message shows it.
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

/// `ouro repl`.
#[derive(Debug, Args)]
pub(crate) struct ReplArgs {
    /// How to run what is typed.
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

/// `ouro test`.
#[derive(Debug, Args)]
pub(crate) struct TestArgs {
    /// Scripts, or folders that are searched for them.
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Only scripts with TEXT in their path.
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// Write down what the scripts print now, as what is expected.
    #[arg(long)]
    pub(crate) bless: bool,
    /// How the scripts' time passes.
    #[arg(long, value_enum, default_value_t = ClockChoice::Virtual)]
    pub(crate) clock: ClockChoice,
    /// Where chance starts.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,
    /// How many run at once; as many as there are processors unless told.
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<std::num::NonZeroUsize>,
    /// After so many seconds a script has failed.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(crate) timeout: u64,
    /// Whether Ouro explains what goes wrong; `auto`: where the file x.err has explanations.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = AdviceChoice::Auto)]
    pub(crate) advice: AdviceChoice,
    /// Run the scripts by another interpreter, such as python3.13.
    #[arg(long, value_name = "COMMAND")]
    pub(crate) with: Option<String>,
    /// Limits.
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    /// Colours.
    #[command(flatten)]
    pub(crate) color: ColorArgs,
}

/// `ouro completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// Understands the command line, or leaves with a message (2) or the help (0).
pub(crate) fn parse(
    arguments: impl IntoIterator<Item = OsString>,
    input_is_terminal: bool,
) -> CommandLine {
    let arguments = with_command(arguments.into_iter().collect(), input_is_terminal);
    let line = CommandLine::try_parse_from(arguments).unwrap_or_else(|error| end(&error));
    let engine = match &line.command {
        Command::Run(run) => Some(&run.engine),
        Command::Repl(repl) => Some(&repl.engine),
        _ => None,
    };
    if engine.is_some_and(|engine| engine.speed.is_some() && engine.clock != ClockChoice::Paced) {
        let message = "--speed is for the paced clock: leave --clock out, or write --clock paced";
        end(&CommandLine::command().error(clap::error::ErrorKind::ArgumentConflict, message));
    }
    line
}

/// Shows what was asked for (help, the version) or what is wrong with the command line, and ends the process.
fn end(error: &clap::Error) -> ! {
    // Where the stream is closed there is no one left to tell.
    let _ = error.print();
    if error.use_stderr() {
        crate::complain(&format!("  help: ouro explain {}\n", ouro::USAGE));
    }
    std::process::exit(error.exit_code())
}

/// The command that a word looks like which names no file.
pub(crate) fn near_command(word: &str) -> Option<String> {
    let root = CommandLine::command();
    let names = root.get_subcommands().map(clap::Command::get_name).chain(["--help"]);
    let likeness = |name: &str| similar::TextDiff::from_chars(name.trim_matches('-'), word).ratio();
    let near = names.map(|name| (likeness(name), name)).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (near.0 >= ALIKE && !word.contains('.')).then(|| near.1.to_owned())
}

/// Two words with so much in common are one misspelled.
const ALIKE: f32 = 0.7;

/// Spells out what may be left away: `ouro [OPTIONS] FILE ...` becomes `ouro run [OPTIONS] -- FILE ...`, so that
/// everything after FILE (or after CODE) is the script's, and nothing at all becomes `ouro repl` on a terminal.
fn with_command(arguments: Vec<OsString>, input_is_terminal: bool) -> Vec<OsString> {
    let root = CommandLine::command();
    let mut words = arguments.into_iter();
    let program = words.next().unwrap_or_else(|| "ouro".into());
    let mut rest: std::collections::VecDeque<OsString> = words.collect();
    let mut options: Vec<OsString> = Vec::new();
    let mut run_is_named = false;
    while let Some(word) = rest.pop_front() {
        let text = word.to_string_lossy();
        if text == "--" {
            return spelled_out(program, "run", options, rest);
        }
        if text == "-c" || (text.starts_with("-c") && !text.starts_with("--")) {
            let is_whole = text == "-c";
            options.push(word);
            if is_whole {
                let Some(code) = rest.pop_front() else {
                    return [program, "run".into()].into_iter().chain(options).collect();
                };
                options.push(code);
            }
            return spelled_out(program, "run", options, rest);
        }
        if text.starts_with('-') && text.len() > 1 {
            let takes_value = takes_value(&root, &text);
            options.push(word);
            if takes_value {
                options.extend(rest.pop_front());
            }
        } else if !run_is_named && text == "run" {
            run_is_named = true;
        } else if !run_is_named && root.find_subcommand(text.as_ref()).is_some() {
            let command = text.into_owned();
            return [program, command.into()].into_iter().chain(options).chain(rest).collect();
        } else {
            rest.push_front(word);
            return spelled_out(program, "run", options, rest);
        }
    }
    if run_is_named {
        return [program, "run".into()].into_iter().chain(options).collect();
    }
    let asks = |word: &OsString| word.to_str().is_some_and(|word| ROOT_OPTIONS.contains(&word));
    if options.iter().any(asks) {
        return [program].into_iter().chain(options).collect();
    }
    if input_is_terminal {
        return [program, "repl".into()].into_iter().chain(options).collect();
    }
    spelled_out(program, "run", options, ["-".into()].into())
}

/// What is asked of the program itself rather than of a run.
const ROOT_OPTIONS: [&str; 4] = ["--help", "-h", "--version", "-V"];

fn spelled_out(
    program: OsString,
    command: &str,
    options: Vec<OsString>,
    script: std::collections::VecDeque<OsString>,
) -> Vec<OsString> {
    let head = [program, command.into()].into_iter().chain(options);
    head.chain([OsString::from("--")]).chain(script).collect()
}

/// Whether an option of `ouro run` takes the next word. Options that there are not take none: clap refuses them.
fn takes_value(root: &clap::Command, option: &str) -> bool {
    let Some(run) = root.find_subcommand("run") else { return false };
    let known = run.get_arguments().find(|argument| {
        argument.get_long().is_some_and(|long| option.strip_prefix("--") == Some(long))
    });
    known.is_some_and(|argument| argument.get_action().takes_values())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(words: &str, input_is_terminal: bool) -> String {
        let arguments = words.split(' ').filter(|word| !word.is_empty()).map(OsString::from);
        let whole = with_command(arguments.collect(), input_is_terminal);
        whole.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_definition_is_consistent() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn run_may_be_left_away_and_options_stand_before_the_file() {
        for words in [
            "ouro --clock virtual x.py --seed 1",
            "ouro run --clock virtual x.py --seed 1",
            "ouro --clock virtual run x.py --seed 1",
        ] {
            assert_eq!(spelled(words, true), "ouro run --clock virtual -- x.py --seed 1");
        }
        assert_eq!(spelled("ouro x.py test", true), "ouro run -- x.py test");
        assert_eq!(spelled("ouro run test", true), "ouro run -- test");
        assert_eq!(spelled("ouro -u --clock=real -", true), "ouro run -u --clock=real -- -");
    }

    #[test]
    fn what_follows_code_is_the_scripts() {
        assert_eq!(spelled("ouro -c print(1) -u", true), "ouro run -c print(1) -- -u");
        assert_eq!(spelled("ouro -cpass -u", true), "ouro run -cpass -- -u");
    }

    #[test]
    fn nothing_is_the_prompt_or_standard_input() {
        assert_eq!(spelled("ouro", true), "ouro repl");
        assert_eq!(spelled("ouro --clock virtual", true), "ouro repl --clock virtual");
        assert_eq!(spelled("ouro", false), "ouro run -- -");
        assert_eq!(spelled("ouro --version", false), "ouro --version");
        assert_eq!(spelled("ouro test --bless a", false), "ouro test --bless a");
    }

    #[test]
    fn the_scripts_own_arguments_arrive_whole() {
        let words = ["ouro", "--seed", "3", "x.py", "--help", "-c", "--", "y"];
        let line = parse(words.map(OsString::from), false);
        let Command::Run(run) = line.command else { panic!("not a run") };
        assert_eq!(run.engine.seed, 3);
        assert_eq!(run.script, ["x.py", "--help", "-c", "--", "y"].map(OsString::from));
    }
}
