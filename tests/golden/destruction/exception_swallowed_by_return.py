# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def f():
    a = N("a")
    try:
        raise ValueError(1)
    finally:
        return "result"
print(f())
