# Lists: filling, indexing, slicing, sorting, comprehensions.
def sieve(limit):
    flags = [True] * (limit + 1)
    flags[0] = flags[1] = False
    for n in range(2, int(limit ** 0.5) + 1):
        if flags[n]:
            for multiple in range(n * n, limit + 1, n):
                flags[multiple] = False
    return [n for n in range(limit + 1) if flags[n]]


def shuffle_and_sort(count, rounds):
    numbers, state, total = [], 1, 0
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        numbers.append(state)
    for _ in range(rounds):
        ordered = sorted(numbers)
        total += ordered[count // 2] + sum(ordered[::1000])
        numbers = numbers[1:] + numbers[:1]
    return total


print(len(sieve(2_000_000)), shuffle_and_sort(50_000, 10))
