# Objects die where their last reference goes, and in which order.
class Noisy:
    def __init__(self, name, *held):
        self.name = name
        self.held = held

    def __del__(self):
        print("dies:", self.name)


def temporaries():
    print("before")
    Noisy("discarded")
    print(Noisy("shown").name, Noisy("shown too").name)
    print("after")


def locals_of_a_call():
    first = Noisy("first local")
    second = Noisy("second local")
    print("returning")
    return len((first.name, second.name))


def rebinding():
    value = Noisy("old")
    value = Noisy("new")
    print("rebound")
    del value
    print("deleted")


def containers():
    row = [Noisy("a"), Noisy("b"), Noisy("c")]
    del row
    print("list gone")
    pair = (Noisy("left"), Noisy("right"))
    del pair
    print("tuple gone")
    table = {"x": Noisy("x"), "y": Noisy("y")}
    table["x"] = Noisy("other x")
    print("replaced")
    table.pop("y")
    print("popped")
    del table
    print("dict gone")


def nested():
    tree = Noisy("root", Noisy("left leaf"), Noisy("right leaf"))
    tree = None
    print("tree gone")


def in_loops():
    for item in [Noisy("one"), Noisy("two")]:
        print("at", item.name)
        if item.name == "one":
            continue
    print("loop over")
    for item in (Noisy(n) for n in range(5)):
        if item.name == 1:
            break
    print("left")


def arguments(value):
    print("got", value.name)


def raising():
    held = Noisy("held by the frame")
    raise ValueError(held.name)


def exceptions():
    try:
        raising()
    except ValueError as error:
        print("caught", error)
    print("handled")


def generators():
    def numbers():
        held = Noisy("held by the generator")
        try:
            yield 1
            yield 2
        finally:
            print("closing")

    walk = numbers()
    print(next(walk))
    walk = None
    print("generator gone")


def closures():
    held = Noisy("captured")

    def look():
        return held.name

    held = Noisy("captured later")
    print(look())
    look = None
    print("function gone")


for part in (temporaries, locals_of_a_call, rebinding, containers, nested, in_loops):
    print("--", part.__name__)
    part()
print("-- arguments")
arguments(Noisy("argument"))
for part in (exceptions, generators, closures):
    print("--", part.__name__)
    part()
keep = Noisy("module's last")
print("-- end")
