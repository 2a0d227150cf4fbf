"""Lock, RLock, Condition, Semaphore, Event, Barrier: their texts, what they refuse, and waiting."""
import threading, time
l = threading.Lock(); print(l, threading.Lock, type(l)); l.acquire(); print(l, l.locked())
print(l.acquire(False), l.acquire(timeout=0.05))
try: l.release(); l.release()
except RuntimeError as e: print(e)
for kw in (dict(blocking=False, timeout=1), dict(timeout=-2), dict(timeout=1e20), dict(timeout="x")):
    try: l.acquire(**kw)
    except Exception as e: print(type(e).__name__, e)
r = threading.RLock(); print(r); print(r.acquire(), r.acquire(), r._is_owned())
def other():
    try: r.release()
    except RuntimeError as e: print(e)
    print(r.acquire(blocking=False))
t = threading.Thread(target=other); t.start(); t.join()
r.release(); r.release()
try: r.release()
except RuntimeError as e: print(e)
e = threading.Event(); print(e, e.is_set(), e.wait(0.05)); e.set(); print(e, e.wait(), e.wait(0.1)); e.clear(); print(e)
c = threading.Condition(); print(c)
for f in (c.notify, c.wait, c.notify_all):
    try: f()
    except RuntimeError as x: print(x)
with c: print(c.wait(0.05), c.wait_for(lambda: False, 0.05), c.wait_for(lambda: 7))
s = threading.Semaphore(2); print(s); b = threading.BoundedSemaphore(1); print(b)
with s, s: print(s, s.acquire(timeout=0.05), s.acquire(False))
try: b.release()
except ValueError as x: print(x)
for f in (lambda: threading.Semaphore(-1), lambda: s.release(0), lambda: s.acquire(False, 1)):
    try: f()
    except ValueError as x: print(x)
bar = threading.Barrier(2); print(bar, bar.parties, bar.n_waiting, bar.broken)
try: bar.wait(0.05)
except threading.BrokenBarrierError as x: print(repr(x), bar)
try: bar.wait()
except threading.BrokenBarrierError as x: print("still broken")
bar.reset(); print(bar)
try: threading.Barrier(0)
except ValueError as x: print(x)

# Producer and consumer with a condition.
items, log, cond = [], [], threading.Condition()
def consume(name):
    while True:
        with cond:
            cond.wait_for(lambda: items)
            item = items.pop(0)
        if item is None: return
        log.append((name, item))
ts = [threading.Thread(target=consume, args=(n,)) for n in "ab"]
for t in ts: t.start()
for i in range(4):
    with cond: items.append(i); cond.notify()
    time.sleep(0.05)
with cond: items += [None, None]; cond.notify_all()
for t in ts: t.join()
print(sorted(i for _, i in log))

# A barrier with an action, three rounds.
rounds = []
bar = threading.Barrier(3, action=lambda: rounds.append(len(rounds)))
def party():
    for _ in range(3): bar.wait()
ts = [threading.Thread(target=party) for _ in range(3)]
for t in ts: t.start()
for t in ts: t.join()
print(rounds, bar)

# A thread that waits gets it when it is released, in time or not at all.
def late():
    time.sleep(0.1); l.release()
l.acquire(); threading.Thread(target=late).start()
begun = time.monotonic(); print(l.acquire(timeout=1), round(time.monotonic() - begun, 1)); l.release()
tm = threading.Timer(0.05, print, ["timer", 1], {"sep": "="}); print(tm); tm.start(); tm.join()
tm = threading.Timer(5, print, ["never"]); tm.start(); tm.cancel(); tm.join(); print(tm.is_alive())
