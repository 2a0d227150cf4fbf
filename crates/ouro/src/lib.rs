//! The engine as a library: [`Engine`], [`Session`], [`Options`], and the [`Host`] through which it sees the world.
//!
//! An engine is a function of its source and its host. It has no global state: a process holds as many as it likes.
//!
//! ```
//! use ouro::{ClockMode, Engine, Exit, FakeHost, Options, Program};
//!
//! // A host that keeps everything in memory: the script can touch nothing.
//! let host = FakeHost::new().with_arguments(&["lesson.py"]);
//! let output = host.output();
//!
//! // On the virtual clock a script that sleeps for an hour is over at once, with the same output.
//! let options = Options { clock: ClockMode::Virtual, ..Options::default() };
//! let mut engine = Engine::new(options, Box::new(host));
//!
//! let script = Program::new("lesson.py", "print('hello')\n");
//! let outcome = engine.session().run(&script);
//! assert_eq!(outcome.exit, Exit::Code(0));
//! assert_eq!(output.stdout(), "hello\n");
//! ```
//!
//! Scripts may recurse, and so may natives: run an engine on a thread with a stack of [`NATIVE_STACK_BYTES`].
//!
//! What is wrong with a text can be asked without an engine ([`Program::check`]), and each stage of its way can be looked
//! at ([`Program::dump`]).

mod advice;
mod completion;
mod engine;
mod limit;
mod machine;
mod options;
mod program;

pub use engine::{EXIT_LIMIT, Engine, Exit, Outcome, Session};
pub use options::{AdviceMode, OnDeadlock, Options};
pub use ouro_diag::codes::USAGE;
pub use ouro_diag::{Code, Diagnostic, MAX_SOURCE_BYTES, Severity, Source};
pub use ouro_vm::host::{self, ClockMode, FakeHost, Host, Speed};
pub use ouro_vm::{Limit, NATIVE_STACK_BYTES, Valve};
pub use program::{Completeness, Format, Program, Stage, cannot_read, completeness, render};
