# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class E(Exception):
    def __del__(self): print("del E")
def f():
    local = N("local")
    raise E
try:
    f()
except E as e:
    kept = e
print("kept")
kept = None
print("end")
