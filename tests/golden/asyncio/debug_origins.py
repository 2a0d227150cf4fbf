# Where coroutines are made: `sys.set_coroutine_origin_tracking_depth`, and debug mode, which sets it.
import asyncio
import sys


async def never():
    pass


def second():
    return never()


def first():
    return second()


def nest(depth):
    return nest(depth - 1) if depth else never()


print(sys.get_coroutine_origin_tracking_depth())
sys.set_coroutine_origin_tracking_depth(2)
coroutine = first()
print([step[1:] for step in coroutine.cr_origin])
coroutine.close()
first()
sys.set_coroutine_origin_tracking_depth(1)
print("depth 1")
first()
sys.set_coroutine_origin_tracking_depth(0)
print("depth 0")
first()
coroutine = first()
print(coroutine.cr_origin)
coroutine.close()
for wrong in (-1, "two"):
    try:
        sys.set_coroutine_origin_tracking_depth(wrong)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


async def main():
    print(sys.get_coroutine_origin_tracking_depth())
    never()
    first()
    nest(12)
    loop = asyncio.get_running_loop()
    loop.set_debug(False)
    print(sys.get_coroutine_origin_tracking_depth())
    await asyncio.sleep(0)
    print(sys.get_coroutine_origin_tracking_depth())
    first()
    loop.set_debug(True)
    await asyncio.sleep(0)
    print(sys.get_coroutine_origin_tracking_depth())


asyncio.run(main(), debug=True)
print(sys.get_coroutine_origin_tracking_depth())

sys.set_coroutine_origin_tracking_depth(3)
asyncio.run(main(), debug=True)
print(sys.get_coroutine_origin_tracking_depth())
