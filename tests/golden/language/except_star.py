import traceback
def t(f):
    try: f()
    except BaseException as e: traceback.print_exception(e)
    else: print("fine")
def a():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("h", [ValueError(3), OSError(4)])])
    except* ValueError as e:
        print(repr(e))
    except* TypeError:
        print("type")
def b():
    try:
        raise ValueError(1)
    except* ValueError as e:
        print(repr(e))
def c():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        raise
    except* TypeError as e:
        raise KeyError(5)
def d():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        raise KeyError(4)
    except* TypeError as e:
        raise KeyError(5) from e
    else: print("else")
    finally: print("finally")
def e_():
    try:
        raise ValueError(1)
    except* TypeError as e:
        print(repr(e))
def f():
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ExceptionGroup: pass
def g():
    try: raise ValueError(1)
    except* int: pass
def h():
    try: raise ValueError(1)
    except* ValueError as e:
        raise e
def i():
    try: pass
    except* ValueError as e: pass
    else: print("else")
def j():
    try: raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* (ValueError, TypeError) as e: print(repr(e))
def k():
    try:
        raise ValueError(1)
    except* ValueError as e:
        raise TypeError(3)
for x in (a,b,c,d,e_,f,g,h,i,j,k): print("==", x.__name__); t(x)
