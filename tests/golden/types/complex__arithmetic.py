# Complex numbers: repr, arithmetic, parsing and errors.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


for z in [1 + 2j, -1j, 0j, complex(-0.0, 2), complex(1, -0.0), complex("inf"), 1e20 + 1j, complex(0, float("nan")), 3.5j]:
    print(z, repr(z), z.real, z.imag, z.conjugate(), abs(z))
a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, a**2, a**0.5, a**b, -a, +a, abs(a), a == 3 + 4j, a != b, bool(0j))
print(a + 1, 2 * a, a / 2, 1 / a, 2**a, a == 3, complex(3) == 3, hash(complex(3)) == hash(3), hash(1j))
for text in ["1+2j", "j", "-j", " 3 ", "1e5j", "(1+2j)", "nan+infj", "1 + 2j", "", "1+", "2jj", "1j+2"]:
    show(lambda: complex(text))
show(lambda: complex("1", 2))
show(lambda: complex(1, "2"))
show(lambda: complex(1j, 2j))
show(lambda: complex(None))
show(lambda: complex(real=1, imag=2))
show(lambda: a < b)
show(lambda: a // b)
show(lambda: a % b)
show(lambda: a / 0)
show(lambda: 0j**-1)
show(lambda: int(a))
show(lambda: round(a))
print(f"{a:.2f} {a} {a:>12} {a:+g} {a:e}")
show(lambda: format(a, "d"))
show(lambda: format(a, "010"))
