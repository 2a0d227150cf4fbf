# Requests that no machine can grant end in MemoryError or OverflowError, at once.
def bomb(f):
    try:
        f()
        print("no error")
    except (MemoryError, OverflowError) as e:
        print(type(e).__name__, e)


bomb(lambda: [0] * 10**12)
bomb(lambda: [0] * 10**18)
bomb(lambda: (0,) * 10**13)
bomb(lambda: "a" * 10**13)
bomb(lambda: "ab" * 10**18)
bomb(lambda: b"a" * 10**14)
bomb(lambda: bytes(10**14))
bomb(lambda: bytearray(10**14))
bomb(lambda: bytearray(b"abc") * 10**14)
bomb(lambda: 1 << 10**12)
bomb(lambda: "x".ljust(10**14))
bomb(lambda: "x".center(10**30))
bomb(lambda: "%0*d" % (10**30, 1))
bomb(lambda: "x".zfill(10**14))
bomb(lambda: "\t".expandtabs(10**14))
bomb(lambda: f"{1:{10**14}}")
bomb(lambda: (10**10000).to_bytes(10**15, "big"))
bomb(lambda: len(range(10**30)))
a = [1, 2, 3]
bomb(lambda: a.__imul__(10**14))
print(a)
s = "abc"
bomb(lambda: s.replace("", "x" * 10**6) * 10**10)
print("alive")
