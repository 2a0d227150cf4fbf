# What dies with an exception dies at the line that leaves its handler.
# test: streams=joined
import asyncio
async def work(): pass
def attempt(f):
    try:
        return f()
    except BaseException as e:
        return f'{e}'

def attempt2(f):
    try:
        return f()
    except BaseException as e:
        x = 1
        return 5

def attempt3(f):
    for i in range(2):
        try:
            f()
        except BaseException as e:
            y = 0
            continue

print(1,
 attempt(lambda: asyncio.create_task(work())))
print(2,
 attempt2(lambda: asyncio.create_task(work())))
print(3,
 attempt3(lambda: asyncio.create_task(work())))
