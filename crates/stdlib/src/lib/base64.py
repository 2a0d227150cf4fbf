"""Base16, Base32, Base64 (RFC 3548), Base85 and Ascii85 data encodings"""

import binascii

__all__ = ['encodebytes', 'decodebytes', 'b64encode', 'b64decode', 'b32encode', 'b32decode',
           'b32hexencode', 'b32hexdecode', 'b16encode', 'b16decode', 'b85encode', 'b85decode',
           'a85encode', 'a85decode', 'standard_b64encode', 'standard_b64decode',
           'urlsafe_b64encode', 'urlsafe_b64decode']

_B32 = b'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
_B32HEX = b'0123456789ABCDEFGHIJKLMNOPQRSTUV'
_B85 = (b'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
        b'!#$%&()*+-;<=>?@^_`{|}~')
_A85 = bytes(range(33, 118))


def _ascii(s):
    """What is to be decoded, as bytes."""
    if isinstance(s, str):
        try:
            return s.encode('ascii')
        except UnicodeEncodeError:
            raise ValueError('string argument should contain only ASCII characters') from None
    if isinstance(s, (bytes, bytearray)):
        return bytes(s)
    raise TypeError(f'argument should be a bytes-like object or ASCII string, '
                    f'not {type(s).__name__!r}')


def b64encode(s, altchars=None):
    """Encode the bytes-like object s using Base64 and return a bytes object."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        encoded = encoded.translate(bytes.maketrans(b'+/', bytes(altchars)))
    return encoded


def b64decode(s, altchars=None, validate=False):
    """Decode the Base64 encoded bytes-like object or ASCII string s."""
    s = _ascii(s)
    if altchars is not None:
        s = s.translate(bytes.maketrans(_ascii(altchars), b'+/'))
    return binascii.a2b_base64(s, strict_mode=validate)


standard_b64encode = b64encode
standard_b64decode = b64decode


def urlsafe_b64encode(s):
    """Encode bytes using the URL- and filesystem-safe Base64 alphabet."""
    return b64encode(s, b'-_')


def urlsafe_b64decode(s):
    """Decode bytes using the URL- and filesystem-safe Base64 alphabet."""
    return b64decode(_ascii(s), b'-_')


def encodebytes(s):
    """Encode a bytestring into a bytes object containing multiple lines of base-64 data."""
    return b''.join(binascii.b2a_base64(s[at:at + 57]) for at in range(0, len(s), 57))


def decodebytes(s):
    """Decode a bytestring of base-64 data into a bytes object."""
    return binascii.a2b_base64(s)


def _encode32(s, alphabet):
    s = bytes(s)
    out = bytearray()
    for at in range(0, len(s), 5):
        part = s[at:at + 5]
        number = int.from_bytes(part.ljust(5, b'\0'))
        digits = bytes(alphabet[number >> shift & 31] for shift in range(35, -1, -5))
        count = (len(part) * 8 + 4) // 5
        out += digits[:count].ljust(8, b'=')
    return bytes(out)


def _decode32(s, alphabet, casefold, map01=None):
    s = _ascii(s)
    if len(s) % 8:
        raise binascii.Error('Incorrect padding')
    if map01 is not None:
        s = s.translate(bytes.maketrans(b'01', b'O' + _ascii(map01)))
    if casefold:
        s = s.upper()
    digits = s.rstrip(b'=')
    padding = len(s) - len(digits)
    number = 0
    for digit in digits:
        value = alphabet.find(digit)
        if value < 0:
            raise binascii.Error('Non-base32 digit found')
        number = number << 5 | value
    if padding not in (0, 1, 3, 4, 6):
        raise binascii.Error('Incorrect padding')
    number <<= 5 * padding
    whole = number.to_bytes(len(s) // 8 * 5)
    return whole[:len(digits) * 5 // 8]


def b32encode(s):
    """Encode the bytes-like objects using base32 and return a bytes object."""
    return _encode32(s, _B32)


def b32decode(s, casefold=False, map01=None):
    """Decode the base32 encoded bytes-like object or ASCII string s."""
    return _decode32(s, _B32, casefold, map01)


def b32hexencode(s):
    """Encode the bytes-like objects using base32hex and return a bytes object."""
    return _encode32(s, _B32HEX)


def b32hexdecode(s, casefold=False):
    """Decode the base32hex encoded bytes-like object or ASCII string s."""
    return _decode32(s, _B32HEX, casefold)


def b16encode(s):
    """Encode the bytes-like object s using Base16 and return a bytes object."""
    return bytes(s).hex().upper().encode()


def b16decode(s, casefold=False):
    """Decode the Base16 encoded bytes-like object or ASCII string s."""
    s = _ascii(s)
    if casefold:
        s = s.upper()
    if any(digit not in b'0123456789ABCDEF' for digit in s):
        raise binascii.Error('Non-base16 digit found')
    return binascii.unhexlify(s)


def _encode85(s, alphabet, zero=None, spaces=None):
    s = bytes(s)
    out = []
    for at in range(0, len(s), 4):
        part = s[at:at + 4]
        number = int.from_bytes(part.ljust(4, b'\0'))
        if len(part) == 4 and zero and not number:
            out.append(zero)
            continue
        if spaces and part == b'    ':
            out.append(spaces)
            continue
        digits = []
        for _ in range(5):
            number, digit = divmod(number, 85)
            digits.append(alphabet[digit])
        out.append(bytes(digits[::-1])[:len(part) + 1])
    return b''.join(out)


def _decode85(digits, what):
    """The bytes of digits from 0 to 84, five for four bytes."""
    out = bytearray()
    for at in range(0, len(digits), 5):
        part = digits[at:at + 5]
        missing = 5 - len(part)
        number = 0
        for digit in part + [84] * missing:
            number = number * 85 + digit
        if number >> 32:
            raise ValueError(f'{what} overflow in hunk starting at byte {at}')
        out += number.to_bytes(4)[:4 - missing]
    return bytes(out)


def b85encode(b, pad=False):
    """Encode bytes-like object b in base85 format and return a bytes object."""
    b = bytes(b)
    if pad:
        b = b.ljust(-(-len(b) // 4) * 4, b'\0')
    return _encode85(b, _B85)


def b85decode(b):
    """Decode the base85-encoded bytes-like object or ASCII string b"""
    b = _ascii(b)
    digits = [_B85.find(digit) for digit in b]
    if -1 in digits:
        raise ValueError(f'bad base85 character at position {digits.index(-1)}')
    return _decode85(digits, 'base85')


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Encode bytes-like object b using Ascii85 and return a bytes object."""
    b = bytes(b)
    if pad:
        b = b.ljust(-(-len(b) // 4) * 4, b'\0')
    out = _encode85(b, _A85, b'z', b'y' if foldspaces else None)
    if adobe:
        out = b'<~' + out
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        out = b'\n'.join(out[at:at + wrapcol] for at in range(0, len(out), wrapcol))
    return out + b'~>' if adobe else out


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b' \t\n\r\x0b'):
    """Decode the Ascii85 encoded bytes-like object or ASCII string b."""
    b = _ascii(b)
    if adobe:
        if not b.endswith(b'~>'):
            raise ValueError("Ascii85 encoded byte sequences must end with b'~>'")
        b = b.removeprefix(b'<~')[:-2]
    digits = []
    for digit in b:
        if 33 <= digit <= 117:
            digits.append(digit - 33)
        elif digit == 122 and len(digits) % 5 == 0:
            digits += [0] * 5
        elif digit == 121 and foldspaces and len(digits) % 5 == 0:
            digits += [_A85.find(each) for each in _encode85(b'    ', _A85)]
        elif digit not in ignorechars:
            raise ValueError(f'Non-Ascii85 digit found: {chr(digit)}')
    return _decode85(digits, 'Ascii85')
