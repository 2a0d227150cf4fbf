"""Exceptions of threads: the hook, a hook of one's own, one that fails."""
import threading, sys, _thread, time
def fail(): raise KeyError("k")
def chain():
    try: fail()
    except KeyError as e: raise RuntimeError("outer") from e
for f in (fail, chain):
    t = threading.Thread(target=f, name=f.__name__); t.start(); t.join()
def hook(args): print("hook", args.exc_type.__name__, args.exc_value, args.thread.name, args.exc_traceback is not None)
threading.excepthook = hook
t = threading.Thread(target=fail); t.start(); t.join()
def bad_hook(args): raise ZeroDivisionError("in hook")
threading.excepthook = bad_hook
t = threading.Thread(target=fail); t.start(); t.join()
threading.excepthook = threading.__excepthook__
t = threading.Thread(target=sys.exit, args=("quiet",)); t.start(); t.join()
try: threading.excepthook((1, 2))
except TypeError as e: print(e)
done = threading.Event()
def low(): done.set(); raise OSError("low")
_thread.start_new_thread(low, ()); done.wait(); time.sleep(0.05)
print("end")
