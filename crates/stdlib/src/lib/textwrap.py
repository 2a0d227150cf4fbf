"""Text wrapping and filling."""

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

_SPACE = '\t\n\x0b\x0c\r '


def _is_letter(text, at):
    return 0 <= at < len(text) and (text[at] == '_' or text[at].isalpha())


def _is_word(text, at):
    return at < len(text) and (text[at] == '_' or text[at].isalnum())


def _breaks_after(word, at):
    """Whether a word may be broken after the hyphen at a place: there are parts of it on both sides."""
    before = _is_letter(word, at - 1) and (
        _is_letter(word, at - 2) or word[at - 2:at - 1] == '-' and _is_letter(word, at - 3))
    after = _is_letter(word, at + 1) and (
        _is_letter(word, at + 2) or word[at + 2:at + 3] == '-' and _is_letter(word, at + 3))
    return before and after


def _word_parts(word):
    """What a word may be broken into: after hyphens, and around dashes of several hyphens."""
    start = at = 0
    while at < len(word):
        if word[at] != '-':
            at += 1
            continue
        end = at
        while end < len(word) and word[end] == '-':
            end += 1
        if end - at > 1:
            before = at > start and (_is_word(word, at - 1) or word[at - 1] in '!"\'&.,?')
            if before and _is_word(word, end):
                yield word[start:at]
                yield word[at:end]
                start = end
        elif _breaks_after(word, at):
            yield word[start:end]
            start = end
        at = end
    if start < len(word):
        yield word[start:]


class TextWrapper:
    """Object for wrapping/filling text."""

    def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
                 placeholder=' [...]'):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate({ord(char): ' ' for char in _SPACE})
        return text

    def _split(self, text):
        """A text as what is never broken: words, parts of them, and the space between."""
        chunks = []
        start = 0
        while start < len(text):
            is_space = text[start] in _SPACE
            end = start
            while end < len(text) and (text[end] in _SPACE) == is_space:
                end += 1
            if is_space or not self.break_on_hyphens:
                chunks.append(text[start:end])
            else:
                chunks.extend(_word_parts(text[start:end]))
            start = end
        return chunks

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def _fix_sentence_endings(self, chunks):
        """Puts two spaces behind what ends a sentence."""
        for at in range(len(chunks) - 1):
            word = chunks[at]
            stripped = word[:-1] if word[-1] in '"\'' else word
            if (chunks[at + 1] == ' ' and len(stripped) > 1 and stripped[-1] in '.!?'
                    and stripped[-2].islower() and stripped[-2].isascii()):
                chunks[at + 1] = '  '

    def _blank(self, chunk):
        return self.drop_whitespace and not chunk.strip()

    def _break_word(self, word, room):
        """A word that no line has room for, as what fits and the rest."""
        if not self.break_long_words:
            return '', word
        end = room
        if self.break_on_hyphens and len(word) > room:
            hyphen = word.rfind('-', 0, room)
            if hyphen > 0 and word[:hyphen].strip('-'):
                end = hyphen + 1
        return word[:end], word[end:]

    def _line(self, chunks, at, room, is_first):
        """One line: its chunks, and where the next one begins. May break the chunk there."""
        line, length = [], 0
        if not is_first and at < len(chunks) and self._blank(chunks[at]):
            at += 1
        while at < len(chunks) and length + len(chunks[at]) <= room:
            line.append(chunks[at])
            length += len(chunks[at])
            at += 1
        if at < len(chunks) and len(chunks[at]) > room:
            head, rest = self._break_word(chunks[at], max(room - length, 0) if room > 0 else 1)
            if head:
                line.append(head)
                chunks[at] = rest
            elif not line and not self.break_long_words:
                line.append(chunks[at])
                at += 1
        if line and self._blank(line[-1]):
            line.pop()
        return line, at

    def _abridge(self, lines, line, indent, room):
        """The last line that may stand, with the sign that there is more."""
        while line:
            length = sum(map(len, line))
            if line[-1].strip() and length + len(self.placeholder) <= room:
                lines.append(indent + ''.join(line) + self.placeholder)
                return
            line.pop()
        if lines:
            last = lines[-1].rstrip()
            if len(last) + len(self.placeholder) <= self.width:
                lines[-1] = last + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def _wrap_chunks(self, chunks):
        if self.width <= 0:
            raise ValueError(f'invalid width {self.width!r} (must be > 0)')
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError('placeholder too large for max width')
        lines = []
        at = 0
        while at < len(chunks):
            indent = self.subsequent_indent if lines else self.initial_indent
            room = self.width - len(indent)
            line, at = self._line(chunks, at, room, not lines)
            if not line:
                continue
            ends = at == len(chunks) or at + 1 == len(chunks) and self._blank(chunks[at])
            fits = sum(map(len, line)) <= room
            if (self.max_lines is None or len(lines) + 1 < self.max_lines or ends and fits):
                lines.append(indent + ''.join(line))
                continue
            self._abridge(lines, line, indent, room)
            break
        return lines

    def wrap(self, text):
        """Reformat the single paragraph in 'text' so it fits in lines of no more than 'self.width' columns, and return a list of wrapped lines."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """Reformat the single paragraph in 'text' to fit in lines of no more than 'self.width' columns, and return a new string containing the entire wrapped paragraph."""
        return '\n'.join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """Wrap a single paragraph of text, returning a list of wrapped lines."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """Fill a single paragraph of text, returning a new string."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """Collapse and truncate the given text to fit in the given width."""
    wrapper = TextWrapper(width=width, max_lines=1, **kwargs)
    return wrapper.fill(' '.join(text.strip().split()))


def _leading(line):
    return line[:len(line) - len(line.lstrip(' \t'))]


def dedent(text):
    """Remove any common leading whitespace from every line in `text`."""
    lines = ['' if not line.strip(' \t') else line for line in text.split('\n')]
    indents = [_leading(line) for line in lines if line]
    if not indents:
        return '\n'.join(lines)
    low, high = min(indents), max(indents)
    width = 0
    while width < min(len(low), len(high)) and low[width] == high[width]:
        width += 1
    return '\n'.join(line[width:] for line in lines)


def indent(text, prefix, predicate=None):
    """Adds 'prefix' to the beginning of selected lines in 'text'."""
    if predicate is None:
        predicate = str.strip
    return ''.join(prefix + line if predicate(line) else line
                   for line in text.splitlines(keepends=True))
