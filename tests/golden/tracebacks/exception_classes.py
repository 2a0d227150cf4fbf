# The module and the qualified name of a class in the last line.
class Outer:
    class Inner(Exception):
        def __str__(self):
            return f"<{self.args}>"


def make():
    class Local(Outer.Inner):
        pass

    return Local


raise make()(1, "two")
