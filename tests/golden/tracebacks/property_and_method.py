# Through a property, a method and an operator.
class Vec:
    def __init__(self, x):
        self.x = x

    @property
    def inverse(self):
        return 1 / self.x

    def __add__(self, other):
        return Vec(self.x + other.inverse)


Vec(1) + Vec(0)
