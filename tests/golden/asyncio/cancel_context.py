import asyncio
async def zz():
    for _ in range(5): await asyncio.sleep(0)
def show(e):
    c = e.__context__
    return repr(e) + (' after ' + show(c) if c else '')
async def at_zero():
    try:
        await zz()
        await zz()
    except BaseException as e:
        print('zero', show(e))
async def at_sleep():
    try:
        await asyncio.sleep(10)
    except BaseException as e:
        print('sleep', show(e))
async def begun():
    try:
        raise KeyError('inner')
    except KeyError:
        try:
            await zz()
        except BaseException as e:
            print('handled zero', show(e))
async def begun2():
    try:
        raise KeyError('inner')
    except KeyError:
        try:
            await asyncio.sleep(10)
        except BaseException as e:
            print('handled sleep', show(e))
class Y:
    def __await__(self):
        try:
            yield; yield; yield
        except BaseException as e:
            print('Y', show(e))
            raise
class Z:
    def __await__(self):
        yield; yield; yield
async def y():
    try:
        await Y()
    except BaseException as e:
        print('y', show(e))
async def z():
    try:
        await Z()
    except BaseException as e:
        print('z', show(e))
async def z2():
    try:
        raise KeyError('inner')
    except KeyError:
        try:
            await Z()
        except BaseException as e:
            print('z2', show(e))
async def it(ag):
    try:
        async for x in ag: pass
    except BaseException as e:
        print('it', show(e))
async def ag0():
    await zz()
    yield 1
async def f():
    f = asyncio.get_running_loop().create_future()
    try:
        await f
    except BaseException as e:
        print('f', show(e))
async def task_of():
    t = asyncio.create_task(z())
    try:
        await t
    except BaseException as e:
        print('t', show(e))
async def ex():
    async with Guard():
        await zz()
class Guard:
    async def __aenter__(self): pass
    async def __aexit__(self, *a):
        print('aexit', show(a[1]))
        await zz()
async def main():
    all_ = [asyncio.create_task(c) for c in (at_zero(), at_sleep(), begun(), begun2(), y(), z(), z2(), it(ag0()), f(), task_of(), ex())]
    await asyncio.sleep(0)
    return all_

for way in range(4):
    print('way', way)
    loop = asyncio.new_event_loop()
    ts = loop.run_until_complete(main())
    for t in ts: t.cancel('m')
    try:
        raise ValueError('outer')
    except ValueError:
        if way == 0:
            loop.run_until_complete(asyncio.wait(ts))
        if way == 1:
            loop.run_until_complete(asyncio.gather(*ts, return_exceptions=True))
        if way == 2:
            loop.run_until_complete(asyncio.sleep(0.01))
    if way == 3:
        loop.run_until_complete(asyncio.wait(ts))
    loop.close()
