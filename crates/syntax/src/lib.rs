//! From text to tree: tokens, layout, f-strings, the syntax tree and its parser.
