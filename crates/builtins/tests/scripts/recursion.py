l = []
l.append(l)
print(l)
d = {}
d["d"] = d
print(d)
t = ([],)
t[0].append(t)
print(t)
class R:
    def __repr__(self):
        return repr([self])
for f in [lambda: repr(R()), lambda: str(R()), lambda: f"{R()}"]:
    try:
        f()
    except RecursionError as e:
        print("RecursionError")
deep = []
for _ in range(100000):
    deep = [deep]
try:
    repr(deep)
except RecursionError:
    print("RecursionError")
other = []
for _ in range(100000):
    other = [other]
try:
    deep == other
except RecursionError:
    print("RecursionError")
class K:
    def __eq__(self, other):
        return self == other
    __hash__ = None
try:
    K() == K()
except RecursionError:
    print("RecursionError")
class H:
    def __hash__(self):
        return hash(self)
try:
    hash(H())
except RecursionError:
    print("RecursionError")
def f(x):
    return sorted([1, 2], key=f)
try:
    f(1)
except RecursionError:
    print("RecursionError")
cls = int
for _ in range(20000):
    cls = (cls,)
try:
    isinstance(5, cls)
    print("?")
except RecursionError:
    print("RecursionError")
