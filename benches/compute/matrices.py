# Nested lists: multiplying matrices, transposing, flattening.
def multiply(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def by_index(a, b):
    size = len(a)
    result = [[0] * size for _ in range(size)]
    for i in range(size):
        for j in range(size):
            total = 0
            for k in range(size):
                total += a[i][k] * b[k][j]
            result[i][j] = total
    return result


size = 90
a = [[(i * j) % 7 for j in range(size)] for i in range(size)]
b = [[(i + j) % 5 for j in range(size)] for i in range(size)]
for _ in range(3):
    same = multiply(a, b) == by_index(a, b)
print(same, sum(map(sum, multiply(a, b))))
