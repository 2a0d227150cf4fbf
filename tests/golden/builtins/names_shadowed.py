# Built-in names that a script binds, and gets back.
list = [1, 2]
print(list)
try:
    list("ab")
except TypeError as e:
    print(e)
del list
print(list("ab"))
try:
    del list
except NameError as e:
    print(e)


def f():
    len = lambda x: "mine"
    return len([])


print(f(), len([]))
import builtins

print(builtins.len is len, builtins.__name__, hasattr(builtins, "print"))
builtins.extra = "added"
print(extra)
del builtins.extra
try:
    extra
except NameError as e:
    print(e)
print(__builtins__.__name__ if hasattr(__builtins__, "__name__") else __builtins__["__name__"])
