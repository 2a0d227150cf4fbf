# A bytearray changes in place.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


b = bytearray(b"hello")
b[0] = 72
b[1:3] = b"EYY"
b.append(33)
b.extend([1, 2])
b += b"!"
b.insert(0, 62)
print(b, len(b), b.pop(), b.pop(0), b)
del b[0]
del b[::2]
b.remove(89)
b.reverse()
print(b, b.copy() is b, b.index(1), bytes(b), list(b))
b *= 2
b[len(b) :] = [7, 8]
print(b, bytearray(3), bytearray("é", "latin-1"), bytearray([1]), bytearray(b"x") == b"x", bytearray(b"a") < b"b")
b.clear()
print(b, not b, bytearray(b"abc")[1:], type(bytearray(b"abc")[1:]), bytearray(b"ab").upper(), type(b"a" + bytearray(b"b")), type(bytearray(b"b") + b"a"))
show(lambda: b.pop())
show(lambda: b.append(256))
show(lambda: b.append("a"))
show(lambda: b.extend("ab"))
show(lambda: b.remove(1))
show(lambda: b.insert(0, 300))
show(lambda: hash(b))
show(lambda: b.__setitem__(0, 1))
show(lambda: bytearray(b"abc").__setitem__(slice(0, 3, 2), b"x"))
show(lambda: bytearray(b"abc").__setitem__(0, "a"))
show(lambda: bytearray("abc"))
show(lambda: bytearray(-1))
show(lambda: repr(bytearray(b"'\"")))
show(lambda: bytearray(b"abc").__delitem__(5))
show(lambda: bytearray(b"x").decode())
show(lambda: bytearray.fromhex("ff00"))
