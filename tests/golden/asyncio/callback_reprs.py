# How callbacks are shown: by their name, and where they stand; what they are called with, in debug mode.
import re
import asyncio, functools


def show(thing):
    text = re.sub(r" at [^ >]*asyncio[^ >]*:\d+", "", repr(thing))
    print(re.sub(r" created at [^ >]+:\d+", " created", text))


def cb(a, b=0): pass
class C:
    def m(self): pass
    def __call__(self): pass
    def __repr__(self): return '<C>'
    @staticmethod
    def s(): pass
    @classmethod
    def c(cls): pass
async def main():
    loop = asyncio.get_running_loop()
    @functools.wraps(cb)
    def wrapped(*a): pass
    @functools.lru_cache
    def cached(): pass
    for f in (functools.partial(cb, 1, b=2), functools.partial(functools.partial(cb, 1), b=2), functools.partial(print), functools.partial(C().m), C().m, C(), C.s, C.c, C, print, [].append, len, wrapped, cached, functools.partialmethod, asyncio.Event().set, loop.stop, loop.create_future().set_result, 'x'.upper, int, asyncio.Queue().put_nowait, cb.__call__, functools.partial(cb)):
        try:
            h = loop.call_soon(f, 'arg')
            show(h)
            h.cancel()
        except Exception as e: print(repr(e))
        fut = loop.create_future()
        fut.add_done_callback(f)
        show(fut)
asyncio.run(main())
print('----')
asyncio.run(main(), debug=True)
