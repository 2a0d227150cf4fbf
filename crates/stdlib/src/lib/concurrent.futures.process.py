"""Implements ProcessPoolExecutor."""

# Written from the library reference ("concurrent.futures").

import _processes
import multiprocessing as mp
import pickle
import threading
from _process_crew import Crew, Job, jobs_from
from _thread import _cpu_count, _exception_text
from concurrent.futures._base import BrokenExecutor, Executor, Future, _log

_ends = False
# The executors whose workers run.
_running = set()


def _python_exit():
    """The program has ended: what was submitted is done, then the workers end."""
    global _ends
    _ends = True
    for crew in list(_running):
        crew.close()
        crew.join()


threading._register_atexit(_python_exit)


class BrokenProcessPool(BrokenExecutor):
    """Raised when a process in a ProcessPoolExecutor terminated abruptly while a future was running or pending."""


class _RemoteTraceback(Exception):
    """The traceback of a worker, as text: the cause of what is raised here."""

    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


def _with_traceback(error, text):
    error.__cause__ = _RemoteTraceback(text)
    return error


class _Failure:
    """An exception with the text of its traceback, on its way."""

    def __init__(self, error):
        self.error = error
        self.text = f'\n"""\n{_exception_text(error)}"""'
        error.__traceback__ = None

    def __reduce__(self):
        return _with_traceback, (self.error, self.text)


def _call_each(fn, chunk):
    return [fn(*args) for args in chunk]


def _serve(jobs, results, initializer, initargs, max_jobs):
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _log().critical('Exception in initializer:', exc_info=True)
            return
    done = 0
    for fn, args, kwargs in jobs_from(jobs):
        try:
            answer = True, fn(*args, **kwargs)
        except BaseException as error:
            answer = False, _Failure(error)
        try:
            data = pickle.dumps(answer)
        except BaseException as error:
            data = pickle.dumps((False, _Failure(error)))
        _processes.send(results, data)
        answer = data = fn = args = kwargs = None
        done += 1
        if done == max_jobs:
            return


def _broken():
    return BrokenProcessPool('A process in the process pool was terminated abruptly while the future was '
                             'running or pending.')


class _State:
    """What the executor shares with the thread that looks after its workers, which must not keep it alive."""

    def __init__(self):
        self.crew = None
        self.broken = None
        # What has been submitted and is not done.
        self.futures = {}
        self.lock = threading.Lock()

    def breaks(self, expected, why=None):
        if expected:
            self.crew.replace()
            return
        with self.lock:
            self.broken = 'A child process terminated abruptly, the process pool is not usable anymore'
            futures, self.futures = list(self.futures), {}
        self.crew.cancel_waiting()
        self.crew.kill()
        for future in futures:
            error = _broken()
            if why is not None:
                error.__cause__ = _RemoteTraceback(f"\n'''\n{why}'''")
            try:
                if not future.cancelled():
                    future.set_exception(error)
            except Exception:
                pass


class ProcessPoolExecutor(Executor):
    """Runs calls in a pool of processes."""

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *,
                 max_tasks_per_child=None):
        if max_workers is None:
            max_workers = _cpu_count()
        elif max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        if max_tasks_per_child is not None:
            if not isinstance(max_tasks_per_child, int):
                raise TypeError('max_tasks_per_child must be an integer')
            if max_tasks_per_child <= 0:
                raise ValueError('max_tasks_per_child must be >= 1')
            if mp_context is None:
                raise NotImplementedError("start method 'spawn': Ouro has fork")
            raise ValueError("max_tasks_per_child is incompatible with the 'fork' multiprocessing start "
                             'method; supply a different mp_context.')
        self._max_workers = max_workers
        self._mp_context = mp.get_context() if mp_context is None else mp_context
        self._initializer = initializer
        self._initargs = initargs
        self._max_jobs = max_tasks_per_child
        self._shutdown_thread = False
        self._state = _State()

    @property
    def _broken(self):
        return self._state.broken or False

    @property
    def _processes(self):
        crew = self._state.crew
        return {} if crew is None else {worker.process.pid: worker.process for worker in crew.workers}

    def _start(self):
        """All workers are started with the first job: a copy that is made later could be made of threads' halves."""
        state = self._state
        if state.crew is not None:
            return
        context, initializer, initargs = self._mp_context, self._initializer, self._initargs
        max_jobs = self._max_jobs

        def serve(jobs, results):
            _serve(jobs, results, initializer, initargs, max_jobs)

        state.crew = Crew(self._max_workers, lambda run: context.Process(target=run), serve,
                          on_death=state.breaks, max_jobs=max_jobs)
        _running.add(state.crew)
        state.crew.start()

    def submit(self, fn, /, *args, **kwargs):
        state = self._state
        if state.broken:
            raise BrokenProcessPool(state.broken)
        if self._shutdown_thread:
            raise RuntimeError('cannot schedule new futures after shutdown')
        if _ends:
            raise RuntimeError('cannot schedule new futures after interpreter shutdown')
        self._start()
        future = Future()
        try:
            data = pickle.dumps((fn, args, kwargs))
        except Exception as error:
            future.set_running_or_notify_cancel()
            future.set_exception(_with_traceback(error, f'\n"""\n{_exception_text(error)}"""'))
            return future
        with state.lock:
            broken = state.broken
            if not broken:
                state.futures[future] = None
        if broken:
            # A worker has ended before it was given anything.
            future.set_exception(_broken())
            return future

        def done(data):
            try:
                success, value = pickle.loads(data)
            except BaseException as error:
                # What a worker has sent can't be trusted any more.
                state.breaks(False, _exception_text(error))
                return
            state.futures.pop(future, None)
            if success:
                future.set_result(value)
            else:
                future.set_exception(value)

        def started():
            wanted = future.set_running_or_notify_cancel()
            if not wanted:
                state.futures.pop(future, None)
            return wanted

        state.crew.submit(Job(data, done, None, started))
        return future

    submit.__doc__ = Executor.submit.__doc__

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        if chunksize < 1:
            raise ValueError('chunksize must be >= 1.')
        items = list(zip(*iterables))
        chunks = [tuple(items[at:at + chunksize]) for at in range(0, len(items), chunksize)]
        results = super().map(_Each(fn), chunks, timeout=timeout)

        def chained():
            for part in results:
                part.reverse()
                while part:
                    yield part.pop()
        return chained()

    map.__doc__ = Executor.map.__doc__

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._shutdown_thread = True
        crew = self._state.crew
        if crew is None:
            return
        if cancel_futures:
            crew.cancel_waiting()
            for future in list(self._state.futures):
                if future.cancel():
                    future.set_running_or_notify_cancel()
                    self._state.futures.pop(future, None)
        crew.close()
        if wait:
            crew.join()
        _running.discard(crew)

    shutdown.__doc__ = Executor.shutdown.__doc__

    def __del__(self):
        # Nobody can submit anything any more.
        state = getattr(self, '_state', None)
        if state is not None and state.crew is not None:
            state.crew.close()


class _Each:
    """Calls a function for each of some arguments."""

    def __init__(self, fn):
        self.fn = fn

    def __call__(self, chunk):
        return _call_each(self.fn, chunk)
