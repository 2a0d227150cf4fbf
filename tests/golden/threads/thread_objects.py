"""Threads as objects: names, states, what is refused, what they print when they fail."""
import threading, sys

def shown(thread):
    return repr(thread).replace(str(thread.ident), "ID")

def worker(n):
    print("in", shown(threading.current_thread()))
    if n == 1: raise ValueError("boom")
    if n == 2: sys.exit(3)

t = threading.Thread(target=worker, args=(0,))
print(t, repr(t.name), t.ident, t.daemon, t.native_id)
t.start(); t.join(); print(shown(t), t.ident is not None)
t = threading.Thread(target=worker, args=(1,), name="W", daemon=True)
t.start(); t.join(); print(shown(t))
t = threading.Thread(target=worker, args=(2,)); t.start(); t.join(); print(shown(t))
try: t.start()
except RuntimeError as e: print(e)
t = threading.Thread()
print(t)
for f in (t.join, threading.current_thread().join, lambda: setattr(threading.current_thread(), 'daemon', True)):
    try: f()
    except RuntimeError as e: print(e)
print(shown(threading.main_thread()), threading.active_count(), len(threading.enumerate()))
print(threading.current_thread() is threading.main_thread())

class Sub(threading.Thread):
    def __init__(self): super().__init__(name="sub"); self.result = None
    def run(self): self.result = 42
s = Sub(); s.start(); s.join(); print(s.result, shown(s), s.is_alive())
class Bad(threading.Thread):
    def __init__(self): pass
try: Bad().start()
except RuntimeError as e: print(e)
try: threading.Thread(1)
except AssertionError as e: print(e)
def inherits():
    print(threading.Thread().daemon)
t = threading.Thread(target=inherits, daemon=True); t.start(); t.join()
t = threading.Thread(target=lambda: None); print(t.name); t.name = 5; print(repr(t.name))
class Callable:
    def __call__(self): pass
print(threading.Thread(target=Callable()).name)
print(threading.TIMEOUT_MAX, threading.stack_size())
t = threading.Thread(target=print, args=("a", 1), kwargs={"sep": "-"}); t.start(); t.join()
t.join(); t.join(timeout=-1); print(t.is_alive())
