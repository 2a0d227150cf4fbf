# Method calls: plain, inherited and through super().
class Counter:
    def __init__(self):
        self.value = 0

    def add(self, amount):
        self.value += amount
        return self

    def step(self, amount):
        self.add(amount)


class Doubling(Counter):
    def step(self, amount):
        super().step(amount * 2)


def run(rounds):
    one, two = Counter(), Doubling()
    for n in range(rounds):
        one.add(n)
        one.step(1)
        two.step(n)
    return one.value, two.value


print(run(1_500_000))
