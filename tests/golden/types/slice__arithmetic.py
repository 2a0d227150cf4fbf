# Every combination of small bounds picks what a loop by hand picks.
def by_hand(n, start, stop, step):
    step = 1 if step is None else step
    indices = range(n) if step > 0 else range(n - 1, -1, -1)

    def fix(x, default):
        if x is None:
            return default
        if x < 0:
            x += n
        if step > 0:
            return max(0, min(x, n))
        return max(-1, min(x, n - 1))

    a = fix(start, 0 if step > 0 else n - 1)
    b = fix(stop, n if step > 0 else -1)
    out = []
    while (a < b) if step > 0 else (a > b):
        out.append(a)
        a += step
    return out


bounds = [None, -7, -4, -1, 0, 1, 3, 4, 9]
wrong = 0
for n in (0, 1, 4, 5):
    row, text, tup, data = list(range(n)), "abcde"[:n], tuple(range(n)), bytes(range(n))
    for start in bounds:
        for stop in bounds:
            for step in (None, 1, 2, 3, -1, -2, 7, -7):
                want = by_hand(n, start, stop, step)
                s = slice(start, stop, step)
                got = [row[s], list(tup[s]), list(data[s]), list(range(n)[s]), ["abcde".index(c) for c in text[s]], list(range(*s.indices(n))), list(bytearray(data)[s]), list(memoryview(data)[s])]
                wrong += any(g != want for g in got)
print("wrong:", wrong)
x = list(range(10))
x[::3] = "abcd"
del x[1::4]
x[2:4] = []
x[-1:] = [7, 8, 9]
print(x, x[slice(None)] == x, x[::-1][::-1] == x)
