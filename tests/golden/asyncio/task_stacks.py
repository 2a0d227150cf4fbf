# `Task.get_stack` and `Task.print_stack`.
import asyncio
import sys


async def inner():
    await asyncio.sleep(0.05)


async def job():
    await inner()


async def fails():
    await asyncio.sleep(0.01)
    raise ValueError("no")


async def deeper(n):
    if n:
        return await deeper(n - 1)
    raise LookupError("deep")


def names(frames):
    return [(f.f_code.co_name, f.f_lineno) for f in frames if "asyncio" not in f.f_code.co_filename]


def show_own():
    print(names(asyncio.current_task().get_stack()))


async def main():
    tasks = [asyncio.create_task(c, name=c.__name__) for c in (job(), fails(), deeper(3))]
    waits, fails_, deep = tasks
    waits.print_stack(file=sys.stdout)
    print(names(waits.get_stack()))
    await asyncio.sleep(0)
    waits.print_stack(file=sys.stdout)
    print(names(waits.get_stack()))
    show_own()
    print(waits.get_stack(limit=0), len(waits.get_stack(limit=1)), len(waits.get_stack(limit=5)))
    await asyncio.wait(tasks)
    waits.print_stack(file=sys.stdout)
    print(waits.get_stack())
    fails_.print_stack(file=sys.stdout)
    deep.print_stack(file=sys.stdout)
    deep.print_stack(limit=2, file=sys.stdout)
    print(names(deep.get_stack()), names(deep.get_stack(limit=2)))
    print(repr(fails_.exception()), repr(deep.exception()))


asyncio.run(main())
