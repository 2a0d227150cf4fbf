print()
print(1, "a", None, True, 2.5, [1, "x"], {"k": (1,)}, sep="|", end="!\n")
print("é😀", 'it\'s', "a\tb")
print(*range(3), sep="")
print("no newline", end="")
print("", flush=True)
class File:
    def __init__(self): self.parts = []
    def write(self, text): self.parts.append(text)
    def flush(self): self.parts.append("FLUSH")
f = File()
print(1, 2, file=f, flush=True)
print(f.parts)
class Bad:
    def __str__(self): raise ValueError("bad")
try:
    print("before", Bad(), "after")
except ValueError as e:
    print("caught", e)
try:
    print("\ud800")
except UnicodeEncodeError as e:
    print(e)
for args in [dict(sep=1), dict(end=1), dict(file=5), dict(what=1)]:
    try:
        print("x", **args)
    except Exception as e:
        print(type(e).__name__, e)
try:
    input("prompt> ")
except EOFError as e:
    print(e)
x = 3
print(f"{x=} {x!r:>4} {x:{x}} {'nested' + str(x)} {{}} {x:>{x + 2}}|{3.14159:.{x}f}")
print("%-10s|%+d|%e|%g|%o|%#x" % ("ab", 5, 12345.678, 0.0001, 8, 255))
print("{0:<10}|{1:^10}|{2:>10}|{3:,}|{4:e}|{5:%}|{6:b}".format("l", "c", "r", 1234567, 0.001, 0.5, 5))
