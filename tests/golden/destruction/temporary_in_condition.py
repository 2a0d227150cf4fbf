# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


if N("if").name:
    print("in if")
while N("while").name:
    print("in while")
    break
print("end")
