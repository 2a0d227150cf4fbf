# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


print(f"<{N('one').name}{N('two').name}>")
print("end")
