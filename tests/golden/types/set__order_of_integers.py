# Integers come out of a set by their place in its table, whatever the order they went in.
import random

r = random.Random(7)
for size in (3, 5, 8, 12, 20, 40, 90):
    numbers = [r.randrange(-50, 300) for _ in range(size)]
    s = set(numbers)
    print(size, list(s)[:24])
s = set()
for i in (33, 1, 17, 65, 9, 25, 41, 8, 16, 24):
    s.add(i)
print(s)
s.discard(17)
s.add(49)
print(s)
s.remove(1)
s.remove(33)
print(s, s.pop(), s.pop(), s)
s.add(1)
s.add(33)
print(s)
print({1 << k for k in range(16)}, {1 << k for k in range(58, 66)})
print(set(range(0, 1000, 37)), set(range(100, 0, -7)))
