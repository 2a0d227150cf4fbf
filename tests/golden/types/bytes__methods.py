# The methods that bytes share with text.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


b = b"Hello, World"
print(b.upper(), b.lower(), b.swapcase(), b.title(), b.capitalize(), b.find(b"o"), b.rfind(b"o"), b.find(111), b.index(b","), b.count(b"l"), b.count(108))
print(b.split(b", "), b.split(), b.rsplit(b"o", 1), b.partition(b","), b.rpartition(b"x"), b.replace(b"l", b"L", 1), b.startswith(b"He"), b.endswith((b"x", b"ld")))
print(b"  x ".strip(), b"xxaxx".strip(b"x"), b"a,b".join([b"1", b"2"]), b"-".join([bytearray(b"a"), b"b"]), b"ab".center(6, b"*"), b"ab".ljust(4), b"ab".rjust(4, b"."), b"-5".zfill(4))
print(b"a\tb".expandtabs(4), b"a\nb\r\nc".splitlines(), b"abc".translate(None, b"b"), b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"un-x".removeprefix(b"un"), b"x.py".removesuffix(b".py"))
print(b"abc".isalpha(), b"123".isdigit(), b"a1".isalnum(), b" ".isspace(), b"A".isupper(), b"a".islower(), b"Ab".istitle(), b"\x80".isascii(), b"".isascii())
print(b"a" + b"b", b"ab" * 2, b"a" < b"b", b"a" == "a", b"a" == bytearray(b"a"), hash(b"a") == hash(bytes(b"a")), b"%d-%s-%x" % (5, b"x", 255))
show(lambda: b.find("o"))
show(lambda: b.split("o"))
show(lambda: b.index(b"z"))
show(lambda: b.count("l"))
show(lambda: b"".join(["a"]))
show(lambda: b"".join([1]))
show(lambda: b"a" + "a")
show(lambda: b"a" + 1)
show(lambda: b"a" < "a")
show(lambda: b.startswith("H"))
show(lambda: b.startswith([b"H"]))
show(lambda: b.strip("x"))
show(lambda: b.replace("a", "b"))
show(lambda: b"a".center(5, "x"))
show(lambda: b"%s" % "a")
show(lambda: b"%d" % "a")
show(lambda: b"a".find(256))
