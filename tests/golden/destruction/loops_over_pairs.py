# test: streams=joined
# What a loop over pairs has been given lives on in the iterator until its next step.
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def make(prefix, count):
    for n in range(count):
        yield Noisy(f"{prefix}{n}")


def numbered():
    for n, thing in enumerate(make("e", 2)):
        del thing
        print("given up", n)
    print("end of numbered")


def side_by_side():
    for one, other in zip(make("a", 2), make("b", 2)):
        one = other = None
        print("both given up")
    print("end of side_by_side")


def left_early():
    pairs = zip(make("c", 3), make("d", 3))
    for one, other in pairs:
        one = None
        break
    print("left with", other.name)
    other = None
    print("nothing left but the iterator")
    pairs = None
    print("end of left_early")


def failing():
    try:
        for one, other in zip(make("f", 2), make("g", 2)):
            one = other = None
            raise ValueError("stop")
    except ValueError as error:
        print("caught", error)
    print("end of failing")


def mixed():
    for one, other in zip([Noisy("first"), 2, 3], [1, 2, 3]):
        print("body", other)
    print("end of mixed")


def kept():
    pairs = list(zip(make("k", 2), range(2)))
    print([(one.name, other) for one, other in pairs])


for case in (numbered, side_by_side, left_early, failing, mixed, kept):
    print("--", case.__name__)
    case()
