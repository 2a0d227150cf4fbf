# is and ==, small values, copies and aliases.
a = [1]
b = a
c = list(a)
print(a is b, a is c, a == c, None is None, True is True, () == (), "a" "b" == "ab", [] is [], type(1) is int, 1 == True, 1 is not None)
x = y = 5
x += 1
print(x, y)
s = t = "ab"
s += "c"
print(s, t)
l = m = [0]
l += [1]
print(m)
l = l + [2]
print(m, l)


def change(v, w):
    v = 5
    w.append(9)


n, o = 1, []
change(n, o)
print(n, o)
grid = [[0] * 2 for _ in range(2)]
grid[0][0] = 1
print(grid, [[]] * 2)
d = dict.fromkeys("ab", [])
d["a"].append(1)
print(d)
e = {"k": [1]}
f = e.copy()
f["k"].append(2)
f["new"] = 1
print(e)
