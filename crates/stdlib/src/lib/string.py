"""A collection of string constants, templates and formatters."""

__all__ = ['ascii_letters', 'ascii_lowercase', 'ascii_uppercase', 'capwords', 'digits',
           'hexdigits', 'octdigits', 'printable', 'punctuation', 'whitespace', 'Formatter',
           'Template']

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Split the argument into words using split, capitalize each word using capitalize, and join the capitalized words using join."""
    return (sep or ' ').join(word.capitalize() for word in s.split(sep))


_START = ascii_letters + '_'
_PART = _START + digits
_ID = r'(?a:[_a-z][_a-z0-9]*)'
_missing = object()


class Template:
    """A string class for supporting $-substitutions."""

    delimiter = '$'
    idpattern = _ID
    braceidpattern = None
    flags = 2

    def __init__(self, template):
        self.template = template

    def _name_end(self, at, pattern):
        """Where the identifier ends that begins at a place; the place itself if there is none."""
        text = self.template
        if pattern is not _ID:
            return _name_width(pattern, text[at:]) + at
        if at < len(text) and text[at] in _START:
            while at < len(text) and text[at] in _PART:
                at += 1
        return at

    def _pieces(self):
        """The template as pairs: literal text and what follows it, a name with its text, or a kind of fault."""
        text, mark = self.template, self.delimiter
        at = 0
        while True:
            found = text.find(mark, at)
            if found < 0:
                yield text[at:], None, None, len(text)
                return
            literal, end = text[at:found], found + len(mark)
            if text.startswith(mark, end):
                at = end + len(mark)
                yield literal, 'escaped', mark, found
                continue
            if text.startswith('{', end):
                close = self._name_end(end + 1, self.braceidpattern or self.idpattern)
                if close > end + 1 and text.startswith('}', close):
                    at = close + 1
                    yield literal, 'named', (text[end + 1:close], text[found:at]), found
                    continue
            else:
                close = self._name_end(end, self.idpattern)
                if close > end:
                    at = close
                    yield literal, 'named', (text[end:close], text[found:at]), found
                    continue
            at = end
            yield literal, 'invalid', mark, found

    def _invalid(self, at):
        before = self.template[:at]
        line = before.count('\n') + 1
        column = at - before.rfind('\n')
        raise ValueError(f'Invalid placeholder in string: line {line}, col {column}')

    def _filled(self, mapping, keywords, is_safe):
        if mapping is _missing:
            mapping = keywords
        elif keywords:
            mapping = {**mapping, **keywords}
        out = []
        for literal, kind, what, at in self._pieces():
            out.append(literal)
            if kind == 'named':
                name, source = what
                try:
                    out.append(str(mapping[name]))
                except KeyError:
                    if not is_safe:
                        raise
                    out.append(source)
            elif kind == 'invalid' and not is_safe:
                self._invalid(at)
            elif kind is not None:
                out.append(what)
        return ''.join(out)

    def substitute(self, mapping=_missing, /, **kws):
        return self._filled(mapping, kws, False)

    def safe_substitute(self, mapping=_missing, /, **kws):
        return self._filled(mapping, kws, True)

    def is_valid(self):
        return all(kind != 'invalid' for _, kind, _, _ in self._pieces())

    def get_identifiers(self):
        return list(dict.fromkeys(what[0] for _, kind, what, _ in self._pieces()
                                  if kind == 'named'))


def _parse_format(text):
    """The fields of a format string, each with the literal text before it."""
    at = 0
    literal = ''
    while at < len(text):
        letter = text[at]
        if letter not in '{}':
            literal += letter
            at += 1
            continue
        if text[at:at + 2] == letter * 2:
            yield literal + letter, None, None, None
            literal = ''
            at += 2
            continue
        if letter == '}':
            raise ValueError("Single '}' encountered in format string")
        if at + 1 == len(text):
            raise ValueError("Single '{' encountered in format string")
        depth, end = 1, at + 1
        while end < len(text) and depth:
            depth += {'{': 1, '}': -1}.get(text[end], 0)
            end += 1
        if depth:
            raise ValueError("expected '}' before end of string")
        yield literal, *_field_parts(text[at + 1:end - 1])
        literal = ''
        at = end
    if literal:
        yield literal, None, None, None


def _field_parts(field):
    """The name, the specification and the conversion of a field."""
    end, brackets = 0, 0
    while end < len(field) and (brackets or field[end] not in '!:'):
        brackets += {'[': 1, ']': -1}.get(field[end], 0)
        end += 1
    name, rest, conversion = field[:end], field[end:], None
    if rest.startswith('!'):
        if len(rest) < 2:
            raise ValueError('end of string while looking for conversion specifier')
        conversion, rest = rest[1], rest[2:]
        if rest and not rest.startswith(':'):
            raise ValueError("expected ':' after conversion specifier")
    return name, rest[1:], conversion


def _split_name(name):
    """The first part of the name of a field, and the look-ups that follow."""
    ends = [at for at in (name.find('.'), name.find('[')) if at >= 0]
    end = min(ends, default=len(name))
    first, rest = name[:end], name[end:]
    steps = []
    while rest:
        if rest[0] == '.':
            ends = [at for at in (rest.find('.', 1), rest.find('[', 1)) if at >= 0]
            end = min(ends, default=len(rest))
            if end == 1:
                raise ValueError('Empty attribute in format string')
            steps.append((True, rest[1:end]))
            rest = rest[end:]
        elif rest[0] == '[':
            end = rest.find(']')
            if end < 0:
                raise ValueError("Missing ']' in format string")
            key = rest[1:end]
            if not key:
                raise ValueError('Empty attribute in format string')
            steps.append((False, int(key) if key.isdigit() else key))
            rest = rest[end + 1:]
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
    return int(first) if first.isdigit() else first, steps


class Formatter:
    """Formats strings as str.format does; a subclass may change each step of it."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        text, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return text

    def _vformat(self, format_string, args, kwargs, used, depth, number=0):
        if depth < 0:
            raise ValueError('Max string recursion exceeded')
        out = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                out.append(literal)
            if name is None:
                continue
            first, _ = _split_name(name)
            if first == '':
                if number is False:
                    raise ValueError('cannot switch from manual field specification to automatic '
                                     'field numbering')
                name = str(number) + name
                number += 1
            elif isinstance(first, int):
                if number:
                    raise ValueError('cannot switch from automatic field numbering to manual '
                                     'field specification')
                number = False
            value, key = self.get_field(name, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            spec, number = self._vformat(spec, args, kwargs, used, depth - 1, number)
            out.append(self.format_field(value, spec))
        return ''.join(out), number

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == 's':
            return str(value)
        if conversion == 'r':
            return repr(value)
        if conversion == 'a':
            return ascii(value)
        raise ValueError(f'Unknown conversion specifier {conversion!s}')

    def parse(self, format_string):
        return _parse_format(format_string)

    def get_field(self, field_name, args, kwargs):
        first, steps = _split_name(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, name in steps:
            value = getattr(value, name) if is_attribute else value[name]
        return value, first
