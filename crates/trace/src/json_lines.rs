//! Events as JSON, an object a line, written as they happen.

use std::fmt::Write as _;
use std::io::Write;

use ouro_vm::{Event, Observer};

/// Writes each event as a line. What is empty is left out.
pub struct JsonLines {
    sink: Box<dyn Write + Send>,
    /// The sink has refused a line: nothing more is tried.
    is_broken: bool,
}

impl JsonLines {
    /// Writes to `sink`.
    #[must_use]
    pub fn new(sink: Box<dyn Write + Send>) -> Self {
        Self { sink, is_broken: false }
    }

    fn line(&self, event: &Event) -> String {
        let mut line = format!("{{\"at_ns\":{},\"event\":\"{}\"", event.at_ns, event.kind.name());
        if event.subject != 0 {
            let _ = write!(line, ",\"id\":{}", event.subject);
        }
        for (key, text) in [("name", &event.name), ("task", &event.task), ("detail", &event.detail)]
        {
            if !text.is_empty() {
                let _ = write!(line, ",\"{key}\":{}", quoted(text));
            }
        }
        if let Some((file, number)) = &event.place {
            let _ = write!(line, ",\"file\":{},\"line\":{number}", quoted(file));
        }
        line.push_str("}\n");
        line
    }
}

impl Observer for JsonLines {
    fn event(&mut self, event: Event) {
        if !self.is_broken {
            self.is_broken = self.sink.write_all(self.line(&event).as_bytes()).is_err();
        }
    }

    fn end(&mut self) {
        self.is_broken |= self.sink.flush().is_err();
    }
}

/// A JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped() {
        assert_eq!(quoted("a\"b\\c\n\u{1}é"), r#""a\"b\\c\n\u0001é""#);
    }
}
