"""What asyncio does with threads: executors, and futures of other threads."""

# Written from the library reference ("asyncio": event loop, running tasks in threads). The loop imports it when it is
# first needed.

import asyncio
import concurrent.futures
import contextvars
import threading


def run_in_executor(loop, executor, func, args):
    """The method of a loop, its state looked after by the loop."""
    if executor is None:
        executor = loop._default_executor
        if executor is None:
            executor = concurrent.futures.ThreadPoolExecutor(thread_name_prefix='asyncio')
            loop._default_executor = executor
    return wrap_future(executor.submit(func, *args), loop=loop)


def set_default_executor(loop, executor):
    if not isinstance(executor, concurrent.futures.ThreadPoolExecutor):
        raise TypeError('executor must be ThreadPoolExecutor instance')
    loop._default_executor = executor


def wrap_future(future, *, loop=None):
    """Wrap concurrent.futures.Future object."""
    if asyncio.isfuture(future):
        return future
    assert isinstance(future, concurrent.futures.Future), \
        f'concurrent.futures.Future is expected, got {future!r}'
    if loop is None:
        loop = asyncio.get_event_loop()
    wrapper = loop.create_future()
    _follow_other_thread(future, wrapper, loop)
    return wrapper


def _follow_other_thread(future, wrapper, loop):
    """The wrapper, of a loop, becomes what the future, of another thread, is."""
    def is_done(future):
        if wrapper.cancelled() and loop.is_closed():
            return
        if not loop.is_closed():
            loop.call_soon_threadsafe(_set_state, wrapper, future)

    def is_cancelled(wrapper):
        if wrapper.cancelled():
            future.cancel()

    wrapper.add_done_callback(is_cancelled)
    future.add_done_callback(is_done)


def _set_state(wrapper, future):
    if wrapper.cancelled():
        return
    if future.cancelled():
        wrapper.cancel()
    elif (error := future.exception()) is not None:
        wrapper.set_exception(_of_asyncio(error))
    else:
        wrapper.set_result(future.result())


def _of_asyncio(error):
    """An exception of the other package's futures as that of asyncio."""
    if type(error) is concurrent.futures.CancelledError:
        return asyncio.CancelledError(*error.args)
    if type(error) is concurrent.futures.InvalidStateError:
        return asyncio.InvalidStateError(*error.args)
    return error


def run_coroutine_threadsafe(coro, loop):
    """Submit a coroutine object to a given event loop."""
    if not asyncio.iscoroutine(coro):
        raise TypeError('A coroutine object is required')
    future = concurrent.futures.Future()

    def start():
        try:
            _lead_other_thread(asyncio.ensure_future(coro, loop=loop), future, loop)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            if future.set_running_or_notify_cancel():
                future.set_exception(error)
            raise

    loop.call_soon_threadsafe(start)
    return future


def _lead_other_thread(task, future, loop):
    """The future, for another thread, becomes what the task, of the loop, is."""
    def is_done(task):
        if task.cancelled():
            future.cancel()
        if not future.set_running_or_notify_cancel():
            return
        if (error := task.exception()) is not None:
            future.set_exception(error)
        else:
            future.set_result(task.result())

    def is_cancelled(future):
        if future.cancelled() and not loop.is_closed():
            loop.call_soon_threadsafe(task.cancel)

    future.add_done_callback(is_cancelled)
    task.add_done_callback(is_done)


async def to_thread(func, /, *args, **kwargs):
    """Asynchronously run function *func* in a separate thread."""
    loop = asyncio.get_running_loop()
    run = contextvars.copy_context().run
    return await loop.run_in_executor(None, lambda: run(func, *args, **kwargs))


async def shutdown_default_executor(loop, timeout):
    """Waits for the threads of the default executor, on a thread of its own so that the loop goes on."""
    executor = loop._default_executor
    if executor is None:
        return
    future = loop.create_future()

    def wait():
        try:
            executor.shutdown(wait=True)
            if not loop.is_closed():
                loop.call_soon_threadsafe(_settle, future, None)
        except Exception as error:
            if not future.cancelled() and not loop.is_closed():
                loop.call_soon_threadsafe(_settle, future, error)

    thread = threading.Thread(target=wait)
    thread.start()
    try:
        async with asyncio.timeout(timeout):
            await future
    except TimeoutError:
        import warnings
        warnings.warn('The executor did not finishing joining its threads '
                      f'within {timeout} seconds.', RuntimeWarning, stacklevel=2)
        executor.shutdown(wait=False)
    else:
        thread.join()


def _settle(future, error):
    if future.cancelled():
        return
    if error is None:
        future.set_result(None)
    else:
        future.set_exception(error)
