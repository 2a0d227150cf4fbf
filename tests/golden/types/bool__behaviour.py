# bool is an int that shows as a word.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


print(True + True, True * 3, -True, +False, True - 5.5, True // 2, True ** 2)
print(True & True, True | 0, True ^ True, True & 3, [10, 20][True], "ab" * True)
print(bool(), bool([]), bool([0]), bool(""), bool(" "), bool(0.0), bool(-0.0), bool(1e-320), bool(None), bool(0j))
print(isinstance(True, int), issubclass(bool, int), type(True) is bool)
print(str(True), f"{True}", f"{True:d}", f"{True:>6}", "%s %d" % (True, True), format(False, "05"))
print({True: "a", 1: "b", 1.0: "c"}, {False, 0, 0.0}, True == 1, hash(True))
print(int("1") == True, float(True), complex(True), True.real, True.bit_length(), True.conjugate())
show(lambda: bool(1, 2))
show(lambda: bool(x=1))
show(lambda: type("B", (bool,), {}))
show(lambda: bool.__new__(int))
show(lambda: True.__and__("a"))
