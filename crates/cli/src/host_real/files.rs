//! Files of the machine, for scripts.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal as _, Read, Seek, SeekFrom, Write};

use ouro::host::{FileInfo, HostFile, OpenHow};

struct RealFile(File);

/// Opens a file; what can only be listed is refused here, as the system would only do at the first read.
pub(super) fn open(path: &str, how: OpenHow) -> io::Result<Box<dyn HostFile>> {
    let mut options = OpenOptions::new();
    options.read(how.read).write(how.write && !how.append).append(how.append);
    options.create(how.create).truncate(how.truncate).create_new(how.exclusive);
    let file = options.open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::from_raw_os_error(IS_A_FOLDER));
    }
    Ok(Box::new(RealFile(file)))
}

/// `EISDIR`
const IS_A_FOLDER: i32 = 21;

impl Read for RealFile {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.0.read(bytes)
    }
}

impl Write for RealFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Seek for RealFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

impl HostFile for RealFile {
    fn set_length(&mut self, bytes: u64) -> io::Result<()> {
        self.0.set_len(bytes)
    }

    fn is_terminal(&self) -> bool {
        self.0.is_terminal()
    }

    #[cfg(unix)]
    fn descriptor(&self) -> i64 {
        use std::os::fd::AsRawFd as _;
        self.0.as_raw_fd().into()
    }
}

/// What the system says of a path.
#[cfg(unix)]
pub(super) fn info(path: &str, follow: bool) -> io::Result<FileInfo> {
    use std::os::unix::fs::MetadataExt as _;
    const SECOND: i128 = 1_000_000_000;
    let found = if follow { std::fs::metadata(path)? } else { std::fs::symlink_metadata(path)? };
    let ns = |seconds: i64, rest: i64| i128::from(seconds) * SECOND + i128::from(rest);
    Ok(FileInfo {
        mode: found.mode(),
        size: found.size(),
        inode: found.ino(),
        device: found.dev(),
        links: found.nlink(),
        user: found.uid(),
        group: found.gid(),
        accessed_ns: ns(found.atime(), found.atime_nsec()),
        modified_ns: ns(found.mtime(), found.mtime_nsec()),
        changed_ns: ns(found.ctime(), found.ctime_nsec()),
    })
}

/// What the system says of a path.
#[cfg(not(unix))]
pub(super) fn info(path: &str, follow: bool) -> io::Result<FileInfo> {
    const FOLDER: u32 = 0o040_755;
    const FILE: u32 = 0o100_644;
    let found = if follow { std::fs::metadata(path)? } else { std::fs::symlink_metadata(path)? };
    let mode = if found.is_dir() { FOLDER } else { FILE };
    Ok(FileInfo { mode, size: found.len(), links: 1, ..FileInfo::default() })
}
