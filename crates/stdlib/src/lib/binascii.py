"""Conversion between binary data and ASCII"""

_B64 = b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'


class Error(ValueError):
    __module__ = 'binascii'


class Incomplete(Exception):
    __module__ = 'binascii'


def _data(data):
    if not isinstance(data, (bytes, bytearray)):
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
    return bytes(data)


def b2a_base64(data, /, *, newline=True):
    """Base64-code line of data."""
    data = _data(data)
    padding = -len(data) % 3
    number = int.from_bytes(data + bytes(padding))
    out = bytearray()
    for _ in range((len(data) + padding) // 3 * 4):
        out.append(_B64[number & 63])
        number >>= 6
    out.reverse()
    if padding:
        out[-padding:] = b'=' * padding
    return bytes(out) + (b'\n' if newline else b'')


def a2b_base64(data, /, *, strict_mode=False):
    """Decode a line of base64 data."""
    if isinstance(data, str):
        data = data.encode('ascii')
    out = bytearray()
    bits = count = pads = 0
    for at, byte in enumerate(data):
        if byte == 61:
            pads += 1
            if strict_mode and not at:
                raise Error('Leading padding not allowed')
            if count >= 2 and count + pads >= 4:
                if strict_mode and at + 1 < len(data):
                    raise Error('Excess data after padding')
                return bytes(out)
            continue
        value = _B64.find(byte)
        if value < 0:
            if strict_mode:
                raise Error('Only base64 data is allowed')
            continue
        if strict_mode and pads:
            raise Error('Discontinuous padding not allowed')
        pads = 0
        bits = bits << 6 | value
        count += 1
        if count > 1:
            shift = 8 - 2 * count
            out.append(bits >> shift & 255)
        bits &= 0xFFFFFF
        if count == 4:
            bits = count = 0
    if count == 1:
        total = sum(_B64.find(byte) >= 0 for byte in data)
        raise Error(f'Invalid base64-encoded string: number of data characters ({total}) cannot be '
                    f'1 more than a multiple of 4')
    if count:
        raise Error('Incorrect padding')
    return bytes(out)


def hexlify(data, sep=None, bytes_per_sep=1):
    """Hexadecimal representation of binary data."""
    data = _data(data)
    return (data.hex() if sep is None else data.hex(sep, bytes_per_sep)).encode()


b2a_hex = hexlify


def unhexlify(hexstr, /):
    """Binary data of hexadecimal representation."""
    text = hexstr if isinstance(hexstr, str) else _data(hexstr).decode('ascii', 'replace')
    if len(text) % 2:
        raise Error('Odd-length string')
    if any(char not in '0123456789abcdefABCDEF' for char in text):
        raise Error('Non-hexadecimal digit found')
    return bytes.fromhex(text)


a2b_hex = unhexlify


def crc32(data, crc=0, /):
    """Compute CRC-32 incrementally."""
    crc ^= 0xFFFFFFFF
    for byte in _data(data):
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xEDB88320 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF
