"""Who runs when: a new thread at once, a woken one when the waker waits."""
import threading, queue, time
def w(): log.append("worker")
log = []
t = threading.Thread(target=w); t.start(); log.append("main"); t.join(); print(log)
q, log = queue.Queue(), []
def get():
    while (x := q.get()) is not None: log.append(("got", x))
t = threading.Thread(target=get); t.start()
for i in range(3): q.put(i); log.append(("put", i))
q.put(None); t.join(); print(log)
e, log = threading.Event(), []
def wait(): e.wait(); log.append("woken")
t = threading.Thread(target=wait); t.start(); e.set(); log.append("after set"); t.join(); print(log)
lock, log = threading.Lock(), []
def many(n):
    for i in range(3):
        with lock: log.append((n, i))
ts = [threading.Thread(target=many, args=(n,)) for n in range(3)]
for t in ts: t.start()
for t in ts: t.join()
print(log)
log, begun = [], time.monotonic()
def sleep(n): time.sleep(n); log.append((n, round(time.monotonic() - begun, 1)))
ts = [threading.Thread(target=sleep, args=(n,)) for n in (0.3, 0.1, 0.2)]
for t in ts: t.start()
for t in ts: t.join()
print(log)
begun = time.monotonic()
ts = [threading.Thread(target=time.sleep, args=(0.2,)) for _ in range(10)]
for t in ts: t.start()
for t in ts: t.join()
print(round(time.monotonic() - begun, 1))
