"""`globals()` is one dict, which shows itself, and notices changes while it is walked over."""


def here():
    return globals()


print(globals() is globals(), here() is globals(), vars() is globals(), locals() is globals())
print(here.__globals__ is globals())
import sys

print(vars(sys.modules["__main__"]) is globals(), sys.modules["__main__"].__dict__ is globals())
itself = globals()
print(repr(itself).count("{...}"))
for change in "x = 1", "del x":
    try:
        for key in globals():
            exec(change)
    except RuntimeError as error:
        print("RuntimeError:", error)
y = 0
for key in globals():
    y += 1
print(y == len(globals()))
print(id(globals()) == id(globals()))
