//! The process's standard streams, buffered as scripts of the reference's language expect it: output in lines on a
//! terminal and in blocks elsewhere, errors in lines always.

#[cfg(unix)]
use std::fs::File;
#[cfg(unix)]
use std::io::Read;
use std::io::{self, BufRead, Cursor, IsTerminal, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use ouro::host::{Captured, Stream};

use super::printer::Printer;
use super::wake::Bell;

/// Output is handed on in blocks of so many bytes where nobody watches.
const BLOCK_BYTES: usize = 8 * 1024;

/// How standard output is buffered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Buffering {
    /// In lines on a terminal, in blocks elsewhere.
    Usual,
    /// Not at all: `-u`.
    Off,
}

/// Where output goes.
pub(crate) enum Output {
    /// To the process's streams.
    Process {
        /// Standard output.
        out: Buffered,
        /// Standard error.
        err: Buffered,
    },
    /// To memory.
    Memory {
        /// Where it is kept.
        captured: Captured,
        /// How it comes from copies of the process, once there are any.
        #[cfg(unix)]
        relay: Option<Relay>,
    },
}

/// The pipes through which output of other processes comes that is to be kept in memory: standard output's and
/// standard error's, each its end to read and its end to write.
#[cfg(unix)]
pub(crate) struct Relay([(Stream, File, File); 2]);

#[cfg(unix)]
impl Relay {
    fn new() -> io::Result<Self> {
        use nix::fcntl::{FcntlArg, OFlag, fcntl};
        let pipe = |stream| -> io::Result<(Stream, File, File)> {
            let (read, write) = nix::unistd::pipe2(OFlag::O_CLOEXEC)?;
            // Only the reader must never wait.
            fcntl(&read, FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
            Ok((stream, File::from(read), File::from(write)))
        };
        Ok(Self([pipe(Stream::Out)?, pipe(Stream::Err)?]))
    }

    /// Keeps what has come.
    fn gather(&mut self, captured: &Captured) {
        let mut bytes = [0; BLOCK_BYTES];
        for (stream, read, _) in &mut self.0 {
            while let Ok(count) = read.read(&mut bytes)
                && count > 0
            {
                captured.push(*stream, &bytes[..count]);
            }
        }
    }
}

impl Output {
    pub(super) fn of_process(buffering: Buffering) -> Self {
        let out_is_terminal = io::stdout().is_terminal();
        let err_is_terminal = io::stderr().is_terminal();
        let out_flush = match buffering {
            Buffering::Off => FlushAt::Write,
            Buffering::Usual if out_is_terminal => FlushAt::Line,
            Buffering::Usual => FlushAt::Block,
        };
        let err_flush = match buffering {
            Buffering::Off => FlushAt::Write,
            Buffering::Usual => FlushAt::Line,
        };
        let err: Box<dyn Write + Send> = Box::new(io::stderr());
        Self::Process {
            out: Buffered::new(raw_stdout(), out_flush, out_is_terminal),
            err: Buffered::new(err, err_flush, err_is_terminal),
        }
    }

    /// To a terminal on which somebody types.
    pub(super) fn of_prompt(printer: &Printer) -> Self {
        let stream = || Buffered::new(Box::new(printer.clone()), FlushAt::Line, true);
        Self::Process { out: stream(), err: stream() }
    }

    pub(super) fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        match (self, stream) {
            (Self::Process { out, .. }, Stream::Out) => out.write(bytes),
            (Self::Process { err, .. }, Stream::Err) => err.write(bytes),
            (Self::Memory { captured, .. }, stream) => {
                captured.push(stream, bytes);
                Ok(())
            }
        }
    }

    pub(super) fn in_memory(captured: Captured) -> Self {
        Self::Memory {
            captured,
            #[cfg(unix)]
            relay: None,
        }
    }

    /// Has output of a new process come to where this one's is kept.
    #[cfg(unix)]
    pub(super) fn prepare_fork(&mut self) -> io::Result<()> {
        if let Self::Memory { relay: relay @ None, .. } = self {
            *relay = Some(Relay::new()?);
        }
        Ok(())
    }

    /// In the new process: output goes on where it went before, without what threads share.
    #[cfg(unix)]
    pub(super) fn become_child(&mut self) {
        match self {
            Self::Process { err, .. } => err.sink = raw_stderr(),
            Self::Memory { relay, .. } => {
                let Some(Relay([(_, _, out), (_, _, err)])) = relay.take() else { return };
                *self = Self::Process {
                    out: Buffered::new(Box::new(out), FlushAt::Block, false),
                    err: Buffered::new(Box::new(err), FlushAt::Line, false),
                };
            }
        }
    }

    /// Keeps what other processes have written.
    #[cfg(unix)]
    pub(super) fn gather(&mut self) {
        if let Self::Memory { captured, relay: Some(relay) } = self {
            relay.gather(captured);
        }
    }

    /// What there is to wait for, so that other processes can go on writing.
    #[cfg(unix)]
    pub(super) fn polled(&self) -> Vec<nix::poll::PollFd<'_>> {
        use std::os::fd::AsFd;
        match self {
            Self::Memory { relay: Some(Relay(pipes)), .. } => {
                pipes.iter().map(|(_, read, _)| super::wake_watched(read.as_fd(), false)).collect()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn flush(&mut self, stream: Stream) -> io::Result<()> {
        match (self, stream) {
            (Self::Process { out, .. }, Stream::Out) => out.flush(),
            (Self::Process { err, .. }, Stream::Err) => err.flush(),
            (Self::Memory { .. }, _) => Ok(()),
        }
    }

    pub(super) fn is_terminal(&self, stream: Stream) -> bool {
        match (self, stream) {
            (Self::Process { out, .. }, Stream::Out) => out.is_terminal,
            (Self::Process { err, .. }, Stream::Err) => err.is_terminal,
            (Self::Memory { .. }, _) => false,
        }
    }
}

/// Standard output without the library's own buffer, which would hold lines back a second time.
#[cfg(unix)]
fn raw_stdout() -> Box<dyn Write + Send> {
    use std::os::fd::AsFd;
    match io::stdout().as_fd().try_clone_to_owned() {
        Ok(descriptor) => Box::new(File::from(descriptor)),
        Err(_) => Box::new(io::stdout()),
    }
}

/// Standard error without the library's lock, which another thread may hold when a process is forked.
#[cfg(unix)]
fn raw_stderr() -> Box<dyn Write + Send> {
    use std::os::fd::AsFd;
    match io::stderr().as_fd().try_clone_to_owned() {
        Ok(descriptor) => Box::new(File::from(descriptor)),
        Err(_) => Box::new(io::sink()),
    }
}

#[cfg(not(unix))]
fn raw_stdout() -> Box<dyn Write + Send> {
    Box::new(io::stdout())
}

/// What makes a buffer be handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FlushAt {
    Write,
    Line,
    Block,
}

/// A stream and what it has not been given yet.
pub(crate) struct Buffered {
    sink: Box<dyn Write + Send>,
    pending: Vec<u8>,
    flush_at: FlushAt,
    is_terminal: bool,
    /// The reader has gone: what comes now is refused without trying.
    is_closed: bool,
}

impl Buffered {
    fn new(sink: Box<dyn Write + Send>, flush_at: FlushAt, is_terminal: bool) -> Self {
        Self { sink, pending: Vec::new(), flush_at, is_terminal, is_closed: false }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.is_closed {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.pending.extend_from_slice(bytes);
        let is_due = match self.flush_at {
            FlushAt::Write => true,
            FlushAt::Line => bytes.contains(&b'\n') || self.pending.len() >= BLOCK_BYTES,
            FlushAt::Block => self.pending.len() >= BLOCK_BYTES,
        };
        if is_due { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.is_closed {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let result = self.sink.write_all(&self.pending).and_then(|()| self.sink.flush());
        self.pending.clear();
        if let Err(error) = &result {
            self.is_closed = error.kind() == io::ErrorKind::BrokenPipe;
        }
        result
    }
}

/// Where input comes from.
pub(crate) enum Input {
    /// From standard input, through a thread of its own: a read can then be given up for Ctrl-C.
    Process(Reader),
    /// From memory.
    Memory(Cursor<Vec<u8>>),
}

/// What comes of standard input, an empty piece at its end.
type Pieces = Receiver<io::Result<Vec<u8>>>;

/// Pieces of standard input, asked for one by one so that nothing is read before it is wanted.
pub(crate) struct Reader {
    bell: Arc<Bell>,
    thread: Option<(Sender<()>, Pieces)>,
    /// A piece is on its way: an interrupted read asked for it.
    is_asked: bool,
    piece: Vec<u8>,
    used: usize,
}

impl Input {
    pub(super) fn of_process(bell: &Arc<Bell>) -> Self {
        let bell = Arc::clone(bell);
        Self::Process(Reader { bell, thread: None, is_asked: false, piece: Vec::new(), used: 0 })
    }

    pub(super) fn is_terminal(&self) -> bool {
        matches!(self, Self::Process(_)) && io::stdin().is_terminal()
    }

    pub(super) fn read_line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        match self {
            Self::Process(reader) => reader.read_line(line),
            Self::Memory(text) => text.read_until(b'\n', line),
        }
    }
}

impl Reader {
    fn read_line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        let before = line.len();
        loop {
            if self.used == self.piece.len() {
                self.piece = self.next_piece()?;
                self.used = 0;
                if self.piece.is_empty() {
                    return Ok(line.len() - before);
                }
            }
            let rest = &self.piece[self.used..];
            let end = rest.iter().position(|&byte| byte == b'\n');
            let count = end.map_or(rest.len(), |index| index + 1);
            line.extend_from_slice(&rest[..count]);
            self.used += count;
            if end.is_some() {
                return Ok(line.len() - before);
            }
        }
    }

    fn next_piece(&mut self) -> io::Result<Vec<u8>> {
        let (ask, pieces) =
            self.thread.get_or_insert_with(|| start_reading(Arc::clone(&self.bell)));
        if !self.is_asked {
            ask.send(()).map_err(io::Error::other)?;
            self.is_asked = true;
        }
        let piece = self.bell.wait_for(|| match pieces.try_recv() {
            Ok(piece) => Some(piece),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Ok(Vec::new())),
        });
        let Some(piece) = piece else { return Err(io::ErrorKind::Interrupted.into()) };
        self.is_asked = false;
        piece
    }
}

fn start_reading(bell: Arc<Bell>) -> (Sender<()>, Pieces) {
    let (ask, asked) = channel::<()>();
    let (answer, pieces) = channel();
    let read = move || {
        while asked.recv().is_ok() {
            let mut stdin = io::stdin().lock();
            let piece = stdin.fill_buf().map(<[u8]>::to_vec);
            stdin.consume(piece.as_ref().map_or(0, Vec::len));
            drop(stdin);
            if answer.send(piece).is_err() {
                break;
            }
            bell.look_again();
        }
    };
    // Without the thread both channels are closed, and input is at its end.
    let _ = std::thread::Builder::new().name("input".to_owned()).spawn(read);
    (ask, pieces)
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, PoisonError};

    use super::*;

    /// A sink that can be looked at, and that breaks when told to.
    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<(Vec<u8>, bool)>>);

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if state.1 {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            state.0.extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Sink {
        fn length(&self) -> usize {
            self.0.lock().unwrap().0.len()
        }
    }

    #[test]
    fn a_terminal_gets_lines_and_a_pipe_gets_blocks() {
        let sink = Sink::default();
        let mut lines = Buffered::new(Box::new(sink.clone()), FlushAt::Line, true);
        lines.write(b"half").unwrap();
        assert_eq!(sink.length(), 0);
        lines.write(b" a line\n").unwrap();
        assert_eq!(sink.length(), 12);

        let sink = Sink::default();
        let mut blocks = Buffered::new(Box::new(sink.clone()), FlushAt::Block, false);
        blocks.write(b"line\n").unwrap();
        assert_eq!(sink.length(), 0);
        blocks.write(&[b'x'; BLOCK_BYTES]).unwrap();
        assert_eq!(sink.length(), BLOCK_BYTES + 5);
        blocks.write(b"rest").unwrap();
        blocks.flush().unwrap();
        assert_eq!(sink.length(), BLOCK_BYTES + 9);
    }

    #[test]
    fn a_closed_pipe_stays_closed_and_its_bytes_are_dropped() {
        let sink = Sink::default();
        let mut stream = Buffered::new(Box::new(sink.clone()), FlushAt::Write, false);
        sink.0.lock().unwrap().1 = true;
        assert_eq!(stream.write(b"a").unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        sink.0.lock().unwrap().1 = false;
        assert_eq!(stream.write(b"b").unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert_eq!(sink.length(), 0);
    }
}
