"""A library with callbacks, made awaitable by a future."""
import asyncio
import threading


def old_download(page, on_done, on_error):
    """Calls back from a thread of its own, as libraries of old do."""
    def work():
        if page < 0:
            on_error(ValueError(f"no page {page}"))
        else:
            on_done(f"page {page}")

    threading.Timer(0.1, work).start()


async def download(page):
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    old_download(
        page,
        on_done=lambda text: loop.call_soon_threadsafe(future.set_result, text),
        on_error=lambda error: loop.call_soon_threadsafe(future.set_exception, error),
    )
    return await future


async def main():
    print(await asyncio.gather(download(1), download(2), download(-1), return_exceptions=True))
    try:
        await download(-2)
    except ValueError as error:
        print("raised where it is awaited:", error)


asyncio.run(main())
