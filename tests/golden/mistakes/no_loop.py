# What needs a running loop, without one.
# test: streams=joined
import asyncio


async def work():
    return "done"


for what, call in (("create_task", lambda: asyncio.create_task(work())), ("get_running_loop", asyncio.get_running_loop),
                   ("current_task", asyncio.current_task), ("all_tasks", asyncio.all_tasks),
                   ("gather", lambda: asyncio.gather(work())), ("Future", lambda: asyncio.Future()),
                   ("ensure_future", lambda: asyncio.ensure_future(work())),
                   ("shield", lambda: asyncio.shield(work()))):
    asyncio.set_event_loop(None)
    try:
        call()
        print(what, "went through")
    except RuntimeError as error:
        print(what, "->", error)
