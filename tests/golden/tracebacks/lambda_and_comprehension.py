# Frames of lambdas, generator expressions and comprehensions.
rows = [1, 2, 0]
halves = [(lambda n: 10 // n)(r) for r in rows]
