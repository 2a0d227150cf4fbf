# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


import gc
async def co(box): pass
box = []
box.append(co(box))
del box
print("before")
gc.collect()
print("end")
