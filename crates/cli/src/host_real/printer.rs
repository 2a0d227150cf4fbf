//! Printing on a terminal while somebody types a line: what is printed stands above it.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use rustyline::ExternalPrinter;

/// A line editor's own way to print, as a stream for both outputs.
#[derive(Clone)]
pub(crate) struct Printer(Arc<Mutex<dyn ExternalPrinter + Send>>);

impl Printer {
    pub(crate) fn new(printer: impl ExternalPrinter + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(printer)))
    }
}

impl Write for Printer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty() {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let mut printer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            printer.print(text).map_err(io::Error::other)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
