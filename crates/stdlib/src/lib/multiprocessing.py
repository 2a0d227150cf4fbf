"""Processes as threading has threads."""

from multiprocessing import context, process

__all__ = [
    'Array', 'AuthenticationError', 'Barrier', 'BoundedSemaphore', 'BufferTooShort', 'Condition', 'Event',
    'JoinableQueue', 'Lock', 'Manager', 'Pipe', 'Pool', 'Process', 'ProcessError', 'Queue', 'RLock', 'RawArray',
    'RawValue', 'Semaphore', 'SimpleQueue', 'TimeoutError', 'Value', 'active_children', 'cpu_count',
    'current_process', 'freeze_support', 'get_all_start_methods', 'get_context', 'get_start_method',
    'parent_process', 'set_start_method',
]

globals().update((name, getattr(context._default_context, name)) for name in __all__)
