# test: streams=joined
class N:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)


def f():
    try:
        a = N("a")
    except ValueError:
        pass
    else:
        b = N("b")
    finally:
        print("finally")
    return None
f()
print("end")
