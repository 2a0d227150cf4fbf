"""What a worker sees of the program: its globals as they were, changes of its own, the module as it stands."""
import multiprocessing as mp, os
from concurrent.futures import ProcessPoolExecutor
state = {"n": 1}
print("top", __name__, flush=True)
class Point:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, other): return (self.x, self.y) == (other.x, other.y)
    def __repr__(self): return f"Point({self.x}, {self.y})"
def change(n):
    state["n"] += n
    return state["n"], mp.current_process().name
def swap(p): p.x, p.y = p.y, p.x; return p
def deep(n): return n if n == 0 else (n, deep(n - 1))
class Odd(Exception):
    def __init__(self, what): super().__init__(what); self.what = what
def odd(n):
    if n % 2: raise Odd(n)
    return n
def main():
    state["n"] = 10
    with ProcessPoolExecutor(1) as pool:
        state["n"] = 20
        print(pool.submit(change, 1).result())
        state["n"] = 30
        print(pool.submit(change, 1).result())
        p = Point(1, 2); q = pool.submit(swap, p).result(); print(p, q, p == q)
        print(pool.submit(deep, 5).result())
        for n in range(3):
            try: print(pool.submit(odd, n).result())
            except Odd as e: print("odd", e, e.what)
        print(list(pool.map(str.upper, ["a", "b"])), list(pool.map(pow, [2, 3], [3, 2])))
        big = pool.submit(bytes, 300_000).result(); print(len(big))
    print(state, os.getpid() == mp.current_process().pid)
    with mp.Pool(2) as pool:
        print(pool.map(abs, range(-5, 0)), pool.starmap(divmod, [(7, 2), (9, 4)]))
        print(sum(pool.imap_unordered(len, ["a" * i for i in range(50)], chunksize=7)))
if __name__ == "__main__":
    main()
