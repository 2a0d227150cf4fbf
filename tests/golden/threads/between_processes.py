"""Locks, events, conditions, barriers, queues and numbers that processes share."""
import multiprocessing as mp, time
def add(n, value, lock):
    for _ in range(n):
        with lock: value.value += 1
def wait_for(event, q): event.wait(); q.put("saw it")
def sleeper(cond, q):
    with cond: q.put("asleep"); q.put(cond.wait(5))
def party(barrier, q): barrier.wait(); q.put("through")
def producer(q, n):
    for i in range(n): q.put(i)
def consumer(jobs, results):
    while True:
        job = jobs.get()
        if job is None: return
        results.put(job * job)
def fill(array, start):
    for i in range(len(array)): array[i] = start + i
def echo(connection):
    while (x := connection.recv()) is not None: connection.send(x * 2)
def big(q): q.put("x" * 200_000)
def run(target, *args):
    p = mp.Process(target=target, args=args); p.start(); return p
def main():
    value, lock = mp.Value("i", 0, lock=False), mp.Lock()
    ps = [run(add, 50, value, lock) for _ in range(3)]
    for p in ps: p.join()
    print(value.value)
    q, event = mp.Queue(), mp.Event()
    p = run(wait_for, event, q); event.set(); print(q.get()); p.join()
    cond = mp.Condition(); p = run(sleeper, cond, q); print(q.get())
    time.sleep(0.05)
    with cond: cond.notify()
    print(q.get()); p.join()
    with cond: print(cond.wait(0.05))
    barrier = mp.Barrier(3); ps = [run(party, barrier, q) for _ in range(2)]; barrier.wait()
    print(q.get(), q.get()); [p.join() for p in ps]
    p = run(producer, q, 100); print(sum(q.get() for _ in range(100))); p.join(); print(q.empty(), q.qsize())
    jobs, results = mp.Queue(3), mp.Queue()
    ps = [run(consumer, jobs, results) for _ in range(2)]
    for i in range(10): jobs.put(i)
    for _ in ps: jobs.put(None)
    print(sorted(results.get() for _ in range(10))); [p.join() for p in ps]
    array = mp.Array("d", 4); run(fill, array, 1.5).join(); print(array[:], array[-1])
    ours, theirs = mp.Pipe(); p = run(echo, theirs)
    for x in (1, "ab", [3]): ours.send(x); print(ours.recv())
    ours.send(None); p.join()
    p = run(big, q); print(len(q.get())); p.join()
    sem = mp.Semaphore(2); print(sem.acquire(), sem.acquire(), sem.acquire(timeout=0.05)); sem.release(); print(sem.acquire(False))
if __name__ == "__main__": main()
