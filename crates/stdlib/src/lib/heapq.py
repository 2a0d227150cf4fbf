"""Heap queue algorithm (a.k.a. priority queue)."""

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest',
           'heappushpop']


def merge(*iterables, key=None, reverse=False):
    """Merge multiple sorted inputs into a single sorted output."""
    take, put, order = (_heappop_max, _heapreplace_max, _heapify_max) if reverse else (
        heappop, heapreplace, heapify)
    # What each has next: its key, the number of its source, the value and the source itself. Of equal keys
    # the one of the earlier source comes first, so numbers count down where the largest is at the top.
    step = -1 if reverse else 1
    heap = []
    for number, iterable in enumerate(iterables):
        source = iter(iterable)
        for value in source:
            heap.append([value if key is None else key(value), number * step, value, source])
            break
    order(heap)
    while heap:
        entry = heap[0]
        yield entry[2]
        for value in entry[3]:
            entry = [value if key is None else key(value), entry[1], value, entry[3]]
            put(heap, entry)
            break
        else:
            take(heap)


def nsmallest(n, iterable, key=None):
    """Find the n smallest elements in a dataset."""
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    """Find the n largest elements in a dataset."""
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
