# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class O: pass
o = O()
o.a = N("a")
o.a = N("b")
print("replaced")
del o.a
print("deleted")
