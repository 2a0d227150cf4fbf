# Classes of scripts that derive from Task and Future: the same object everywhere.
import asyncio
class MyTask(asyncio.Task):
    pass
class MyFuture(asyncio.Future):
    pass
async def work(n=1):
    await asyncio.sleep(0.01*n)
    return n
async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(lambda loop, coro, **kw: MyTask(coro, loop=loop, **kw))
    a, b = asyncio.create_task(work()), asyncio.create_task(work(2))
    print(type(a).__name__)
    done, pending = await asyncio.wait([a, b], timeout=1)
    print([type(t).__name__ for t in done], len(pending))
    done, pending = await asyncio.wait({MyTask(work()), MyTask(work(3))}, return_when='FIRST_COMPLETED')
    print(len(done), len(pending))
    print(await asyncio.gather(MyTask(work()), work(2)))
    for f in asyncio.as_completed([MyTask(work()), MyTask(work(2))]):
        print(await f)
    async for f in asyncio.as_completed([MyTask(work()), MyTask(work(2))]):
        print(type(f).__name__, await f)
    print(await asyncio.shield(MyTask(work())))
    print(await asyncio.wait_for(MyTask(work()), 1))
    f = MyFuture()
    loop.call_later(0.01, f.set_result, 5)
    print(f, await f, f)
    f = MyFuture()
    loop.call_later(0.01, f.set_result, 5)
    print(await asyncio.wait_for(f, 1))
    print(asyncio.isfuture(f), isinstance(f, asyncio.Future))
    async with asyncio.TaskGroup() as tg:
        t = tg.create_task(work())
    print(type(t).__name__, t.result())
    print(type(asyncio.current_task()).__name__)
    t = asyncio.create_task(work())
    print(type(asyncio.current_task()).__name__, [type(t).__name__ for t in asyncio.all_tasks()])
    t.cancel()
    try: await t
    except asyncio.CancelledError: print('c')
    async def cur():
        return type(asyncio.current_task()).__name__
    print(await MyTask(cur()))
asyncio.run(main())
