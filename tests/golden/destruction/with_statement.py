# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class M(N):
    def __enter__(self):
        print("enter")
        return N("target")
    def __exit__(self, *info):
        print("exit")
with M("manager") as t:
    print("body")
print("after")
t = None
print("end")
