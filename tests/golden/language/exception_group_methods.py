g = ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("h", [ValueError(3), OSError(4)])])
g.add_note("n")
print(g.split(ValueError), g.subgroup(TypeError), g.subgroup(lambda e: isinstance(e, OSError)), g.split((ValueError, OSError)))
print(g.subgroup(int if False else KeyError), g.split(KeyError), g.split(ExceptionGroup))
print(g.message, g.exceptions, g.derive([ValueError(9)]), g.split(ValueError)[0].__notes__)
class My(ExceptionGroup):
    def derive(self, excs): return My(self.message + "!", excs)
m = My("m", [ValueError(1), TypeError(2)])
print(m.split(ValueError), repr(m), str(m))
print(BaseExceptionGroup("b", [ValueError(1)]), type(BaseExceptionGroup("b", [ValueError(1)])), type(BaseExceptionGroup("b", [KeyboardInterrupt()])))
for a in [(), ("x",), ("x", []), ("x", [1]), (1, [ValueError()]), ("x", ValueError()), ("x", [KeyboardInterrupt()])]:
    try: print(ExceptionGroup(*a))
    except BaseException as e: print(type(e).__name__, e)
try: g.split(3)
except BaseException as e: print(type(e).__name__, e)
try: g.subgroup(3)
except BaseException as e: print(type(e).__name__, e)
class Bad(ExceptionGroup):
    def derive(self, excs): return 3
try: Bad("m", [ValueError(1), TypeError(2)]).split(ValueError)
except BaseException as e: print(type(e).__name__, e)
print(ExceptionGroup[int])
