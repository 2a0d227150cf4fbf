# Integers of any size, floats, and the operators on both.
print(7 // 2, -7 // 2, 7 % -3, -7 % 3, 2 ** 10, 2 ** -1, 7 / 2)
print(9223372036854775807 + 1, -9223372036854775808 - 1, 2 ** 64 * 3, 10 ** 30 // 7)
print(3000000000 * 5000000000, (1 << 70) >> 65, 5 & 6, 5 | 6, 5 ^ 6, ~5)
print(0.1 + 0.2, 1e16, 1e-5, 100.0, 1.5e300 * 1e10, float("inf"), -0.0)
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0, True + True, not 0)
print(divmod(17, 5), abs(-3), round(2.5), round(3.14159, 2), int("42"), float("2.5"), int(3.9))
x = 5
x += 2; x *= 3; x -= 1; x //= 4; x **= 2; x %= 7
print(x, bin(10), hex(255), oct(8), int("ff", 16))
