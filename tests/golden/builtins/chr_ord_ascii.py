# Characters and their numbers; ascii, bin, oct and hex.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print([chr(n) for n in (65, 233, 0x4E2D, 0x1F600)], [ord(c) for c in "aé中😀\n"], ascii("aé中😀\n'"), ascii(["é", {"ü": b"\xff"}]), ord(b"a"), ord(bytearray(b"z")), chr(0x10FFFF) == "\U0010ffff", chr(True))
print(bin(0), bin(-5), oct(64), hex(-255), bin(2**70), hex(True), [f"{n:b}" for n in range(4)], int("0b101", 0), "\x00".isprintable(), repr(chr(0xD800)), len(chr(0x1F600)))
show(lambda: ord("\ud800"))
show(lambda: ascii())
show(lambda: bin("1"))
show(lambda: oct(1.0))
show(lambda: hex(None))
show(lambda: chr(1.0))
show(lambda: chr())
show(lambda: ord(b"ab"))
show(lambda: ord(None))
