# Classes derived from str: methods give plain strings, unless they are overridden.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Tag(str):
    def __new__(cls, text, level=0):
        self = super().__new__(cls, f"<{text}>")
        self.level = level
        return self

    def __add__(self, other):
        return Tag(str(self)[1:-1] + other)

    def __eq__(self, other):
        return str(self).lower() == str(other).lower()

    __hash__ = str.__hash__


t = Tag("B", level=2)
print(t, repr(t), t.level, t + "i", type(t + "i"), "x" + t, type("x" + t), type(t.upper()), type(t[:]), t == "<b>", "<b>" == t, t != "<b>", {t: 1}.get("<B>"), {"<B>": 1}[t], t in {"<B>"}, len(t), t.join(["1", "2"]), f"{t:>6}", "%5s" % t, t * 2, sorted([t, "a"]), str(t), type(str(t)), ",".join([t, t]), t.split("B"), isinstance(t, str), "B" in t, t < "=", max([t, "a"]), t.encode(), int(Tag.__new__(str, "x") == 0) if False else 0)
print(t.__class__.__name__, [t], {"k": t}, t.format(), t.replace("B", "C"), hash(t) == hash("<B>"), list(t), t.level)
show(lambda: t.nope)
show(lambda: Tag())
show(lambda: setattr("plain", "x", 1))
