# Generators: chains of them, and one that is sent values.
def numbers(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def odd(values):
    for value in values:
        if value % 2:
            yield value


def running_mean():
    total, count, mean = 0, 0, None
    while True:
        total += yield mean
        count += 1
        mean = total // count


def run(limit):
    mean = running_mean()
    next(mean)
    last = 0
    for value in odd(numbers(limit)):
        last = mean.send(value)
    return last, sum(x * x for x in numbers(limit))


print(run(3_000_000))
