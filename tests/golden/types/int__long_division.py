"""Division of integers of a hundred thousand digits, by ones of all sizes and signs."""
a = 7 ** 140_000 + 11
for b in 3 ** 60_001, 1 << 100_000, 12345678901234567890:
    for x, y in (a, b), (-a, b), (a, -b), (-a, -b):
        q, r = divmod(x, y)
        print(q % 1_000_003, r % 1_000_003, q * y + r == x, 0 <= abs(r) < abs(y), r == 0 or (r < 0) == (y < 0), x // y == q, x % y == r)
print((a * 10 ** 300) / (a * 10 ** 298), (7 ** 14_000) / (7 ** 13_990))
