//! Clock-driven timers, ready queue, futures and tasks: the loop.
