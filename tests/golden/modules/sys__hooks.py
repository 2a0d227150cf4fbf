"""Hooks for exceptions: sys.excepthook, sys.unraisablehook; what happens when they fail."""
import sys


class Dropped:
    def __del__(self):
        raise ValueError('in __del__')


def unraisable(args):
    print('unraisable', args.exc_type.__name__, args.exc_value, args.exc_traceback.tb_lineno,
          args.err_msg, args.object.__name__, type(args))


sys.unraisablehook = unraisable
Dropped()


def failing(args):
    raise KeyError('hook')


sys.unraisablehook = sys.__unraisablehook__


def hook(kind, value, traceback):
    print('hook', kind, value, traceback.tb_lineno, file=sys.stderr)
    raise RuntimeError('the hook fails')


sys.excepthook = hook
1 / 0
