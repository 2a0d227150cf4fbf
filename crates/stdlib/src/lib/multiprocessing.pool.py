"""A pool of processes."""

# Written from the library reference ("multiprocessing.pool").

import _processes
import pickle
import threading
from _process_crew import Crew, Job, jobs_from
from _thread import _cpu_count, _exception_text

__all__ = ['Pool', 'ThreadPool']

RUN, CLOSE, TERMINATE = 'RUN', 'CLOSE', 'TERMINATE'


class RemoteTraceback(Exception):
    """The traceback of a worker, as text: the cause of what is raised here."""

    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class MaybeEncodingError(Exception):
    """Wraps possible unpickleable errors, so they can be safely sent through the socket."""

    def __init__(self, exc, value):
        self.exc = repr(exc)
        self.value = repr(value)
        super().__init__(self.exc, self.value)

    def __str__(self):
        return f"Error sending result: '{self.value}'. Reason: '{self.exc}'"

    def __repr__(self):
        return f'<{type(self).__name__}: {self}>'


def _with_traceback(error, text):
    error.__cause__ = RemoteTraceback(text)
    return error


class _Failure:
    """An exception with the text of its traceback, on its way."""

    def __init__(self, error):
        self.error = error
        self.text = f'\n"""\n{_exception_text(error)}"""'
        error.__traceback__ = None

    def __reduce__(self):
        return _with_traceback, (self.error, self.text)


def _call(func, args, kwds):
    return func(*args, **kwds)


def _call_each(func, chunk, star):
    return [func(*args) if star else func(args) for args in chunk]


def _serve(jobs, results, initializer, initargs, max_jobs):
    if initializer is not None:
        initializer(*initargs)
    done = 0
    for task, func, args in jobs_from(jobs):
        try:
            answer = True, task(func, *args)
        except Exception as error:
            answer = False, _Failure(error)
        try:
            data = pickle.dumps(answer)
        except Exception as error:
            data = pickle.dumps((False, _Failure(MaybeEncodingError(error, answer[1]))))
        _processes.send(results, data)
        answer = data = args = func = None
        done += 1
        if done == max_jobs:
            return


class Pool:
    """Class which supports an async version of applying functions to arguments."""

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None):
        if processes is None:
            processes = _cpu_count()
        if processes < 1:
            raise ValueError('Number of processes must be at least 1')
        if maxtasksperchild is not None:
            if not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0:
                raise ValueError('maxtasksperchild must be a positive int or None')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._state = RUN
        self._processes = processes
        self._results = set()
        self._crew = self._make_crew(context, initializer, initargs, maxtasksperchild)
        self._crew.start()
        threading._at_end.append(self._end)

    def _make_crew(self, context, initializer, initargs, max_jobs):
        if context is None:
            from multiprocessing import get_context
            context = get_context()

        def make_process(run):
            process = context.Process(target=run, daemon=True)
            process.name = process.name.replace('Process', 'PoolWorker')
            return process

        def serve(jobs, results):
            _serve(jobs, results, initializer, initargs, max_jobs)

        return Crew(self._processes, make_process, serve, on_death=self._replace, max_jobs=max_jobs)

    def _replace(self, expected):
        self._crew.replace()

    def _end(self):
        if self._state != TERMINATE:
            self._crew.kill()

    def __repr__(self):
        cls = type(self)
        return f'<{cls.__module__}.{cls.__qualname__} state={self._state} pool_size={self._processes}>'

    def _check_running(self):
        if self._state != RUN:
            raise ValueError('Pool not running')

    def _submit(self, task, func, args, result, index):
        """Has a worker do a task; its answer, numbered, goes to the result."""
        data = pickle.dumps((task, func, args))
        self._results.add(result)

        def done(data):
            try:
                answer = pickle.loads(data)
            except Exception as error:
                answer = False, error
            result._answer(index, *answer)
            if result.ready():
                self._results.discard(result)

        def lost(code):
            from multiprocessing.context import ProcessError
            error = ProcessError(f'a worker of the pool ended with exit code {code} while it ran this')
            result._answer(index, False, error)

        self._crew.submit(Job(data, done, lost))

    def apply(self, func, args=(), kwds={}):
        """Equivalent of `func(*args, **kwds)`."""
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        """Asynchronous version of `apply()` method."""
        self._check_running()
        result = ApplyResult(callback, error_callback)
        self._try(result, _call, func, (args, kwds), 0)
        return result

    def _try(self, result, *task):
        try:
            self._submit(*task[:3], result, task[3])
        except Exception as error:
            result._answer(task[3], False, error)

    def map(self, func, iterable, chunksize=None):
        """Apply `func` to each element in `iterable`, collecting the results in a list."""
        return self._map_async(func, iterable, False, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """Asynchronous version of `map()` method."""
        return self._map_async(func, iterable, False, chunksize, callback, error_callback)

    def starmap(self, func, iterable, chunksize=None):
        """Like `map()`, but the elements are unpacked as arguments."""
        return self._map_async(func, iterable, True, chunksize).get()

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        """Asynchronous version of `starmap()` method."""
        return self._map_async(func, iterable, True, chunksize, callback, error_callback)

    def _map_async(self, func, iterable, star, chunksize, callback=None, error_callback=None):
        self._check_running()
        items = list(iterable)
        if chunksize is None:
            chunksize, extra = divmod(len(items), self._processes * 4)
            chunksize += bool(extra)
        chunksize = max(chunksize, 1)
        chunks = [items[at:at + chunksize] for at in range(0, len(items), chunksize)]
        result = MapResult(len(chunks), callback, error_callback)
        for index, chunk in enumerate(chunks):
            self._try(result, _call_each, func, (chunk, star), index)
        return result

    def imap(self, func, iterable, chunksize=1):
        """Equivalent of `map()` -- can be MUCH slower than `Pool.map()`."""
        return self._imap(IMapIterator, func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        """Like `imap()` method but ordering of results is arbitrary."""
        return self._imap(IMapUnorderedIterator, func, iterable, chunksize)

    def _imap(self, kind, func, iterable, chunksize):
        self._check_running()
        if chunksize < 1:
            raise ValueError(f'Chunksize must be 1+, not {chunksize:n}')
        items = list(iterable)
        chunks = [items[at:at + chunksize] for at in range(0, len(items), chunksize)]
        result = kind(len(chunks))
        for index, chunk in enumerate(chunks):
            self._try(result, _call_each, func, (chunk, False), index)
        return result

    def close(self):
        """No more tasks; the workers end when all is done."""
        if self._state == RUN:
            self._state = CLOSE
            self._crew.close()

    def terminate(self):
        """Ends the workers without finishing outstanding work."""
        if self._state != TERMINATE:
            self._state = TERMINATE
            self._crew.kill()
            self._crew.join()

    def join(self):
        """Wait for the workers to end; close() or terminate() comes first."""
        if self._state == RUN:
            raise ValueError('Pool is still running')
        self._crew.join()

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.terminate()

    def __reduce__(self):
        raise NotImplementedError('pool objects cannot be passed between processes or pickled')


class ApplyResult:
    """What will come of a call."""

    def __init__(self, callback=None, error_callback=None):
        self._event = threading.Event()
        self._callback = callback
        self._error_callback = error_callback
        self._success = None
        self._value = None

    def ready(self):
        return self._event.is_set()

    def successful(self):
        if not self.ready():
            raise ValueError(f'{self!r} not ready')
        return self._success

    def wait(self, timeout=None):
        self._event.wait(timeout)

    def get(self, timeout=None):
        self.wait(timeout)
        if not self.ready():
            from multiprocessing.context import TimeoutError
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _answer(self, index, success, value):
        self._settle(success, value)

    def _settle(self, success, value):
        if self.ready():
            return
        self._success, self._value = success, value
        callback = self._callback if success else self._error_callback
        if callback:
            callback(value)
        self._event.set()


AsyncResult = ApplyResult


class MapResult(ApplyResult):
    """What will come of many calls: a list, or the first exception."""

    def __init__(self, count, callback=None, error_callback=None):
        ApplyResult.__init__(self, callback, error_callback)
        self._parts = [None] * count
        self._left = count
        self._failure = None
        if count == 0:
            self._success, self._value = True, []
            self._event.set()

    def _answer(self, index, success, value):
        self._left -= 1
        if success:
            self._parts[index] = value
        elif self._failure is None:
            self._failure = value
        if self._left == 0:
            if self._failure is not None:
                self._settle(False, self._failure)
            else:
                self._settle(True, [item for part in self._parts for item in part])


class IMapIterator:
    """Results of many calls, in their order."""

    def __init__(self, count):
        self._cond = threading.Condition()
        self._left = count
        self._next = 0
        self._came = {}
        self._items = []

    def __iter__(self):
        return self

    def ready(self):
        return self._left == 0

    def _answer(self, index, success, value):
        with self._cond:
            self._left -= 1
            self._came[self._place(index)] = success, value
            while self._next in self._came:
                success, value = self._came.pop(self._next)
                self._next += 1
                self._items += [(True, item) for item in value] if success else [(False, value)]
            self._cond.notify_all()

    def _place(self, index):
        return index

    def next(self, timeout=None):
        with self._cond:
            if not self._cond.wait_for(lambda: self._items or self._left == 0, timeout):
                from multiprocessing.context import TimeoutError
                raise TimeoutError from None
            if not self._items:
                raise StopIteration from None
            success, value = self._items.pop(0)
        if success:
            return value
        raise value

    __next__ = next


class IMapUnorderedIterator(IMapIterator):
    """Results of many calls, in the order in which they come."""

    def _place(self, index):
        return self._next + len(self._came)


class ThreadPool(Pool):
    """The same with threads."""

    def _make_crew(self, context, initializer, initargs, max_jobs):
        from concurrent.futures.thread import ThreadPoolExecutor
        return _ThreadCrew(ThreadPoolExecutor(self._processes, 'Thread', initializer, initargs))

    def _submit(self, task, func, args, result, index):
        def run():
            try:
                answer = True, task(func, *args)
            except Exception as error:
                answer = False, error
            result._answer(index, *answer)
        self._crew.executor.submit(run)


class _ThreadCrew:
    def __init__(self, executor):
        self.executor = executor

    def start(self):
        pass

    def close(self):
        self.executor.shutdown(wait=False)

    def kill(self):
        self.executor.shutdown(wait=False, cancel_futures=True)

    def join(self):
        self.executor.shutdown()
