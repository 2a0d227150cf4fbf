"""Support to pretty-print lists, tuples, & dictionaries recursively."""

import sys

__all__ = ['pprint', 'pformat', 'isreadable', 'isrecursive', 'saferepr', 'PrettyPrinter', 'pp']


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    """Pretty-print a Python object to a stream [default is sys.stdout]."""
    PrettyPrinter(stream=stream, indent=indent, width=width, depth=depth, compact=compact,
                  sort_dicts=sort_dicts, underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
            underscore_numbers=False):
    """Format a Python object into a pretty-printed representation."""
    return PrettyPrinter(indent=indent, width=width, depth=depth, compact=compact,
                         sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """Pretty-print a Python object"""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """Version of repr() which can handle recursive data structures."""
    return PrettyPrinter()._repr(object, set(), 0)[0]


def isreadable(object):
    """Determine if saferepr(object) is readable by eval()."""
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    """Determine if object requires a recursive representation."""
    return PrettyPrinter().isrecursive(object)


class _Key:
    """Orders what can't be compared by its type and its place in memory."""

    __slots__ = ('value',)

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            mine, others = self.value, other.value
            return (str(type(mine)), id(mine)) < (str(type(others)), id(others))


class _PairKey:
    __slots__ = ('key', 'value')

    def __init__(self, pair):
        self.key, self.value = _Key(pair[0]), _Key(pair[1])

    def __lt__(self, other):
        return self.key < other.key


class PrettyPrinter:
    """Handle pretty printing operations onto a stream using a set of configured parameters."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False,
                 sort_dicts=True, underscore_numbers=False):
        if indent < 0:
            raise ValueError('indent must be >= 0')
        if depth is not None and depth <= 0:
            raise ValueError('depth must be > 0')
        if not width:
            raise ValueError('width must be != 0')
        self._indent = indent
        self._width = width
        self._depth = depth
        self._stream = sys.stdout if stream is None else stream
        self._compact = compact
        self._sort_dicts = sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        self._stream.write(self.pformat(object) + '\n')

    def pformat(self, object):
        out = []
        self._write(object, out, 0, 0, set(), 0)
        return ''.join(out)

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """Format object for a specific context: its text, whether it can be read back, whether it is in itself."""
        return self._repr(object, set(context), level)

    def _items(self, object):
        items = object.items()
        return sorted(items, key=_PairKey) if self._sort_dicts else items

    def _repr(self, object, open, level):
        """The text on one line; whether it can be read back; whether the object is in itself."""
        kind = type(object).__repr__
        if kind is int.__repr__ and self._underscore_numbers and isinstance(object, int):
            return f'{object:_d}', True, False
        is_dict = isinstance(object, dict) and kind is dict.__repr__
        is_list = isinstance(object, list) and kind is list.__repr__
        is_tuple = isinstance(object, tuple) and kind is tuple.__repr__
        if not (is_dict or is_list or is_tuple):
            text = repr(object)
            return text, bool(text) and not text.startswith('<'), False
        if not object:
            return repr(object), True, False
        if self._depth is not None and level >= self._depth:
            return ('{...}' if is_dict else '[...]' if is_list else '(...)'), False, False
        if id(object) in open:
            return (f'<Recursion on {type(object).__name__} with id={id(object)}>', False, True)
        open.add(id(object))
        readable, recursive, parts = True, False, []
        entries = self._items(object) if is_dict else [(each,) for each in object]
        for entry in entries:
            texts = []
            for each in entry:
                text, can, again = self._repr(each, open, level + 1)
                texts.append(text)
                readable, recursive = readable and can, recursive or again
            parts.append(': '.join(texts))
        open.discard(id(object))
        body = ', '.join(parts)
        if is_dict:
            return f'{{{body}}}', readable, recursive
        if is_list:
            return f'[{body}]', readable, recursive
        return f'({body},)' if len(object) == 1 else f'({body})', readable, recursive

    def _write(self, object, out, indent, allowance, open, level):
        """Writes an object that starts at a column, with so much to follow on its last line."""
        text, _, _ = self._repr(object, set(open), level)
        if len(text) <= self._width - indent - allowance or id(object) in open:
            out.append(text)
            return
        write = self._writer(object)
        if write is None:
            out.append(text)
            return
        open.add(id(object))
        write(object, out, indent, allowance, open, level + 1)
        open.discard(id(object))

    def _writer(self, object):
        kind = type(object)
        for of, write in (
            (dict, self._write_dict), (list, self._write_list), (tuple, self._write_tuple),
            (set, self._write_set), (frozenset, self._write_set), (str, self._write_str),
            (bytes, self._write_bytes),
        ):
            if kind.__repr__ is of.__repr__ and isinstance(object, of):
                return write
        if getattr(kind, '__dataclass_params__', None) is not None and (
                '__create_fn__' in kind.__repr__.__qualname__ or kind.__dataclass_params__.repr):
            return self._write_dataclass
        return None

    def _pad(self):
        return ' ' * (self._indent - 1)

    def _write_dict(self, object, out, indent, allowance, open, level):
        out.append('{' + self._pad())
        items = list(self._items(object))
        column = indent + self._indent
        for at, (key, value) in enumerate(items):
            name = self._repr(key, set(open), level)[0]
            out.append(f'{name}: ')
            is_last = at + 1 == len(items)
            self._write(value, out, column + len(name) + 2, allowance + 1 if is_last else 1, open,
                        level)
            if not is_last:
                out.append(',\n' + ' ' * column)
        out.append('}')

    def _write_list(self, object, out, indent, allowance, open, level):
        self._write_row(object, out, indent, allowance + 1, open, level, '[', ']')

    def _write_tuple(self, object, out, indent, allowance, open, level):
        end = ',)' if len(object) == 1 else ')'
        self._write_row(object, out, indent, allowance + len(end), open, level, '(', end)

    def _write_set(self, object, out, indent, allowance, open, level):
        if not object:
            out.append(repr(object))
            return
        start, end = '{', '}'
        if type(object) is not set:
            start, end = f'{type(object).__name__}({{', '})'
            indent += len(type(object).__name__) + 1
        self._write_row(sorted(object, key=_Key), out, indent, allowance + len(end), open, level,
                        start, end)

    def _write_row(self, items, out, indent, allowance, open, level, start, end):
        out.append(start + self._pad())
        items = list(items)
        column = indent + self._indent
        room = left = self._width - column + 1
        between = ''
        for at, item in enumerate(items):
            is_last = at + 1 == len(items)
            if is_last:
                left -= allowance
                room -= allowance
            if self._compact:
                text = self._repr(item, set(open), level)[0]
                width = len(text) + 2
                if left < width:
                    left = room
                    if between:
                        between = ',\n' + ' ' * column
                if left >= width:
                    left -= width
                    out.append(between + text)
                    between = ', '
                    continue
            out.append(between)
            between = ',\n' + ' ' * column
            self._write(item, out, column, allowance if is_last else 1, open, level)
        out.append(end)

    def _write_str(self, object, out, indent, allowance, open, level):
        parts = []
        lines = object.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        room = self._width - indent
        for at, line in enumerate(lines):
            last_room = room - allowance if at + 1 == len(lines) else room
            if len(repr(line)) <= last_room:
                parts.append(repr(line))
                continue
            parts.extend(self._broken(line, room, last_room))
        if len(parts) == 1:
            out.append(parts[0])
            return
        body = ('\n' + ' ' * indent).join(parts)
        out.append(f'({body})' if level == 1 else body)

    def _broken(self, line, room, last_room):
        """A line of a text in pieces that fit, broken behind blanks."""
        words, start = [], 0
        for at in range(1, len(line)):
            if line[at - 1].isspace() and not line[at].isspace():
                words.append(line[start:at])
                start = at
        words.append(line[start:])
        current = ''
        for at, word in enumerate(words):
            limit = last_room if at + 1 == len(words) else room
            if current and len(repr(current + word)) > limit:
                yield repr(current)
                current = word
            else:
                current += word
        if current:
            yield repr(current)

    def _write_bytes(self, object, out, indent, allowance, open, level):
        if len(object) <= 4:
            out.append(repr(object))
            return
        in_parentheses = level == 1
        if in_parentheses:
            indent += 1
            allowance += 1
        room, parts, current = self._width - indent, [], b''
        last = len(object) // 4 * 4
        for at in range(0, len(object), 4):
            piece = object[at:at + 4]
            limit = room - allowance if at == last else room
            if current and len(repr(current + piece)) > limit:
                parts.append(repr(current))
                current = piece
            else:
                current += piece
        parts.append(repr(current))
        body = ('\n' + ' ' * indent).join(parts)
        out.append(f'({body})' if in_parentheses else body)

    def _write_dataclass(self, object, out, indent, allowance, open, level):
        name = type(object).__name__
        column = indent + len(name) + 1
        fields = [field.name for field in object.__dataclass_fields__.values() if field.repr]
        out.append(name + '(')
        for at, field in enumerate(fields):
            is_last = at + 1 == len(fields)
            out.append(f'{field}=')
            self._write(getattr(object, field), out, column + len(field) + 1,
                        allowance + 1 if is_last else 1, open, level)
            if not is_last:
                out.append(',\n' + ' ' * column)
        out.append(')')
