# Each name of `threading`, as a script uses it.
import threading, time, queue, sys
print(threading.main_thread().name, threading.current_thread() is threading.main_thread(), threading.active_count(), [t.name for t in threading.enumerate()])
def work(n, k=1): time.sleep(0.05); res.append(n*k)
res = []
t = threading.Thread(target=work, args=(2,), kwargs={'k': 3}, name='w')
print(t.name, t.is_alive(), t.ident, t.daemon, str(t).startswith('<Thread(w, initial)>'))
t.start()
print(t.is_alive(), type(t.ident).__name__, type(t.native_id).__name__, repr(t).split(' ')[0:2])
t.join(); print(t.is_alive(), res, 'stopped' in repr(t))
try: t.start()
except RuntimeError as e: print(e)
t2 = threading.Thread(target=work)
try: t2.join()
except RuntimeError as e: print(e)
try: threading.current_thread().join()
except RuntimeError as e: print(e)
try: t.daemon = True
except RuntimeError as e: print(e)
t3 = threading.Thread(target=lambda: None); print(t3.name); t3.daemon = True; print(t3.daemon, t3)
class Sub(threading.Thread):
    def __init__(self): super().__init__(name='sub'); self.r = None
    def run(self): self.r = threading.current_thread().name
s = Sub(); s.start(); s.join(); print(s.r)
class Bad(threading.Thread):
    def __init__(self): pass
try: Bad().start()
except RuntimeError as e: print(e)
l = threading.Lock(); print(l.acquire(), l.locked(), l.acquire(False), l.acquire(timeout=0.05), l.release(), l.locked())
try: l.release()
except RuntimeError as e: print(e)
try: l.acquire(False, 1)
except ValueError as e: print(e)
try: l.acquire(timeout=-5)
except ValueError as e: print(e)
r = threading.RLock(); print(r.acquire(), r.acquire(), r.release(), r.release())
try: r.release()
except RuntimeError as e: print(e)
with l: print('with', l.locked())
ev = threading.Event(); print(ev.is_set(), ev.wait(0.01), ev.set(), ev.wait(), ev.clear(), ev)
c = threading.Condition()
try: c.wait()
except RuntimeError as e: print(e)
try: c.notify()
except RuntimeError as e: print(e)
with c: print(c.wait(0.01), c.wait_for(lambda: True), c.wait_for(lambda: False, timeout=0.02))
sm = threading.Semaphore(2); print(sm.acquire(), sm.acquire(blocking=False), sm.acquire(blocking=False), sm.acquire(timeout=0.02), sm.release(2), sm)
try: threading.Semaphore(-1)
except ValueError as e: print(e)
b = threading.BoundedSemaphore(1)
try: b.release()
except ValueError as e: print(e)
ba = threading.Barrier(2, action=lambda: print('action'), timeout=1)
def at(): print('barrier', ba.wait() in (0, 1))
ts = [threading.Thread(target=at) for _ in range(2)]
[x.start() for x in ts]; [x.join() for x in ts]
print(ba.parties, ba.n_waiting, ba.broken, ba)
try: ba.wait(0.02)
except threading.BrokenBarrierError as e: print('broken', repr(e), ba.broken)
ba.reset(); print(ba.broken)
ba.abort(); print(ba.broken)
ti = threading.Timer(0.05, print, args=['timer'], kwargs={'end': '!\n'}); ti.start(); ti.join()
ti = threading.Timer(5, print); ti.start(); ti.cancel(); ti.join(); print('cancelled')
lo = threading.local(); lo.x = 1
def look():
    print(hasattr(lo, 'x')); lo.x = 2
x = threading.Thread(target=look); x.start(); x.join(); print(lo.x, lo.__dict__)
class L(threading.local):
    def __init__(self, n): self.n = n
ll = L(5)
x = threading.Thread(target=lambda: print(ll.n)); x.start(); x.join()
threading.excepthook = lambda a: print('hook', a.exc_type.__name__, a.exc_value, a.thread.name)
x = threading.Thread(target=lambda: 1/0, name='zero'); x.start(); x.join()
threading.excepthook = threading.__excepthook__
print(threading.get_ident() == threading.main_thread().ident, threading.TIMEOUT_MAX > 1e6, threading.stack_size())
print(threading.get_native_id() == threading.main_thread().native_id)
import warnings
warnings.simplefilter('ignore')
print(threading.activeCount(), threading.currentThread().getName(), ev.isSet(), x.isDaemon() if hasattr(x,'isDaemon') else 0)
x.setName('n'); x.setDaemon if 0 else None
with c: c.notifyAll()
print(threading.Thread(target=work, daemon=True))
try: threading.Thread(group=5)
except AssertionError as e: print(e)
def g(): 
    print(threading.current_thread().name, threading.current_thread().daemon)
x = threading.Thread(target=g, daemon=True); x.start(); x.join()
x = threading.Thread(target=work, args=(1,)); print(x.name)
print(threading.Lock, type(threading.Lock()), threading.RLock, threading.ThreadError is RuntimeError)
print(l, r)
