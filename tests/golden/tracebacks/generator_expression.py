# A generator expression has a frame of its own.
def run(items):
    return sum(1 / x for x in items)


run([1, 0])
