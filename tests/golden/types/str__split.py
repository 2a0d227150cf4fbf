# split, rsplit, splitlines, partition, join.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print("a,b,,c".split(","), "a,b,,c".split(",", 1), "a,b,,c".rsplit(",", 1), " a  b ".split(), " a  b c ".split(None, 1), " a  b c ".rsplit(None, 1), "".split(), "".split(","), "aXXbXXc".split("XX"), "abc".split("abc"))
print("a b".split(sep=None, maxsplit=0), " a b ".split(maxsplit=0), "a,b".split(",", 0), "a,b".split(",", -1), "\u2003x\u00a0y".split())
print("one\ntwo\r\nthree\rfour\x0bfive\x1csix\u2028seven".splitlines(), "a\n\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a\n".splitlines(keepends=True))
print("k=v=w".partition("="), "k=v=w".rpartition("="), "kv".partition("="), "kv".rpartition("="))
print(",".join(["a", "b"]), "".join("xyz"), "-".join([]), ", ".join({"k": 1}), "x".join(("solo",)), "é".join(["a", "b"]))
show(lambda: "a".split(""))
show(lambda: "a".split(1))
show(lambda: "a".partition(""))
show(lambda: "a".partition(1))
show(lambda: ",".join(["a", 1]))
show(lambda: ",".join([b"a"]))
show(lambda: ",".join(5))
show(lambda: ",".join(["a", "b"], 1))
show(lambda: "a".split(",", "x"))
