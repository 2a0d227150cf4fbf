"""A thread asleep while asyncio runs, in main and in a thread of its own; loops in threads."""
import asyncio, threading, time
log = []
def sleeper():
    for i in range(3):
        time.sleep(0.1); log.append(("thread", i))
async def ticker(name, n, step):
    for i in range(n):
        await asyncio.sleep(step); log.append((name, i))
t = threading.Thread(target=sleeper); t.start()
async def main(): await asyncio.gather(ticker("a", 2, 0.14), ticker("b", 1, 0.25))
asyncio.run(main()); t.join(); print(log)
results = {}
def run(name): results[name] = asyncio.run(work(name))
async def work(name):
    await asyncio.sleep(0.05); return name, asyncio.get_running_loop() is not None
ts = [threading.Thread(target=run, args=(n,)) for n in "xyz"]
for t in ts: t.start()
for t in ts: t.join()
print([results[n] for n in "xyz"])
loop = asyncio.new_event_loop()
t = threading.Thread(target=loop.run_forever); t.start()
print(asyncio.run_coroutine_threadsafe(work("far"), loop).result())
f = asyncio.run_coroutine_threadsafe(asyncio.sleep(5), loop); print(f.cancel()); time.sleep(0.1)
loop.call_soon_threadsafe(loop.stop); t.join(); loop.close(); print(loop.is_closed())
