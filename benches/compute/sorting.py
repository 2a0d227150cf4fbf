# Sorting: numbers, strings, by key, records, and what is sorted already.
def numbers(count, seed):
    found = []
    for _ in range(count):
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
        found.append(seed)
    return found


def run(count, rounds):
    total = 0
    for n in range(rounds):
        values = numbers(count, n)
        ordered = sorted(values)
        total += ordered[count // 2] + sorted(ordered, reverse=True)[0]
        words = sorted(map(str, values))
        total += len(words[0])
        records = [(value % 100, value) for value in values]
        records.sort()
        total += records[-1][1]
        values.sort(key=lambda value: value % 1_000)
        total += values[0]
    return total


print(run(50_000, 6))
