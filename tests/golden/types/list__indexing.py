# Reading, writing and deleting by index and slice.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


a = list(range(10))
print(a[0], a[-1], a[2:5], a[::3], a[::-2], a[-3:], a[8:100], a[5:2], a[5:2:-1])
a[0] = "zero"
a[-1] = "nine"
a[1:4] = ["x"]
a[2:2] = [1, 2]
a[::4] = "abc"
print(a)
del a[0], a[-1]
del a[1:3]
del a[::2]
print(a)
a[:] = range(3)
a[1:] = a
print(a)
a[len(a) :] = [9]
a[100:200] = [8]
a[-100:0] = [7]
print(a)
show(lambda: a[100])
show(lambda: a[-100])
show(lambda: a["0"])
show(lambda: a[1.0])
show(lambda: a[None])
show(lambda: a[1, 2])
show(lambda: a[::0])
show(lambda: a["a":])
show(lambda: a.__setitem__(100, 1))
show(lambda: a.__delitem__(100))
show(lambda: a.__setitem__("a", 1))
show(lambda: a.__delitem__("a"))
show(lambda: a.__setitem__(slice(0, 4, 2), [1, 2, 3]))
show(lambda: a.__setitem__(slice(0, 2), 5))
show(lambda: a.__setitem__(slice(0, 4, 2), 5))
show(lambda: a[10**30])
