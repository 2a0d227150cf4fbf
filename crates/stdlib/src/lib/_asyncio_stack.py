"""Stacks of tasks: `Task.get_stack` and `Task.print_stack`."""

# Written from the library reference ("asyncio", Task objects). Tasks import it when they are asked.

import traceback


def get_stack(task, *, limit=None):
    """The frames of a task: of one that waits, where it waits; of one that has failed, those of its traceback."""
    frames = []
    coroutine = task._coro
    frame = getattr(coroutine, 'cr_frame', None) or getattr(coroutine, 'gi_frame', None)
    if frame is not None:
        while frame is not None and (limit is None or len(frames) < limit):
            frames.append(frame)
            frame = frame.f_back
        frames.reverse()
    elif (error := _error_of(task)) is not None:
        step = error.__traceback__
        while step is not None and (limit is None or len(frames) < limit):
            frames.append(step.tb_frame)
            step = step.tb_next
    return frames


def _error_of(task):
    return task._exception


def print_stack(task, *, limit=None, file=None):
    """Print the stack or traceback of a task."""
    error = _error_of(task)
    frames = get_stack(task, limit=limit)
    if not frames:
        print(f'No stack for {task!r}', file=file)
    elif error is not None:
        print(f'Traceback for {task!r} (most recent call last):', file=file)
    else:
        print(f'Stack for {task!r} (most recent call last):', file=file)
    lines = {}
    if error is not None:
        for step, line in traceback.walk_tb(error.__traceback__):
            lines[step] = line
    summary = traceback.StackSummary.from_list([
        (frame.f_code.co_filename, lines.get(frame, frame.f_lineno), frame.f_code.co_name, None)
        for frame in frames])
    traceback.print_list(summary, file=file)
    if error is not None:
        for line in traceback.format_exception_only(type(error), error):
            print(line, file=file, end='')
