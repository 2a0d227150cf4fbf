# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class E(Exception):
    def __del__(self): print("del E")
try:
    raise E
except E:
    print("handler")
print("after")
