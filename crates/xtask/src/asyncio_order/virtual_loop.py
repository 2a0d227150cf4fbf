"""Runs scripts on CPython under a loop whose clock is virtual, and records what they print.

    python3.13 virtual_loop.py FOLDER SCRIPT...

Writes SCRIPT.out, SCRIPT.err and SCRIPT.exit beside each script, as `ouro test` expects them. Each script has a process
of its own (a fork of this one, which has imported what takes long), so that its end is an interpreter's whole end.

Where Ouro goes another way by decision, CPython is led there, by what its documentation and its objects show:

- Equal deadlines are due in order of creation. `call_at` is given a float that compares by its number too.
- Where CPython goes by a set's order, Ouro goes by order of creation. What `all_tasks` gives, and what holds the tasks
  of a group and the async generators of a loop, and the set that `wait` makes, iterate in that order here.
- The library's frames, and its files and lines in reprs, are left out.
"""
import asyncio
import gc
import io
import itertools
import os
import re
import selectors
import sys
import time
import types


class Clock:
    """Nanoseconds would do; the scripts sleep for times that are exact in binary, and so is their sum."""

    now = 0.0


class Selector(selectors.DefaultSelector):
    """Nothing outside ever becomes ready: to wait is to move the clock."""

    def select(self, timeout=None):
        ready = super().select(0)
        if not ready:
            if timeout is None:
                sys.stderr.write("deadlock\n")
                sys.stderr.flush()
                os._exit(99)
            if timeout > 0:
                Clock.now += timeout
        return ready


class Deadline(float):
    """A time that is later than an equal one made before it."""

    numbers = itertools.count()

    def __new__(cls, when):
        self = super().__new__(cls, when)
        self.number = next(cls.numbers)
        return self

    def __lt__(self, other):
        if float(self) == float(other) and isinstance(other, Deadline):
            return self.number < other.number
        return float(self) < float(other)

    def __eq__(self, other):
        return self is other if isinstance(other, Deadline) else float(self) == other

    __hash__ = float.__hash__


class OrderedSet(set):
    """A set that iterates in order of insertion."""

    def __init__(self, items=()):
        super().__init__()
        self.order = {}
        for item in items:
            self.add(item)

    def add(self, item):
        super().add(item)
        self.order[item] = None

    def discard(self, item):
        super().discard(item)
        self.order.pop(item, None)

    def remove(self, item):
        super().remove(item)
        self.order.pop(item, None)

    def clear(self):
        super().clear()
        self.order.clear()

    def __iter__(self):
        return iter(list(self.order))


class OrderedWeakSet:
    """What a loop needs of a weak set, in order of insertion."""

    def __init__(self):
        self.refs = {}

    def add(self, item):
        import weakref
        self.refs[id(item)] = weakref.ref(item)

    def discard(self, item):
        self.refs.pop(id(item), None)

    def clear(self):
        self.refs.clear()

    def __iter__(self):
        return iter([item for item in (ref() for ref in self.refs.values()) if item is not None])

    def __len__(self):
        return len(list(iter(self)))


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        super().__init__(Selector())
        self._clock_resolution = 1e-9
        self._asyncgens = OrderedWeakSet()

    def time(self):
        return Clock.now

    def call_at(self, when, callback, *args, context=None):
        if when is not None:
            when = Deadline(when)
        return super().call_at(when, callback, *args, context=context)

    def create_task(self, coro, **options):
        number = next(task_count)
        task = super().create_task(coro, **options)
        task_numbers[id(task)] = number
        return task


VirtualLoop.__name__ = VirtualLoop.__qualname__ = "_UnixSelectorEventLoop"
task_numbers = {}
task_count = itertools.count()


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        return VirtualLoop()


def in_order_of_creation(all_tasks):
    def ordered(loop=None):
        return OrderedSet(sorted(all_tasks(loop), key=lambda task: task_numbers.get(id(task), 0)))

    return ordered


def with_ordered_tasks(init):
    def ordered(self):
        init(self)
        self._tasks = OrderedSet()

    return ordered


def lead():
    """Leads CPython to where Ouro goes by decision."""
    asyncio.set_event_loop_policy(Policy())
    ordered = in_order_of_creation(asyncio.all_tasks)
    asyncio.all_tasks = asyncio.tasks.all_tasks = ordered
    asyncio.tasks.set = OrderedSet
    asyncio.TaskGroup.__init__ = with_ordered_tasks(asyncio.TaskGroup.__init__)
    time.time = lambda: 1767225600.0 + Clock.now
    time.monotonic = time.perf_counter = lambda: Clock.now

    def sleep(seconds):
        Clock.now += seconds

    time.sleep = sleep


def run(path):
    """Runs a script as the main module; the process then ends as an interpreter does."""
    sys.argv = [path]
    module = types.ModuleType("__main__")
    module.__dict__.update(__file__=path, __builtins__=__builtins__)
    sys.modules["__main__"] = module
    with open(path, encoding="utf-8") as file:
        text = file.read()
    code = 0
    try:
        exec(compile(text, path, "exec"), module.__dict__)
    except SystemExit as error:
        code = error.code
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__.tb_next)
        code = 1
    sys.exit(code)


LIBRARY = r"/[^ :>]*/lib/python3\.13/[^ :>]*"


def level(text):
    kept, in_library = [], False
    for line in text.splitlines(keepends=True):
        step = re.sub(r"^ *\| ", "", line)
        if step.startswith('  File "'):
            in_library = "/lib/python3." in step or step.startswith('  File "<frozen ') or "virtual_loop.py" in step
        elif not step.startswith("    "):
            in_library = False
        if not in_library:
            kept.append(line)
    text = "".join(kept)
    text = re.sub(rf", defined at {LIBRARY}:\d+", "", text)
    text = re.sub(rf" running at {LIBRARY}:\d+", " running", text)
    text = re.sub(rf" at {LIBRARY}:\d+", "", text)
    text = re.sub(r"0x[0-9a-f]{8,}", "0xADDR", text)
    return text


def record(script):
    base = script.removesuffix(".py")
    streams = [(1, base + ".out"), (2, base + ".err")]
    child = os.fork()
    if child == 0:
        for number, name in streams:
            target = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.dup2(target, number)
            os.close(target)
        sys.stdout = io.TextIOWrapper(open(1, "wb", closefd=False), encoding="utf-8", line_buffering=True)
        sys.stderr = io.TextIOWrapper(open(2, "wb", closefd=False), encoding="utf-8", line_buffering=True)
        run(script)
    return child, base, streams


def finish(base, streams, status):
    code = os.waitstatus_to_exitcode(status)
    for _, name in streams:
        with open(name, encoding="utf-8") as file:
            text = level(file.read())
        if text:
            with open(name, "w", encoding="utf-8") as file:
                file.write(text)
        else:
            os.unlink(name)
    if code:
        with open(base + ".exit", "w") as file:
            file.write(f"{code if code >= 0 else 128 - code}\n")
    elif os.path.exists(base + ".exit"):
        os.unlink(base + ".exit")


def main():
    os.chdir(sys.argv[1])
    gc.disable()
    lead()
    gc.freeze()
    for script in sys.argv[2:] or sorted(name for name in os.listdir() if name.endswith(".py")):
        child, base, streams = record(script)
        _, status = os.waitpid(child, 0)
        finish(base, streams, status)


main()
