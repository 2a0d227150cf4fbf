# int() of strings and bytes: bases, blanks, underscores, and what it refuses.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


for text in ["42", " -7 ", "+3", "1_000", "\n12\t", "٣٤"]:
    show(lambda: int(text))
for text in ["", " ", "1__0", "_1", "1_", "12a", "0x1f", "1.5", "- 1", "\0", "abc\n"]:
    show(lambda: int(text))
for text, base in [("ff", 16), ("0xff", 16), ("0xff", 0), ("0b11", 0), ("0o17", 0), ("z", 36), ("011", 0), ("12", 2), ("9", 8), ("0b12", 0)]:
    show(lambda: int(text, base))
show(lambda: int("1", 1))
show(lambda: int("1", 37))
show(lambda: int("1", -1))
show(lambda: int(5, 10))
show(lambda: int(b"12"))
show(lambda: int(bytearray(b"7f"), 16))
show(lambda: int(base=3))
show(lambda: int("1", 10**30))
