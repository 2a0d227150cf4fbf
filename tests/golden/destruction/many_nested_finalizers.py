# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class D(N):
    def __del__(self):
        global depth
        depth += 1
depth = 0
head = None
for i in range(100):
    node = D(i)
    node.next = head
    head = node
node = head = None
print(depth)
