# Decoding and what goes wrong in it.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


for data in [b"caf\xc3\xa9", b"\xff", b"\xe2\x82", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xc0\x80", b"a\x80b"]:
    show(lambda: data.decode())
    show(lambda: data.decode("utf-8", "replace"))
    show(lambda: data.decode("ascii", "backslashreplace"))
    show(lambda: data.decode("utf-8", "surrogateescape"))
    show(lambda: data.decode("latin-1"))
show(lambda: b"\xff\xfea\x00".decode("utf-16"))
show(lambda: b"a\x00b".decode("utf-16-le"))
show(lambda: b"x".decode("nope"))
show(lambda: b"\xff".decode("utf-8", "bad"))
try:
    b"ab\xffcd".decode()
except UnicodeDecodeError as e:
    print(e.encoding, e.object, e.start, e.end, e.reason, str(e))
