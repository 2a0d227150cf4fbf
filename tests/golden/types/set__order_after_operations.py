# The order in results of set operations.
a = {1, 2, 3, 50, 40, 30}
b = {30, 2, 99, 7, 64, 128}
print(a | b, b | a, a & b, a - b, b - a, a ^ b, b ^ a)
print(a.union(range(5), [77]), a.intersection([50, 3, 1]), a.difference([1], [50]), a.symmetric_difference([1, 11, 9]))
c = set(a)
c |= b
print(c)
c &= {2, 30, 128, 99, 1}
print(c)
c -= {30}
print(c)
c ^= {1, 500, 12}
print(c)
c.update([8, 16, 24], (32, 40))
print(c, c.copy(), set(c), frozenset(c), {*c})
c.difference_update(range(10))
c.intersection_update(range(0, 600, 4))
c.symmetric_difference_update([4, 8, 15, 16, 23, 42])
print(c)
big = set(range(200)) - set(range(3, 200))
print(big, big | {1000, 500}, set(big))
for i in range(60):
    big.add(i * 64)
print(big)
while len(big) > 5:
    big.pop()
print(big, sorted(big))
