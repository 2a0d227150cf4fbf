# Methods and conversions of complex numbers.


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


z = 3 - 4j
print(z.real, z.imag, z.conjugate(), abs(z), z.__abs__(), z.__bool__(), z.__complex__(), -z, +z, z == complex("3-4j"), z != 3, hash(z) == hash(complex(3, -4)), complex(z), complex(1.5), complex(True), complex())
print(z * 1j, z / 2, 2 - z, z**2, z**0, z ** (1 + 1j) == z ** (1 + 1j), 1j**2, (1 + 1j) ** -1, z + 1.5, [z, 1j], {1j: "key"}[1j], sum([1j, 2]), complex(-0.0, -0.0), 1j * 1j, (0 + 0j) == 0)
print(str(1e300 + 1e-300j), repr(complex("inf-infj")), complex("nan"), complex(" ( 1+2j ) ".strip()), f"{z:.1f}", f"{z:>12}", f"{z!r}", "%s" % z, bool(0j), isinstance(z, complex), (1 + 2j).__add__(3), (1j).__mul__("a"), z.__eq__("x"))
show(lambda: z < 1)
show(lambda: float(z))
show(lambda: int(z))
show(lambda: z // 1)
show(lambda: divmod(z, 1))
show(lambda: z % 2)
show(lambda: setattr(z, "real", 1))
show(lambda: abs(complex(1e308, 1e308)))
show(lambda: complex("1+1"))
show(lambda: z @ z)
show(lambda: sorted([1j, 2]))
show(lambda: round(1j))
