//! Renderers of the stream of events that the VM and the loop emit.
//!
//! Each is an [`Observer`]. There is one today: [`JsonLines`].

mod json_lines;

pub use json_lines::JsonLines;
