# An iterator that two frames delegate to: the second takes it over, and either may die first.
def sub():
    try: yield 1
    finally: print('sub fin')
def top(): yield from s
s=sub(); t=top(); next(t); t2=top()
try: next(t2)
except StopIteration: print('si2')
try: next(t)
except StopIteration: print('si')
# a generator shared by two delegators, the second of which dies first
def sub():
    yield 1
    yield 2
    yield 3
    yield 4
def top(): yield from s
s=sub(); t=top(); print(next(t)); t2=top(); print(next(t2))
del t2
try: print(next(t))
except StopIteration: print('si')
def sub():
    yield 1
    yield 2
    yield 3
    yield 4
def top(): yield from s
s=sub(); t=top(); print(next(t)); t2=top(); print(next(t2)); print(next(t)); print(next(t2)); del t
try: print(next(t2))
except StopIteration: print('si')
class Aw:
    def __await__(s):
        r=yield 'a'
        return 5
async def b(): await Aw()
async def d(): return await c
c=b(); c.send(None)
k=d()
try: print(k.send(None))
except RuntimeError as e: print(e)
except StopIteration as e: print('SI', e.value)
async def e(): return await c2
c2=b()
w=e(); w.send(None)
try: print(c2.send(3))
except RuntimeError as x: print(x)
except StopIteration as e: print('SI', e.value)
try: w.send(4)
except StopIteration as e: print(e.value)
except RuntimeError as e: print(e)
