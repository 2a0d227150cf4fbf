# Lists of flags: primes by crossing out, with indices and with slices.
def by_index(limit):
    flags = [True] * limit
    count = 0
    for n in range(2, limit):
        if flags[n]:
            count += 1
            for multiple in range(n * n, limit, n):
                flags[multiple] = False
    return count


def by_slice(limit):
    flags = [True] * limit
    flags[0] = flags[1] = False
    n = 2
    while n * n < limit:
        if flags[n]:
            flags[n * n :: n] = [False] * len(range(n * n, limit, n))
        n += 1
    return sum(flags)


print(by_index(2_000_000), by_slice(2_000_000))
