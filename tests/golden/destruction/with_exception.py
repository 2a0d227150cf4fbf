# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


class M(N):
    def __enter__(self): return self
    def __exit__(self, kind, error, trace):
        print("exit", kind.__name__)
        return True
def f():
    with M("manager"):
        a = N("a")
        raise ValueError(1)
    print("after with")
f()
print("end")
