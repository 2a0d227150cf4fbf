# operations: 20000000
# A loop of integer additions.
def count(limit):
    i = total = 0
    while i < limit:
        total += i
        i += 1
    return total


print(count(20_000_000))
