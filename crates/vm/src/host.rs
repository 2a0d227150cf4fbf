//! Everything the engine may ask of the outside, as one trait: [`Host`].
//!
//! It owns the questions (time, streams, files, environment, entropy, waiting) and never an answer: the real one
//! lives in the command, [`FakeHost`] answers from memory for tests. It uses nothing of the rest of the machine, so
//! that a host can be written without knowing what a value is.
//!
//! A script's time is not a question for the host: [`Clock`] turns the machine's time into real or virtual
//! time, and [`Outside`] keeps both together, which is what the engine holds.

mod clock;
mod fake;
mod files;

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::task::Waker;
use std::time::Duration;

pub use clock::{
    Clock, ClockMode, SPIN_READINGS, SPIN_STEP_NS, Speed, VIRTUAL_EPOCH_NS, deadline_after_ns,
};
pub use fake::{Captured, FakeHost};
pub use files::{FileInfo, HostFile, OpenHow};

/// Which of the two output streams is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// Why a wait came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Woken {
    /// The time that was waited for has come.
    Deadline,
    /// The interrupt flag is set (Ctrl-C). Whoever acts on it clears it.
    Interrupted,
    /// Something outside reported: a [`Waker`] of this host was woken.
    External,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// Which of two processes this is after a fork.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Forked {
    /// The one that forked; the number of the new one.
    Parent(u32),
    /// The new one.
    Child,
}

/// What a process can be told by a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProcessSignal {
    /// To end.
    Terminate,
    /// To end at once; it is not asked.
    Kill,
    /// That Ctrl-C was pressed.
    Interrupt,
    /// Nothing: it is only looked whether there is such a process.
    Nothing,
}

/// The number of an end of a pipe, or of memory that processes share.
pub type PipeEnd = u32;

fn unsupported<T>() -> io::Result<T> {
    Err(io::ErrorKind::Unsupported.into())
}

/// What the engine may ask of the outside. Everything is optional for the engine's sake: a host without rights
/// answers with an error of kind [`io::ErrorKind::Unsupported`] or with nothing.
///
/// The machine's times here serve limits and the real clock. The time that a script sees is [`Clock`]'s.
pub trait Host: Send {
    /// Nanoseconds of the machine's monotonic time since some fixed moment, at best the host's start.
    fn machine_now_ns(&mut self) -> u64;

    /// Nanoseconds of the machine's wall time since 1970-01-01T00:00:00Z.
    fn machine_wall_ns(&mut self) -> i128;

    /// Nanoseconds of processor time that this process has used, if the host can tell.
    fn process_time_ns(&mut self) -> Option<u64> {
        None
    }

    /// Blocks until `timeout` has passed (`None`: without end), a [`Waker`] is woken or the interrupt flag is set.
    /// What happened before the call counts: a wake is kept until one wait has reported it.
    fn wait(&mut self, timeout: Option<Duration>) -> Woken;

    /// What other threads wake this host's [`wait`](Host::wait) with.
    fn waker(&self) -> Waker;

    /// The flag that Ctrl-C sets. The engine looks at it where its counter runs out, and clears it.
    fn interrupt_flag(&self) -> Arc<AtomicBool>;

    /// From now on a signal sets the interrupt flag, and [`take_signals`](Host::take_signals) tells of it.
    ///
    /// # Errors
    /// When the system does not let a program have that signal.
    fn watch_signal(&mut self, _signal: i32) -> io::Result<()> {
        Ok(())
    }

    /// The signals that have come since the last call, in their order.
    fn take_signals(&mut self) -> Vec<i32> {
        Vec::new()
    }

    /// Does what a signal does that nobody handles: most end the process.
    fn default_signal(&mut self, _signal: i32) {}

    /// Writes all of `bytes`, through the stream's buffer if it has one. [`io::ErrorKind::BrokenPipe`] on
    /// [`Stream::Out`] says that the reader has gone: the run ends quietly, with [`EXIT_BROKEN_PIPE`].
    ///
    /// # Errors
    /// Whatever keeps the stream from taking the bytes.
    fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()>;

    /// Hands on what the stream's buffer holds.
    ///
    /// # Errors
    /// Whatever keeps the stream from taking the bytes.
    fn flush(&mut self, stream: Stream) -> io::Result<()>;

    /// Whether the stream is a terminal.
    fn is_terminal(&self, stream: Stream) -> bool;

    /// Whether standard input is a terminal.
    fn input_is_terminal(&self) -> bool;

    /// Reads one line of standard input, with its line feed where it has one, to the end of `line`. Gives the number
    /// of bytes read, 0 at the end of input.
    ///
    /// # Errors
    /// [`io::ErrorKind::Interrupted`] when the interrupt flag was set meanwhile, else the stream's own error.
    fn read_line(&mut self, line: &mut Vec<u8>) -> io::Result<usize>;

    /// Reads all that is left of standard input.
    ///
    /// # Errors
    /// As [`read_line`](Host::read_line).
    fn read_all(&mut self) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        while self.read_line(&mut all)? > 0 {}
        Ok(all)
    }

    /// Reads a whole file. Opening files for a script comes with its own methods later.
    ///
    /// # Errors
    /// The file system's.
    fn read_file(&mut self, path: &str) -> io::Result<Vec<u8>>;

    /// What stands at `path`, if anything does.
    fn file_kind(&mut self, path: &str) -> Option<FileKind>;

    /// Opens a file.
    ///
    /// # Errors
    /// The file system's; [`io::ErrorKind::Unsupported`] where there are no files.
    fn open_file(&mut self, _path: &str, _how: OpenHow) -> io::Result<Box<dyn HostFile>> {
        files::no_files()
    }

    /// What is known of what stands at `path`; of a link itself unless `follow` says otherwise.
    ///
    /// # Errors
    /// As [`open_file`](Host::open_file).
    fn file_info(&mut self, _path: &str, _follow: bool) -> io::Result<FileInfo> {
        files::no_files()
    }

    /// The names in a folder.
    ///
    /// # Errors
    /// As [`open_file`](Host::open_file).
    fn list_folder(&mut self, _path: &str) -> io::Result<Vec<String>> {
        files::no_files()
    }

    /// Makes a folder.
    ///
    /// # Errors
    /// As [`open_file`](Host::open_file).
    fn make_folder(&mut self, _path: &str) -> io::Result<()> {
        files::no_files()
    }

    /// Removes a file.
    ///
    /// # Errors
    /// As [`open_file`](Host::open_file).
    fn remove_file(&mut self, _path: &str) -> io::Result<()> {
        files::no_files()
    }

    /// Removes an empty folder.
    ///
    /// # Errors
    /// As [`open_file`](Host::open_file).
    fn remove_folder(&mut self, _path: &str) -> io::Result<()> {
        files::no_files()
    }

    /// Gives a file or a folder another name.
    ///
    /// # Errors
    /// As [`open_file`](Host::open_file).
    fn rename(&mut self, _from: &str, _to: &str) -> io::Result<()> {
        files::no_files()
    }

    /// A path without links, `.` and `..` in it.
    ///
    /// # Errors
    /// As [`open_file`](Host::open_file).
    fn real_path(&mut self, _path: &str) -> io::Result<String> {
        files::no_files()
    }

    /// Goes to another folder.
    ///
    /// # Errors
    /// As [`open_file`](Host::open_file).
    fn set_current_folder(&mut self, _path: &str) -> io::Result<()> {
        files::no_files()
    }

    /// The present folder, as an absolute path.
    ///
    /// # Errors
    /// When there is none any more, or the host has no files.
    fn current_folder(&mut self) -> io::Result<String>;

    /// The value of a variable of the environment.
    fn variable(&mut self, name: &str) -> Option<String>;

    /// All variables of the environment, in the environment's order.
    fn variables(&mut self) -> Vec<(String, String)>;

    /// The script's arguments: its own name first, as `sys.argv` has them.
    fn arguments(&mut self) -> Vec<String>;

    /// Fills `bytes` with randomness of the machine.
    ///
    /// # Errors
    /// When the machine has none to give.
    fn fill_random(&mut self, bytes: &mut [u8]) -> io::Result<()>;

    /// The number of this process.
    fn process_id(&self) -> u32;

    /// Whether threads of the system can be started.
    fn has_threads(&self) -> bool {
        true
    }

    /// The number of the process that started this one.
    fn parent_process_id(&self) -> u32 {
        0
    }

    /// The system's name, the machine's, the system's release and version, and the processor's kind.
    fn system_names(&mut self) -> [String; 5] {
        ["", "", "", "", ""].map(ToOwned::to_owned)
    }

    /// How many processors there are.
    fn processors(&self) -> usize {
        1
    }

    /// Makes a copy of this process, in which only the thread that asks goes on.
    ///
    /// # Errors
    /// The system's; a host without processes has none to give, here and in all that follows.
    fn fork(&mut self) -> io::Result<Forked> {
        unsupported()
    }

    /// Ends a process that `fork` has made, after flushing: nothing else that the end of a process does happens.
    fn leave_child(&mut self, code: i32) {
        self.exit_now(code);
    }

    /// How a child has ended, if it has: its exit code, or the number of a signal, negative. Once that has been
    /// told the child is forgotten. `ends` says that it is about to end, and that it is to be waited for.
    ///
    /// # Errors
    /// When there is no such child.
    fn child_status(&mut self, process: u32, ends: bool) -> io::Result<Option<i32>> {
        let _ = (process, ends);
        unsupported()
    }

    /// Sends a signal to a process.
    ///
    /// # Errors
    /// When there is no such process.
    fn signal_process(&mut self, process: u32, signal: ProcessSignal) -> io::Result<()> {
        let _ = (process, signal);
        unsupported()
    }

    /// A pipe: the end that is read, and the one that is written. A copy of the process has both too.
    ///
    /// # Errors
    /// When there are no more.
    fn pipe(&mut self) -> io::Result<(PipeEnd, PipeEnd)> {
        unsupported()
    }

    /// Reads what there is, without waiting; 0 bytes when nobody can write any more.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] when there is nothing yet.
    fn read_pipe(&mut self, end: PipeEnd, bytes: &mut [u8]) -> io::Result<usize> {
        let _ = (end, bytes);
        unsupported()
    }

    /// Writes what there is room for, without waiting.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] when there is no room, [`io::ErrorKind::BrokenPipe`] when nobody reads.
    fn write_pipe(&mut self, end: PipeEnd, bytes: &[u8]) -> io::Result<usize> {
        let _ = (end, bytes);
        unsupported()
    }

    /// How many bytes lie in a pipe.
    ///
    /// # Errors
    /// When it is closed.
    fn bytes_in_pipe(&mut self, end: PipeEnd) -> io::Result<usize> {
        let _ = end;
        unsupported()
    }

    /// Whether reading would not wait: there is something, or nobody can write any more.
    fn is_readable(&mut self, end: PipeEnd) -> bool {
        let _ = end;
        false
    }

    /// The system's number of an end.
    ///
    /// # Errors
    /// When it is closed.
    fn descriptor(&mut self, end: PipeEnd) -> io::Result<i32> {
        let _ = end;
        unsupported()
    }

    /// Closes an end, or gives up shared memory.
    fn close_pipe(&mut self, end: PipeEnd) {
        let _ = end;
    }

    /// From now on (`more`), or no longer, [`wait`](Host::wait) ends when there is something to read from the end, or
    /// room to write where that is wanted.
    fn watch_pipe(&mut self, end: PipeEnd, for_room: bool, more: bool) {
        let _ = (end, for_room, more);
    }

    /// Memory that a copy of the process shares, all zeroes.
    ///
    /// # Errors
    /// When there is none.
    fn share_memory(&mut self, bytes: u64) -> io::Result<PipeEnd> {
        let _ = bytes;
        unsupported()
    }

    /// Reads shared memory.
    ///
    /// # Errors
    /// Beyond its end.
    fn read_shared(&mut self, memory: PipeEnd, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        let _ = (memory, at, bytes);
        unsupported()
    }

    /// Writes shared memory.
    ///
    /// # Errors
    /// Beyond its end.
    fn write_shared(&mut self, memory: PipeEnd, at: u64, bytes: &[u8]) -> io::Result<()> {
        let _ = (memory, at, bytes);
        unsupported()
    }

    /// The machine's memory in bytes, of which the heap's ceiling is a part.
    fn memory_bytes(&mut self) -> Option<u64> {
        None
    }

    /// The memory that the process has in use, in bytes: what the engine counts itself leaves out what
    /// containers hold outside their objects.
    fn memory_used_bytes(&mut self) -> Option<u64> {
        None
    }

    /// Ends the process at once, without flushing anything, as `os._exit` asks. A host that is not a process
    /// remembers the code and returns; the engine then stops running the script.
    fn exit_now(&mut self, code: i32);
}

/// The exit code of a run whose output could not be written to its end.
pub const EXIT_BROKEN_PIPE: i32 = 120;

/// The host and the clock that a script sees, together: what the engine holds of the outside.
pub struct Outside {
    /// Who answers.
    pub host: Box<dyn Host>,
    /// The script's time.
    pub clock: Clock,
    /// When the run has to be over, in the machine's time: no wait goes on beyond it.
    pub stop_at_ns: Option<u64>,
}

impl Outside {
    /// The outside as `host` shows it, with time as `mode` says.
    #[must_use]
    pub fn new(mut host: Box<dyn Host>, mode: ClockMode) -> Self {
        let clock = Clock::new(mode, host.as_mut());
        Self { host, clock, stop_at_ns: None }
    }

    /// The present time for the engine's own purposes: setting a timer, looking which are due. Not counted as a
    /// reading of the script.
    pub fn now_ns(&mut self) -> u64 {
        self.clock.now_ns(self.host.as_mut())
    }

    /// The script reads its monotonic time (`perf_counter`, `monotonic`, `loop.time`).
    pub fn read_ns(&mut self) -> u64 {
        self.clock.read_ns(self.host.as_mut())
    }

    /// The script reads its wall time, in nanoseconds since 1970.
    pub fn read_wall_ns(&mut self) -> i128 {
        self.clock.read_wall_ns(self.host.as_mut())
    }

    /// The loop begins one more iteration: see [`Clock::count_iteration`].
    pub fn count_iteration(&mut self) {
        self.clock.count_iteration();
    }

    /// Blocks until the script's time is `deadline_ns`, or until Ctrl-C or a wake.
    pub fn sleep_until(&mut self, deadline_ns: u64) -> Woken {
        self.wait_until(Some(deadline_ns), false)
    }

    /// Whether the time for the run is over.
    pub fn is_time_over(&mut self) -> bool {
        self.stop_at_ns.is_some_and(|stop_at_ns| self.host.machine_now_ns() >= stop_at_ns)
    }

    /// Blocks until the script's time is `deadline_ns` (`None`: without end), until Ctrl-C or a wake.
    /// `outside_work` says that something outside is awaited, so that virtual time may not simply jump.
    /// Where the time for the run is over, that is an interruption.
    pub fn wait_until(&mut self, deadline_ns: Option<u64>, outside_work: bool) -> Woken {
        let host = self.host.as_mut();
        let Some(stop_at_ns) = self.stop_at_ns else {
            return self.clock.wait_until(host, deadline_ns, outside_work);
        };
        let left_ns = stop_at_ns.saturating_sub(host.machine_now_ns());
        if left_ns == 0 {
            return Woken::Interrupted;
        }
        let jumps = self.clock.is_virtual() && !outside_work && deadline_ns.is_some();
        let end_ns = self.clock.now_ns(host).saturating_add(left_ns);
        if jumps || deadline_ns.is_some_and(|deadline| deadline <= end_ns) {
            return self.clock.wait_until(host, deadline_ns, outside_work);
        }
        match self.clock.wait_until(host, Some(end_ns), true) {
            Woken::Deadline => Woken::Interrupted,
            woken => woken,
        }
    }
}

impl std::fmt::Debug for Outside {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Outside").field("clock", &self.clock).finish_non_exhaustive()
    }
}
