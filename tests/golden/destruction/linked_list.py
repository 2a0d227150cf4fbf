# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class L(N): pass
head = None
for name in "abcd":
    node = L(name)
    node.next = head
    head = node
node = None
print("drop")
head = None
print("end")
