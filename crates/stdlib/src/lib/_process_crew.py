"""Processes that do what they are given: what both kinds of process pools are made of."""

import _processes
import pickle
import threading

# What a worker is sent when it is to end.
_END = b''


class Job:
    """A call, and what is to be done with what comes of it."""

    def __init__(self, data, done, lost=None, started=None):
        # The call as it is sent.
        self.data = data
        # Gets what the worker has sent.
        self.done = done
        # Is called when the worker has ended before.
        self.lost = lost
        # Whether it is still wanted, asked when a worker is free.
        self.started = started


class _Worker:
    def __init__(self, process, jobs, results):
        self.process = process
        self.jobs = jobs
        self.results = results
        self.job = None
        self.done = 0

    def free(self):
        job, self.job = self.job, None
        if job is not None:
            _processes.count(False)
        return job

    def close(self):
        _processes.close(self.jobs)
        _processes.close(self.results)


class Crew:
    """Workers, and the thread that looks after them."""

    def __init__(self, count, make_process, serve, *, on_death, max_jobs=None):
        self._make_process = make_process
        self._serve = serve
        self._on_death = on_death
        self._max_jobs = max_jobs
        self._lock = threading.RLock()
        self._waiting = []
        self._closing = False
        self._ended = False
        self._bell = _processes.pipe()
        self.workers = []
        # Workers are copies: all are made before there is a thread that could be in the middle of something.
        for _ in range(count):
            self._hire()
        self.thread = threading.Thread(target=self._look_after, daemon=True)

    def start(self):
        self.thread.start()

    def _hire(self):
        their_jobs, jobs = _processes.pipe()
        results, their_results = _processes.pipe()
        # A worker must not hold what keeps the others from seeing the end.
        ours = [jobs, results, *self._bell]
        for worker in self.workers:
            ours += [worker.jobs, worker.results]

        def run():
            for end in ours:
                _processes.close(end)
            self._serve(their_jobs, their_results)

        process = self._make_process(run)
        process._counts = False
        process.start()
        _processes.close(their_jobs)
        _processes.close(their_results)
        self.workers.append(_Worker(process, jobs, results))

    def submit(self, job):
        with self._lock:
            self._waiting.append(job)
            self._assign()

    def cancel_waiting(self):
        """Gives up what no worker has begun."""
        with self._lock:
            jobs, self._waiting = self._waiting, []
        return jobs

    def close(self):
        """No more jobs will come: the workers end when all is done."""
        with self._lock:
            self._closing = True
        self._ring()

    def kill(self):
        """Ends the workers as they are."""
        with self._lock:
            self._closing = True
            self._waiting = []
            for worker in self.workers:
                worker.free()
                worker.process.terminate()
        self._ring()

    def _ring(self):
        if not self._ended:
            _processes.put(self._bell[1], 1)

    def _assign(self):
        """Gives jobs to those that have none."""
        for worker in self.workers:
            if worker.job is not None or worker.done == self._max_jobs:
                continue
            job = self._next_job()
            if job is None:
                return
            worker.job = job
            _processes.count(True)
            try:
                _processes.send(worker.jobs, job.data)
            except OSError:
                # It has ended: the thread will see that.
                return

    def _next_job(self):
        while self._waiting:
            job = self._waiting.pop(0)
            if job.started is None or job.started():
                return job
        return None

    def _look_after(self):
        while True:
            with self._lock:
                if self._closing and not self._waiting and all(w.job is None for w in self.workers):
                    break
                ends = {worker.results: worker for worker in self.workers}
            for end in _processes.wait([self._bell[0], *ends]):
                if end in ends:
                    self._hear(ends[end])
                else:
                    _processes.take(end)
        self._dismiss()

    def _hear(self, worker):
        try:
            data = _processes.receive(worker.results)
        except (EOFError, OSError):
            self._bury(worker)
            return
        with self._lock:
            job = worker.free()
            worker.done += 1
            self._assign()
        if job is not None:
            job.done(data)

    def _bury(self, worker):
        """A worker has ended, of itself or by force."""
        worker.process.join()
        worker.close()
        with self._lock:
            job = worker.free()
            self.workers.remove(worker)
            closing = self._closing
        expected = worker.done == self._max_jobs
        if job is not None and job.lost is not None:
            job.lost(worker.process.exitcode)
        if not closing or self._waiting:
            self._on_death(expected)

    def replace(self):
        """Makes a worker in the place of one that has ended."""
        with self._lock:
            self._hire()
            self._assign()

    def _dismiss(self):
        self._ended = True
        for worker in self.workers:
            try:
                _processes.send(worker.jobs, _END)
            except OSError:
                pass
        for worker in self.workers:
            worker.process.join()
            worker.close()
        self.workers.clear()
        for end in self._bell:
            _processes.close(end)

    def join(self):
        self.thread.join()


def jobs_from(end):
    """For a worker: what it is sent, until the end."""
    while True:
        try:
            data = _processes.receive(end)
        except EOFError:
            return
        if data == _END:
            return
        yield pickle.loads(data)
