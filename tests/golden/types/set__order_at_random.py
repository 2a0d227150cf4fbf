# Sets of numbers and of tuples of numbers through a long random walk of operations: the order is exact.
import sys
seed = 12345
def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
    return (seed >> 33) % n
def num():
    k = rnd(6)
    if k == 0: return rnd(10)
    if k == 1: return rnd(100) - 50
    if k == 2: return rnd(1000) * 8
    if k == 3: return rnd(64) / 4
    if k == 4: return (rnd(5), rnd(5))
    return rnd(300)
def nums(n): return [num() for _ in range(rnd(n))]
h = 0
def note(s, what):
    print(what, list(s)[:14], len(s))
for round in range(60):
    a = set(nums(40)); b = set(nums(30)); n=rnd(3)
    for step in range(12):
        k = rnd(27)
        if k == 0: a = a | b
        elif k == 1: a = a & b
        elif k == 2: a = a - b
        elif k == 3: a = a ^ b
        elif k == 4: a |= b
        elif k == 5: a &= b
        elif k == 6: a -= b
        elif k == 7: a ^= b
        elif k == 8: a.update(nums(20))
        elif k == 9: a = a.union(nums(10), nums(5))
        elif k == 10: a = a.difference(nums(10))
        elif k == 11: a = a.intersection(nums(80))
        elif k == 12: a = a.symmetric_difference(nums(10))
        elif k == 13: a.difference_update(nums(60), nums(20))
        elif k == 14: a.intersection_update(nums(100))
        elif k == 15: a.symmetric_difference_update(nums(20))
        elif k == 16:
            for x in nums(15): a.add(x)
        elif k == 17:
            for x in nums(80): a.discard(x)
        elif k == 18:
            for _ in range(rnd(6)):
                if a: a.pop()
        elif k == 19: a = a.copy()
        elif k == 20: a = set(a)
        elif k == 21: a = set(frozenset(a)) | set(dict.fromkeys(nums(9)))
        elif k == 22: a, b = b, a
        elif k == 23: a = a.difference(dict.fromkeys(nums(9))) ; b.update(nums(20))
        elif k == 24: a.update(dict.fromkeys(nums(40)))
        elif k == 25: a = {x for x in a if x != 3}
        elif k == 26: a = set(dict.fromkeys(nums(40)).keys() & dict.fromkeys(nums(40)).keys()) | {*b, 1, 2}
        note(a, k)
