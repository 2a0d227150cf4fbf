"""Policies of event loops: who makes them, and which one a thread has."""

# Written from the library reference ("asyncio", Policies). The module asyncio imports it when one of its names is asked for.

import asyncio


class AbstractEventLoopPolicy:
    """Abstract policy for accessing the event loop."""

    def get_event_loop(self):
        """Get the event loop for the current context."""
        raise NotImplementedError

    def set_event_loop(self, loop):
        """Set the event loop for the current context to loop."""
        raise NotImplementedError

    def new_event_loop(self):
        """Create and return a new event loop object according to this policy's rules."""
        raise NotImplementedError


class BaseDefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """Each thread has the loop that was set there; the main thread gets one when it asks for the first time."""

    def get_event_loop(self):
        return asyncio._loop_of_thread()

    def set_event_loop(self, loop):
        asyncio._set_loop_of_thread(loop)

    def new_event_loop(self):
        return asyncio.SelectorEventLoop()


class _UnixDefaultEventLoopPolicy(BaseDefaultEventLoopPolicy):
    """UNIX event loop policy."""


DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy
for _class in (AbstractEventLoopPolicy, BaseDefaultEventLoopPolicy):
    _class.__module__ = 'asyncio.events'
_UnixDefaultEventLoopPolicy.__module__ = 'asyncio.unix_events'
_policy = None


def get_event_loop_policy():
    """Get the current event loop policy."""
    global _policy
    if _policy is None:
        _policy = DefaultEventLoopPolicy()
    return _policy


def set_event_loop_policy(policy):
    """Set the current event loop policy. If policy is None, the default policy is restored."""
    global _policy
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError('policy must be an instance of AbstractEventLoopPolicy or None, '
                        f"not '{type(policy).__name__}'")
    _policy = policy
    asyncio._use_policy(None if type(policy) is DefaultEventLoopPolicy else policy)
