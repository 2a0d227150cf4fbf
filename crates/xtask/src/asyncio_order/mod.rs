//! `cargo xtask asyncio-order`: random asyncio programs on CPython 3.13 and on Ouro, both with a virtual clock; every
//! difference in what they print is a bug of Ouro's, or belongs to the page about order.
//!
//! The programs are written to `target/order`, recorded there by `virtual_loop.py` on CPython, and compared by
//! `ouro test`. Failing ones can be made small with `--reduce`.

mod generate;
mod random;
mod reduce;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The arguments.
#[derive(clap::Args)]
pub(crate) struct OrderArgs {
    /// How many programs.
    #[arg(long, default_value_t = 500)]
    programs: u64,
    /// The seed of the first; the next ones follow.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// CPython 3.13.
    #[arg(long, default_value = "python3.13")]
    python: String,
    /// Ouro's command; without it, the release build of these sources.
    #[arg(long)]
    ouro: Option<PathBuf>,
    /// Make the failing programs of the last run smaller, as long as they fail, instead of running new ones.
    #[arg(long)]
    reduce: bool,
    /// Keep so many of the programs, those that print most that is different, as goldens in tests/golden/order.
    #[arg(long, default_value_t = 0)]
    keep: usize,
    /// How many differences are shown.
    #[arg(long, default_value_t = 3)]
    show: usize,
}

/// Both interpreters, and the folder in which they meet.
struct Pair {
    folder: PathBuf,
    python: String,
    ouro: PathBuf,
}

/// So many programs are recorded by one call, so that command lines stay short.
const BATCH: usize = 500;

/// What `virtual_loop.py` leaves when a program waits and there is nothing to wait for.
const EXIT_DEADLOCK: &str = "99";

pub(crate) fn asyncio_order(arguments: &OrderArgs) -> io::Result<()> {
    let root = crate::root();
    let pair = Pair {
        folder: root.join("target/order"),
        python: arguments.python.clone(),
        // It runs in the folder of the programs; what lies built may be older than the sources.
        ouro: match &arguments.ouro {
            Some(given) => given.canonicalize()?,
            None => crate::bench::build()?,
        },
    };
    if arguments.reduce {
        return reduce::reduce(&pair);
    }
    if pair.folder.exists() {
        std::fs::remove_dir_all(&pair.folder)?;
    }
    std::fs::create_dir_all(&pair.folder)?;
    let mut names = Vec::new();
    for seed in arguments.seed..arguments.seed + arguments.programs {
        let name = format!("p{seed:06}.py");
        std::fs::write(pair.folder.join(&name), generate::program(seed))?;
        names.push(name);
    }
    let (failed, report) = pair.compare(&names)?;
    for difference in report.split_inclusive("FAILED ").skip(1).take(arguments.show) {
        println!("{}", difference.trim_end_matches("FAILED "));
    }
    if arguments.keep > 0 && failed.is_empty() {
        pair.keep(&names, arguments.keep, &root.join("tests/golden/order"))?;
    }
    for name in &names {
        if !failed.contains(name) {
            for ending in ["py", "out", "err", "exit"] {
                // A file that is not there need not be removed.
                let _ = std::fs::remove_file(pair.folder.join(name).with_extension(ending));
            }
        }
    }
    println!("{} programs, {} differ", names.len(), failed.len());
    if failed.is_empty() {
        Ok(())
    } else {
        Err(io::Error::other(format!("see {}", pair.folder.display())))
    }
}

/// A golden prints at most so many lines.
const LONGEST: usize = 70;

impl Pair {
    /// Copies the most telling programs, with what they print.
    fn keep(&self, names: &[String], count: usize, to: &Path) -> io::Result<()> {
        let read = |name: &str, ending| {
            std::fs::read_to_string(self.folder.join(name).with_extension(ending))
                .unwrap_or_default()
        };
        let mut ranked: Vec<(usize, &String)> = names
            .iter()
            .filter(|name| {
                read(name, "exit").is_empty() && !read(name, "err").contains("RecursionError")
            })
            .filter(|name| read(name, "out").lines().count() <= LONGEST)
            .map(|name| (read(name, "out").lines().collect::<BTreeSet<_>>().len(), name))
            .collect();
        ranked.sort_by_key(|(different, _)| std::cmp::Reverse(*different));
        std::fs::create_dir_all(to)?;
        for (_, name) in ranked.into_iter().take(count) {
            for ending in ["py", "out", "err"] {
                let from = self.folder.join(name).with_extension(ending);
                if from.exists() {
                    std::fs::copy(from, to.join(name).with_extension(ending))?;
                }
            }
        }
        Ok(())
    }

    /// Runs programs of the folder on both: the names of those that differ, and the report.
    fn compare(&self, names: &[String]) -> io::Result<(BTreeSet<String>, String)> {
        for batch in names.chunks(BATCH) {
            let recorder =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("src/asyncio_order/virtual_loop.py");
            let status = Command::new(&self.python)
                .env("PYTHONHASHSEED", "0")
                .arg(recorder)
                .arg(&self.folder)
                .args(batch)
                .status()?;
            if !status.success() {
                return Err(io::Error::other(format!("{} failed", self.python)));
            }
        }
        // A program that waits for nothing hangs on CPython, and so it may on Ouro. Where a ring of tasks that wait
        // for each other is cancelled, the two run out of stack at different depths. What CPython's collector leaves
        // to the interpreter's end is out of order.
        let read = |name: &String, ending| {
            std::fs::read_to_string(self.folder.join(name).with_extension(ending))
                .unwrap_or_default()
        };
        let is_sound = |name: &&String| {
            read(name, "exit").trim() != EXIT_DEADLOCK
                && !read(name, "out").contains("RecursionError")
                && !read(name, "out").contains("\noutside ")
                && !["RecursionError", "Exception ignored in"]
                    .iter()
                    .any(|e| read(name, "err").contains(e))
        };
        let names: Vec<&String> = names.iter().filter(is_sound).collect();
        let mut report = String::new();
        for batch in names.chunks(BATCH) {
            let output = Command::new(&self.ouro)
                .args(["test", "--clock", "virtual", "--timeout", "20"])
                .args(batch)
                .current_dir(&self.folder)
                .output()?;
            report.push_str(&String::from_utf8_lossy(&output.stdout));
        }
        let failed = report.lines().filter_map(|line| line.strip_prefix("FAILED "));
        Ok((failed.map(str::to_owned).collect(), report))
    }
}
