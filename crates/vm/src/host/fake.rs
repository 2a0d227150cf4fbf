//! A host that answers from memory: captured output, scripted input, files in a map, a machine whose time moves only
//! when something waits. For tests, and for whoever embeds the engine without giving it any right.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Wake, Waker};
use std::time::Duration;

use super::{FileKind, Host, Stream, VIRTUAL_EPOCH_NS, Woken};

/// The host of tests. Its builders give what a script may find; [`output`](Self::output) shows what it wrote.
#[derive(Debug)]
pub struct FakeHost {
    machine_ns: u64,
    woken: Arc<WokenFlag>,
    interrupt: Arc<AtomicBool>,
    captured: Captured,
    input: Vec<u8>,
    input_read: usize,
    files: BTreeMap<String, Vec<u8>>,
    variables: Vec<(String, String)>,
    arguments: Vec<String>,
    random: u64,
    memory_gauge: Option<fn() -> u64>,
}

/// What a script has written and how it left: shared, so that it can be read while the engine owns the host.
#[derive(Clone, Debug, Default)]
pub struct Captured {
    written: Arc<Mutex<Written>>,
}

#[derive(Debug, Default)]
struct Written {
    /// Pieces in the order of writing, so that both streams can be shown joined.
    pieces: Vec<(Stream, Vec<u8>)>,
    exit_code: Option<i32>,
}

impl Captured {
    /// All of standard output.
    #[must_use]
    pub fn stdout(&self) -> String {
        self.joined(|stream| stream == Stream::Out)
    }

    /// All of standard error.
    #[must_use]
    pub fn stderr(&self) -> String {
        self.joined(|stream| stream == Stream::Err)
    }

    /// Both streams in the order in which they were written.
    #[must_use]
    pub fn both(&self) -> String {
        self.joined(|_| true)
    }

    /// The code that the script asked to leave with at once, if it did.
    #[must_use]
    pub fn exit_code(&self) -> Option<i32> {
        self.lock().exit_code
    }

    /// Adds what a script writes: for other hosts that keep output in memory.
    pub fn push(&self, stream: Stream, bytes: &[u8]) {
        let mut written = self.lock();
        match written.pieces.last_mut() {
            Some((last, piece)) if *last == stream => piece.extend_from_slice(bytes),
            _ => written.pieces.push((stream, bytes.to_vec())),
        }
    }

    /// Notes that the script asked to leave with `code` at once: for other hosts that keep output in memory.
    pub fn set_exit_code(&self, code: i32) {
        self.lock().exit_code = Some(code);
    }

    fn joined(&self, wanted: impl Fn(Stream) -> bool) -> String {
        let written = self.lock();
        let bytes: Vec<u8> = written
            .pieces
            .iter()
            .filter(|(stream, _)| wanted(*stream))
            .flat_map(|(_, piece)| piece.iter().copied())
            .collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn lock(&self) -> MutexGuard<'_, Written> {
        // What a panicking test wrote is still worth showing.
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug, Default)]
struct WokenFlag(AtomicBool);

impl Wake for WokenFlag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
    }
}

impl Default for FakeHost {
    fn default() -> Self {
        Self {
            machine_ns: 0,
            woken: Arc::default(),
            interrupt: Arc::default(),
            captured: Captured::default(),
            input: Vec::new(),
            input_read: 0,
            files: BTreeMap::new(),
            variables: Vec::new(),
            arguments: vec!["script.py".to_owned()],
            random: 0x9E37_79B9_7F4A_7C15,
            memory_gauge: None,
        }
    }
}

impl FakeHost {
    /// A host with nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With `text` waiting on standard input.
    #[must_use]
    pub fn with_input(mut self, text: &str) -> Self {
        self.input.extend_from_slice(text.as_bytes());
        self
    }

    /// With a file of that path and text.
    #[must_use]
    pub fn with_file(mut self, path: &str, text: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), text.into());
        self
    }

    /// With a variable in the environment.
    #[must_use]
    pub fn with_variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With these arguments, the script's name first.
    #[must_use]
    pub fn with_arguments(mut self, arguments: &[&str]) -> Self {
        self.arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
        self
    }

    /// With something that tells how much memory the process has in use.
    #[must_use]
    pub fn with_memory_gauge(mut self, gauge: fn() -> u64) -> Self {
        self.memory_gauge = Some(gauge);
        self
    }

    /// What the script writes, to be read now or later.
    #[must_use]
    pub fn output(&self) -> Captured {
        self.captured.clone()
    }
}

impl Host for FakeHost {
    fn machine_now_ns(&mut self) -> u64 {
        self.machine_ns
    }

    fn machine_wall_ns(&mut self) -> i128 {
        VIRTUAL_EPOCH_NS + i128::from(self.machine_ns)
    }

    fn process_time_ns(&mut self) -> Option<u64> {
        Some(self.machine_ns)
    }

    fn memory_used_bytes(&mut self) -> Option<u64> {
        self.memory_gauge.map(|gauge| gauge())
    }

    /// Never blocks: waiting moves the machine's time. A wait without end that nobody could end reports
    /// [`Woken::External`], so that a test of a deadlock fails instead of hanging.
    fn wait(&mut self, timeout: Option<Duration>) -> Woken {
        if self.interrupt.load(Ordering::Relaxed) {
            return Woken::Interrupted;
        }
        if self.woken.0.swap(false, Ordering::AcqRel) {
            return Woken::External;
        }
        let Some(timeout) = timeout else { return Woken::External };
        let timeout_ns = u64::try_from(timeout.as_nanos()).unwrap_or(u64::MAX);
        self.machine_ns = self.machine_ns.saturating_add(timeout_ns);
        Woken::Deadline
    }

    fn waker(&self) -> Waker {
        Waker::from(Arc::clone(&self.woken))
    }

    fn interrupt_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupt)
    }

    fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        self.captured.push(stream, bytes);
        Ok(())
    }

    fn flush(&mut self, _stream: Stream) -> io::Result<()> {
        Ok(())
    }

    fn is_terminal(&self, _stream: Stream) -> bool {
        false
    }

    fn input_is_terminal(&self) -> bool {
        false
    }

    fn read_line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        let rest = &self.input[self.input_read..];
        let count =
            rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |index| index + 1);
        line.extend_from_slice(&rest[..count]);
        self.input_read += count;
        Ok(count)
    }

    fn read_file(&mut self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn file_kind(&mut self, path: &str) -> Option<FileKind> {
        if self.files.contains_key(path) {
            return Some(FileKind::File);
        }
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.files.keys().any(|file| file.starts_with(&folder)).then_some(FileKind::Folder)
    }

    fn current_folder(&mut self) -> io::Result<String> {
        Ok("/".to_owned())
    }

    fn variable(&mut self, name: &str) -> Option<String> {
        let found = self.variables.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }

    fn variables(&mut self) -> Vec<(String, String)> {
        self.variables.clone()
    }

    fn arguments(&mut self) -> Vec<String> {
        self.arguments.clone()
    }

    /// The same bytes on every run: a test must not depend on chance.
    fn fill_random(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        for byte in bytes {
            self.random ^= self.random << 13;
            self.random ^= self.random >> 7;
            self.random ^= self.random << 17;
            *byte = self.random.to_le_bytes()[0];
        }
        Ok(())
    }

    fn process_id(&self) -> u32 {
        1
    }

    fn exit_now(&mut self, code: i32) {
        self.captured.set_exit_code(code);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_captured_by_stream_and_joined() {
        let mut host = FakeHost::new();
        let output = host.output();
        host.write(Stream::Out, b"a").unwrap();
        host.write(Stream::Err, b"b").unwrap();
        host.write(Stream::Out, b"c").unwrap();
        let all = (output.stdout(), output.stderr(), output.both());
        assert_eq!(all, ("ac".to_owned(), "b".to_owned(), "abc".to_owned()));
    }

    #[test]
    fn input_comes_by_lines_and_ends() {
        let mut host = FakeHost::new().with_input("one\ntwo");
        let mut line = Vec::new();
        assert_eq!(host.read_line(&mut line).unwrap(), 4);
        assert_eq!(host.read_all().unwrap(), b"two");
        assert_eq!(host.read_line(&mut line).unwrap(), 0);
    }

    #[test]
    fn files_and_their_folders_exist() {
        let mut host = FakeHost::new().with_file("/lib/a.py", "x = 1\n");
        assert_eq!(host.file_kind("/lib/a.py"), Some(FileKind::File));
        assert_eq!(host.file_kind("/lib"), Some(FileKind::Folder));
        assert_eq!(host.file_kind("/li"), None);
        assert_eq!(host.read_file("/lib/b.py").unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
