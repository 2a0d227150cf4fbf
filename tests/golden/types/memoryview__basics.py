# A view of bytes: reading, slicing, writing through.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


data = bytearray(b"abcdef")
v = memoryview(data)
print(len(v), v[0], v[-1], bytes(v[1:3]), v.tolist(), v.nbytes, v.itemsize, v.format, v.readonly, v.ndim, v.shape, v.contiguous)
v[0] = 65
v[1:3] = b"XY"
print(data, v == data, v[::2].tobytes(), v.hex(), b"XY" in bytes(v), list(v[-2:]))
r = memoryview(b"abc")
print(r.readonly, r.obj, r == b"abc", hash(r) == hash(b"abc"), r.tobytes(), type(r[1:]))
show(lambda: r.__setitem__(0, 1))
show(lambda: v.__setitem__(0, 300))
show(lambda: v.__setitem__(0, "a"))
show(lambda: v[10])
show(lambda: v["a"])
show(lambda: v.__setitem__(slice(0, 2), b"xyz"))
show(lambda: memoryview("abc"))
show(lambda: hash(v))
with memoryview(b"xyz") as m:
    print(m[1])
show(lambda: m[0])
v.release()
data.append(33)
print(data)
show(lambda: v.tolist())
