# A dict that is walked from its end keeps its size too.
def outcome(iterator):
    try:
        return next(iterator)
    except (RuntimeError, StopIteration) as error:
        return repr(error)


for view in (lambda d: d, lambda d: d.keys(), lambda d: d.values(), lambda d: d.items()):
    d = dict(a=1, b=2, c=3)
    iterator = reversed(view(d))
    print(outcome(iterator))
    d["b"] = 5
    print(outcome(iterator))
    del d["a"]
    print(outcome(iterator))
    d["a"] = 1
    print(outcome(iterator))
    whole = reversed(view(d))
    print(list(whole))
    d["z"] = 0
    print(outcome(whole), list(whole))
