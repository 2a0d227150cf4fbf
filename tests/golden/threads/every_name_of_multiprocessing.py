# The everyday names of `multiprocessing`, as a script uses them.
import multiprocessing as mp, os, time, sys
def work(q, n): q.put((n, n*n))
def slow(): time.sleep(10)
def sq(x): return x*x
def add(a, b): return a+b
def fail(x): raise ValueError(x)
def child(conn): conn.send(['hello', conn.recv()]); conn.close()
def locked(l, v):
    for _ in range(50):
        with l: v.value += 1
def exits(): sys.exit(3)
def raises(): raise ValueError('x')
def init(x): global G; G = x
def getg(_): return G
if __name__ == '__main__':
    q = mp.Queue(); ps = [mp.Process(target=work, args=(q, n)) for n in range(3)]
    print(ps[0].name, ps[0].is_alive(), ps[0].exitcode, ps[0].pid)
    [p.start() for p in ps]; print(sorted(q.get() for _ in ps)); [p.join() for p in ps]; print([p.exitcode for p in ps], q.empty())
    p = mp.Process(target=slow, name='slow', daemon=True); p.start(); print(p.is_alive(), p.daemon, len(mp.active_children())); p.join(0.05); print(p.is_alive()); p.terminate(); p.join(); print(p.exitcode, p.is_alive())
    p = mp.Process(target=slow); p.start(); p.kill(); p.join(); print(p.exitcode); p.close()
    try: p.is_alive()
    except ValueError as e: print(e)
    p = mp.Process(target=exits); p.start(); p.join(); print(p.exitcode)
    with mp.Pool(2) as pool:
        print(pool.map(sq, range(5)), pool.apply(add, (1, 2)), pool.starmap(add, [(1,2),(3,4)]), list(pool.imap(sq, [1,2,3])), sorted(pool.imap_unordered(sq, [1,2,3])))
        r = pool.apply_async(sq, (7,)); print(r.get(timeout=5), r.ready(), r.successful())
        r = pool.map_async(sq, [1,2], callback=lambda x: print('cb', x)); r.wait(); print(r.get())
        try: pool.map(fail, [1])
        except ValueError as e: print(repr(e), type(e.__cause__).__name__)
        try: pool.apply_async(slow).get(timeout=0.1)
        except mp.TimeoutError as e: print(repr(e))
    with mp.Pool(1, initializer=init, initargs=(9,)) as pool: print(pool.map(getg, [1]))
    try: pool.map(sq, [1])
    except ValueError as e: print(e)
    pool = mp.Pool(1); pool.close(); pool.join()
    a, b = mp.Pipe(); p = mp.Process(target=child, args=(b,)); p.start(); a.send(42); print(a.poll(2), a.recv()); p.join(); 
    a, b = mp.Pipe(duplex=False); b.send(1); print(a.recv())
    try: a.send(1)
    except OSError as e: print(e)
    b.close()
    try: a.recv()
    except EOFError as e: print(repr(e))
    l = mp.Lock(); v = mp.Value('i', 0); ps = [mp.Process(target=locked, args=(l, v)) for _ in range(3)]; [p.start() for p in ps]; [p.join() for p in ps]; print(v.value)
    arr = mp.Array('d', [1.0, 2.0]); arr[0] = 5; print(arr[:], len(arr))
    e = mp.Event(); p = mp.Process(target=e.set); p.start(); print(e.wait(5)); p.join()
    print(mp.cpu_count() == os.cpu_count(), mp.current_process().name, mp.parent_process(), mp.get_start_method(), mp.current_process().pid == os.getpid())
    sq_ = mp.SimpleQueue(); sq_.put(1); print(sq_.get(), sq_.empty())
    jq = mp.JoinableQueue(); jq.put(1); jq.get(); jq.task_done(); jq.join(); print('joined')
    s = mp.Semaphore(2); print(s.acquire(), s.acquire(), s.acquire(False)); bs = mp.BoundedSemaphore(1); 
    r = mp.RLock(); print(r.acquire(), r.acquire(), r.release())
    c = mp.Condition()
    with c: print(c.wait(0.01))
    b = mp.Barrier(1); print(b.wait())
    ctx = mp.get_context('fork'); p = ctx.Process(target=sq, args=(2,)); p.start(); p.join(); print(p.exitcode)
    p = mp.Process(target=raises, name='raises'); p.start(); p.join(); print(p.exitcode)
    print(mp.get_all_start_methods()[0])
    try: q.get(timeout=0.05)
    except Exception as e: print(type(e).__name__)
    q2 = mp.Queue(1); q2.put(1)
    try: q2.put(2, timeout=0.05)
    except Exception as e: print(type(e).__name__)
    print(q2.full(), q2.get()); q2.close(); q2.join_thread()
