//! The table in `docs/performance.md`, between two marks; what stands around it is written by hand.

use std::fmt::Write;
use std::io;
use std::path::Path;

use super::suite::SLEEPING_TASKS;
use super::{Row, Runs};

const BEGIN: &str = "<!-- written by cargo xtask bench: begin -->";
const END: &str = "<!-- written by cargo xtask bench: end -->";

/// One row, for whoever watches.
pub(super) fn line(row: &Row) -> String {
    let time = |runs: &Result<Runs, String>| match runs {
        Ok(runs) => format!("{:9.1} ms", runs.min_ns() as f64 / 1e6),
        Err(reason) => format!("cannot run: {reason}"),
    };
    format!("{:32} ouro {}  python {}", row.bench.name, time(&row.ouro), time(&row.python))
}

/// The whole section.
pub(super) fn table(rows: &[Row], ouro: &str, python: &str, rounds: usize) -> String {
    let mut text = format!(
        "Measured with {ouro} and {python} on {}: processor time (user and system) of the whole process, {rounds} \
         rounds by turns. *Ratio* is how many times as fast Ouro is, by the fastest rounds, less the time of an \
         empty script (with an empty `asyncio.run` for asyncio).\n",
        machine()
    );
    startup(&mut text, rows);
    for (group, title, empty) in
        [("compute", "Compute", "startup/empty"), ("asyncio", "asyncio", "startup/empty_asyncio")]
    {
        section(&mut text, rows, group, title, empty);
    }
    depth(&mut text, rows);
    memory(&mut text, rows);
    text
}

fn find<'rows>(rows: &'rows [Row], name: &str) -> Option<&'rows Row> {
    rows.iter().find(|row| row.bench.name == name)
}

fn milliseconds(runs: &Runs) -> String {
    format!("{:.1} / {:.1} ms", runs.min_ns() as f64 / 1e6, runs.median_ns() as f64 / 1e6)
}

fn startup(text: &mut String, rows: &[Row]) {
    let _ = writeln!(
        text,
        "\n### Start-up\n\n| script | Ouro, min / median | CPython |\n|---|---|---|"
    );
    for row in rows.iter().filter(|row| row.bench.name.starts_with("startup/")) {
        let cell = |runs: &Result<Runs, String>| {
            runs.as_ref().map_or_else(|reason| cannot(reason), milliseconds)
        };
        let _ =
            writeln!(text, "| {} | {} | {} |", row.bench.name, cell(&row.ouro), cell(&row.python));
    }
}

fn cannot(reason: &str) -> String {
    format!("cannot run yet: `{}`", reason.replace('|', "/").replace('`', "'"))
}

/// The time less that of start-up, never below a microsecond.
fn net_ns(runs: &Runs, empty: Option<&Runs>) -> f64 {
    let start_ns = empty.map_or(0, Runs::min_ns);
    runs.min_ns().saturating_sub(start_ns).max(1_000) as f64
}

fn section(text: &mut String, rows: &[Row], group: &str, title: &str, empty: &str) {
    let _ = writeln!(
        text,
        "\n### {title}\n\n| script | Ouro, min / median | CPython, min / median | ratio | one operation, Ouro : CPython \
         |\n|---|---|---|---|---|"
    );
    let empty = find(rows, empty);
    let empty_ouro = empty.and_then(|row| row.ouro.as_ref().ok());
    let empty_python = empty.and_then(|row| row.python.as_ref().ok());
    let mut ratios = Vec::new();
    for row in rows.iter().filter(|row| row.bench.name.starts_with(&format!("{group}/"))) {
        let name = row.bench.name.trim_start_matches(group).trim_start_matches('/');
        match (&row.ouro, &row.python) {
            (Ok(ouro), Ok(python)) => {
                let (ouro_ns, python_ns) = (net_ns(ouro, empty_ouro), net_ns(python, empty_python));
                let ratio = python_ns / ouro_ns;
                ratios.push(ratio);
                let one = row.bench.operations.map_or_else(String::new, |count| {
                    format!("{:.0} : {:.0} ns", ouro_ns / count as f64, python_ns / count as f64)
                });
                let (ouro, python) = (milliseconds(ouro), milliseconds(python));
                let _ = writeln!(text, "| {name} | {ouro} | {python} | {ratio:.2} | {one} |");
            }
            (Err(reason), Ok(python)) => {
                let python = milliseconds(python);
                let _ = writeln!(text, "| {name} | {} | {python} | | |", cannot(reason));
            }
            (_, Err(reason)) => {
                let _ = writeln!(text, "| {name} | | {} | | |", cannot(reason));
            }
        }
    }
    if !ratios.is_empty() {
        let sum: f64 = ratios.iter().map(|ratio| ratio.ln()).sum();
        let mean = (sum / ratios.len() as f64).exp();
        let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
        let _ = writeln!(
            text,
            "\nGeometric mean of {} scripts: **{mean:.2}**; the least: {least:.2}.",
            ratios.len()
        );
    }
}

fn depth(text: &mut String, rows: &[Row]) {
    let empty = find(rows, "startup/empty_asyncio");
    let (Some(shallow), Some(deep)) =
        (find(rows, "asyncio/depth_1"), find(rows, "asyncio/depth_100"))
    else {
        return;
    };
    let _ = writeln!(text, "\n### Resuming at await depth 100, against depth 1\n");
    for (name, pick) in INTERPRETERS {
        if let (Ok(shallow), Ok(deep)) = (pick(shallow), pick(deep)) {
            let empty = empty.and_then(|row| pick(row).as_ref().ok());
            let times = net_ns(deep, empty) / net_ns(shallow, empty);
            let _ = writeln!(text, "- {name}: {times:.2} times");
        } else {
            let _ = writeln!(text, "- {name}: cannot run yet");
        }
    }
}

type Pick = fn(&Row) -> &Result<Runs, String>;

const INTERPRETERS: [(&str, Pick); 2] = [("Ouro", |row| &row.ouro), ("CPython", |row| &row.python)];

fn memory(text: &mut String, rows: &[Row]) {
    let _ = writeln!(
        text,
        "\n### Memory of a sleeping task\n\nThe peak with {SLEEPING_TASKS} tasks less the peak with none, by task.\n\n\
         | script | Ouro | CPython |\n|---|---|---|"
    );
    for name in ["memory/bare_tasks", "memory/sleeping_tasks"] {
        let with = find(rows, &format!("{name} {SLEEPING_TASKS}"));
        let without = find(rows, &format!("{name} 0"));
        let (Some(with), Some(without)) = (with, without) else { continue };
        let cell = |pick: Pick| match (pick(with), pick(without)) {
            (Ok(with), Ok(without)) => {
                let bytes = with.peak_bytes().saturating_sub(without.peak_bytes());
                format!("{} bytes", bytes / SLEEPING_TASKS)
            }
            (Err(reason), _) | (_, Err(reason)) => cannot(reason),
        };
        let [(_, ouro), (_, python)] = INTERPRETERS;
        let _ = writeln!(text, "| {name} | {} | {} |", cell(ouro), cell(python));
    }
}

/// The processor, as the system names it.
fn machine() -> String {
    let table = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = table.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let count = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let name = name.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, name)| name.to_owned());
    format!("{count} processors ({name})")
}

/// Puts the section between the marks.
pub(super) fn write(path: &Path, section: &str) -> io::Result<()> {
    let text = std::fs::read_to_string(path)?;
    let marks = text.find(BEGIN).zip(text.find(END));
    let Some((begin, end)) = marks.filter(|(begin, end)| begin < end) else {
        return Err(io::Error::other(format!("{} has lost its marks", path.display())));
    };
    let before = &text[..begin + BEGIN.len()];
    std::fs::write(path, format!("{before}\n{section}{}", &text[end..]))
}
