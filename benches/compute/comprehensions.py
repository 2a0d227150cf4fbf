# Comprehensions of all kinds, nested and with conditions.
def run(rounds):
    total = 0
    for n in range(rounds):
        squares = [x * x for x in range(200)]
        even = [x for x in squares if x % 2 == 0]
        pairs = [(x, y) for x in range(12) for y in range(12) if x != y]
        names = {x: x + n for x in range(100)}
        rests = {x % 17 for x in squares}
        flipped = {value: key for key, value in names.items()}
        total += len(even) + len(pairs) + len(rests) + sum(flipped) + sum(y for _, y in pairs)
    return total


print(run(5_000))
