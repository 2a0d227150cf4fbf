//! Files as a host shows them: what opening one asks for, what an open one does, what is known of one.

use std::io;

/// How a file is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenHow {
    /// To be read.
    pub read: bool,
    /// To be written.
    pub write: bool,
    /// Every write goes to its end.
    pub append: bool,
    /// It is made if there is none.
    pub create: bool,
    /// What it holds goes.
    pub truncate: bool,
    /// It is made, and there must have been none.
    pub exclusive: bool,
}

/// An open file, without a buffer.
pub trait HostFile: Send + io::Read + io::Write + io::Seek {
    /// Makes it so long.
    ///
    /// # Errors
    /// The file system's.
    fn set_length(&mut self, bytes: u64) -> io::Result<()>;

    /// Whether it is a terminal.
    fn is_terminal(&self) -> bool {
        false
    }

    /// The number that the system knows it by.
    fn descriptor(&self) -> i64 {
        -1
    }
}

/// What is known of a file, a folder or a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileInfo {
    /// Its kind and permissions, as `st_mode` has them.
    pub mode: u32,
    /// Its length in bytes.
    pub size: u64,
    /// Its number.
    pub inode: u64,
    /// The device that it is on.
    pub device: u64,
    /// How many names it has.
    pub links: u64,
    /// Whose it is.
    pub user: u32,
    /// Which group's it is.
    pub group: u32,
    /// When it was read last, in nanoseconds since 1970.
    pub accessed_ns: i128,
    /// When it was written last.
    pub modified_ns: i128,
    /// When something about it changed last.
    pub changed_ns: i128,
}

/// What a host without files answers.
pub(super) fn no_files<T>() -> io::Result<T> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "this host has no files"))
}
