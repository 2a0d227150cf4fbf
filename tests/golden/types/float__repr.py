# The shortest text that reads back, in the form that fits its size.
for x in [0.1, 1 / 3, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308, 2.0**-1074, 100.0, -0.0, 1e22, 1e23, 9007199254740993.0, 0.1 + 0.2]:
    print(x, repr(x) == str(x), float(repr(x)) == x)
print(float("inf"), float("-inf"), float("nan"), -float("nan"))
print([1.0, 2.50, 3e0], (1e100,), {1.5: 2.5})
print(1e308 * 10, -1e308 * 10, 1e-320 / 1e10)
