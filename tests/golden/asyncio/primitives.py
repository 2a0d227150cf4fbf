import asyncio
async def prod(q, n):
    for i in range(n):
        await q.put(i); print('put', i)
    await q.put(None)
async def cons(q):
    while True:
        x = await q.get()
        if x is None: break
        print('got', x); q.task_done()
async def main():
    q = asyncio.Queue(maxsize=2); print(repr(q)[:6], q.maxsize)
    await asyncio.gather(prod(q, 5), cons(q))
    q.task_done(); await q.join()
    try: q.task_done()
    except ValueError as e: print(e)
    try: q.get_nowait()
    except asyncio.QueueEmpty as e: print(repr(e))
    q.put_nowait(1); q.put_nowait(2)
    try: q.put_nowait(3)
    except asyncio.QueueFull as e: print(repr(e))
    print(str(q).split(' ',3)[3])
    p = asyncio.PriorityQueue()
    for x in (5,3,(1),4,2): p.put_nowait(x)
    print([p.get_nowait() for _ in range(5)])
    l = asyncio.LifoQueue()
    for x in (5,3,1): l.put_nowait(x)
    print([await l.get() for _ in range(3)])
    lock = asyncio.Lock()
    order = []
    async def w(i):
        async with lock:
            order.append(('in', i)); await asyncio.sleep(0); order.append(('out', i))
    ts = [asyncio.create_task(w(i)) for i in range(4)]
    await asyncio.sleep(0); print(str(lock).split('[')[1]); ts[1].cancel()
    print(await asyncio.gather(*ts, return_exceptions=True)); print(order, lock.locked())
    try: lock.release()
    except RuntimeError as e: print(e)
    ev = asyncio.Event()
    async def we(i): await ev.wait(); print('ev', i)
    ts = [asyncio.create_task(we(i)) for i in range(3)]
    await asyncio.sleep(0); ev.set(); ev.clear(); print(ev.is_set(), await asyncio.wait(ts) and 'ok')
    sem = asyncio.Semaphore(2)
    async def ws(i):
        async with sem: print('sem', i); await asyncio.sleep(0.01*i)
    await asyncio.gather(*[ws(i) for i in range(5)])
    b = asyncio.BoundedSemaphore(1)
    try: b.release()
    except ValueError as e: print(e)
    async def slow(d, x=None):
        try: await asyncio.sleep(d)
        except asyncio.CancelledError: print('slow cancelled', d); raise
        if x: raise x
        return d
    ts = [asyncio.create_task(slow(d), name=str(d)) for d in (0.3, 0.1, 0.2)]
    d, p = await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED)
    print(sorted(t.get_name() for t in d), sorted(t.get_name() for t in p))
    d, p = await asyncio.wait(ts, timeout=0.15); print(len(d), len(p))
    d, p = await asyncio.wait(ts); print(len(d), len(p))
    try: await asyncio.wait([])
    except ValueError as e: print(e)
    inner = asyncio.create_task(slow(0.1))
    try: await asyncio.wait_for(asyncio.shield(inner), 0.05)
    except TimeoutError: print('timeout', inner.done())
    print(await inner)
    try:
        async with asyncio.timeout(0.05) as cm: await slow(1)
    except TimeoutError as e: print('T', cm.expired(), repr(e.__cause__))
    async with asyncio.timeout(None) as cm: pass
    print(cm)
    try: await asyncio.wait_for(slow(1), 0)
    except TimeoutError as e: print('T0', repr(e.__cause__))
    try: await asyncio.wait_for(slow(0, KeyError('k')), 1)
    except KeyError as e: print(repr(e))
    t = asyncio.create_task(slow(1)); 
    g = asyncio.gather(t, slow(2)); await asyncio.sleep(0); g.cancel('why')
    try: await g
    except asyncio.CancelledError as e: print(repr(e), e.args, g.done(), t)
asyncio.run(main())
