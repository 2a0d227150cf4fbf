# Generators: send, throw, close, yield from.
def count(limit):
    n = 0
    while n < limit:
        got = yield n
        n = n + 1 if got is None else got
    return "done"


walk = count(10)
print(next(walk), next(walk), walk.send(7), next(walk), next(walk))
try:
    next(walk)
except StopIteration as stop:
    print("stopped with", stop.value)


def careful():
    try:
        while True:
            try:
                yield "ready"
            except ValueError as error:
                yield f"handled {error}"
    finally:
        print("closed")


g = careful()
print(next(g), g.throw(ValueError("oops")), next(g))
g.close()


def chain(*parts):
    for part in parts:
        result = yield from part
        print("part gave", result)


print(list(chain(count(2), [10, 20], count(1))))
print(sum(x * x for x in range(4)), list(zip(count(3), "ab")))
