# An error in a class body, in a nested class body.
class Outer:
    x = 1

    class Inner:
        y = missing + 1
