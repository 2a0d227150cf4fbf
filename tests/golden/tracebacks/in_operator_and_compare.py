# Carets under comparisons and chains.
def between(a, x, b):
    return a <= x <= b


between(1, "2", 3)
