//! The one table of operations, and the code objects made of them.
