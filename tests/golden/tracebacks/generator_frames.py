# Frames of generators that delegate.
def source():
    yield 1
    yield 1 / 0


def middle():
    yield from source()


def drive():
    for x in middle():
        print(x)


drive()
