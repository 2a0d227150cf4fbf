"""Implements ThreadPoolExecutor."""

# Written from the library reference ("concurrent.futures").

import threading
from _queue import SimpleQueue
from _thread import _Counter, _cpu_count
from concurrent.futures._base import BrokenExecutor, Executor, Future, _log

# The thread of every worker, with the queue that it waits at.
_workers = {}
_ends = False
_lock = threading.Lock()


def _python_exit():
    """The program has ended: what was submitted is done, then the workers end."""
    global _ends
    with _lock:
        _ends = True
    workers = list(_workers.items())
    for _, jobs in workers:
        jobs.put(None)
    for thread, _ in workers:
        thread.join()


threading._register_atexit(_python_exit)


class BrokenThreadPool(BrokenExecutor):
    """Raised when a worker thread in a ThreadPoolExecutor failed initializing."""


class _Job:
    """A call and its future."""

    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs

    def run(self):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.fn(*self.args, **self.kwargs)
        except BaseException as error:
            self.future.set_exception(error)
            # The traceback holds the frame, which would hold the job.
            self = None
        else:
            self.future.set_result(result)


class _Crew:
    """What workers share with their executor, which they must not keep alive."""

    def __init__(self):
        self.jobs = SimpleQueue()
        # How many wait for a job.
        self.idle = _Counter(0)
        self.ends = False
        self.broken = None

    def breaks(self):
        """A worker could not be initialized: nobody can rely on those that were."""
        with _lock:
            self.broken = 'A thread initializer failed, the thread pool is not usable anymore'
            while not self.jobs.empty():
                job = self.jobs.get_nowait()
                if job is not None:
                    job.future.set_exception(BrokenThreadPool(self.broken))


def _work(crew, initializer, initargs):
    try:
        if initializer is not None:
            try:
                initializer(*initargs)
            except BaseException:
                _log().critical('Exception in initializer:', exc_info=True)
                crew.breaks()
                return
        _do_jobs(crew)
    finally:
        _workers.pop(threading.current_thread(), None)


def _do_jobs(crew):
    while True:
        if crew.jobs.empty():
            crew.idle.release(1)
        job = crew.jobs.get()
        if job is not None:
            job.run()
            del job
        elif _ends or crew.ends:
            # The others are to see it too.
            crew.ends = True
            crew.jobs.put(None)
            return


class ThreadPoolExecutor(Executor):
    """Runs calls in a pool of threads."""

    _made = 0

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=()):
        if max_workers is None:
            max_workers = min(32, _cpu_count() + 4)
        if max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._max_workers = max_workers
        self._crew = _Crew()
        self._threads = set()
        self._shutdown = False
        if not thread_name_prefix:
            thread_name_prefix = 'ThreadPoolExecutor-%d' % ThreadPoolExecutor._made
            ThreadPoolExecutor._made += 1
        self._thread_name_prefix = thread_name_prefix
        self._initializer = initializer
        self._initargs = initargs

    @property
    def _work_queue(self):
        return self._crew.jobs

    @property
    def _broken(self):
        return self._crew.broken or False

    def submit(self, fn, /, *args, **kwargs):
        with _lock:
            if self._crew.broken:
                raise BrokenThreadPool(self._crew.broken)
            if self._shutdown:
                raise RuntimeError('cannot schedule new futures after shutdown')
            if _ends:
                raise RuntimeError('cannot schedule new futures after interpreter shutdown')
            future = Future()
            self._crew.jobs.put(_Job(future, fn, args, kwargs))
        self._adjust_thread_count()
        return future

    submit.__doc__ = Executor.submit.__doc__

    def _adjust_thread_count(self):
        """Whoever is idle takes the job; else there is one worker more, up to the limit."""
        if self._crew.idle.acquire(False, None):
            return
        count = len(self._threads)
        if count < self._max_workers:
            thread = threading.Thread(
                name=f'{self._thread_name_prefix}_{count}', target=_work,
                args=(self._crew, self._initializer, self._initargs))
            self._threads.add(thread)
            _workers[thread] = self._crew.jobs
            thread.start()

    def shutdown(self, wait=True, *, cancel_futures=False):
        with _lock:
            self._shutdown = self._crew.ends = True
            if cancel_futures:
                while not self._crew.jobs.empty():
                    job = self._crew.jobs.get_nowait()
                    if job is not None:
                        job.future.cancel()
            self._crew.jobs.put(None)
        if wait:
            for thread in list(self._threads):
                thread.join()

    shutdown.__doc__ = Executor.shutdown.__doc__

    def __del__(self):
        # Nobody can submit anything any more.
        crew = getattr(self, '_crew', None)
        if crew is not None:
            crew.ends = True
            crew.jobs.put(None)
