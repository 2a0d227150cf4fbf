# Closures: making them, calling them, changing what they hold.
def make_counter(step):
    total = 0

    def count(times):
        nonlocal total
        total += step * times
        return total

    return count


def run(rounds):
    result = 0
    for n in range(rounds):
        counter = make_counter(n)
        add = lambda amount: result + amount + n
        counter(1)
        counter(2)
        result = add(counter(3)) % 1000003
    return result


print(run(700_000))
