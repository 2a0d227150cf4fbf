//! `ouro test`: scripts and the code of pages, and what they print compared with what they should.
//!
//! It owns the order of things and the report. Finding the scripts, running one, levelling what may differ between
//! machines and showing a difference have a module each.

mod directive;
mod discover;
mod execute;
mod expected;
mod level;
mod markdown;

use std::io::{IsTerminal, Write};
use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};

use crate::command_line::TestArgs;
use discover::{Found, Test};
use execute::Executor;
use expected::{Printed, difference};

/// What came of one script.
enum Verdict {
    Passed,
    /// Its files have been written anew.
    Blessed,
    /// A block of a page is to be written anew: once all of the page's are known.
    ToBless(Box<(markdown::Block, Printed)>),
    /// Why not, in lines for a person.
    Failed(String),
}

/// Runs the scripts and reports.
pub(crate) fn test(arguments: &TestArgs) -> ExitCode {
    let found = match discover::discover(&arguments.paths, arguments.filter.as_deref()) {
        Ok(found) => found,
        Err(message) => {
            crate::complain(&format!("ouro: {message}\n"));
            return ExitCode::from(crate::EXIT_MISUSE);
        }
    };
    let verdicts = bless_pages(run_all(arguments, &found.tests));
    let mut report = Report::default();
    for (test, verdict) in found.tests.iter().zip(verdicts) {
        report.add(&test.name(), verdict);
    }
    add_unreferenced(&mut report, &found, arguments.bless);
    report.finish()
}

fn add_unreferenced(report: &mut Report, found: &Found, bless: bool) {
    for file in &found.unreferenced {
        let verdict = if bless && std::fs::remove_file(file).is_ok() {
            Verdict::Blessed
        } else {
            Verdict::Failed("  no script stands beside it\n".to_owned())
        };
        report.add(&file.display().to_string(), verdict);
    }
}

/// Writes the pages anew of which blocks printed something else.
fn bless_pages(mut verdicts: Vec<Verdict>) -> Vec<Verdict> {
    let mut pages: std::collections::BTreeMap<PathBuf, Vec<(markdown::Block, Printed)>> =
        Default::default();
    for verdict in &mut verdicts {
        if let Verdict::ToBless(block) = verdict {
            pages.entry(block.0.file.clone()).or_default().push((**block).clone());
            *verdict = Verdict::Blessed;
        }
    }
    for (file, blocks) in pages {
        let written = std::fs::read_to_string(&file)
            .and_then(|page| std::fs::write(&file, markdown::blessed(&page, &blocks)));
        if let Err(error) = written {
            let why = format!("  {} cannot be blessed: {error}\n", file.display());
            verdicts.push(Verdict::Failed(why));
        }
    }
    verdicts
}

/// Verdicts in the order of the tests, whatever the order in which they end.
fn run_all(arguments: &TestArgs, tests: &[Test]) -> Vec<Verdict> {
    let jobs = arguments.jobs.or_else(|| std::thread::available_parallelism().ok());
    let jobs = jobs.map_or(1, NonZero::get).min(tests.len().max(1));
    let next = AtomicUsize::new(0);
    let (done, verdicts) = channel();
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let (done, next) = (done.clone(), &next);
            scope.spawn(move || work(arguments, tests, next, &done));
        }
        drop(done);
        let mut progress = Progress::new(tests.len());
        let mut all: Vec<Option<Verdict>> = tests.iter().map(|_| None).collect();
        for (index, verdict) in verdicts {
            progress.step();
            all[index] = Some(verdict);
        }
        progress.clear();
        let lost = || Verdict::Failed("  its worker ended early\n".to_owned());
        all.into_iter().map(|verdict| verdict.unwrap_or_else(lost)).collect()
    })
}

fn work(arguments: &TestArgs, tests: &[Test], next: &AtomicUsize, done: &Sender<(usize, Verdict)>) {
    let executor = Executor::new(arguments);
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(test) = tests.get(index) else { return };
        let verdict = match executor.execute(test) {
            Ok(printed) if arguments.bless => bless(test, printed),
            Ok(printed) => judge(test, &printed, &arguments.color),
            Err(why) => Verdict::Failed(format!("  {why}\n")),
        };
        if done.send((index, verdict)).is_err() {
            return;
        }
    }
}

fn judge(test: &Test, printed: &Printed, color: &crate::command_line::ColorArgs) -> Verdict {
    let color = color.wanted(std::io::stdout().is_terminal());
    match test.expected(printed) {
        Ok(expected) if expected == *printed => Verdict::Passed,
        Ok(expected) => Verdict::Failed(difference(&expected, printed, color)),
        Err(error) => Verdict::Failed(format!("  what is expected cannot be read: {error}\n")),
    }
}

fn bless(test: &Test, printed: Printed) -> Verdict {
    if test.expected(&printed).is_ok_and(|expected| expected == printed) {
        return Verdict::Passed;
    }
    match test {
        Test::Block(block) if block.expected(&printed).exit != printed.exit => {
            let exit = printed.exit;
            Verdict::Failed(format!("  exit code {exit}, which only the page itself can allow\n"))
        }
        Test::Block(block) => Verdict::ToBless(Box::new((block.clone(), printed))),
        Test::Script(script) => match printed.write_beside(script) {
            Ok(()) => Verdict::Blessed,
            Err(error) => Verdict::Failed(format!("  it cannot be blessed: {error}\n")),
        },
    }
}

/// The report, printed at the end so that it reads the same however many ran at once.
#[derive(Default)]
struct Report {
    text: String,
    passed: usize,
    blessed: usize,
    failed: usize,
}

impl Report {
    fn add(&mut self, name: &str, verdict: Verdict) {
        match verdict {
            Verdict::Passed => self.passed += 1,
            Verdict::Blessed | Verdict::ToBless(_) => {
                self.blessed += 1;
                self.text.push_str(&format!("blessed {name}\n"));
            }
            Verdict::Failed(why) => {
                self.failed += 1;
                self.text.push_str(&format!("FAILED {name}\n{why}"));
            }
        }
    }

    fn finish(mut self) -> ExitCode {
        let passed = self.passed + self.blessed;
        self.text.push_str(&format!("{passed} passed, {} failed\n", self.failed));
        let said = crate::say(&self.text);
        if self.failed > 0 { ExitCode::FAILURE } else { said }
    }
}

/// How far it is, on a terminal only.
struct Progress {
    total: usize,
    done: usize,
    shown: bool,
}

impl Progress {
    fn new(total: usize) -> Self {
        Self { total, done: 0, shown: std::io::stderr().is_terminal() }
    }

    fn step(&mut self) {
        self.done += 1;
        if self.shown {
            crate::complain(&format!("\r{}/{}", self.done, self.total));
            let _ = std::io::stderr().flush();
        }
    }

    fn clear(&self) {
        if self.shown {
            crate::complain("\r\x1b[K");
        }
    }
}
