# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class R(N):
    def __repr__(self):
        d.pop("b", None)
        return "R"
d = {"a": R("a"), "b": N("b")}
try:
    print(d)
except RuntimeError as error:
    print(error)
print("end")
