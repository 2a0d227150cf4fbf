# Indexing and slicing by code point.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


s = "héllo😀"
print(s[0], s[-1], s[1:4], s[::-1], s[::2], s[-3:], s[:-2], s[10:], s[5:2], s[4:0:-2], s[:], s[slice(1, 3)])
print(s[True], s[-6:100], s[None:None:None], "abc"[1:][0])
show(lambda: s[6])
show(lambda: s[-7])
show(lambda: s["a"])
show(lambda: s[1.0])
show(lambda: s[::0])
show(lambda: s["a":])
show(lambda: s[None])
show(lambda: s[1, 2])
show(lambda: s[10**30])
show(lambda: s[-(10**30) : 10**30])


def assign():
    s[0] = "H"


def delete():
    del s[0]


show(assign)
show(delete)
