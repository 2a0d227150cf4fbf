# Suggestions for attributes.
class Shape:
    def __init__(self):
        self.width = 1

    def area(self):
        return self.width


Shape().aera()
