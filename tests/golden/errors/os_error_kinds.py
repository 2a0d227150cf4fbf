# The number decides which OSError it is.
for n in (1, 2, 3, 4, 11, 13, 17, 20, 21, 32, 103, 104, 110, 111, 10, 9999):
    e = OSError(n, "text")
    print(n, type(e).__name__, e)
