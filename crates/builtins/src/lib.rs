//! The built-in functions and the methods of the built-in types, as tables.
