# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def f():
    a = N("a")
    raise ValueError(1)
try:
    f()
except ValueError as e:
    error = e
error.__traceback__ = None
print("cleared")
