"""asyncio and threads: executors, to_thread, calls and coroutines from other threads."""
import asyncio, time, threading, concurrent.futures
def blocking(n):
    time.sleep(n); return f"{n} {threading.current_thread().name}"
async def main():
    loop = asyncio.get_running_loop()
    t0 = time.monotonic()
    print(await asyncio.gather(*(loop.run_in_executor(None, blocking, 0.1) for _ in range(3))))
    print(round(time.monotonic()-t0, 1))
    print((await asyncio.to_thread(blocking, 0.05)).split("_")[0])
    with concurrent.futures.ThreadPoolExecutor(2, thread_name_prefix="mine") as p:
        fut = loop.run_in_executor(p, blocking, 0.1)
        print(type(fut).__name__, fut.done())
        print(await fut)
    try: await loop.run_in_executor(None, lambda: 1/0)
    except ZeroDivisionError as e: print("err", e)
    try: await asyncio.wait_for(asyncio.to_thread(time.sleep, 0.3), 0.1)
    except TimeoutError: print("timeout")
    def call(): loop.call_soon_threadsafe(print, "threadsafe", threading.current_thread().name)
    threading.Thread(target=call).start()
    ev = asyncio.Event()
    threading.Timer(0.1, lambda: loop.call_soon_threadsafe(ev.set)).start()
    await ev.wait(); print("event", round(time.monotonic()-t0, 1))
    async def co(x): await asyncio.sleep(0.05); return x*2
    def other():
        f = asyncio.run_coroutine_threadsafe(co(21), loop); print("res", f.result(), f)
    await asyncio.to_thread(other)
    try: loop.set_default_executor(1)
    except TypeError as e: print(e)
    tick = asyncio.create_task(ticker())
    await asyncio.to_thread(time.sleep, 0.25)
    tick.cancel()
async def ticker():
    while True:
        print("tick"); await asyncio.sleep(0.1)
asyncio.run(main())
def in_thread():
    try: asyncio.get_event_loop()
    except RuntimeError as e: print(e)
    print(asyncio.run(asyncio.sleep(0.01, "in thread")))
t = threading.Thread(target=in_thread); t.start(); t.join()
