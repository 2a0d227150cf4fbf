# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import gc
class O(N):
    def __init__(self, name):
        super().__init__(name)
        self.callback = self.handle
    def handle(self): pass
O("o")
print("before")
gc.collect()
print("end")
