# What can be set on an exception, and to what.
def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


e = ValueError("x")
show(lambda: setattr(e, "args", 5))
show(lambda: setattr(e, "__cause__", 5))
show(lambda: setattr(e, "__context__", "text"))
show(lambda: setattr(e, "__traceback__", 5))
show(lambda: setattr(e, "__suppress_context__", 5))
show(lambda: delattr(e, "args"))
show(lambda: delattr(e, "__cause__"))
show(lambda: e.add_note(5))
show(lambda: e.add_note())
show(lambda: e.__notes__)
e.add_note("n")
print(e.__notes__)
e.__notes__ = "not a list"
show(lambda: e.add_note("m"))
e.__cause__ = KeyError("c")
print(e.__suppress_context__, repr(e.__cause__))
e.__cause__ = None
show(lambda: e.with_traceback(5))
show(lambda: ValueError(x=1))
show(lambda: BaseException.__new__(ValueError, 1, 2).args)
show(lambda: ValueError.__init__(e, "new", "args"))
print(e.args)
show(lambda: ImportError("a", nam="b"))
show(lambda: OSError(1, 2, 3, 4, 5, 6))
show(lambda: UnicodeDecodeError("a"))
show(lambda: UnicodeEncodeError("a", "b", "c", "d", "e"))
show(lambda: Exception.__subclasses__()[0].__name__ != "")
