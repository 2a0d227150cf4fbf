"""Object-oriented filesystem paths."""

import io
import os
import posixpath

__all__ = ['PurePath', 'PurePosixPath', 'Path', 'PosixPath', 'UnsupportedOperation']


class UnsupportedOperation(NotImplementedError):
    """An exception that is raised when an unsupported operation is attempted."""


def _text(part):
    if isinstance(part, PurePath):
        return part._path
    path = os.fspath(part) if hasattr(type(part), '__fspath__') else part
    if not isinstance(path, str):
        raise TypeError("argument should be a str or an os.PathLike object where __fspath__ "
                        f"returns a str, not {type(path).__name__!r}")
    return path


def _normal(path):
    """A path without what means nothing in it: slashes that repeat, dots."""
    _, root, rest = posixpath.splitroot(path)
    return root + '/'.join(part for part in rest.split('/') if part and part != '.')


class PurePath:
    """Base class for manipulating paths without I/O."""

    __slots__ = ('_path', '__weakref__')
    parser = posixpath

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        texts = [_text(part) for part in args]
        self._path = _normal(posixpath.join(*texts)) if texts else ''

    def with_segments(self, *pathsegments):
        """Construct a new path object from any number of path-like objects."""
        return type(self)(*pathsegments)

    def __fspath__(self):
        return str(self)

    def __str__(self):
        return self._path or '.'

    def __repr__(self):
        return f'{type(self).__name__}({str(self)!r})'

    def __bytes__(self):
        return os.fsencode(self)

    def as_posix(self):
        return str(self)

    def as_uri(self):
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        safe = b'/-_.~'
        return 'file://' + ''.join(
            chr(byte) if byte in safe or chr(byte).isascii() and chr(byte).isalnum()
            else f'%{byte:02X}' for byte in bytes(self))

    def __eq__(self, other):
        return str(self) == str(other) if isinstance(other, PurePath) else NotImplemented

    def __hash__(self):
        return hash(str(self))

    def __lt__(self, other):
        return self.parts < other.parts if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self.parts <= other.parts if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self.parts > other.parts if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self.parts >= other.parts if isinstance(other, PurePath) else NotImplemented

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    def __reduce__(self):
        return type(self), self.parts

    def _tail(self):
        return [part for part in self._path[len(self.root):].split('/') if part]

    @property
    def drive(self):
        return ''

    @property
    def root(self):
        return posixpath.splitroot(self._path)[1]

    @property
    def anchor(self):
        return self.root

    @property
    def parts(self):
        root = self.root
        return ((root,) if root else ()) + tuple(self._tail())

    @property
    def name(self):
        tail = self._tail()
        return tail[-1] if tail else ''

    @property
    def suffix(self):
        name = self.name
        at = name.rfind('.')
        return name[at:] if 0 < at < len(name) - 1 else ''

    @property
    def suffixes(self):
        name = self.name
        if name.endswith('.'):
            return []
        return ['.' + suffix for suffix in name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        name = self.name
        at = name.rfind('.')
        return name[:at] if 0 < at < len(name) - 1 else name

    @property
    def parent(self):
        tail = self._tail()
        if not tail:
            return self
        return self.with_segments(self.root + '/'.join(tail[:-1]))

    @property
    def parents(self):
        found, at = [], self
        while at.parent != at:
            at = at.parent
            found.append(at)
        return _Parents(self, found)

    def with_name(self, name):
        """Return a new path with the file name changed."""
        if not self.name:
            raise ValueError(f'{self!r} has an empty name')
        if not name or '/' in name or name == '.':
            raise ValueError(f'Invalid name {name!r}')
        return self.parent / name

    def with_stem(self, stem):
        """Return a new path with the stem changed."""
        suffix = self.suffix
        if suffix and not stem:
            raise ValueError(f'{self!r} has a non-empty suffix')
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        """Return a new path with the file suffix changed."""
        if suffix and (not suffix.startswith('.') or suffix == '.') or '/' in suffix:
            raise ValueError(f'Invalid suffix {suffix!r}')
        if not self.name:
            raise ValueError(f'{self!r} has an empty name')
        return self.with_name(self.stem + suffix)

    def joinpath(self, *pathsegments):
        """Combine this path with one or several arguments."""
        return self.with_segments(self, *pathsegments)

    def is_absolute(self):
        return bool(self.root)

    def relative_to(self, other, *, walk_up=False):
        """Return the relative path to another path identified by the passed arguments."""
        other = self.with_segments(other)
        at, ups = other, 0
        while at.parts != self.parts[:len(at.parts)]:
            if not walk_up:
                raise ValueError(f'{str(self)!r} is not in the subpath of {str(other)!r}')
            if at.name == '..':
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
            if at.parent == at:
                raise ValueError(f'{str(self)!r} and {str(other)!r} have different anchors')
            at, ups = at.parent, ups + 1
        return self.with_segments(*['..'] * ups, *self.parts[len(at.parts):])

    def is_relative_to(self, other):
        """Return True if the path is relative to another path or False."""
        parts = self.with_segments(other).parts
        return self.parts[:len(parts)] == parts

    def match(self, path_pattern, *, case_sensitive=None):
        """Return True if this path matches the given pattern."""
        pattern = self.with_segments(path_pattern)
        wanted, parts = pattern.parts, self.parts
        if not wanted:
            raise ValueError('empty pattern')
        if len(parts) < len(wanted) or pattern.root and len(parts) != len(wanted):
            return False
        fits = map(_fits, parts[len(parts) - len(wanted):], wanted)
        return all(fits)

    def full_match(self, pattern, *, case_sensitive=None):
        """Return True if this path matches the given glob-style pattern."""
        return _fits_all(self.parts, self.with_segments(pattern).parts)


class _Parents:
    def __init__(self, path, found):
        self._path, self._found = path, found

    def __len__(self):
        return len(self._found)

    def __getitem__(self, at):
        return tuple(self._found[at]) if isinstance(at, slice) else self._found[at]

    def __repr__(self):
        return f'<{type(self._path).__name__}.parents>'


def _fits(name, pattern):
    """Whether a name fits a pattern of the shell's kind."""
    at = place = 0
    star = -1
    kept = 0
    while at < len(name):
        width = 0
        if place < len(pattern):
            if pattern[place] == '*':
                star, kept = place, at
                place += 1
                continue
            width = _fits_one(name[at], pattern, place)
        if width:
            at, place = at + 1, place + width
        elif star >= 0:
            kept += 1
            at, place = kept, star + 1
        else:
            return False
    return not pattern[place:].strip('*')


def _fits_one(char, pattern, place):
    """How much of a pattern stands for a character; 0 if it does not fit."""
    if pattern[place] == '?':
        return 1
    if pattern[place] == '[':
        end = pattern.find(']', place + 2 + (pattern[place + 1:place + 2] == '!'))
        if end > 0:
            body = pattern[place + 1:end]
            negated = body.startswith('!')
            body = body[1:] if negated else body
            found, at = False, 0
            while at < len(body):
                if at + 2 < len(body) and body[at + 1] == '-':
                    found = found or body[at] <= char <= body[at + 2]
                    at += 3
                else:
                    found = found or body[at] == char
                    at += 1
            return end - place + 1 if found != negated else 0
    return int(pattern[place] == char)


def _fits_all(parts, wanted):
    if not wanted:
        return not parts
    if wanted[0] == '**':
        return any(_fits_all(parts[at:], wanted[1:]) for at in range(len(parts) + 1))
    return bool(parts) and _fits(parts[0], wanted[0]) and _fits_all(parts[1:], wanted[1:])


class PurePosixPath(PurePath):
    """PurePath subclass for non-Windows systems."""

    __slots__ = ()


class Path(PurePath):
    """PurePath subclass that can make system calls."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = PosixPath
        return object.__new__(cls)

    @classmethod
    def cwd(cls):
        """Return a new path pointing to the current working directory."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """Return a new path pointing to expanduser('~')."""
        return cls('~').expanduser()

    def expanduser(self):
        """Return a new path with expanded ~ and ~user constructs"""
        return self.with_segments(posixpath.expanduser(self._path))

    def absolute(self):
        """Return an absolute version of this path."""
        return self if self.is_absolute() else self.with_segments(os.getcwd(), self)

    def resolve(self, strict=False):
        """Make the path absolute, resolving all symlinks on the way and also normalizing it."""
        return self.with_segments(posixpath.realpath(self, strict=strict))

    def stat(self, *, follow_symlinks=True):
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        return os.lstat(self)

    def exists(self, *, follow_symlinks=True):
        return posixpath.exists(self) if follow_symlinks else posixpath.lexists(self)

    def is_file(self, *, follow_symlinks=True):
        return posixpath.isfile(self) and (follow_symlinks or not self.is_symlink())

    def is_dir(self, *, follow_symlinks=True):
        return posixpath.isdir(self) and (follow_symlinks or not self.is_symlink())

    def is_symlink(self):
        return posixpath.islink(self)

    def is_mount(self):
        return posixpath.ismount(self)

    def samefile(self, other_path):
        return posixpath.samefile(self, other_path)

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        """Open the file pointed to by this path and return a file object."""
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None, newline=None):
        """Open the file in text mode, read it, and close the file."""
        with self.open('r', -1, encoding, errors, newline) as file:
            return file.read()

    def read_bytes(self):
        """Open the file in bytes mode, read it, and close the file."""
        with self.open('rb') as file:
            return file.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Open the file in text mode, write to it, and close the file."""
        if not isinstance(data, str):
            raise TypeError(f'data must be str, not {type(data).__name__}')
        with self.open('w', -1, encoding, errors, newline) as file:
            return file.write(data)

    def write_bytes(self, data):
        """Open the file in bytes mode, write to it, and close the file."""
        with self.open('wb') as file:
            return file.write(data)

    def iterdir(self):
        """Yield path objects of the directory contents."""
        names = os.listdir(self)
        return (self / name for name in names)

    def _below(self):
        """This folder and all below it, links not followed."""
        yield self
        try:
            entries = sorted(os.listdir(self))
        except OSError:
            return
        for name in entries:
            path = self / name
            if path.is_dir(follow_symlinks=False):
                yield from path._below()

    def _glob(self, parts):
        if not parts:
            yield self
            return
        first, rest = parts[0], parts[1:]
        if first == '**':
            for folder in self._below():
                if rest:
                    yield from folder._glob(rest)
                else:
                    yield folder
                    yield from (each for each in folder.iterdir() if not each.is_dir())
            return
        if not any(char in first for char in '*?['):
            path = self / first
            if path.exists():
                yield from path._glob(rest)
            return
        try:
            names = os.listdir(self)
        except OSError:
            return
        for name in names:
            path = self / name
            if _fits(name, first) and (not rest or path.is_dir()):
                yield from path._glob(rest)

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """Iterate over this subtree and yield all existing files matching the given relative pattern."""
        wanted = self.with_segments(pattern)
        if not wanted.parts:
            raise ValueError(f'Unacceptable pattern: {wanted!r}')
        if wanted.is_absolute():
            raise NotImplementedError('Non-relative patterns are unsupported')
        # What two ways lead to is met once.
        return iter(dict.fromkeys(self._glob(wanted.parts)))

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """Recursively yield all existing files matching the given relative pattern, anywhere in this subtree."""
        return self.glob(posixpath.join('**', pattern))

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """Walk the directory tree from this directory, similar to os.walk()."""
        for folder, folders, files in os.walk(self, top_down, on_error, follow_symlinks):
            yield self.with_segments(folder), folders, files

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Create a new directory at this given path."""
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def touch(self, mode=0o666, exist_ok=True):
        """Create this file with the given access mode, if it doesn't exist."""
        self.open('ab' if exist_ok else 'xb').close()

    def unlink(self, missing_ok=False):
        """Remove this file or link."""
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        """Remove this directory.  The directory must be empty."""
        os.rmdir(self)

    def rename(self, target):
        """Rename this path to the target path."""
        os.rename(self, target)
        return self.with_segments(target)

    def replace(self, target):
        """Rename this path to the target path, overwriting if that path exists."""
        os.replace(self, target)
        return self.with_segments(target)


class PosixPath(Path, PurePosixPath):
    """Path subclass for non-Windows systems."""

    __slots__ = ()
