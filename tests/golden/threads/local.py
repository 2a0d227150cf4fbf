"""threading.local: each thread its own attributes."""
import threading
data = threading.local()
print(type(data), hasattr(data, "x"))
data.x = 1
def worker(n):
    print(n, hasattr(data, "x"), data.__dict__)
    data.x = n; print(n, data.x)
for n in (10, 20):
    t = threading.Thread(target=worker, args=(n,)); t.start(); t.join()
print(data.x, data.__dict__)
del data.x
for f in (lambda: data.x, lambda: delattr(data, "x"), lambda: setattr(data, "__dict__", {})):
    try: f()
    except AttributeError as e: print(type(e).__name__)
class Counter(threading.local):
    kind = "counter"
    def __init__(self, start): print("init", start); self.n = start
    def up(self): self.n += 1; return self.n
    @property
    def double(self): return self.n * 2
c = Counter(5)
print(c.up(), c.double, c.kind)
def other():
    print(c.up(), c.up(), c.double); c.kind = "mine"; print(c.kind)
t = threading.Thread(target=other); t.start(); t.join()
print(c.n, c.kind, Counter.kind)
try: threading.local(1)
except TypeError as e: print(e)
