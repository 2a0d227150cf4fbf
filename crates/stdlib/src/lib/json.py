"""JSON (JavaScript Object Notation): values as text, and text as values."""

__all__ = [
    'dump', 'dumps', 'load', 'loads',
    'JSONDecoder', 'JSONDecodeError', 'JSONEncoder',
]


class JSONDecodeError(ValueError):
    """Subclass of ValueError that says where the text is wrong."""

    __module__ = 'json.decoder'

    def __init__(self, msg, doc, pos):
        before = doc[:pos]
        lineno = before.count('\n') + 1
        colno = pos - before.rfind('\n')
        super().__init__(f'{msg}: line {lineno} column {colno} (char {pos})')
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


class JSONEncoder:
    """Values as JSON text; a subclass says in `default` what to do with other objects."""

    __module__ = 'json.encoder'
    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
                 sort_keys=False, indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """Return what can be written in place of o, or raise TypeError."""
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        """Return the JSON text of a value."""
        return ''.join(self._pieces(o))

    def iterencode(self, o, _one_shot=False):
        """Yield the JSON text of a value piece by piece."""
        return iter(self._pieces(o))

    def _pieces(self, o):
        return _encode(o, self.default, self.skipkeys, self.ensure_ascii, self.check_circular,
                       self.allow_nan, self.sort_keys, self.indent, self.item_separator,
                       self.key_separator)


class JSONDecoder:
    """JSON text as values."""

    __module__ = 'json.decoder'

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
                 strict=True, object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float
        self.parse_int = parse_int
        self.parse_constant = parse_constant
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        """Return the value of a text that holds one value and nothing else."""
        value, end = self.raw_decode(s, _skip_space(s, 0))
        end = _skip_space(s, end)
        if end != len(s):
            raise JSONDecodeError('Extra data', s, end)
        return value

    def raw_decode(self, s, idx=0):
        """Return the value at the start of a text, and where it ends."""
        found = _scan(s, idx, self.strict, self.object_hook, self.object_pairs_hook,
                      self.parse_float, self.parse_int, self.parse_constant)
        if len(found) == 3:
            raise JSONDecodeError(found[0], s, found[1])
        return found


_default_encoder = JSONEncoder()
_default_decoder = JSONDecoder()


def _encoder(cls, skipkeys, ensure_ascii, check_circular, allow_nan, indent, separators, default,
             sort_keys, kw):
    return (JSONEncoder if cls is None else cls)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular,
        allow_nan=allow_nan, indent=indent, separators=separators, default=default,
        sort_keys=sort_keys, **kw)


def dump(obj, fp, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
         cls=None, indent=None, separators=None, default=None, sort_keys=False, **kw):
    """Write the JSON text of a value to a file."""
    encoder = _encoder(cls, skipkeys, ensure_ascii, check_circular, allow_nan, indent, separators,
                       default, sort_keys, kw)
    for piece in encoder.iterencode(obj):
        fp.write(piece)


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
          cls=None, indent=None, separators=None, default=None, sort_keys=False, **kw):
    """Return the JSON text of a value."""
    return _encoder(cls, skipkeys, ensure_ascii, check_circular, allow_nan, indent, separators,
                    default, sort_keys, kw).encode(obj)


def detect_encoding(b):
    """Return the name of the encoding of bytes that hold JSON text."""
    if b.startswith((b'\xff\xfe\0\0', b'\0\0\xfe\xff')):
        return 'utf-32'
    if b.startswith((b'\xff\xfe', b'\xfe\xff')):
        return 'utf-16'
    if b.startswith(b'\xef\xbb\xbf'):
        return 'utf-8-sig'
    # JSON text begins with two characters of ASCII (RFC 4627): where the zeros stand tells the width.
    zeros = [not byte for byte in b[:4]]
    if len(zeros) == 4:
        if zeros[0]:
            return 'utf-16-be' if not zeros[1] else 'utf-32-be'
        if zeros[1]:
            return 'utf-16-le' if not (zeros[2] and zeros[3]) else 'utf-32-le'
    elif len(zeros) == 2:
        if zeros[0]:
            return 'utf-16-be'
        if zeros[1]:
            return 'utf-16-le'
    return 'utf-8'


def load(fp, *, cls=None, object_hook=None, parse_float=None, parse_int=None,
         parse_constant=None, object_pairs_hook=None, **kw):
    """Return the value of the JSON text that a file holds."""
    return loads(fp.read(), cls=cls, object_hook=object_hook, parse_float=parse_float,
                 parse_int=parse_int, parse_constant=parse_constant,
                 object_pairs_hook=object_pairs_hook, **kw)


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None,
          parse_constant=None, object_pairs_hook=None, **kw):
    """Return the value of a JSON text."""
    if isinstance(s, str):
        if s.startswith('\ufeff'):
            raise JSONDecodeError('Unexpected UTF-8 BOM (decode using utf-8-sig)', s, 0)
    elif isinstance(s, (bytes, bytearray)):
        s = s.decode(detect_encoding(s), 'surrogatepass')
    else:
        raise TypeError(f'the JSON object must be str, bytes or bytearray, '
                        f'not {s.__class__.__name__}')
    hooks = {'object_hook': object_hook, 'object_pairs_hook': object_pairs_hook,
             'parse_float': parse_float, 'parse_int': parse_int, 'parse_constant': parse_constant}
    kw.update((name, hook) for name, hook in hooks.items() if hook is not None)
    if cls is None and not kw:
        return _default_decoder.decode(s)
    return (JSONDecoder if cls is None else cls)(**kw).decode(s)


from json import decoder, encoder
