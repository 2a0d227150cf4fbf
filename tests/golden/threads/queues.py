"""The module queue."""
import queue, threading, time
q = queue.Queue(2); q.put(1); q.put(2)
print(q.full(), q.qsize(), q.empty())
for f in (lambda: q.put(3, block=False), lambda: q.put(3, timeout=0.05), lambda: q.put_nowait(3), lambda: q.put(3, timeout=-1)):
    try: f()
    except Exception as e: print(type(e), e)
print(q.get(), q.get())
for f in (lambda: q.get(False), lambda: q.get(timeout=0.05), q.get_nowait, lambda: q.get(timeout=-1)):
    try: f()
    except Exception as e: print(type(e), e)
q.task_done(); q.task_done()
try: q.task_done()
except ValueError as e: print(e)
q.join()
l = queue.LifoQueue()
for x in (3, 1, 2): l.put(x)
print([l.get() for _ in range(3)])
s = queue.SimpleQueue(); s.put(1); print(s.get(), s.empty(), s.qsize(), type(s))
for f in (lambda: s.get(False), lambda: s.get(timeout=0.05), s.get_nowait):
    try: f()
    except queue.Empty as e: print(repr(e))
# Workers, and join.
q, done = queue.Queue(), []
def work():
    while True:
        item = q.get()
        time.sleep(0.05); done.append(item); q.task_done()
for _ in range(2): threading.Thread(target=work, daemon=True).start()
for i in range(6): q.put(i)
q.join(); print(sorted(done))
# Shut down.
q = queue.Queue(); q.put("left"); q.shutdown(); print(q.get())
for f in (q.get, lambda: q.put(1)):
    try: f()
    except queue.ShutDown as e: print(repr(e))
q = queue.Queue(); q.put(1); q.shutdown(immediate=True)
try: q.get()
except queue.ShutDown as e: print(repr(e))
q = queue.Queue()
def waits():
    try: q.get()
    except queue.ShutDown: print("woken by shutdown")
t = threading.Thread(target=waits); t.start(); q.shutdown(); t.join()
class Sized(queue.Queue):
    def _put(self, item): super()._put(item * 2)
z = Sized(); z.put(4); print(z.get())
