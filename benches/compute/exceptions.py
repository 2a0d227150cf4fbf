# Exceptions: raised, passed on through frames, caught, cleaned up after.
class Refused(Exception):
    pass


def pick(n):
    if n % 3 == 0:
        raise Refused(n)
    if n % 5 == 0:
        return {}["missing"]
    return n


def attempt(n):
    try:
        return pick(n)
    finally:
        n += 1


def run(rounds):
    refused = missing = total = 0
    for n in range(rounds):
        try:
            total += attempt(n)
        except Refused as error:
            refused += error.args[0] & 1
        except KeyError:
            missing += 1
    return refused, missing, total


print(run(1_500_000))
