# KeyboardInterrupt raised by the script.
def f():
    raise KeyboardInterrupt("stop")


f()
