//! The built-in functions and the methods of the built-in types, as tables.
//!
//! `text` is what needs no values: numbers and strings to and from text, and the formatting languages.

pub mod text;
