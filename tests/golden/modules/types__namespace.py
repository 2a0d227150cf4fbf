# SimpleNamespace and names of types.
import types


def show(call):
    try:
        print(repr(call()))
    except (Exception, SystemExit) as error:
        print(type(error).__name__, error)


show(lambda: types.SimpleNamespace(a=1, b="x"))
show(lambda: types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1))
show(lambda: types.SimpleNamespace({"q": 1}, a=1).q)
show(lambda: (types.FunctionType, types.CoroutineType, types.NoneType))
