# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def g():
    try:
        yield N("one")
        yield N("two")
    finally:
        print("generator closed")
for x in g():
    break
print("broken")
