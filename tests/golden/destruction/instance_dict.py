# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class O: pass
o = O()
o.a = N("a")
d = o.__dict__
o = None
print("dict lives")
d = None
print("end")
