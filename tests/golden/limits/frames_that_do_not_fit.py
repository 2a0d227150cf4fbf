"""What cannot be resumed for want of depth is over; throw() leaves it as it is."""
def g():
    try:
        yield 1
        yield 2
    finally: log.append("fin")
log=[]
def down(f, n=0):
    try: return down(f, n+1)
    except RecursionError: 
        if n<0: return
        try: return f()
        except RecursionError as e: return e
def bottom(f):
    def inner():
        try: inner()
        except RecursionError as e:
            if not res:
                try: res.append(f())
                except BaseException as e: res.append(repr(e))
    res=[]
    inner()
    return res
it=g(); next(it)
print(bottom(it.__next__), it.gi_frame is None, log, list(it))
it=g()
print(bottom(it.__next__), it.gi_frame is None, log,list(it))
log.clear()
it=g(); next(it)
print(bottom(it.close), it.gi_frame is None, log,list(it))
log.clear()
it=g(); next(it)
print(bottom(lambda: it.throw(ValueError)), it.gi_frame is None, log,list(it))
def h(): yield from it
log.clear(); it=g(); y=h(); next(y)
print(bottom(y.__next__), y.gi_frame is None, it.gi_frame is None, log, list(it))
log.clear(); it=g(); y=h(); next(y)
print(bottom(y.close), y.gi_frame is None, it.gi_frame is None, log, list(it))
