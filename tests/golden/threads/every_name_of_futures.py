# Each name of `concurrent.futures`, as a script uses it.
import concurrent.futures as cf, time, threading
def work(n): time.sleep(0.05*n); return n*n
def bad(n): raise ValueError(n)
with cf.ThreadPoolExecutor(max_workers=3, thread_name_prefix='pool') as ex:
    f = ex.submit(work, 2); print(f.done(), f.running(), f.cancelled(), 'state=running' in repr(f))
    print(f.result(), f.exception(), f.done(), 'returned int' in repr(f))
    print(list(ex.map(work, [3,1,2])))
    print(list(ex.map(lambda a,b: a+b, [1,2,3],[4,5])))
    fs = [ex.submit(work, n) for n in (3,1,2)]
    print([f.result() for f in cf.as_completed(fs)])
    e = ex.submit(bad, 5)
    try: e.result()
    except ValueError as x: print(repr(x), repr(e.exception()), 'raised ValueError' in repr(e))
    d, nd = cf.wait([ex.submit(work, n) for n in (1,4)], return_when=cf.FIRST_COMPLETED); print(len(d), len(nd))
    d, nd = cf.wait([ex.submit(work, n) for n in (1,4)], timeout=0.1); print(len(d), len(nd), type(cf.wait([])).__name__)
    r = cf.wait([ex.submit(bad, 1), ex.submit(work, 6)], return_when=cf.FIRST_EXCEPTION); print(len(r.done), len(r.not_done))
    try: ex.submit(work, 6).result(timeout=0.05)
    except TimeoutError as x: print(repr(x), cf.TimeoutError is TimeoutError)
    try: list(ex.map(work, [6], timeout=0.05))
    except TimeoutError as x: print(repr(x))
    f.add_done_callback(lambda f: print('cb', f.result(), threading.current_thread().name))
    g = ex.submit(lambda: threading.current_thread().name); print(g.result()[:5])
    g = ex.submit(work, 1); g.add_done_callback(lambda f: 1/0); g.result()
    it = ex.map(bad, [1, 2])
    try: next(it)
    except ValueError as x: print(repr(x))
try: ex.submit(work, 1)
except RuntimeError as x: print(x)
with cf.ThreadPoolExecutor(1) as ex:
    a = ex.submit(work, 2); b = ex.submit(work, 1); print(b.cancel(), b.cancelled(), a.cancel(), b.cancel(), repr(b).split()[3:])
    try: b.result()
    except cf.CancelledError as x: print(repr(x))
    try: b.exception()
    except cf.CancelledError as x: print(repr(x))
ex = cf.ThreadPoolExecutor(1)
fs = [ex.submit(work, 1) for _ in range(4)]
ex.shutdown(wait=True, cancel_futures=True); print([f.cancelled() for f in fs])
for bad_ in (0, -1, 'x'):
    try: cf.ThreadPoolExecutor(bad_)
    except Exception as x: print(type(x).__name__, x)
def init(x): 
    threading.current_thread().tag = x
with cf.ThreadPoolExecutor(2, initializer=init, initargs=('tag',)) as ex: print(ex.submit(lambda: threading.current_thread().tag).result())
def boom(): raise ValueError('init')
with cf.ThreadPoolExecutor(1, initializer=boom) as ex:
    f = ex.submit(work, 1)
    try: f.result()
    except Exception as x: print(type(x).__module__, type(x).__name__, x)
f = cf.Future(); print(f.set_running_or_notify_cancel(), f.running()); f.set_result(3); print(f.result())
try: f.set_result(4)
except cf.InvalidStateError as x: print(type(x).__name__, str(x)[:9])
f = cf.Future(); f.set_exception(KeyError('k'))
try: f.result()
except KeyError as x: print(repr(x))
print(cf.ALL_COMPLETED, cf.FIRST_COMPLETED, cf.FIRST_EXCEPTION, sorted(cf.__all__), issubclass(cf.BrokenExecutor, RuntimeError))
try:
    for f in cf.as_completed([cf.Future()], timeout=0.05): pass
except TimeoutError as x: print(x)
import os
def pid(n): return os.getpid() != parent, n
parent = os.getpid()
def fail(): raise LookupError('in worker')
if __name__ == '__main__':
    with cf.ProcessPoolExecutor(2) as ex:
        print(ex.submit(pid, 1).result(), list(ex.map(pid, [1,2,3], chunksize=2)))
        f = ex.submit(fail)
        try: f.result()
        except LookupError as x: print(repr(x), type(x.__cause__).__name__)
        f = ex.submit(lambda: 1)
        try: f.result()
        except Exception as x: print(type(x).__name__)
        f = ex.submit(os._exit, 1)
        try: f.result()
        except Exception as x: print(type(x).__name__, x)
        try: ex.submit(pid, 1)
        except Exception as x: print(type(x).__name__, x)
    try: cf.ProcessPoolExecutor(0)
    except ValueError as x: print(x)
