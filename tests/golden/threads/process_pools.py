"""Pools of processes: multiprocessing.Pool and ProcessPoolExecutor."""
import multiprocessing as mp, time, os, sys
from concurrent.futures import ProcessPoolExecutor
import concurrent.futures as cf
def sq(x): return x*x
def add(a,b): return a+b
def bad(x): raise ValueError("bad", x)
def die(): os._exit(3)
def slow(x): time.sleep(0.1); return x
def init(a): global I; I = a
def geti(_): return I
class E(Exception):
    def __init__(self, a, b): super().__init__(a); self.b = b
def unp(): return lambda: 1
def raise_e(): raise E(1, 2)
def name(): return mp.current_process().name, mp.current_process().daemon
def main():
    with mp.Pool(2) as p:
        print(p, p.map(sq, range(5)), p.apply(sq, (3,)), p.starmap(add, [(1,2),(3,4)]))
        print(list(p.imap(sq, range(4))), sorted(p.imap_unordered(sq, range(4), chunksize=2)))
        r = p.map_async(sq, [1,2], callback=lambda v: print("cb", v)); print(r.get(), r.ready(), r.successful(), r)
        r = p.apply_async(bad, (1,), error_callback=lambda e: print("ecb", repr(e)))
        try: r.get()
        except ValueError as e: print(repr(e), type(e.__cause__)); print(str(e.__cause__).splitlines()[-2])
        try: p.apply_async(slow, (1,)).get(timeout=0.01)
        except mp.TimeoutError as e: print(repr(e))
        try: p.map(lambda x: x, [1])
        except Exception as e: print(type(e), e)
        try: p.apply(unp)
        except Exception as e: print(type(e), str(e).split(" at ")[0])
        print(p.apply(name)[1])
        r = p.apply_async(slow, (2,))
        try: r.successful()
        except ValueError as e: print(str(e)[:9])
    try: p.map(sq, [1])
    except ValueError as e: print(e)
    p = mp.Pool(2, initializer=init, initargs=(7,)); print(p.map(geti, [0,0])); p.close(); p.join(); print(p)
    try: mp.Pool(0)
    except ValueError as e: print(e)
    with ProcessPoolExecutor(2) as p:
        f = p.submit(sq, 4); print(f.result(), list(p.map(add, [1,2],[3,4])), list(p.map(sq, range(6), chunksize=2)))
        f = p.submit(bad, 2)
        try: f.result()
        except ValueError as e: print(repr(e), type(e.__cause__)); print(str(e.__cause__).splitlines()[-2])
        f = p.submit(lambda: 1)
        try: f.result()
        except Exception as e: print(type(e), e)
        f = p.submit(unp)
        try: f.result()
        except Exception as e: print(type(e), e)
        f = p.submit(sys.exit, 3)
        try: f.result()
        except BaseException as e: print(type(e), e)
        try: p.submit(raise_e).result()
        except BaseException as e: print(type(e), e)
    try: p.submit(sq, 1)
    except RuntimeError as e: print(e)
    p = ProcessPoolExecutor(2)
    f = p.submit(die); g = p.submit(slow, 1)
    try: f.result()
    except Exception as e: print(type(e), e)
    try: p.submit(sq, 1)
    except Exception as e: print(type(e), e)
    p.shutdown()
    for k in (0, -1):
        try: ProcessPoolExecutor(k)
        except ValueError as e: print(e)
    try: ProcessPoolExecutor(2, initializer=3)
    except TypeError as e: print(e)
    p = ProcessPoolExecutor(1, initializer=bad, initargs=(1,))
    try: p.submit(sq, 1).result()
    except Exception as e: print(type(e), e)
    try: list(ProcessPoolExecutor(1).map(sq, [1], chunksize=0))
    except ValueError as e: print(e)
    print(ProcessPoolExecutor, mp.TimeoutError)
if __name__ == "__main__": main()
