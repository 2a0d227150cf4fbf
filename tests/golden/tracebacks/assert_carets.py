# Carets under an assertion.
def check(x, limit):
    assert x < limit and (x > 0 or x is None), f"{x} out of range"


check(7, limit=5)
