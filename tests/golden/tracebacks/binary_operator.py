# Carets under a binary operator, and which operand is meant.
def total(rows):
    return rows[0] + rows[1] * rows[2] / (rows[3] - 1)


total([1, "a", 2.5, 3])
