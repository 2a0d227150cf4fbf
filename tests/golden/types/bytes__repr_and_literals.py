# Byte strings: literals, repr, numbers and hexadecimal.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print(b"abc", b'it\'s', b"say \"x\"", b"\x00\n\t\\\xff", rb"\x41", b"a" b"b", bytes(), bytes(3), bytes([1, 2, 255]), bytes(b"x"), bytes("é", "utf-8"))
print(b"abc"[0], b"abc"[-1], b"abc"[1:], b"abc"[::-1], list(b"ab"), b"a" in b"cat", 97 in b"cat", len(b"\x00\x01"))
print(b"\x01\xab".hex(), b"\x01\xab\xcd".hex(":"), b"\x01\xab\xcd\xef".hex("-", 2), b"abcde".hex(" ", -2), bytes.fromhex("01 aB\tcd"), bytes.fromhex(""))
show(lambda: bytes("a"))
show(lambda: bytes(-1))
show(lambda: bytes([256]))
show(lambda: bytes(["a"]))
show(lambda: bytes(1.5))
show(lambda: bytes(None))
show(lambda: bytes("a", 1))
show(lambda: bytes(1, "utf-8"))
show(lambda: bytes.fromhex("0"))
show(lambda: bytes.fromhex("0g"))
show(lambda: bytes.fromhex(1))
show(lambda: b"a".hex("ab"))
show(lambda: b"a".hex(1))
show(lambda: b"abc"[5])
key = "a"
show(lambda: b"abc"[key])
show(lambda: 300 in b"a")
show(lambda: "a" in b"a")
show(lambda: b"a".decode("utf-8", "strict"))
show(lambda: bytes(10**15))
