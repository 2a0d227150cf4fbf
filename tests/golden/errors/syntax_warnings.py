# What is told of a program before it runs: in the order of the text for what the parser notices, then of what the
# compiler does: the condition of `while` and the body of `finally` twice.
x = 5


def last():
    try:
        pass
    finally:
        x is 1


try:
    None[1]
except TypeError as error:
    print(error)
try:
    1()
except TypeError as error:
    print(error)
print(x is 5, x is not 'a')
print("\d", b"\q", f"\w{x}", "\777" == "\u01ff")
assert (x, "message")
print(1if x else 2, 0x1or 2)
print([(1, 2) (3, 4)] if not x else "a"[0])
while x is 7:
    pass
print("a" "b" 'c' is x)
last()
