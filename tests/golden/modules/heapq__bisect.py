"""heapq and bisect: the order in which heaps are kept, ties, keys, errors."""
import bisect
import heapq


def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, e)


class Item:
    def __init__(self, rank, name):
        self.rank, self.name = rank, name

    def __lt__(self, other):
        return self.rank < other.rank

    def __repr__(self):
        return f'{self.name}{self.rank}'


heap = []
for n in [5, 3, 8, 1, 9, 2, 7, 1, 5]:
    heapq.heappush(heap, n)
    print(heap)
print([heapq.heappop(heap) for _ in range(4)], heap)
t(heapq.heappushpop, heap, 0)
t(heapq.heappushpop, heap, 6)
t(heapq.heapreplace, heap, 4)
print(heap)
many = [(n * 7919) % 101 for n in range(60)]
heapq.heapify(many)
print(many)
ties = [Item(n % 3, chr(97 + n)) for n in range(12)]
heapq.heapify(ties)
print(ties)
print([heapq.heappop(ties) for _ in range(12)])
t(heapq.heappop, [])
t(heapq.heapreplace, [], 1)
t(heapq.heappushpop, [], 1)
t(heapq.heappush, (1,), 2)
t(heapq.heapify, 'abc')
t(heapq.heappush, [1], 'x')
print(list(heapq.merge([1, 4, 7], [2, 5, 8], [3, 6, 9])), list(heapq.merge()))
print(list(heapq.merge('cba', 'fed', reverse=True)))
print(list(heapq.merge(['dog', 'horse'], ['cat', 'fish', 'kangaroo'], key=len)))
print(list(heapq.merge([Item(1, 'a'), Item(2, 'b')], [Item(1, 'c'), Item(2, 'd')])))
print(list(heapq.merge([(2, 'a'), (1, 'b')], [(2, 'c'), (1, 'd')], key=lambda p: p[0], reverse=True)))
print(heapq.nsmallest(3, [5, 1, 4, 2]), heapq.nlargest(2, [5, 1, 4, 2]), heapq.nlargest(0, [1]))
print(heapq.nlargest(3, ties or 'hello', key=str.upper), heapq.nsmallest(10, [2, 1]))
print(heapq.nsmallest(2, [Item(1, 'x'), Item(0, 'y'), Item(0, 'z')]), heapq.nsmallest(-1, [1]))
tasks = [(3, 'c'), (1, 'a'), (2, 'b')]
heapq.heapify(tasks)
while tasks:
    print(heapq.heappop(tasks), end=' ')
print()
row = [1, 3, 3, 5]
print([bisect.bisect_left(row, n) for n in range(7)], [bisect.bisect(row, n) for n in range(7)])
t(bisect.bisect_left, row, 3, 2)
t(bisect.bisect_right, row, 3, 0, 2)
t(bisect.bisect_left, row, 3, -1)
t(bisect.bisect_left, row, 3, 0, 99)
t(bisect.bisect_left, row, 'x')
t(bisect.bisect, 'aceg', 'd')
bisect.insort(row, 4)
bisect.insort_left(row, 3)
print(row)
words = ['fig', 'pear', 'banana']
bisect.insort(words, 'apple', key=len)
print(words, bisect.bisect_left(words, 4, key=len))
t(heapq.heappush, [])
t(bisect.bisect, 5, 1)
t(bisect.insort, (1, 2), 1)
