import asyncio
async def swallow(fail):
    try: await asyncio.sleep(1)
    except asyncio.CancelledError: pass
    me = asyncio.current_task()
    if fail == 2:
        me.cancel('self')
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: pass
    if fail == 1:
        me.cancel('own'); 
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: pass
        raise ValueError('failed')
async def main():
    for kinds in ((0,), (2,), (1,), (0, 2), (2, 0), (1,0), (0,1)):
        g = asyncio.gather(*map(swallow, kinds), return_exceptions=True)
        await asyncio.sleep(0)
        g.cancel('given')
        try: print(await g)
        except BaseException as e: print(kinds, repr(e))
        g = asyncio.gather(*map(swallow, kinds), return_exceptions=False)
        await asyncio.sleep(0)
        g.cancel(5)
        try: print(await g)
        except BaseException as e: print(kinds, repr(e))
asyncio.run(main())
