# Policies of event loops: the default one, and a script's own.
import asyncio, threading
p = asyncio.get_event_loop_policy()
print(type(p).__name__, isinstance(p, asyncio.AbstractEventLoopPolicy), isinstance(p, asyncio.DefaultEventLoopPolicy), p is asyncio.get_event_loop_policy())
loop = p.new_event_loop(); print(type(loop).__name__, loop.is_running())
p.set_event_loop(loop); print(p.get_event_loop() is loop, asyncio.get_event_loop() is loop)
loop.close()
p.set_event_loop(None)
try: p.get_event_loop()
except RuntimeError as e: print(e)
class Mine(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        print('made by mine'); return super().new_event_loop()
asyncio.set_event_loop_policy(Mine())
async def main(): return 'ran'
print(asyncio.run(main()), type(asyncio.get_event_loop_policy()).__name__)
asyncio.new_event_loop().close()
asyncio.set_event_loop_policy(None)
print(type(asyncio.get_event_loop_policy()).__name__, asyncio.run(main()))
try: asyncio.set_event_loop_policy(5)
except TypeError as e: print(e)
a = asyncio.AbstractEventLoopPolicy()
for n in ('get_event_loop', 'new_event_loop'):
    try: getattr(a, n)()
    except NotImplementedError as e: print(repr(e))
try: p.set_event_loop(5)
except TypeError as e: print(e)
print(asyncio.EventLoop is asyncio.SelectorEventLoop, asyncio.EventLoop)
def other():
    try: asyncio.get_event_loop_policy().get_event_loop()
    except RuntimeError as e: print(e)
t = threading.Thread(target=other, name='T'); t.start(); t.join()
async def inside(): print(asyncio.get_event_loop_policy().get_event_loop.__name__)
asyncio.run(inside())
