# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def f():
    global made
    made = N("made")
    print("set")
f()
f()
del made
print("end")
