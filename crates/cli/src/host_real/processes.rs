//! Other processes: copies of this one, the pipes between them, memory that they share.
//!
//! What is sent, and what a child does, is the library's. A copy has only the thread that forked; everything that
//! belongs to other threads (the bell's pipe, the reader of standard input) is made anew in it.
#![allow(unsafe_code, reason = "a process is forked")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::fs::FileExt;

use nix::errno::Errno;
use nix::fcntl::OFlag;
use nix::poll::PollFd;
use nix::sys::signal::Signal;
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::{ForkResult, Pid};
use ouro::host::{Forked, PipeEnd, ProcessSignal};

use super::wake_watched;

/// The descriptors that scripts hold, and which of them are waited for.
#[derive(Default)]
pub(super) struct Processes {
    ends: BTreeMap<PipeEnd, File>,
    /// The ends that somebody waits at: whether for room to write, and how many do.
    watched: BTreeMap<(PipeEnd, bool), usize>,
    made: PipeEnd,
}

impl Processes {
    fn keep(&mut self, descriptor: OwnedFd) -> PipeEnd {
        self.made += 1;
        self.ends.insert(self.made, File::from(descriptor));
        self.made
    }

    fn end(&mut self, end: PipeEnd) -> io::Result<&mut File> {
        self.ends.get_mut(&end).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    pub(super) fn pipe(&mut self) -> io::Result<(PipeEnd, PipeEnd)> {
        let (read, write) = nix::unistd::pipe2(OFlag::O_NONBLOCK | OFlag::O_CLOEXEC)?;
        Ok((self.keep(read), self.keep(write)))
    }

    pub(super) fn read(&mut self, end: PipeEnd, bytes: &mut [u8]) -> io::Result<usize> {
        self.end(end)?.read(bytes)
    }

    pub(super) fn write(&mut self, end: PipeEnd, bytes: &[u8]) -> io::Result<usize> {
        self.end(end)?.write(bytes)
    }

    /// How many bytes lie in a pipe.
    pub(super) fn pending(&mut self, end: PipeEnd) -> io::Result<usize> {
        let mut count = 0;
        // SAFETY: the descriptor is open, and the number that is written lives until then.
        unsafe { bytes_in_pipe(self.end(end)?.as_raw_fd(), &raw mut count) }?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    pub(super) fn is_readable(&mut self, end: PipeEnd) -> bool {
        let Ok(file) = self.end(end) else { return true };
        let mut one = [wake_watched(file.as_fd(), false)];
        let polled = super::wake_poll(&mut one, Some(std::time::Duration::ZERO));
        polled.is_ok() && one[0].revents().is_some_and(|events| !events.is_empty())
    }

    pub(super) fn descriptor(&mut self, end: PipeEnd) -> io::Result<i32> {
        Ok(self.end(end)?.as_raw_fd())
    }

    pub(super) fn close(&mut self, end: PipeEnd) {
        self.ends.remove(&end);
    }

    pub(super) fn watch(&mut self, end: PipeEnd, for_room: bool, more: bool) {
        let count = self.watched.entry((end, for_room)).or_default();
        *count = if more { *count + 1 } else { count.saturating_sub(1) };
        if *count == 0 {
            self.watched.remove(&(end, for_room));
        }
    }

    /// What the one wait has to wait for besides.
    pub(super) fn polled(&self) -> Vec<PollFd<'_>> {
        let of = |(end, for_room): &(PipeEnd, bool)| {
            self.ends.get(end).map(|file| wake_watched(file.as_fd(), *for_room))
        };
        self.watched.keys().filter_map(of).collect()
    }

    /// Memory that a copy of this process shares.
    pub(super) fn share(&mut self, bytes: u64) -> io::Result<PipeEnd> {
        let memory = shared_file()?;
        memory.set_len(bytes)?;
        Ok(self.keep(OwnedFd::from(memory)))
    }

    pub(super) fn read_shared(
        &mut self,
        memory: PipeEnd,
        at: u64,
        bytes: &mut [u8],
    ) -> io::Result<()> {
        self.end(memory)?.read_exact_at(bytes, at)
    }

    pub(super) fn write_shared(
        &mut self,
        memory: PipeEnd,
        at: u64,
        bytes: &[u8],
    ) -> io::Result<()> {
        self.end(memory)?.write_all_at(bytes, at)
    }

    /// Nobody waits yet in a new process.
    pub(super) fn start_anew(&mut self) {
        self.watched.clear();
    }
}

nix::ioctl_read_bad!(bytes_in_pipe, nix::libc::FIONREAD, nix::libc::c_int);

#[cfg(target_os = "linux")]
fn shared_file() -> io::Result<File> {
    use nix::sys::memfd::{MFdFlags, memfd_create};
    Ok(File::from(memfd_create(c"ouro", MFdFlags::MFD_CLOEXEC)?))
}

#[cfg(not(target_os = "linux"))]
fn shared_file() -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Makes a copy of this process.
pub(super) fn fork() -> io::Result<Forked> {
    // SAFETY: the copy goes on in the engine, on a copy of its thread. It takes no lock that another thread could
    // have held: the allocator's are looked after by the system's library, and what the host shares with
    // other threads is made anew before anything else happens.
    match unsafe { nix::unistd::fork() }? {
        ForkResult::Parent { child } => Ok(Forked::Parent(child.as_raw().unsigned_abs())),
        ForkResult::Child => Ok(Forked::Child),
    }
}

/// How a child has ended, if it has: its exit code, or the number of the signal, negative.
pub(super) fn status(process: u32, ends: bool) -> io::Result<Option<i32>> {
    let pid = pid(process)?;
    let flags = if ends { None } else { Some(WaitPidFlag::WNOHANG) };
    loop {
        match waitpid(pid, flags) {
            Ok(WaitStatus::Exited(_, code)) => return Ok(Some(code)),
            Ok(WaitStatus::Signaled(_, signal, _)) => return Ok(Some(-(signal as i32))),
            Err(Errno::EINTR) => {}
            Ok(_) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
    }
}

pub(super) fn signal(process: u32, signal: ProcessSignal) -> io::Result<()> {
    let signal = match signal {
        ProcessSignal::Terminate => Some(Signal::SIGTERM),
        ProcessSignal::Kill => Some(Signal::SIGKILL),
        ProcessSignal::Interrupt => Some(Signal::SIGINT),
        ProcessSignal::Nothing => None,
    };
    Ok(nix::sys::signal::kill(pid(process)?, signal)?)
}

fn pid(process: u32) -> io::Result<Pid> {
    let number = i32::try_from(process).map_err(io::Error::other)?;
    Ok(Pid::from_raw(number))
}

/// Ends this process, and nothing else of it: what the one it was copied from does at its end is not for the copy.
pub(super) fn leave(code: i32) -> ! {
    // SAFETY: ends the process.
    unsafe { nix::libc::_exit(code) }
}
