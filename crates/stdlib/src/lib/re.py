"""Support for regular expressions (RE)."""

__all__ = ['match', 'fullmatch', 'search', 'sub', 'subn', 'split', 'findall', 'finditer',
           'compile', 'purge', 'escape', 'error', 'Pattern', 'Match', 'A', 'I', 'L', 'M', 'S', 'X',
           'U', 'ASCII', 'IGNORECASE', 'LOCALE', 'MULTILINE', 'DOTALL', 'VERBOSE', 'UNICODE',
           'NOFLAG', 'RegexFlag', 'PatternError']

_NAMES = {256: 'ASCII', 2: 'IGNORECASE', 4: 'LOCALE', 32: 'UNICODE', 8: 'MULTILINE', 16: 'DOTALL',
          64: 'VERBOSE', 128: 'DEBUG'}


class RegexFlag(int):
    """Flags of a regular expression."""

    def __or__(self, other):
        return RegexFlag(int(self) | int(other)) if isinstance(other, int) else NotImplemented

    def __and__(self, other):
        return RegexFlag(int(self) & int(other)) if isinstance(other, int) else NotImplemented

    def __xor__(self, other):
        return RegexFlag(int(self) ^ int(other)) if isinstance(other, int) else NotImplemented

    def __invert__(self):
        return RegexFlag(~int(self) & 511)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    @property
    def value(self):
        return int(self)

    def __repr__(self):
        names = [f're.{_NAMES[bit]}' for bit in sorted(_NAMES) if self & bit == bit]
        return '|'.join(names) or 're.NOFLAG'

    def __str__(self):
        return repr(self)


NOFLAG = RegexFlag(0)
A = ASCII = RegexFlag(256)
I = IGNORECASE = RegexFlag(2)
L = LOCALE = RegexFlag(4)
U = UNICODE = RegexFlag(32)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
X = VERBOSE = RegexFlag(64)


class PatternError(Exception):
    """Exception raised for invalid regular expressions."""

    __module__ = 're'

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        if pattern is not None and pos is not None:
            msg = f'{msg} at position {pos}'
            newline = '\n' if isinstance(pattern, str) else b'\n'
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f'{msg} (line {self.lineno}, column {self.colno})'
        else:
            self.lineno = self.colno = None
        super().__init__(msg)


error = PatternError
_ESCAPES = {'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v',
            '\\': '\\'}


class Match:
    """The result of re.match() and re.search()."""

    __slots__ = ('re', 'string', 'pos', 'endpos', '_spans')

    def __init__(self, pattern, string, pos, endpos, spans):
        self.re, self.string, self.pos, self.endpos, self._spans = (
            pattern, string, pos, endpos, spans)

    def _index(self, group):
        if isinstance(group, (str, bytes)):
            found = self.re.groupindex.get(group)
            if found is None:
                raise IndexError('no such group')
            return found
        index = group.__index__() if hasattr(group, '__index__') else -1
        if not 0 <= index <= self.re.groups:
            raise IndexError('no such group')
        return index

    def _text(self, index, default=None):
        start, end = self._spans[2 * index], self._spans[2 * index + 1]
        return default if start < 0 else self.string[start:end]

    def group(self, *groups):
        """Return subgroup(s) of the match by indices or names."""
        if not groups:
            return self._text(0)
        found = tuple(self._text(self._index(group)) for group in groups)
        return found[0] if len(found) == 1 else found

    def __getitem__(self, group):
        return self._text(self._index(group))

    def groups(self, default=None):
        """Return a tuple containing all the subgroups of the match, from 1."""
        return tuple(self._text(index, default) for index in range(1, self.re.groups + 1))

    def groupdict(self, default=None):
        """Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name."""
        return {name: self._text(index, default) for name, index in self.re.groupindex.items()}

    def start(self, group=0, /):
        """Return index of the start of the substring matched by group."""
        return self._spans[2 * self._index(group)]

    def end(self, group=0, /):
        """Return index of the end of the substring matched by group."""
        return self._spans[2 * self._index(group) + 1]

    def span(self, group=0, /):
        """For match object m, return the 2-tuple (m.start(group), m.end(group))."""
        index = self._index(group)
        return self._spans[2 * index], self._spans[2 * index + 1]

    @property
    def regs(self):
        return tuple(self.span(index) for index in range(self.re.groups + 1))

    @property
    def lastindex(self):
        last, reached = None, -1
        for index in range(1, self.re.groups + 1):
            start, end = self.span(index)
            if start >= 0 and (end > reached or end == reached <= start):
                last, reached = index, end
        return last

    @property
    def lastgroup(self):
        last = self.lastindex
        return next((name for name, at in self.re.groupindex.items() if at == last), None)

    def expand(self, template):
        """Return the string obtained by doing backslash substitution on the string template, as done by the sub() method."""
        return _expander(self.re, template)(self)

    def __repr__(self):
        return f'<re.Match object; span={self.span()}, match={self.group()!r}>'

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _expander(pattern, template):
    """The function that makes the text that a template stands for of a match."""
    is_bytes = isinstance(template, (bytes, bytearray))
    text = template.decode('latin-1') if is_bytes else template
    if '\\' not in text:
        return lambda match: template
    parts, literal, at = [], '', 0
    while at < len(text):
        if text[at] != '\\':
            literal += text[at]
            at += 1
            continue
        letter = text[at + 1:at + 2]
        if letter == 'g':
            end = text.find('>', at)
            if text[at + 2:at + 3] != '<':
                raise PatternError('missing <', template, at + 2)
            if end < 0:
                raise PatternError('missing >, unterminated name', template, at + 3)
            name = text[at + 3:end]
            if not name:
                raise PatternError('missing group name', template, at + 3)
            if name.isdigit():
                index = int(name)
            elif name in pattern.groupindex:
                index = pattern.groupindex[name]
            elif name.isidentifier():
                raise IndexError(f'unknown group name {name!r}')
            else:
                raise PatternError(f'bad character in group name {name!r}', template, at + 3)
            place, at = at + 3, end + 1
        elif letter.isdigit() and letter != '0':
            end = at + 2
            if text[end:end + 1].isdigit():
                end += 1
            index, place, at = int(text[at + 1:end]), at + 1, end
        else:
            if letter == '0':
                literal += '\0'
            elif letter in _ESCAPES and letter:
                literal += _ESCAPES[letter]
            elif letter.isascii() and letter.isalpha():
                raise PatternError(f'bad escape \\{letter}', template, at)
            elif not letter:
                raise PatternError('bad escape (end of pattern)', template, at)
            else:
                literal += '\\' + letter
            at += 2
            continue
        if index > pattern.groups:
            raise PatternError(f'invalid group reference {index}', template, place)
        parts += [literal, index]
        literal = ''
    parts.append(literal)
    empty = b'' if is_bytes else ''

    def expand(match):
        return empty.join(
            (match._text(part, empty) if isinstance(part, int)
             else part.encode('latin-1') if is_bytes else part) for part in parts)

    return expand


class Pattern:
    """Compiled regular expression object."""

    __slots__ = ('pattern', 'flags', 'groups', 'groupindex', '_compiled', '_is_bytes')

    def __init__(self, pattern, flags):
        self._is_bytes = isinstance(pattern, (bytes, bytearray))
        text = pattern.decode('latin-1') if self._is_bytes else pattern
        flags = int(flags)
        if self._is_bytes:
            flags |= 256
        compiled = _compile(text, flags)
        if isinstance(compiled, tuple):
            raise PatternError(compiled[0], pattern, compiled[1])
        names = _groups(compiled)
        self.pattern, self._compiled = pattern, compiled
        self.flags = int(flags) & ~256 if self._is_bytes else flags | (0 if flags & 256 else 32)
        self.groups = len(names) - 1
        self.groupindex = {name: at for at, name in enumerate(names) if name is not None}

    def _find(self, string, pos, endpos, how):
        if self._is_bytes:
            if not isinstance(string, (bytes, bytearray)):
                if isinstance(string, str):
                    raise TypeError('cannot use a bytes pattern on a string-like object')
                raise TypeError(f'expected string or bytes-like object, '
                                f'got {type(string).__name__!r}')
            text = string.decode('latin-1')
        elif not isinstance(string, str):
            if isinstance(string, (bytes, bytearray)):
                raise TypeError('cannot use a string pattern on a bytes-like object')
            raise TypeError(f'expected string or bytes-like object, '
                            f'got {type(string).__name__!r}')
        else:
            text = string
        pos = max(pos, 0)
        endpos = len(text) if endpos is None else min(max(endpos, 0), len(text))
        spans = _match(self._compiled, text, min(pos, len(text)), endpos, how)
        return None if spans is None else Match(self, string, pos, endpos, spans)

    def search(self, string, pos=0, endpos=None):
        """Scan through string looking for a match, and return a corresponding match object instance."""
        return self._find(string, pos, endpos, 0)

    def match(self, string, pos=0, endpos=None):
        """Matches zero or more characters at the beginning of the string."""
        return self._find(string, pos, endpos, 1)

    def fullmatch(self, string, pos=0, endpos=None):
        """Matches against all of the string."""
        return self._find(string, pos, endpos, 2)

    def finditer(self, string, pos=0, endpos=None):
        """Return an iterator over all non-overlapping matches for the RE pattern in string."""
        self._find(string, len(string), endpos, 1) if hasattr(string, '__len__') else None
        return self._walk(string, pos, endpos)

    def _walk(self, string, pos, endpos):
        limit = len(string) if endpos is None else min(endpos, len(string))
        while pos <= limit:
            found = self._find(string, pos, endpos, 0)
            if found is None:
                return
            yield found
            start, end = found.span()
            pos = end + 1 if start == end else end

    def findall(self, string, pos=0, endpos=None):
        """Return a list of all non-overlapping matches of pattern in string."""
        empty = b'' if self._is_bytes else ''
        found = []
        for match in self.finditer(string, pos, endpos):
            if not self.groups:
                found.append(match._text(0))
            elif self.groups == 1:
                found.append(match._text(1, empty))
            else:
                found.append(match.groups(empty))
        return found

    def split(self, string, maxsplit=0):
        """Split string by the occurrences of pattern."""
        parts, at = [], 0
        for count, match in enumerate(self.finditer(string), 1):
            if maxsplit and count > maxsplit or maxsplit < 0:
                break
            start, end = match.span()
            parts.append(string[at:start])
            parts.extend(match.groups())
            at = end
        parts.append(string[at:])
        return parts

    def subn(self, repl, string, count=0):
        """Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl."""
        make = repl if callable(repl) else _expander(self, repl)
        parts, at, made = [], 0, 0
        for match in self.finditer(string):
            if count and made >= count:
                break
            start, end = match.span()
            parts.append(string[at:start])
            parts.append(make(match))
            at, made = end, made + 1
        parts.append(string[at:])
        return (b'' if self._is_bytes else '').join(parts), made

    def sub(self, repl, string, count=0):
        """Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl."""
        return self.subn(repl, string, count)[0]

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return self.pattern == other.pattern and self.flags == other.flags

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __repr__(self):
        flags = RegexFlag(self.flags & ~32)
        shown = repr(self.pattern)[:200]
        return f're.compile({shown}, {flags!r})' if flags else f're.compile({shown})'

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return compile, (self.pattern, self.flags)

    @classmethod
    def __class_getitem__(cls, item):
        return cls


_cache = {}
_CACHE_SIZE = 512


def compile(pattern, flags=0):
    """Compile a regular expression pattern, returning a Pattern object."""
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError('cannot process flags argument with a compiled pattern')
        return pattern
    if not isinstance(pattern, (str, bytes, bytearray)):
        raise TypeError('first argument must be string or compiled pattern')
    key = type(pattern), bytes(pattern) if isinstance(pattern, bytearray) else pattern, int(flags)
    found = _cache.get(key)
    if found is None:
        if len(_cache) >= _CACHE_SIZE:
            _cache.pop(next(iter(_cache)))
        found = _cache[key] = Pattern(pattern, flags)
    return found


def match(pattern, string, flags=0):
    """Try to apply the pattern at the start of the string, returning a Match object, or None if no match was found."""
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """Try to apply the pattern to all of the string, returning a Match object, or None if no match was found."""
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """Scan through string looking for a match to the pattern, returning a Match object, or None if no match was found."""
    return compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """Return the string obtained by replacing the leftmost non-overlapping occurrences of the pattern in string by the replacement repl."""
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """Return a 2-tuple containing (new_string, number)."""
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """Split the source string by the occurrences of the pattern, returning a list containing the resulting substrings."""
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """Return a list of all non-overlapping matches in the string."""
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """Return an iterator over all non-overlapping matches in the string."""
    return compile(pattern, flags).finditer(string)


def purge():
    """Clear the regular expression caches"""
    _cache.clear()


_SPECIAL = {ord(char): '\\' + char for char in '()[]{}?*+-|^$\\.&~# \t\n\r\v\f'}


def escape(pattern):
    """Escape special characters in a string."""
    if isinstance(pattern, str):
        return pattern.translate(_SPECIAL)
    return bytes(pattern).decode('latin-1').translate(_SPECIAL).encode('latin-1')
