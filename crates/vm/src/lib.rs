//! Values, heap, types, frames and the dispatch loop.

pub mod host;
