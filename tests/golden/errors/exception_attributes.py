# args, str and repr of exceptions.
for e in [Exception(), Exception(1), Exception("a", 2), KeyError("k"), KeyError("a", "b"), KeyError(), ValueError(""), OSError(2, "text"), OSError(2, "t", "file"), OSError("only"), OSError(), StopIteration(5), SystemExit(3), SystemExit(), ImportError("msg", name="n", path="p"), NameError("x", name="y"), AttributeError("z"), UnicodeDecodeError("utf-8", b"ab", 0, 1, "why"), SyntaxError("bad"), SyntaxError("bad", ("f.py", 3, 4, "text"))]:
    print(repr(e), "|", str(e), "|", e.args)
o = OSError(13, "denied", "name")
print(o.errno, o.strerror, o.filename, o.filename2, type(o).__name__, o.characters_written if hasattr(o, "characters_written") else "-")
print(StopIteration(5).value, SystemExit(3).code, ImportError("m", name="n").name, NameError("x", name="y").name, AttributeError("z", name="q", obj=5).obj)
e = Exception("x")
e.args = [1, 2]
print(e.args, e, repr(e))
e.custom = 1
print(e.__dict__, e.__traceback__, e.__cause__, e.__context__, e.__suppress_context__)
