//! What a test says of itself, in a comment at its top: `# test: streams=joined max-steps=1000`.

use std::path::Path;

use crate::limits::LimitArgs;

/// How a test is to be run.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Directive {
    /// Both streams are recorded in one file, x.out, in the order in which they are written.
    pub(super) joined: bool,
    /// What the run may not exceed.
    pub(super) limits: LimitArgs,
}

const MARK: &[u8] = b"# test:";

impl Directive {
    /// The directive of a script; it stands in the comments that it begins with.
    pub(super) fn of(script: &Path) -> Result<Self, String> {
        let text = std::fs::read(script).unwrap_or_default();
        let mut directive = Self::default();
        for line in text.split(|byte| *byte == b'\n').take_while(|line| line.starts_with(b"#")) {
            if let Some(words) = line.strip_prefix(MARK) {
                directive.read(&String::from_utf8_lossy(words))?;
            }
        }
        Ok(directive)
    }

    fn read(&mut self, words: &str) -> Result<(), String> {
        for word in words.split_whitespace() {
            match word.split_once('=') {
                Some(("streams", "joined")) => self.joined = true,
                Some((name, value)) => {
                    self.limits
                        .set(name, value)
                        .map_err(|why| format!("'# test: {word}': {why}"))?;
                }
                None => return Err(format!("'# test: {word}' says nothing")),
            }
        }
        Ok(())
    }
}
