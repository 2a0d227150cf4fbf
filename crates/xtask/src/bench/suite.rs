//! Which scripts there are, and who runs them.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::root;

/// One measurement: a script with its arguments.
#[derive(Clone)]
pub(super) struct Bench {
    /// `asyncio/gather`, or `memory/bare_tasks 200000`.
    pub(super) name: String,
    pub(super) script: PathBuf,
    pub(super) arguments: Vec<String>,
    /// How often it does its thing, where a time for one of them says something.
    pub(super) operations: Option<u64>,
}

/// The folders of `benches/`, in the order of the report.
pub(super) const GROUPS: [&str; 4] = ["startup", "compute", "asyncio", "memory"];

/// How many tasks sleep where memory is measured, against none.
pub(super) const SLEEPING_TASKS: u64 = 200_000;

/// All scripts, start-up first: its times are taken off the others'.
pub(super) fn suite() -> io::Result<Vec<Bench>> {
    let mut benches = Vec::new();
    for group in GROUPS {
        let folder = root().join("benches").join(group);
        let mut scripts: Vec<PathBuf> =
            std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        scripts.sort();
        for script in scripts.into_iter().filter(|path| path.extension().is_some_and(|e| e == "py"))
        {
            let stem = script.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let name = format!("{group}/{stem}");
            let operations = operations(&script)?;
            if group == "memory" {
                for count in [0, SLEEPING_TASKS] {
                    benches.push(Bench {
                        name: format!("{name} {count}"),
                        script: script.clone(),
                        arguments: vec![count.to_string()],
                        operations: None,
                    });
                }
            } else {
                benches.push(Bench { name, script, arguments: Vec::new(), operations });
            }
        }
    }
    Ok(benches)
}

/// The number in a first line `# operations: N`.
fn operations(script: &Path) -> io::Result<Option<u64>> {
    let text = std::fs::read_to_string(script)?;
    Ok(text.lines().find_map(|line| line.strip_prefix("# operations: ")?.trim().parse().ok()))
}

/// Who runs scripts.
pub(super) struct Interpreter {
    /// With its version, for the report.
    pub(super) name: String,
    pub(super) program: PathBuf,
}

impl Interpreter {
    /// The Ouro at a path.
    pub(super) fn ouro(program: PathBuf) -> io::Result<Self> {
        let name = answer(Command::new(&program).arg("--version"))?;
        Ok(Self { name, program })
    }

    /// The Python asked for, or 3.13 where one is found, or whichever `python3` is.
    pub(super) fn python(asked: Option<&str>) -> io::Result<Self> {
        let candidates = asked.map_or(vec!["python3.13", "python3"], |asked| vec![asked]);
        // A launcher in front of the real program would be measured with it: ask the program for itself.
        let ask = "import sys; print(sys.executable); print(sys.version.split()[0])";
        for candidate in candidates {
            for version in [None, Some("3.13.0")] {
                let mut command = Command::new(candidate);
                command.args(["-c", ask]);
                if let Some(version) = version {
                    command.env("PYENV_VERSION", version);
                }
                let Ok(text) = answer(&mut command) else { continue };
                if let Some((program, version)) = text.split_once('\n') {
                    let name = format!("CPython {version}");
                    return Ok(Self { name, program: PathBuf::from(program) });
                }
            }
        }
        Err(io::Error::other("no Python found to compare with"))
    }
}

fn answer(command: &mut Command) -> io::Result<String> {
    let output = command.output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
