"""Daemons end with main: no finally, no destructor runs."""
import threading, time, sys
def w():
    try:
        while True: time.sleep(0.02)
    finally: print("never")
class D:
    def __del__(self): print("never del")
def w2():
    d = D()
    try: threading.Event().wait()
    except BaseException: print("never")
for f in (w, w2): threading.Thread(target=f, daemon=True).start()
time.sleep(0.1)
print("bye")
sys.exit(3)
