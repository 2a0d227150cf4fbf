"""The `__dict__` of an instance is a dict: shared, assigned, changed behind the attributes' back."""


class Plain:
    kind = "class"

    def method(self):
        return "method"

    @property
    def computed(self):
        return "computed"


def failure(task):
    try:
        return task()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


p = Plain()
p.x = 1
p.y = 2
names = vars(p)
print(type(names) is dict, names is p.__dict__, names is vars(p), names)
names["z"] = 3
del names["x"]
print(p.z, hasattr(p, "x"), p.__dict__, "z" in dir(Plain()))
print(failure(lambda: p.x), "|", failure(lambda: delattr(p, "x")))
p.method = lambda: "own"
print(p.method(), p.computed, p.kind)
names["computed"] = "hidden"
names["kind"] = "own kind"
print(p.computed, p.kind, names["computed"], "names" not in dir(p), dir(p)[-5:])
names[4] = "not a text"
del p.kind, p.method
print(p.kind, p.method())

for change in (lambda k: setattr(p, f"new_{k}", 0), lambda k: p.__dict__.pop("z", None)):
    try:
        for key in vars(p):
            change(key)
    except RuntimeError as error:
        print("RuntimeError:", error)
keys, items = vars(p).keys(), vars(p).items()
p.late = "seen"
print("late" in keys, ("late", "seen") in items, len(keys) == len(vars(p)))
print(list(reversed(vars(p)))[:2])


class Borg:
    shared = {}

    def __init__(self, **names):
        self.__dict__ = self.shared
        self.__dict__.update(names)


a, b = Borg(one=1), Borg(two=2)
a.three = 3
print(b.one, b.two, b.three, a.__dict__ is b.__dict__, Borg.shared)
del b.one
print(failure(lambda: a.one))


class Attributes(dict):
    def __init__(self, *args, **names):
        super().__init__(*args, **names)
        self.__dict__ = self


d = Attributes(red=1)
d.green = 2
d["blue"] = 3
print(d, d.red, d.blue, len(d), d.__dict__ is d, sorted(d))
del d.red
print(d == {"green": 2, "blue": 3}, failure(lambda: d.red))

for wrong in (5, None, [], "ab"):
    print(failure(lambda: setattr(p, "__dict__", wrong)))
q = Plain()
q.__dict__ = {"a": 1}
held = q.__dict__
q.__dict__ = {"b": 2}
print(q.b, held, failure(lambda: q.a))
del q.__dict__
print(q.__dict__, failure(lambda: q.b))
q.c = 3
print(vars(q))


class Slotted:
    __slots__ = ("s", "t")


class Both(Slotted):
    pass


print(failure(lambda: Slotted().__dict__), "|", failure(lambda: setattr(Slotted(), "__dict__", {})))
m = Both()
m.s, m.u = 1, 2
print(m.__dict__)
m.t = 3
m.v = 4
m.__dict__["s"] = "behind the slot"
print(m.s, m.t, m.u, m.v, vars(m))
del m.s
print(failure(lambda: m.s), vars(m)["s"])
m.__dict__ = {"u": 5}
print(m.t, m.u, failure(lambda: m.v))


class Other:
    def hello(self):
        return f"hello {self.name}"


o = Plain()
o.__dict__["name"] = "o"
o.__class__ = Other
print(o.hello(), o.name, o.__dict__)


class Counted:
    def __init__(self, n):
        self.n = n


def total(items):
    return sum(item.n for item in items)


many = [Counted(i) for i in range(5)]
print(total(many))
many[2].__dict__["n"] = 100
many[3].__dict__ = {"n": 1000}
print(total(many), total(many))
many[2].n += 1
print(many[2].n, vars(many[2]), [vars(c) for c in many])


class Meddling:
    def __getattr__(self, name):
        return f"no {name}"

    def __setattr__(self, name, value):
        self.__dict__[name.upper()] = value


w = Meddling()
w.a = 1
print(w.A, w.a, vars(w))
object.__setattr__(w, "b", 2)
print(vars(w), w.b, w.B)


class Dying:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies", self.name)


r = Plain()
r.held = Dying("first")
vars(r)
r.held = Dying("second")
r.__dict__ = {"held": Dying("third")}
outlives = r.__dict__
del r
print("the dict is left:", list(outlives))
outlives.clear()

import copy, pickle

c = copy.copy(p)
print(c.__dict__ == p.__dict__, c.__dict__ is p.__dict__)
n = Counted([1])
n2 = copy.deepcopy(n)
n3 = pickle.loads(pickle.dumps(n))
print(n2.n == n.n, n2.n is n.n, n3.n, vars(n3))
print({**vars(n), "k": 1}, dict(**vars(n)), "%(n)s" % vars(n), "{n}".format_map(vars(n)), vars(n) | {1: 2}, vars(n) == {"n": [1]})
