# to_bytes and from_bytes with lengths, orders and signs.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print((1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), (0).to_bytes(0, "big"))
print((-1).to_bytes(2, "big", signed=True), (200).to_bytes(), (-128).to_bytes(1, signed=True))
print(int.from_bytes(b"\x01\x00"), int.from_bytes(b"\x01\x00", "little"), int.from_bytes(b"\xff", signed=True))
print(int.from_bytes([1, 2, 3]), int.from_bytes(b""), (2**70).to_bytes(9, "big"))
show(lambda: (256).to_bytes(1, "big"))
show(lambda: (-1).to_bytes(1, "big"))
show(lambda: (128).to_bytes(1, "big", signed=True))
show(lambda: (1).to_bytes(-1, "big"))
show(lambda: (1).to_bytes(1, "middle"))
show(lambda: int.from_bytes("ab", "big"))
show(lambda: int.from_bytes([256], "big"))
show(lambda: int.from_bytes(b"a", "up"))
