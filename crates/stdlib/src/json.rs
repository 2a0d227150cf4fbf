//! What the module `json` has in Rust: from values to text and back. Its classes and the everyday functions
//! are in `lib/json.py`, which runs in the namespace of this half.

mod decode;
mod encode;

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef =
    ModuleDef { name: "json", doc: "", functions: FUNCTIONS, fill: |_, _| Ok(()) };

static FUNCTIONS: &[NativeDef] = &[
    native(
        "_encode",
        "(value, default, skipkeys, ensure_ascii, check_circular, allow_nan, sort_keys, indent, \
         item_separator, key_separator, level=0)",
        "The text of a value, in the pieces that iterencode gives.",
        encode::encode,
    ),
    native(
        "_scan",
        "(text, start, strict, object_hook, object_pairs_hook, parse_float, parse_int, \
         parse_constant)",
        "The value at a place and where it ends; or what is wrong, where, and None.",
        decode::scan,
    ),
    native(
        "_skip_space",
        "(text, start)",
        "The first place that is no white space.",
        decode::skip_space,
    ),
    native("_quote", "(text, ensure_ascii)", "A string as JSON has it.", encode::quote_value),
];
