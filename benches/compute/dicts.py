# Dictionaries: counting, looking up, walking.
def count_words(words, rounds):
    counts = {}
    for _ in range(rounds):
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    return counts


def squares(count):
    table = {}
    for n in range(count):
        table[n] = n * n
    hits = 0
    for n in range(0, 2 * count, 3):
        if n in table:
            hits += table[n] & 1
    for key, value in table.items():
        hits += key == value
    return hits


words = ["w%d" % (n * n % 997) for n in range(5_000)]
print(len(count_words(words, 600)), squares(900_000))
