# Each name of `queue`, as a script uses it.
import queue, threading, time
q = queue.Queue(2)
print(q.empty(), q.full(), q.qsize(), q.maxsize)
q.put(1); q.put(2, timeout=1); print(q.full())
for f in (lambda: q.put(3, block=False), lambda: q.put_nowait(3), lambda: q.put(3, timeout=0.02), lambda: q.put(1, timeout=-1)):
    try: f()
    except Exception as e: print(type(e).__module__, type(e).__name__, e)
print(q.get(), q.get_nowait())
for f in (lambda: q.get(False), q.get_nowait, lambda: q.get(timeout=0.02), lambda: q.get(timeout=-1)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
q.task_done(); q.task_done()
try: q.task_done()
except ValueError as e: print(e)
q.join()
p = queue.PriorityQueue()
for x in ((2,'b'),(1,'a'),(3,'c')): p.put(x)
print([p.get() for _ in range(3)])
l = queue.LifoQueue()
for x in range(3): l.put(x)
print([l.get() for _ in range(3)])
s = queue.SimpleQueue(); s.put(1); s.put_nowait(2); print(s.get(), s.get_nowait(), s.empty(), s.qsize())
try: s.get(timeout=0.02)
except queue.Empty: print('Empty')
q = queue.Queue()
def worker():
    while True:
        try: item = q.get()
        except queue.ShutDown: print('shut down'); break
        q.task_done()
t = threading.Thread(target=worker); t.start()
for i in range(5): q.put(i)
q.join(); q.shutdown(); t.join()
try: q.put(1)
except queue.ShutDown as e: print('put', repr(e))
q = queue.Queue(); q.put(1); q.put(2); q.shutdown(immediate=True)
try: q.get()
except queue.ShutDown as e: print(repr(e))
print(queue.Queue[int], issubclass(queue.Empty, Exception))
class Q(queue.Queue):
    def _init(self, m): self.queue = []
    def _qsize(self): return len(self.queue)
    def _put(self, i): self.queue.append(i)
    def _get(self): return self.queue.pop(0)
x = Q(); x.put(5); x.put(6); print(x.get(), x.queue)
