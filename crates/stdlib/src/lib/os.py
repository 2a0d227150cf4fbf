"""OS routines for NT or Posix depending on what system we're on."""

import sys as _sys

from _library import static as _static

name = 'posix'
linesep = '\n'
curdir, pardir, sep, extsep, altsep = '.', '..', '/', '.', None
pathsep, defpath, devnull = ':', '/bin:/usr/bin', '/dev/null'
error = OSError
F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 64, 128, 512, 1024
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
EX_OK = 0


class PathLike:
    """Abstract base class for implementing the file system path protocol."""

    def __fspath__(self):
        """Return the file system path representation of the object."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return hasattr(subclass, '__fspath__')
        return NotImplemented

    @classmethod
    def __class_getitem__(cls, item):
        return cls


def fspath(path):
    """Return the file system path representation of the object."""
    if isinstance(path, (str, bytes)):
        return path
    kind = type(path)
    try:
        found = kind.__fspath__(path)
    except AttributeError:
        if hasattr(kind, '__fspath__'):
            raise
        raise TypeError(f'expected str, bytes or os.PathLike object, not {kind.__name__}') from None
    if not isinstance(found, (str, bytes)):
        raise TypeError(f'expected {kind.__name__}.__fspath__() to return str or bytes, '
                        f'not {type(found).__name__}')
    return found


def fsencode(filename):
    """Encode filename to the filesystem encoding with 'surrogateescape' error handler."""
    filename = fspath(filename)
    return filename.encode('utf-8', 'surrogateescape') if isinstance(filename, str) else filename


def fsdecode(filename):
    """Decode filename from the filesystem encoding with 'surrogateescape' error handler."""
    filename = fspath(filename)
    return filename.decode('utf-8', 'surrogateescape') if isinstance(filename, bytes) else filename


def _path(function, path, what='string, bytes or os.PathLike'):
    """A path as text; what is none is refused as the function does."""
    if not isinstance(path, (str, bytes)) and not hasattr(type(path), '__fspath__'):
        raise TypeError(f'{function}: path should be {what}, not {type(path).__name__}')
    return fsdecode(path)


# The environment


class _Environ:
    """The environment: a mapping of strings to strings."""

    def __init__(self, data):
        self._data = data

    def _check(self, value):
        if not isinstance(value, str):
            raise TypeError(f'str expected, not {type(value).__name__}')
        return value

    def __getitem__(self, key):
        try:
            return self._data[self._check(key)]
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        self._check(key)
        self._data[key] = self._check(value)

    def __delitem__(self, key):
        try:
            del self._data[self._check(key)]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        yield from list(self._data)

    def __len__(self):
        return len(self._data)

    def __contains__(self, key):
        return self._check(key) in self._data

    def __eq__(self, other):
        if isinstance(other, _Environ):
            other = other._data
        return self._data == other

    def __repr__(self):
        pairs = ', '.join(f'{key!r}: {value!r}' for key, value in self._data.items())
        return f'environ({{{pairs}}})'

    def __or__(self, other):
        if isinstance(other, _Environ):
            other = other._data
        return self._data | other if isinstance(other, dict) else NotImplemented

    def __ror__(self, other):
        return dict(other) | self._data if isinstance(other, dict) else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self

    def keys(self):
        return self._data.keys()

    def values(self):
        return self._data.values()

    def items(self):
        return self._data.items()

    def copy(self):
        return dict(self._data)

    def get(self, key, default=None):
        return self._data.get(self._check(key), default)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def pop(self, key, *default):
        if key in self or not default:
            value = self[key]
            del self[key]
            return value
        return default[0]

    def popitem(self):
        return self._data.popitem()

    def clear(self):
        self._data.clear()

    def update(self, other=(), /, **more):
        for key, value in {**dict(other), **more}.items():
            self[key] = value


environ = _Environ(_variables())


def getenv(key, default=None):
    """Get an environment variable, return None if it doesn't exist."""
    return environ.get(key, default)


def putenv(name, value, /):
    """Change or add an environment variable."""
    environ._check(name), environ._check(value)


def unsetenv(name, /):
    """Delete an environment variable."""
    environ._check(name)


def getenvb(key, default=None):
    """Get an environment variable as bytes."""
    value = environ.get(fsdecode(key))
    return default if value is None else fsencode(value)


def get_exec_path(env=None):
    """Returns the sequence of directories that will be searched for the named executable."""
    return (environ if env is None else env).get('PATH', defpath).split(pathsep)


# Records


def _record(record_name, fields, doc):
    """A class of tuples with named items, as those that C functions give."""

    def show(self):
        parts = ', '.join(f'{field}={value!r}' for field, value in zip(fields, self))
        return f'{cls.__module__}.{record_name}({parts})'

    body = {'__slots__': (), '__doc__': doc, '__module__': 'os', '__repr__': show,
            '__match_args__': fields}
    for at, field in enumerate(fields):
        body[field] = property(lambda self, at=at: self[at])
    cls = type(record_name, (tuple,), body)
    return cls


class stat_result(tuple):
    """stat_result: Result from stat, fstat, or lstat."""

    _NAMES = ('st_mode', 'st_ino', 'st_dev', 'st_nlink', 'st_uid', 'st_gid', 'st_size',
              'st_atime', 'st_mtime', 'st_ctime')

    def __repr__(self):
        parts = ', '.join(f'{field}={value!r}' for field, value in zip(self._NAMES, self))
        return f'os.stat_result({parts})'


for _at, _field in enumerate(stat_result._NAMES[:7]):
    setattr(stat_result, _field, property(lambda self, _at=_at: self[_at]))


def _stat_result(info):
    *plain, accessed, modified, changed = info
    times = accessed, modified, changed
    result = stat_result((*plain, *(ns // 10**9 for ns in times)))
    for letter, ns in zip('amc', times):
        setattr(result, f'st_{letter}time', ns / 10**9)
        setattr(result, f'st_{letter}time_ns', ns)
    return result


uname_result = _record('uname_result', ('sysname', 'nodename', 'release', 'version', 'machine'),
                       'uname_result: Result from os.uname().')
times_result = _record(
    'times_result', ('user', 'system', 'children_user', 'children_system', 'elapsed'),
    'times_result: Result from os.times().')
terminal_size = _record('terminal_size', ('columns', 'lines'),
                        'A tuple of (columns, lines) for holding terminal window size')


def uname():
    """Return an object identifying the current operating system."""
    return uname_result(_system_names())


def times():
    """Return a collection containing process timing information."""
    import time
    return times_result((time.process_time(), 0.0, 0.0, 0.0, time.monotonic()))


def get_terminal_size(fd=1, /):
    """Return the size of the terminal window as (columns, lines)."""
    raise OSError(25, 'Inappropriate ioctl for device')


# Files


def stat(path, *, dir_fd=None, follow_symlinks=True):
    """Perform a stat system call on the given path."""
    what = 'string, bytes, os.PathLike or integer'
    return _stat_result(_info(_path('stat', path, what), path, follow_symlinks))


def lstat(path, *, dir_fd=None):
    """Perform a stat system call on the given path, without following symbolic links."""
    return _stat_result(_info(_path('lstat', path), path, False))


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    """Use the real uid/gid to test for access to a path."""
    found = _exists(_path('access', path), follow_symlinks)
    return found is not None and found >> 6 & mode == mode


def listdir(path=None):
    """Return a list containing the names of the files in the directory."""
    given = '.' if path is None else path
    what = 'string, bytes, os.PathLike, integer or None'
    names = _list(_path('listdir', given, what), given)
    return [fsencode(each) for each in names] if isinstance(given, bytes) else names


def mkdir(path, mode=0o777, *, dir_fd=None):
    """Create a directory."""
    _mkdir(_path('mkdir', path), path)


def makedirs(name, mode=0o777, exist_ok=False):
    """Super-mkdir; create a leaf directory and all intermediate ones."""
    head, tail = _ospath.split(name)
    if not tail:
        head, tail = _ospath.split(head)
    if head and tail and not _ospath.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            # Somebody else was faster.
            pass
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not _ospath.isdir(name):
            raise


def remove(path, *, dir_fd=None):
    """Remove a file (same as unlink())."""
    _remove(_path('remove', path), path)


def unlink(path, *, dir_fd=None):
    """Remove a file (same as remove())."""
    _remove(_path('unlink', path), path)


def rmdir(path, *, dir_fd=None):
    """Remove a directory."""
    _rmdir(_path('rmdir', path), path)


def removedirs(name):
    """Super-rmdir; remove a leaf directory and all empty intermediate ones."""
    rmdir(name)
    head, tail = _ospath.split(name)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = _ospath.split(head)


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    """Rename a file or directory."""
    _rename(_path('rename', src), _path('rename', dst), src, dst)


def replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    """Rename a file or directory, overwriting the destination."""
    _rename(_path('replace', src), _path('replace', dst), src, dst)


def renames(old, new):
    """Super-rename; create directories as necessary and delete any left empty."""
    head, tail = _ospath.split(new)
    if head and tail and not _ospath.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = _ospath.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            # It is not empty.
            pass


def chdir(path):
    """Change the current working directory to the specified path."""
    _chdir(_path('chdir', path), path)


def getcwdb():
    """Return a bytes string representing the current working directory."""
    return fsencode(getcwd())


class DirEntry:
    """What scandir() finds: a name, and what is known of it."""

    __module__ = 'posix'

    def __init__(self, folder, name):
        self.name = name
        self.path = _ospath.join(folder, name)

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f'<DirEntry {self.name!r}>'

    def is_dir(self, *, follow_symlinks=True):
        return _ospath.isdir(self.path) and (follow_symlinks or not self.is_symlink())

    def is_file(self, *, follow_symlinks=True):
        return _ospath.isfile(self.path) and (follow_symlinks or not self.is_symlink())

    def is_symlink(self):
        return _ospath.islink(self.path)

    def stat(self, *, follow_symlinks=True):
        return stat(self.path, follow_symlinks=follow_symlinks)

    def inode(self):
        return lstat(self.path).st_ino


class _ScandirIterator:
    def __init__(self, entries):
        self._entries = iter(entries)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        self._entries = iter(())


def scandir(path=None):
    """Return an iterator of DirEntry objects for given path."""
    folder = '.' if path is None else fspath(path)
    names = _list(_path('scandir', folder), folder)
    return _ScandirIterator([DirEntry(folder, each) for each in names])


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Directory tree generator."""
    top = fspath(top)
    try:
        entries = list(scandir(top))
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    folders = [entry.name for entry in entries if entry.is_dir()]
    files = [entry.name for entry in entries if not entry.is_dir()]
    if topdown:
        yield top, folders, files
    for folder in list(folders):
        path = _ospath.join(top, folder)
        if followlinks or not _ospath.islink(path):
            yield from walk(path, topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, files


def kill(pid, signal, /):
    """Kill a process with a signal."""
    if pid != getpid():
        raise PermissionError(1, 'Operation not permitted')
    if signal:
        import signal as module
        module.raise_signal(signal)


def getuid():
    """Return the current process's user id."""
    return lstat(f'/proc/{getpid()}').st_uid


geteuid = getuid


def getgid():
    """Return the current process's group id."""
    return lstat(f'/proc/{getpid()}').st_gid


getegid = getgid


def sched_getaffinity(pid, /):
    """Return the CPUs that a process may use."""
    return set(range(cpu_count()))


import posixpath as path

_ospath = path
_sys.modules['os.path'] = path
_static(stat_result, DirEntry, uname_result, times_result, terminal_size)
