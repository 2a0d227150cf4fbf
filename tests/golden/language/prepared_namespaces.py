"""The body of a class fills what its metaclass prepares, as it goes."""


class Loud(dict):
    def __setitem__(self, key, value):
        if not key.startswith("__"):
            print("set", key, value)
        super().__setitem__(key, value)

    def __missing__(self, key):
        if key.startswith("auto"):
            return key.upper()
        raise KeyError(key)


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kwargs):
        print("prepare", name, bases, kwargs)
        return Loud(given=1)

    def __new__(mcls, name, bases, namespace, **kwargs):
        print(type(namespace).__name__, [key for key in namespace if not key.startswith("__")])
        return super().__new__(mcls, name, bases, dict(namespace))

    def __init__(cls, name, bases, namespace, **kwargs):
        super().__init__(name, bases, namespace)


class A(metaclass=Meta, flag=True):
    x = 1
    x = 2
    y = auto_name
    z = [given for _ in range(2)] if False else given
    del x

    def method(self):
        return __class__


print(A().method(), A.y, A.given, hasattr(A, "x"))

try:
    class B(metaclass=lambda *args: args):
        q = 1
    print(B[0], sorted(B[2]))
except TypeError as error:
    print(error)


class Bad(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return 5


try:
    class C(metaclass=Bad):
        pass
except TypeError as error:
    print(error)
