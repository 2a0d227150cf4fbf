import asyncio
async def job(d, n, fail=None):
    try:
        await asyncio.sleep(d)
        print('done', n)
        if fail: raise fail
        return n
    except asyncio.CancelledError:
        print('cancelled', n); raise
async def main():
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(job(0.1, 'a')); b = tg.create_task(job(0.05, 'b'), name='bee')
        print(tg)
    print(a.result(), b.result(), b.get_name(), tg)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(job(0.1, 'a')); tg.create_task(job(0.05, 'b', ValueError('v')))
    except BaseException as e: print(e, e.exceptions, asyncio.current_task().cancelling())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(job(0.05, 'b', ValueError('v')))
            await asyncio.sleep(1)
    except BaseException as e: print(e, asyncio.current_task().cancelling(), repr(e.__context__), repr(e.__cause__))
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(job(0.05, 'b')); await asyncio.sleep(0)
            raise KeyError('body')
    except BaseException as e: print(e)
    async def outer():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(job(1, 'x')); await job(2, 'y')
    t = asyncio.create_task(outer()); await asyncio.sleep(0.01); t.cancel()
    try: await t
    except asyncio.CancelledError as e: print('outer cancelled', repr(e))
    try: tg.create_task(job(1, 'z'))
    except RuntimeError as e: print(e)
    c = asyncio.Condition(); items = []
    async def cons(i):
        async with c:
            await c.wait_for(lambda: items); print('item', i, items.pop())
    async def prod():
        for i in range(3):
            async with c: items.append(i); c.notify()
            await asyncio.sleep(0.01)
    await asyncio.gather(*[cons(i) for i in range(3)], prod())
    async def waits():
        async with c: await c.wait()
    t = asyncio.create_task(waits()); await asyncio.sleep(0); t.cancel()
    print((await asyncio.gather(t, return_exceptions=True)), c.locked())
    try: c.notify()
    except RuntimeError as e: print(e)
    try: await c.wait()
    except RuntimeError as e: print(e)
asyncio.run(main())
