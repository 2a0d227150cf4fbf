# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class C:
    item = N("old")
C.item = N("new")
print("replaced")
del C.item
print("deleted")
