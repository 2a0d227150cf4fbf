# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class E(Exception):
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)
try:
    try:
        raise E("first")
    except E as first:
        raise E("second") from first
except E as e:
    print(e.name, e.__cause__.name)
print("after")
