"""Workers that are killed or leave: who hears of it."""
import os, time, multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor
def victim(): time.sleep(30)
def leave(): os._exit(3)
def main():
    with ProcessPoolExecutor(2) as pool:
        f, g = pool.submit(victim), pool.submit(leave)
        for x in (f, g):
            try: x.result()
            except Exception as e: print(type(e).__name__, e)
        try: pool.submit(victim)
        except Exception as e: print(type(e).__name__, e)
    p = mp.Process(target=victim); p.start(); time.sleep(0.05); p.kill(); p.join(); print(p.exitcode)
    p = mp.Process(target=os._exit, args=(5,)); p.start(); p.join(); print(p.exitcode)
    r, w = mp.Pipe(False)
    p = mp.Process(target=victim); p.start(); w.close(); p.terminate()
    try: r.recv()
    except EOFError: print("EOF")
    p.join()
    print(p.exitcode, mp.active_children())
    p = mp.Process(target=victim, daemon=True); p.start(); print("a daemon is left", p.is_alive())
if __name__ == "__main__": main()
