"""The module pickle: the bytes, what cannot be pickled."""
import pickle, threading, sys
def main():
    def f(): pass
    class L: pass
    def gen(): yield 1
    for x in (lambda: 1, f, L, L(), gen(), threading.Lock(), sys, {1:[lambda:0]}, print, len, [].append, "x".join, type(None), NotImplemented, ..., (x for x in []), Exception("a",1), range(3), slice(1,2), 1+2j, {1,2}, super, threading.local()):
        try:
            b = pickle.dumps(x); print(b[:70], type(pickle.loads(b)))
        except BaseException as e: print(type(e), e)
main()
class A: pass
a = A(); a.x=[1,2]; a.y=a
print(pickle.dumps(a), type(pickle.loads(pickle.dumps(a)).y))
print(pickle.dumps([1,"a",2.5,None,True,(1,),(1,2,3,4),(),{"k":[]},b"x",2**70,-5,300,70000, frozenset([1]), "a"]))
B=A
del A
try: pickle.dumps(a)
except Exception as e: print(type(e), e)
class A: pass
try: pickle.dumps(a)
except Exception as e: print(type(e), e)
try: pickle.loads(b"")
except Exception as e: print(type(e), e)
try: pickle.loads(b"abc")
except Exception as e: print(type(e), e)
