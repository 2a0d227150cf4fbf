# Parameters of every kind, defaults, closures, lambdas, recursion.
def show(a, b=2, *rest, c, d=4, **named):
    return a, b, rest, c, d, named


print(show(1, c=3), show(1, 9, 8, 7, c=3, d=0, e=5))
print(show(*[1, 2, 3], **{"c": 4, "z": 26}))


def positional(a, b, /, c=3):
    return [a, b, c]


print(positional(1, 2), positional(1, 2, c=4))


def remember(item, seen=[]):
    seen.append(item)
    return seen


print(remember(1), remember(2))


def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


one, two = counter(), counter()
print(one(), one(5), two(), [f() for f in [lambda n=n: n * n for n in range(4)]])
total = 0


def add(n):
    global total
    total += n


add(3); add(4)
print(total, (lambda *a, **k: (a, k))(1, x=2), show.__name__)
for call in (lambda: show(), lambda: positional(a=1), lambda: positional(1, 2, 3, 4), lambda: add(m=1)):
    try:
        call()
    except TypeError as error:
        print(error)
