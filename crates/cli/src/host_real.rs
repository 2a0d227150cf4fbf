//! The real host: the process's streams, clock, files, environment and signals.
//!
//! Together with the command line this is the only place that touches the process; everything below asks
//! [`Host`]. What the streams do with bytes is in `streams`, what Ctrl-C and other threads do in `wake`.

mod files;
mod printer;
#[cfg(unix)]
mod processes;
mod streams;
mod wake;

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::task::Waker;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ouro::host::{
    Captured, FileInfo, FileKind, Forked, Host, HostFile, OpenHow, PipeEnd, ProcessSignal, Stream,
    Woken,
};

pub(crate) use printer::Printer;
pub(crate) use streams::Buffering;
use streams::{Input, Output};
pub(crate) use wake::Bell;
#[cfg(unix)]
use wake::{wake_poll, wake_watched};

/// The process as a host, or (for tests of scripts) the machine with its streams kept in memory.
pub(crate) struct RealHost {
    started: Instant,
    bell: Arc<Bell>,
    output: Output,
    input: Input,
    arguments: Vec<String>,
    #[cfg(unix)]
    processes: processes::Processes,
    #[cfg(unix)]
    handler: Option<signal_hook::SigId>,
}

impl RealHost {
    /// The process's own streams and signals.
    pub(crate) fn of_process(arguments: Vec<String>, buffering: Buffering) -> Self {
        let bell = Arc::new(Bell::default());
        let handler = bell.ring_on_interrupt();
        let output = Output::of_process(buffering);
        Self {
            started: now(),
            input: Input::of_process(&bell),
            bell,
            output,
            arguments,
            processes: Default::default(),
            handler,
        }
    }

    /// As [`of_process`](Self::of_process) for a prompt: while a line is typed, output goes above it.
    pub(crate) fn of_prompt(buffering: Buffering, printer: Option<Printer>) -> Self {
        let mut host = Self::of_process(vec![String::new()], buffering);
        if let Some(printer) = printer {
            host.output = Output::of_prompt(&printer);
        }
        host
    }

    /// With `input` to read and output that is kept in memory; signals stay as they are.
    pub(crate) fn captured(arguments: Vec<String>, input: Vec<u8>) -> (Self, Captured) {
        let captured = Captured::default();
        let output = Output::in_memory(captured.clone());
        let bell = Arc::default();
        (
            Self {
                started: now(),
                bell,
                output,
                input: Input::Memory(Cursor::new(input)),
                arguments,
                processes: Default::default(),
                handler: None,
            },
            captured,
        )
    }

    /// What belongs to threads that a new process has not is made anew in it.
    #[cfg(unix)]
    fn start_anew(&mut self) {
        if let Some(handler) = self.handler.take() {
            signal_hook::low_level::unregister(handler);
        }
        self.bell = Arc::new(self.bell.of_child());
        self.handler = self.bell.ring_on_interrupt();
        self.input = Input::Memory(Cursor::new(Vec::new()));
        self.processes.start_anew();
        self.output.become_child();
    }

    /// What wakes and interrupts this host, for whoever watches over the run.
    pub(crate) fn bell(&self) -> Arc<Bell> {
        Arc::clone(&self.bell)
    }
}

#[expect(clippy::disallowed_methods, reason = "the real host is the machine's clock")]
fn now() -> Instant {
    Instant::now()
}

/// What the system counts resident memory in, on every machine that has `/proc/self/statm` in such pages.
const PAGE_BYTES: u64 = 4096;

impl Host for RealHost {
    fn machine_now_ns(&mut self) -> u64 {
        u64::try_from(now().duration_since(self.started).as_nanos()).unwrap_or(u64::MAX)
    }

    #[expect(clippy::disallowed_methods, reason = "the real host is the machine's clock")]
    fn machine_wall_ns(&mut self) -> i128 {
        let nanoseconds = |time: Duration| i128::try_from(time.as_nanos()).unwrap_or(i128::MAX);
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => nanoseconds(since),
            Err(before) => -nanoseconds(before.duration()),
        }
    }

    #[cfg(unix)]
    fn process_time_ns(&mut self) -> Option<u64> {
        use nix::time::{ClockId, clock_gettime};
        let time = clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).ok()?;
        u64::try_from(Duration::from(time).as_nanos()).ok()
    }

    fn wait(&mut self, timeout: Option<Duration>) -> Woken {
        #[cfg(unix)]
        {
            let mut others = self.processes.polled();
            others.extend(self.output.polled());
            let woken = self.bell.wait(timeout, &others);
            self.output.gather();
            woken
        }
        #[cfg(not(unix))]
        self.bell.wait(timeout)
    }

    fn waker(&self) -> Waker {
        Waker::from(Arc::clone(&self.bell))
    }

    fn interrupt_flag(&self) -> Arc<AtomicBool> {
        self.bell.interrupt_flag()
    }

    #[cfg(unix)]
    fn watch_signal(&mut self, signal: i32) -> io::Result<()> {
        match self.output {
            Output::Process { .. } if signal != signal_hook::consts::SIGINT => {
                self.bell.watch(signal)
            }
            _ => Ok(()),
        }
    }

    #[cfg(unix)]
    fn take_signals(&mut self) -> Vec<i32> {
        self.bell.take_signals()
    }

    #[cfg(unix)]
    fn default_signal(&mut self, signal: i32) {
        // A script under test shares its process with others.
        if matches!(self.output, Output::Process { .. }) {
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    }

    fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        self.output.write(stream, bytes)
    }

    fn flush(&mut self, stream: Stream) -> io::Result<()> {
        self.output.flush(stream)
    }

    fn is_terminal(&self, stream: Stream) -> bool {
        self.output.is_terminal(stream)
    }

    fn input_is_terminal(&self) -> bool {
        self.input.is_terminal()
    }

    fn read_line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        self.input.read_line(line)
    }

    fn read_file(&mut self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn file_kind(&mut self, path: &str) -> Option<FileKind> {
        let metadata = std::fs::metadata(path).ok()?;
        Some(if metadata.is_dir() { FileKind::Folder } else { FileKind::File })
    }

    fn open_file(&mut self, path: &str, how: OpenHow) -> io::Result<Box<dyn HostFile>> {
        files::open(path, how)
    }

    fn file_info(&mut self, path: &str, follow: bool) -> io::Result<FileInfo> {
        files::info(path, follow)
    }

    fn list_folder(&mut self, path: &str) -> io::Result<Vec<String>> {
        let name = |entry: io::Result<std::fs::DirEntry>| {
            Ok(entry?.file_name().to_string_lossy().into_owned())
        };
        std::fs::read_dir(path)?.map(name).collect()
    }

    fn make_folder(&mut self, path: &str) -> io::Result<()> {
        std::fs::create_dir(path)
    }

    fn remove_file(&mut self, path: &str) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn remove_folder(&mut self, path: &str) -> io::Result<()> {
        std::fs::remove_dir(path)
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn real_path(&mut self, path: &str) -> io::Result<String> {
        Ok(std::fs::canonicalize(path)?.to_string_lossy().into_owned())
    }

    fn set_current_folder(&mut self, path: &str) -> io::Result<()> {
        std::env::set_current_dir(path)
    }

    fn current_folder(&mut self) -> io::Result<String> {
        Ok(std::env::current_dir()?.to_string_lossy().into_owned())
    }

    fn variable(&mut self, name: &str) -> Option<String> {
        Some(std::env::var_os(name)?.to_string_lossy().into_owned())
    }

    fn variables(&mut self) -> Vec<(String, String)> {
        let text = |word: std::ffi::OsString| word.to_string_lossy().into_owned();
        std::env::vars_os().map(|(name, value)| (text(name), text(value))).collect()
    }

    fn arguments(&mut self) -> Vec<String> {
        self.arguments.clone()
    }

    fn fill_random(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        getrandom::fill(bytes).map_err(io::Error::other)
    }

    fn process_id(&self) -> u32 {
        std::process::id()
    }

    #[cfg(unix)]
    fn parent_process_id(&self) -> u32 {
        std::os::unix::process::parent_id()
    }

    fn system_names(&mut self) -> [String; 5] {
        let of_kernel = |name: &str| {
            let text = std::fs::read_to_string(format!("/proc/sys/kernel/{name}"));
            text.map(|text| text.trim().to_owned()).unwrap_or_default()
        };
        let machine = std::env::consts::ARCH.to_owned();
        let [system, node, release, version] =
            ["ostype", "hostname", "osrelease", "version"].map(of_kernel);
        [system, node, release, version, machine]
    }

    fn processors(&self) -> usize {
        std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
    }

    fn memory_bytes(&mut self) -> Option<u64> {
        // The line is the first; the system writes the others only as far as they are read.
        let mut start = String::with_capacity(128);
        File::open("/proc/meminfo").ok()?.take(128).read_to_string(&mut start).ok()?;
        let line = start.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
        let kibibytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
        Some(kibibytes * 1024)
    }

    fn memory_used_bytes(&mut self) -> Option<u64> {
        let table = std::fs::read_to_string("/proc/self/statm").ok()?;
        let pages: u64 = table.split_whitespace().nth(1)?.parse().ok()?;
        Some(pages * PAGE_BYTES)
    }

    #[cfg(unix)]
    fn fork(&mut self) -> io::Result<Forked> {
        // What is in the buffers now must not be written by both.
        self.output.flush(Stream::Out)?;
        self.output.flush(Stream::Err)?;
        self.output.prepare_fork()?;
        let forked = processes::fork()?;
        if forked == Forked::Child {
            self.start_anew();
        }
        Ok(forked)
    }

    #[cfg(unix)]
    fn leave_child(&mut self, code: i32) {
        let _ = self.output.flush(Stream::Out);
        let _ = self.output.flush(Stream::Err);
        processes::leave(code);
    }

    #[cfg(unix)]
    fn child_status(&mut self, process: u32, ends: bool) -> io::Result<Option<i32>> {
        let status = processes::status(process, ends)?;
        self.output.gather();
        Ok(status)
    }

    #[cfg(unix)]
    fn signal_process(&mut self, process: u32, signal: ProcessSignal) -> io::Result<()> {
        processes::signal(process, signal)
    }

    #[cfg(unix)]
    fn pipe(&mut self) -> io::Result<(PipeEnd, PipeEnd)> {
        self.processes.pipe()
    }

    #[cfg(unix)]
    fn read_pipe(&mut self, end: PipeEnd, bytes: &mut [u8]) -> io::Result<usize> {
        self.processes.read(end, bytes)
    }

    #[cfg(unix)]
    fn write_pipe(&mut self, end: PipeEnd, bytes: &[u8]) -> io::Result<usize> {
        self.processes.write(end, bytes)
    }

    #[cfg(unix)]
    fn bytes_in_pipe(&mut self, end: PipeEnd) -> io::Result<usize> {
        self.processes.pending(end)
    }

    #[cfg(unix)]
    fn is_readable(&mut self, end: PipeEnd) -> bool {
        self.processes.is_readable(end)
    }

    #[cfg(unix)]
    fn descriptor(&mut self, end: PipeEnd) -> io::Result<i32> {
        self.processes.descriptor(end)
    }

    #[cfg(unix)]
    fn close_pipe(&mut self, end: PipeEnd) {
        self.processes.close(end);
    }

    #[cfg(unix)]
    fn watch_pipe(&mut self, end: PipeEnd, for_room: bool, more: bool) {
        self.processes.watch(end, for_room, more);
    }

    #[cfg(unix)]
    fn share_memory(&mut self, bytes: u64) -> io::Result<PipeEnd> {
        self.processes.share(bytes)
    }

    #[cfg(unix)]
    fn read_shared(&mut self, memory: PipeEnd, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        self.processes.read_shared(memory, at, bytes)
    }

    #[cfg(unix)]
    fn write_shared(&mut self, memory: PipeEnd, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.processes.write_shared(memory, at, bytes)
    }

    fn exit_now(&mut self, code: i32) {
        match &self.output {
            // A script under test shares its process with others.
            Output::Memory { captured, .. } => captured.set_exit_code(code),
            // At once: what is registered for the end of a process is left out.
            Output::Process { .. } => signal_hook::low_level::exit(code),
        }
    }
}
