//! The importable modules: the tables of what exists, and the modules themselves.
//!
//! A native module is a file with its `MODULE`: a table of functions, and what it is filled with besides. A
//! module that is written in Ouro itself is a file in `lib/`, compiled when it is first imported. A name that
//! has both is one module of two halves: the text runs in a namespace where the native half is already. What
//! is in no table is a `ModuleNotFoundError`, what is not in a module an `AttributeError`.

mod args;
mod atexit;
mod bisect;
mod collections;
mod datetime;
mod functools;
mod gc;
mod hashlib;
mod heapq;
mod io;
mod itertools;
mod json;
mod library;
mod logging;
mod math;
mod operator;
mod os;
mod pickle;
mod prelude;
mod processes;
mod random;
mod re;
mod signal;
mod string;
mod struct_sequence;
mod sys;
mod thread;
mod time;
mod traceback;
mod types;
mod warnings;
mod weakref;

pub use atexit::run_exit_calls;
use ouro_vm::{ModuleDef, Vm};

pub use thread::shut_down as shut_down_threads;

/// All native modules of this crate.
static MODULES: &[&ModuleDef] = &[
    &atexit::MODULE,
    &bisect::MODULE,
    &collections::ABC,
    &collections::MODULE,
    &datetime::MODULE,
    &functools::MODULE,
    &gc::MODULE,
    &hashlib::MODULE,
    &heapq::MODULE,
    &io::MODULE,
    &itertools::MODULE,
    &json::MODULE,
    &library::MODULE,
    &logging::MODULE,
    &math::MODULE,
    &operator::MODULE,
    &os::MODULE,
    &pickle::MODULE,
    &processes::MODULE,
    &random::MODULE,
    &re::MODULE,
    &signal::MODULE,
    &string::MODULE,
    &sys::MODULE,
    &thread::MODULE,
    &time::MODULE,
    &traceback::MODULE,
    &types::MODULE,
    &warnings::MODULE,
    &weakref::MODULE,
];

/// The table of modules written in Ouro itself, from their names.
macro_rules! library {
    ($($name:literal,)*) => { &[$(($name, include_str!(concat!("lib/", $name, ".py"))),)*] };
}

/// All modules of this crate that are written in Ouro itself.
static LIBRARY: &[(&str, &str)] = library! {
    "_asyncio_policy",
    "_asyncio_stack",
    "_asyncio_threads",
    "_process_crew",
    "_queue",
    "abc",
    "base64",
    "binascii",
    "collections",
    "collections._counter",
    "collections._named",
    "collections._ordered",
    "collections._user",
    "collections.abc",
    "concurrent",
    "concurrent.futures",
    "concurrent.futures._base",
    "concurrent.futures.process",
    "concurrent.futures.thread",
    "contextlib",
    "copy",
    "dataclasses",
    "datetime",
    "enum",
    "fractions",
    "functools",
    "functools._more",
    "heapq",
    "importlib",
    "inspect",
    "io",
    "json",
    "json.decoder",
    "json.encoder",
    "keyword",
    "logging",
    "logging.config",
    "logging.handlers",
    "multiprocessing",
    "multiprocessing.connection",
    "multiprocessing.context",
    "multiprocessing.pool",
    "multiprocessing.process",
    "multiprocessing.queues",
    "multiprocessing.sharedctypes",
    "multiprocessing.synchronize",
    "operator",
    "os",
    "pathlib",
    "pickle",
    "platform",
    "posixpath",
    "pprint",
    "queue",
    "random",
    "re",
    "signal",
    "statistics",
    "string",
    "textwrap",
    "threading",
    "traceback",
    "types",
    "typing",
    "uuid",
    "warnings",
    "weakref",
};

/// What CPython's modules of these names have: a line a module, its name first. Recorded with `dir`.
static REFERENCE_NAMES: &str = include_str!("reference_names.txt");

/// Whether CPython's module has a name.
fn reference_has(module: &str, name: &str) -> bool {
    let mut lines = REFERENCE_NAMES.lines().map(|line| line.split_once(' ').unwrap_or((line, "")));
    let names = lines.find_map(|(known, names)| (known == module).then_some(names));
    names.is_none_or(|names| names.split(' ').any(|known| known == name))
}

/// Makes the modules importable.
pub fn install(vm: &mut Vm) {
    vm.reference_has = Some(reference_has);
    thread::install(vm);
    vm.add_modules(MODULES);
    vm.add_library(LIBRARY);
}
