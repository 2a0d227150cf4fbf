import asyncio
async def w(d, n):
    await asyncio.sleep(d); print('w', n); return n
async def main():
    for c in asyncio.as_completed([w(0.3,1), w(0.1,2), w(0.2,3)]): print(await c)
    async for t in asyncio.as_completed([asyncio.create_task(w(0.02,1)), asyncio.create_task(w(0.01,2))]): print(await t)
    try:
        for c in asyncio.as_completed([w(0.3,1), w(0.1,2)], timeout=0.2): print(await c)
    except TimeoutError as e: print(repr(e))
async def left():
    try: await asyncio.sleep(10)
    finally: print('left cleanup'); await asyncio.sleep(0); print('more')
async def m2():
    a = asyncio.create_task(left()); await asyncio.sleep(0)
    asyncio.get_running_loop().call_soon(print, 'soon')
    return 5
print(asyncio.run(main()))
print(asyncio.run(m2()))
with asyncio.Runner() as r:
    print(r.run(w(0,9)), r.run(w(0,8)))
async def nm(): print(asyncio.current_task().get_name())
asyncio.run(nm()); asyncio.run(nm())
async def fails(): raise ValueError('f')
async def m3():
    t = asyncio.create_task(fails()); await asyncio.sleep(0); await asyncio.sleep(0)
    del t
    print('deleted')
    t = asyncio.create_task(fails()); await asyncio.sleep(0); await asyncio.sleep(0)
    try: await t
    except ValueError as e: print(e)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda l, c: print('handler', sorted(c), c['message']))
    loop.call_soon(lambda: 1/0)
    f = loop.create_future(); f.set_exception(OSError('u')); del f
    await asyncio.sleep(0)
    t = asyncio.create_task(fails())
    g = asyncio.gather(t, w(0.1, 'g'))
    try: await g
    except ValueError as e: print('gather', e, g)
    await asyncio.sleep(0.2)
    async def c1():
        try: await asyncio.sleep(1)
        except asyncio.CancelledError:
            print('c1', asyncio.current_task().cancelling(), asyncio.current_task().uncancel()); return 'swallowed'
    t = asyncio.create_task(c1()); await asyncio.sleep(0); print(t.cancel(), t.cancel()); print(await t, t.cancelled(), t.cancel())
    t = asyncio.create_task(c1()); t.cancel('early')
    try: await t
    except asyncio.CancelledError as e: print('early', e.args)
asyncio.run(m3())
