import sys
class D:
    def __del__(s): raise ValueError(1)
sys.unraisablehook=lambda a: 1/0
D()
print("x")
def hook(a): raise KeyError(a.err_msg)
sys.unraisablehook=hook
D()
