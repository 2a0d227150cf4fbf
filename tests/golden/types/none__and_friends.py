# None, NotImplemented, Ellipsis.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print(None, type(None), type(None)(), repr(...), type(...), Ellipsis is ..., NotImplemented, type(NotImplemented), None == None, None is None, not None, bool(...))
print(hash(None) == hash(None), {None: 1}[None], str(None), f"{None}", f"{None!r:>6}", [None], None.__class__, None.__doc__, "%s" % None)
show(lambda: None.x)
nothing = None
show(lambda: nothing())
show(lambda: None + 1)
show(lambda: nothing[0])
show(lambda: None < None)
show(lambda: iter(None))
show(lambda: len(None))
show(lambda: -None)
show(lambda: setattr(None, "x", 1))
show(lambda: type(None)(1))
show(lambda: type("N", (type(None),), {}))
show(lambda: format(None, ">5"))
rest = ...
show(lambda: rest())
show(lambda: type(...)())
show(lambda: for_each)
show(lambda: None in None)


def unpack():
    a, b = None


def with_none():
    with None:
        pass


show(unpack)
show(with_none)
