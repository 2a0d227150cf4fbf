//! Which scripts are meant by paths: files as they are, folders with all below them.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::expected::{BESIDE, Printed};
use super::markdown::{self, Block};

/// Something to run, and to compare with what is expected of it.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// A script, with files beside it.
    Script(PathBuf),
    /// A block of a page.
    Block(Block),
}

impl Test {
    /// The name that a report shows.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Script(path) => path.display().to_string(),
            Self::Block(block) => block.name(),
        }
    }

    /// The script, or the page.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Script(path) => path,
            Self::Block(block) => &block.file,
        }
    }

    /// What should be printed; what is left open is as it was printed.
    pub(super) fn expected(&self, printed: &Printed) -> io::Result<Printed> {
        match self {
            Self::Script(path) => Printed::expected_beside(path),
            Self::Block(block) => Ok(block.expected(printed)),
        }
    }
}

/// Tests in the order of their paths, and expectations without a script.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) tests: Vec<Test>,
    pub(super) unreferenced: Vec<PathBuf>,
}

/// Searches the paths.
///
/// # Errors
/// A message, when a path cannot be read or nothing is found at all.
pub(super) fn discover(paths: &[PathBuf], filter: Option<&str>) -> Result<Found, String> {
    let mut files = BTreeSet::new();
    for path in paths {
        collect(path, &mut files).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let wanted = |path: &Path| filter.is_none_or(|text| path.to_string_lossy().contains(text));
    let mut found = Found::default();
    for file in files.into_iter().filter(|file| wanted(file)) {
        if is_script(&file) {
            found.tests.push(Test::Script(file));
        } else if is_page(&file) {
            let page = std::fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?;
            let blocks = markdown::blocks(&file, &String::from_utf8_lossy(&page));
            found.tests.extend(blocks.into_iter().map(Test::Block));
        } else if is_expectation(&file) && !file.with_extension("py").exists() {
            found.unreferenced.push(file);
        }
    }
    if found.tests.is_empty() && found.unreferenced.is_empty() {
        return Err("no scripts and no pages with code found".to_owned());
    }
    Ok(found)
}

fn collect(path: &Path, files: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    if std::fs::metadata(path)?.is_dir() {
        for entry in std::fs::read_dir(path)? {
            let inner = entry?.path();
            if !is_hidden(&inner) {
                collect(&inner, files)?;
            }
        }
    } else {
        files.insert(path.to_owned());
    }
    Ok(())
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name == "__pycache__"
}

/// A name that begins with `_` is a module that scripts import.
fn is_script(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".py") && !name.starts_with('_')
}

/// A page of Markdown, whose code is run.
fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md")
}

fn is_expectation(path: &Path) -> bool {
    path.extension().is_some_and(|extension| BESIDE.iter().any(|known| extension == *known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_and_hidden_folders_are_not_scripts() {
        assert!(is_script(Path::new("a/tasks.py")));
        assert!(!is_script(Path::new("a/_helper.py")));
        assert!(!is_script(Path::new("a/tasks.out")));
        assert!(is_hidden(Path::new("a/__pycache__")));
        assert!(is_expectation(Path::new("a/tasks.exit")));
    }

    #[test]
    fn a_path_that_is_not_there_is_named() {
        let message = discover(&["no/such/folder".into()], None).unwrap_err();
        assert!(message.starts_with("no/such/folder: "), "{message}");
    }
}
