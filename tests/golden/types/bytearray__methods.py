# Methods that bytearray shares with bytes give bytearrays.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


b = bytearray(b"Hello World")
print(b.upper(), b.lower(), b.title(), b.swapcase(), b.capitalize(), b.replace(b"l", b"L"), b.split(), b.partition(b" "), b.strip(b"Hd"), b.center(15, b"*"), b.zfill(13), b.translate(None, b"lo"), b[::-1], b + b"!", b"!" + b, b * 2)
print(b.find(b"o"), b.count(b"l"), b.startswith(b"He"), b.endswith(bytearray(b"ld")), b.index(87), b.decode(), b.hex(), b == b"Hello World", b"lo" in b, 72 in b, list(b[:2]), b.isalpha(), len(b), b.join([b"a", b"b"]), b.splitlines(), b.removeprefix(b"Hello"))
print(bytes(b), str(b), repr(b), f"{b}", b"%b" % b, b < b"Z", sorted(b)[:3], b.copy() == b, type(b[1:3]), b.expandtabs(), b.rsplit(b"o", 1))
show(lambda: b.index(b"zz"))
show(lambda: b.join(["a"]))
show(lambda: b + "x")
show(lambda: b.find("x"))
show(lambda: b.center(20, b"ab"))
show(lambda: b.translate(b"short"))
show(lambda: b.maketrans(b"ab", b"c"))
show(lambda: {b: 1})
