# += and its kin: in place where there is a method, evaluated once.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Acc:
    def __init__(self, log):
        self.log = log

    def __iadd__(self, other):
        self.log.append(("iadd", other))
        return self

    def __add__(self, other):
        self.log.append(("add", other))
        return "sum"

    def __isub__(self, other):
        return NotImplemented

    def __sub__(self, other):
        return ("sub", other)

    def __rsub__(self, other):
        return ("rsub", other)


log = []
a = Acc(log)
b = a
a += 1
print(a is b, log)
a -= 2
print(a)
x = 5
x -= Acc(log)
print(x)
l = m = [1]
l += (2,)
l *= 2
print(m, l is m)
l = l + [9]
print(m is l)
t = (1,)
u = t
t += (2,)
print(u, t)
n = 7
n //= 2
n **= 3
n <<= 2
n |= 1
n ^= 3
n %= 50
n &= 0xFE
n >>= 1
n /= 4
print(n)


def index():
    print("index once")
    return 0


l[index()] += 10
s = "a"
s += "b" * 2
print(l, s)


class Box:
    @property
    def v(self):
        print("get v")
        return 1

    @v.setter
    def v(self, new):
        print("set v", new)


Box().v += 41


def bad(n):
    q = [1]
    if n == 1:
        q += 5
    elif n == 2:
        q -= [1]
    elif n == 3:
        q @= 2
    elif n == 4:
        undefined += 1
    elif n == 5:
        q[5] += 1
    elif n == 6:
        q.attr += 1
    elif n == 7:
        q **= 2


for n in range(1, 8):
    show(lambda: bad(n))
