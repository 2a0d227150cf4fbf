"""What a class's body calls has registers of its own: none of them is the body's namespace."""


def mark(function):
    function.marked = True
    rest = [1, 2, 3]
    return function if rest else None


class Marked:
    @mark
    def first(self):
        pass

    second = mark(first)
    third = 3


print([name for name in Marked.__dict__ if not name.startswith("__")], Marked.second.marked)
