# Generators as coroutines: send values in, delegate, return results.
def averager():
    total = count = 0
    average = None
    while True:
        value = yield average
        if value is None:
            return total, count
        total += value
        count += 1
        average = total / count


def collect(results):
    while True:
        results.append((yield from averager()))


results = []
c = collect(results)
next(c)
for batch in ([10, 20], [1]):
    for x in batch:
        print(c.send(x), end=" ")
    c.send(None)
print(results)


def flatten(x):
    if isinstance(x, list):
        for y in x:
            yield from flatten(y)
    else:
        yield x


print(list(flatten([1, [2, [3, []], [[4]]]])))


def pipeline():
    lines = ["a 1", "b 2", "bad", "c 3"]
    pairs = (line.split() for line in lines)
    good = (p for p in pairs if len(p) == 2)
    return {k: int(v) for k, v in good}


print(pipeline())


def with_return():
    x = yield from [1, 2]
    return x


w = with_return()
print(list(w))


def echo():
    received = []
    try:
        while True:
            received.append((yield len(received)))
    finally:
        print("closing with", received)


e = echo()
next(e), e.send("a"), e.send("b")
e.close()
