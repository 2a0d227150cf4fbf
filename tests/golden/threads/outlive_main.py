"""A thread that outlives main is waited for, whatever main ends with."""
import threading, time
def w():
    try: time.sleep(1)
    finally: print("worker done", flush=True)
t = threading.Thread(target=w); t.start()
print("main", flush=True)
raise ValueError("x")
