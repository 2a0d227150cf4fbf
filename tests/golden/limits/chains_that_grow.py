"""A chain of frames that grows while it is resumed counts whole for the recursion limit."""
import sys

sys.unraisablehook = lambda report: print("unraisable", report.exc_value)


def grow(n):
    yield n
    yield from grow(n + 1)


def until_too_deep(iterator):
    last = None
    try:
        for last in iterator:
            if last > 5000:
                break
    except RecursionError as error:
        print("stopped", last, error)
    else:
        print("went on", last)


until_too_deep(grow(0))


def one_deeper(n):
    yield from grow(n)


until_too_deep(one_deeper(0))

# By hand: next() and send() count as no level of their own.
chain = grow(0)
try:
    while True:
        last = chain.send(None)
except RecursionError as error:
    print("sent", last, error)
print(list(chain))


class Suspend:
    def __await__(self):
        yield


async def nest(n):
    global deepest
    deepest = n
    await Suspend()
    await nest(n + 1)


coroutine = nest(0)
try:
    while True:
        coroutine.send(None)
except RecursionError as error:
    print("awaited", deepest, error)


def room(n=0):
    try:
        return room(n + 1)
    except RecursionError:
        return n


def measured(n):
    if n:
        yield from measured(n - 1)
    else:
        yield "ready"
        yield room()


print("at the top", room())
for length in 0, 1, 10, 70, 300, 900:
    it = measured(length)
    print(length, next(it), next(it))
    it = measured(length)
    print(length, *it)


# A chain that was made where there was room, resumed where there is less.
def descend(n, task):
    return descend(n - 1, task) if n else task()


def attempt(iterator):
    try:
        return next(iterator)
    except RecursionError as error:
        return str(error)


def noted(n, log):
    if n:
        yield from noted(n - 1, log)
    else:
        yield "first"
        log.append("resumed")
        yield "second"


for length in 100, 400:
    log = []
    it = noted(length, log)
    print(next(it), descend(850, lambda: attempt(it)), log)
    print(list(it), it.gi_frame is None)

sys.setrecursionlimit(300)
until_too_deep(grow(0))


class Item:
    def __add__(self, other):
        global levels
        levels += 1
        return self + other

    def __repr__(self):
        global levels
        levels += 1
        return f"<{self!r}>"

    def __lt__(self, other):
        global levels
        levels += 1
        return max(self, other) is self

    def __call__(self, *rest):
        global levels
        levels += 1
        return list(map(self, [1]))


for name, task in {
    "add": lambda i: i + 1,
    "repr": repr,
    "max": lambda i: max(i, Item()),
    "sorted": lambda i: sorted([i, Item()]),
    "call": lambda i: i(),
}.items():
    levels = 0
    try:
        task(Item())
    except RecursionError as error:
        print(name, levels, error)
