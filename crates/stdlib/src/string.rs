//! The native half of `string` (library reference, "string"): identifiers of templates by patterns of their own.

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef =
    ModuleDef { name: "string", doc: "", functions: FUNCTIONS, fill: |_, _| Ok(()) };

static FUNCTIONS: &[NativeDef] = &[native(
    "_name_width",
    "(pattern, text)",
    "How many characters at the start of a text a pattern takes.",
    |vm, args| {
        let pattern = args::text(&args[0]).unwrap_or_default();
        let text = args::text(&args[1]).unwrap_or_default();
        let regex = regex::RegexBuilder::new(&format!("^(?:{})", pattern.replace("(?a:", "(?:")))
            .case_insensitive(true)
            .build();
        match regex {
            Ok(regex) => Ok(args::count(
                regex.find(&text).map_or(0, |found| text[..found.end()].chars().count()),
            )),
            Err(_) => Err(vm.refuse(&format!("the regular expression {pattern}"))),
        }
    },
)];
