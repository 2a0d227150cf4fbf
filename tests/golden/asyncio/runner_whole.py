# `asyncio.Runner`, all of it.
import asyncio, contextvars, sys
async def work(n=0.01, r=None):
    await asyncio.sleep(n); return r
def attempt(f):
    try: return f()
    except BaseException as e: return f'{type(e).__name__}: {e}'
v = contextvars.ContextVar('v', default=0)
async def setv(n):
    old = v.get(); v.set(n); return old
r = asyncio.Runner()
print(str(attempt(lambda: r.run(5))), str(attempt(lambda: r.run(work)))[:60])
print(r.run(setv(1)), r.run(setv(2)), r.run(setv(3), context=contextvars.copy_context()), r.run(setv(4)), v.get())
loop = r.get_loop(); print(r.get_loop() is loop, loop.is_running(), loop.get_debug())
async def lo(): return asyncio.get_running_loop()
print(r.run(lo()) is loop)
r.close(); r.close(); print(loop.is_closed(), attempt(lambda: r.run(work())), attempt(r.get_loop))
with asyncio.Runner(debug=False) as r2:
    async def left():
        asyncio.create_task(forever()); await asyncio.sleep(0); return 'left'
    async def forever():
        try: await asyncio.sleep(100)
        finally: print('cancelled at close')
    print(r2.run(left()))
    async def inner():
        try: r2.run(work())
        except RuntimeError as e: print(e)
    r2.run(inner())
made = []
def factory():
    l = asyncio.new_event_loop(); made.append(l); return l
with asyncio.Runner(loop_factory=factory) as r3: print(r3.run(lo()) is made[0])
print(asyncio.run(lo(), loop_factory=factory) is made[1], len(made))
print(attempt(lambda: asyncio.run(work(), loop_factory=5)))
async def raises(): raise KeyError('r')
with asyncio.Runner() as r4:
    print(attempt(lambda: r4.run(raises())), attempt(lambda: r4.run(work(r=5))))
