# Simple classes: attributes, methods, inheritance, special methods, properties.
class Animal:
    count = 0

    def __init__(self, name):
        self.name = name
        Animal.count += 1

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"

    def speak(self):
        return "..."

    @property
    def loud(self):
        return self.speak().upper()

    @staticmethod
    def kind():
        return "animal"

    @classmethod
    def named(cls, name):
        return cls(name)


class Dog(Animal):
    def speak(self):
        return "woof " + super().speak()


dog = Dog.named("Rex")
print(dog, dog.speak(), dog.loud, Dog.kind(), Animal.count, isinstance(dog, Animal), issubclass(Dog, Animal))
dog.age = 3
print(dog.age, hasattr(dog, "tail"), getattr(dog, "tail", "none"), dog.__dict__)


class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __str__(self):
        return f"<{self.x}, {self.y}>"

    def __len__(self):
        return 2

    def __getitem__(self, index):
        return (self.x, self.y)[index]

    def __call__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def __bool__(self):
        return bool(self.x or self.y)


v = Vector(1, 2)
print(v + Vector(3, 4), v == Vector(1, 2), len(v), v[1], list(v), v(10), bool(Vector(0, 0)))
try:
    v.z
except AttributeError as error:
    print(error)
