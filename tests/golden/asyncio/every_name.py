# Each name of asyncio, as a script uses it.
import asyncio
async def work(n=0.01, r=None):
    await asyncio.sleep(n); return r
async def main():
    loop = asyncio.get_running_loop()
    t = asyncio.create_task(work(r=1), name='n')
    print(t.get_name(), t.get_coro().__name__, t.done(), t.cancelled(), t.cancelling(), t.uncancel(), t.get_loop() is loop, type(t.get_context()).__name__)
    t.set_name(5); print(t.get_name())
    print(await t, t.result(), t.exception())
    # Future callbacks with context
    import contextvars
    var = contextvars.ContextVar('x', default='none')
    f = loop.create_future()
    ctx = contextvars.copy_context(); ctx.run(var.set, 'in ctx')
    f.add_done_callback(lambda f: print('cb', var.get()), context=ctx)
    cb = lambda f: print('removed')
    f.add_done_callback(cb); f.add_done_callback(cb); print(f.remove_done_callback(cb))
    f.set_result(None); await asyncio.sleep(0)
    # condition
    c = asyncio.Condition()
    async def waiter(n):
        async with c:
            await c.wait(); print('woken', n)
    ws = [asyncio.create_task(waiter(i)) for i in range(3)]
    await asyncio.sleep(0)
    async with c: c.notify(2)
    await asyncio.sleep(0.01)
    async with c: c.notify_all()
    await asyncio.gather(*ws)
    async with c: print(await c.wait_for(lambda: 7))
    print(c.locked(), c)
    # event
    e = asyncio.Event(); print(e.is_set(), e); loop.call_later(0.01, e.set); print(await e.wait(), e); e.clear(); print(e)
    # lock
    l = asyncio.Lock(); print(l); await l.acquire(); print(l, l.locked()); w = asyncio.create_task(l.acquire()); await asyncio.sleep(0); print(l); l.release(); await w; print(l); l.release()
    s = asyncio.Semaphore(2); print(s, s.locked()); await s.acquire(); await s.acquire(); print(s.locked(), s); s.release(); s.release(); print(s)
    b = asyncio.BoundedSemaphore(1)
    try: b.release()
    except ValueError as x: print(x)
    ba = asyncio.Barrier(2); print(ba, ba.parties, ba.n_waiting, ba.broken)
    async def at():
        async with ba as pos: return pos
    print(sorted(await asyncio.gather(at(), at())))
    t = asyncio.create_task(ba.wait()); await asyncio.sleep(0); print(ba.n_waiting); await ba.abort()
    try: await t
    except asyncio.BrokenBarrierError as x: print('broken', x, ba.broken, ba)
    await ba.reset(); print(ba.broken)
    q = asyncio.Queue(maxsize=2); print(q, q.maxsize, q.empty(), q.full(), q.qsize()); await q.put(1); q.put_nowait(2); print(q)
    try: q.put_nowait(3)
    except asyncio.QueueFull as x: print(repr(x))
    g = asyncio.create_task(q.put(3)); await asyncio.sleep(0); print(q); print(await q.get(), q.get_nowait(), await q.get()); 
    try: q.get_nowait()
    except asyncio.QueueEmpty as x: print(repr(x))
    for _ in range(3): q.task_done()
    await q.join(); q.shutdown()
    try: await q.get()
    except asyncio.QueueShutDown as x: print(repr(x))
    p = asyncio.PriorityQueue(); [p.put_nowait(x) for x in (3, 1, 2)]; print([p.get_nowait() for _ in range(3)], p)
    p = asyncio.LifoQueue(); [p.put_nowait(x) for x in (3, 1, 2)]; print([p.get_nowait() for _ in range(3)])
    # timeouts
    async with asyncio.timeout(1) as tm: print(repr(tm)[:21], tm.when() > 0, tm.expired()); tm.reschedule(loop.time() + 2); 
    print(tm.expired(), str(tm)[:8])
    try:
        async with asyncio.timeout(0.01) as tm: await asyncio.sleep(1)
    except TimeoutError as x: print(repr(x), tm.expired(), tm)
    try:
        async with asyncio.timeout_at(loop.time() - 1): await asyncio.sleep(1)
    except TimeoutError as x: print(repr(x))
    async with asyncio.timeout(None) as tm: print(tm.when()); tm.reschedule(None)
    # as_completed both ways
    async for t in asyncio.as_completed([work(0.03, 'b'), work(0.01, 'a')]): print(await t)
    for t in asyncio.as_completed([work(0.03, 'b'), work(0.01, 'a')]): print(await t)
    try:
        for t in asyncio.as_completed([work(1)], timeout=0.01): await t
    except TimeoutError as x: print(repr(x))
    # wait kinds
    d, p = await asyncio.wait([asyncio.create_task(work(0.01)), asyncio.create_task(work(0.05))], return_when=asyncio.FIRST_COMPLETED); print(len(d), len(p))
    d, p = await asyncio.wait(p, timeout=0.001, return_when=asyncio.FIRST_EXCEPTION); print(len(d), len(p))
    d, p = await asyncio.wait(p, return_when=asyncio.ALL_COMPLETED); print(len(d), len(p))
    # loop
    print(loop.is_running(), loop.is_closed(), loop.get_debug(), loop.get_task_factory(), loop.get_exception_handler(), loop.time() >= 0)
    h = loop.call_soon(print, 'soon', context=ctx); print(h.cancelled(), h); h2 = loop.call_at(loop.time() + 0.01, print, 'at'); print(h2.cancelled(), h2.when() > 0); h3 = loop.call_later(5, print); h3.cancel(); print(h3.cancelled())
    await asyncio.sleep(0.02)
    print(await loop.run_in_executor(None, lambda: 'executor'), await asyncio.to_thread(lambda a, k: (a, k), 1, k=2))
    print(asyncio.iscoroutine(work), asyncio.isfuture(loop.create_future()), asyncio.current_task().get_name(), len(asyncio.all_tasks()))
    f = asyncio.ensure_future(work(r='e')); print(asyncio.ensure_future(f) is f, await f)
    print(await asyncio.shield(work(r='s')), await asyncio.wait_for(work(r='w'), None))
    t = loop.create_task(work(r='lt'), name='x', context=ctx); print(t.get_name(), t.get_context() is ctx, await t)
    async def ag():
        try:
            yield 1; yield 2
        finally: print('ag closed')
    it = ag(); print(await anext(it)); await loop.shutdown_asyncgens()
    await loop.shutdown_default_executor()
    try: await asyncio.to_thread(print)
    except RuntimeError as x: print(x)
    fut = asyncio.run_coroutine_threadsafe(work(r='ts'), loop)
    print(type(fut).__module__, await asyncio.wrap_future(fut))
    print(asyncio.Queue[int], asyncio.Future[str], asyncio.Task[None], asyncio.CancelledError.__mro__[1].__name__, asyncio.TimeoutError is TimeoutError, asyncio.InvalidStateError.__module__)
    eager = asyncio.eager_task_factory; loop.set_task_factory(eager); print('eager'); t = asyncio.create_task(work(0, 'now')); print(t.done()); 
    async def no(): return 'no wait'
    t = asyncio.create_task(no()); print(t.done(), t.result(), t)
    loop.set_task_factory(None)
asyncio.run(main())
loop = asyncio.new_event_loop(); asyncio.set_event_loop(loop); print(asyncio.get_event_loop() is loop)
loop.call_soon(loop.stop); loop.run_forever(); print(loop.run_until_complete(work(r='ruc')))
loop.call_later(0.01, loop.stop)
try: loop.run_until_complete(work(1))
except RuntimeError as x: print(x)
loop.close()
asyncio.set_event_loop(None)
try: asyncio.get_event_loop()
except RuntimeError as x: print(x)
