# Recursive generators and tuples: queens on a board of eight.
def queens(size, placed=()):
    if len(placed) == size:
        yield placed
        return
    row = len(placed)
    for column in range(size):
        if all(column != c and row - r != abs(column - c) for r, c in enumerate(placed)):
            yield from queens(size, placed + (column,))


print(sum(1 for _ in queens(8)), next(queens(8)))
print(sum(placed[0] for placed in queens(8)))
