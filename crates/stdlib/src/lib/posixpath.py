"""Common operations on Posix pathnames."""

import os

__all__ = ['normcase', 'isabs', 'join', 'splitdrive', 'splitroot', 'split', 'splitext', 'basename',
           'dirname', 'commonprefix', 'getsize', 'getmtime', 'getatime', 'getctime', 'islink',
           'exists', 'lexists', 'isdir', 'isfile', 'ismount', 'expanduser', 'expandvars', 'normpath',
           'abspath', 'samefile', 'curdir', 'pardir', 'sep', 'pathsep', 'defpath', 'altsep',
           'extsep', 'devnull', 'realpath', 'relpath', 'commonpath', 'isjunction', 'isreserved']

curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'
supports_unicode_filenames = False


def _like(path, text):
    """A text of ASCII in the kind of string that a path is."""
    return text.encode() if isinstance(path, bytes) else text


def _check(function, paths):
    """Complains of what can't be joined: `paths` are no paths, or not all of one kind."""
    for path in paths:
        if not isinstance(path, (str, bytes)):
            raise TypeError(f'{function}() argument must be str, bytes, or os.PathLike object, '
                            f'not {type(path).__name__!r}') from None
    if any(isinstance(path, bytes) for path in paths):
        if not all(isinstance(path, bytes) for path in paths):
            raise TypeError("Can't mix strings and bytes in path components") from None


def normcase(s):
    """Normalize case of pathname.  Has no effect under Posix"""
    return os.fspath(s)


def isabs(s):
    """Test whether a path is absolute"""
    s = os.fspath(s)
    return s.startswith(_like(s, '/'))


def join(a, *p):
    """Join two or more pathname components, inserting '/' as needed."""
    first = a
    try:
        a = os.fspath(a)
        p = [os.fspath(part) for part in p]
    except TypeError:
        _check('join', [first, *p])
        raise
    _check('join', [a, *p])
    slash = _like(a, '/')
    path = a
    for part in p:
        if part.startswith(slash) or not path:
            path = part
        elif path.endswith(slash):
            path += part
        else:
            path += slash + part
    return path


def split(p):
    """Split a pathname into a tuple of what is before the last slash and what is behind it."""
    p = os.fspath(p)
    slash = _like(p, '/')
    at = p.rfind(slash) + 1
    head, tail = p[:at], p[at:]
    if head.rstrip(slash):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    """Split the extension from a pathname: it begins with the last dot of the last part."""
    p = os.fspath(p)
    dot = _like(p, '.')
    start = p.rfind(_like(p, '/')) + 1
    at = p.rfind(dot)
    if at > start and p[start:at].strip(dot):
        return p[:at], p[at:]
    return p, p[:0]


def splitdrive(p):
    """Split a pathname into drive and path. On Posix, drive is always empty."""
    p = os.fspath(p)
    return p[:0], p


def splitroot(p):
    """Split a pathname into drive, root and tail."""
    p = os.fspath(p)
    slash = _like(p, '/')
    count = len(p) - len(p.lstrip(slash))
    # Two slashes mean something of their own, any other number what one does.
    width = 2 if count == 2 else min(count, 1)
    return p[:0], p[:width], p[width:]


def basename(p):
    """Returns the final component of a pathname"""
    p = os.fspath(p)
    return p[p.rfind(_like(p, '/')) + 1:]


def dirname(p):
    """Returns the directory component of a pathname"""
    return split(p)[0]


def normpath(path):
    """Normalize path, eliminating double slashes, etc."""
    path = os.fspath(path)
    slash, dot, up = _like(path, '/'), _like(path, '.'), _like(path, '..')
    _, root, rest = splitroot(path)
    parts = []
    for part in rest.split(slash):
        if not part or part == dot:
            continue
        if part != up or (parts and parts[-1] == up) or (not parts and not root):
            parts.append(part)
        elif parts:
            parts.pop()
    return (root + slash.join(parts)) or dot


def abspath(path):
    """Return an absolute path."""
    path = os.fspath(path)
    if not isabs(path):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """Return the canonical path of the specified filename, eliminating any symbolic links."""
    path = abspath(filename)
    rest = path[:0]
    while True:
        try:
            found = os._real_path(os.fsdecode(path), path)
        except OSError:
            if strict or not basename(path):
                if strict:
                    raise
                return abspath(filename)
            rest = join(basename(path), rest) if rest else basename(path)
            path = dirname(path)
        else:
            found = os.fsencode(found) if isinstance(path, bytes) else found
            return join(found, rest) if rest else found


def relpath(path, start=None):
    """Return a relative version of a path"""
    path = os.fspath(path)
    if not path:
        raise ValueError('no path specified')
    slash, up = _like(path, '/'), _like(path, '..')
    start = _like(path, '.') if start is None else os.fspath(start)
    _check('relpath', [start, path])
    here = [part for part in abspath(start).split(slash) if part]
    there = [part for part in abspath(path).split(slash) if part]
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    parts = [up] * (len(here) - shared) + there[shared:]
    return slash.join(parts) or _like(path, '.')


def commonprefix(m):
    """Given a list of pathnames, returns the longest common leading component"""
    m = list(m)
    if not m:
        return ''
    if not isinstance(m[0], (list, tuple)):
        m = [os.fspath(path) for path in m]
    low, high = min(m), max(m)
    for at, item in enumerate(low):
        if item != high[at]:
            return low[:at]
    return low


def commonpath(paths):
    """Given a sequence of path names, returns the longest common sub-path."""
    paths = [os.fspath(path) for path in paths]
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    _check('commonpath', paths)
    slash, dot = _like(paths[0], '/'), _like(paths[0], '.')
    if len({path.startswith(slash) for path in paths}) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    split_paths = [[part for part in path.split(slash) if part and part != dot] for path in paths]
    root = slash if paths[0].startswith(slash) else slash[:0]
    low, high = min(split_paths), max(split_paths)
    shared = 0
    while shared < min(len(low), len(high)) and low[shared] == high[shared]:
        shared += 1
    return root + slash.join(low[:shared])


def _mode(path, follow=True):
    try:
        return os._exists(os.fsdecode(path), follow)
    except ValueError:
        return None


def exists(path):
    """Test whether a path exists.  Returns False for broken symbolic links"""
    return _mode(path) is not None


def lexists(path):
    """Test whether a path exists.  Returns True for broken symbolic links"""
    return _mode(path, False) is not None


_KIND, _FOLDER, _FILE, _LINK = 0o170000, 0o040000, 0o100000, 0o120000


def isfile(path):
    """Test whether a path is a regular file"""
    mode = _mode(path)
    return mode is not None and mode & _KIND == _FILE


def isdir(s):
    """Return true if the pathname refers to an existing directory."""
    mode = _mode(s)
    return mode is not None and mode & _KIND == _FOLDER


def islink(path):
    """Test whether a path is a symbolic link"""
    mode = _mode(path, False)
    return mode is not None and mode & _KIND == _LINK


def isjunction(path):
    """Test whether a path is a junction. Junctions are not supported on the current platform"""
    os.fspath(path)
    return False


def isreserved(path):
    """Return true if the pathname is reserved by the system."""
    os.fspath(path)
    return False


def ismount(path):
    """Test whether a path is a mount point"""
    if not isdir(path) or islink(path):
        return False
    own, above = os.stat(path), os.stat(join(path, _like(path, '..')))
    return own.st_dev != above.st_dev or own.st_ino == above.st_ino


def getsize(filename):
    """Return the size of a file, reported by os.stat()."""
    return os.stat(filename).st_size


def getmtime(filename):
    """Return the last modification time of a file, reported by os.stat()."""
    return os.stat(filename).st_mtime


def getatime(filename):
    """Return the last access time of a file, reported by os.stat()."""
    return os.stat(filename).st_atime


def getctime(filename):
    """Return the metadata change time of a file, reported by os.stat()."""
    return os.stat(filename).st_ctime


def samestat(s1, s2):
    """Test whether two stat buffers reference the same file"""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    """Test whether two pathnames reference the same actual file or directory"""
    return samestat(os.stat(f1), os.stat(f2))


def expanduser(path):
    """Expand ~ constructions.  If user or $HOME is unknown, do nothing."""
    path = os.fspath(path)
    slash = _like(path, '/')
    home = os.environ.get('HOME')
    if home is None or not (path == _like(path, '~') or path.startswith(_like(path, '~/'))):
        return path
    home = _like(path, home)
    return (home.rstrip(slash) + path[1:]) or slash


def expandvars(path):
    """Expand shell variables of form $var and ${var}.  Unknown variables are left unchanged."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        return os.fsencode(expandvars(os.fsdecode(path)))
    out = []
    at = 0
    while True:
        found = path.find('$', at)
        if found < 0:
            break
        out.append(path[at:found])
        end = found + 1
        if path.startswith('{', end):
            close = path.find('}', end)
            name = path[end + 1:close] if close > 0 else None
            end = close + 1 if close > 0 else end
        else:
            while end < len(path) and (path[end] == '_' or path[end].isascii()
                                       and path[end].isalnum()):
                end += 1
            name = path[found + 1:end]
        value = os.environ.get(name) if name else None
        out.append(path[found:end] if value is None else value)
        at = end
    out.append(path[at:])
    return ''.join(out)
