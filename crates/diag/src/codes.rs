//! The table of codes: every code that Ouro can show, its title and the page that explains it.
//!
//! E01xx tokens and layout, E02xx grammar, E03xx names and scopes, E04xx what is not supported yet,
//! R05xx run time, C09xx command line. A code exists only with a page and a golden test.

use std::fmt;

/// A row of the table.
#[derive(Debug)]
pub struct CodeEntry {
    /// `E0101`.
    pub id: &'static str,
    /// A few words on what it stands for.
    pub title: &'static str,
    /// The page that `ouro explain` shows, in Markdown.
    pub page: &'static str,
}

/// A reference to a row of [`TABLE`].
#[derive(Clone, Copy)]
pub struct Code(&'static CodeEntry);

impl Code {
    /// `E0101`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.0.id
    }

    /// A few words on what it stands for.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.0.title
    }

    /// The page that `ouro explain` shows, in Markdown.
    #[must_use]
    pub fn page(self) -> &'static str {
        self.0.page
    }

    /// The code with this id, in either case.
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        TABLE.iter().find(|entry| entry.id.eq_ignore_ascii_case(id)).map(Self)
    }

    /// All codes in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(Self)
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for Code {}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.id)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.id)
    }
}

macro_rules! codes {
    ($($id:ident $name:ident $title:literal;)*) => {
        $(
            #[doc = concat!(stringify!($id), ": ", $title, ".")]
            pub const $name: Code = Code(&CodeEntry {
                id: stringify!($id),
                title: $title,
                page: include_str!(concat!("pages/", stringify!($id), ".md")),
            });
        )*
        /// Every code.
        pub static TABLE: &[CodeEntry] = &[
            $(CodeEntry {
                id: stringify!($id),
                title: $title,
                page: include_str!(concat!("pages/", stringify!($id), ".md")),
            },)*
        ];
    };
}

codes! {
    E0100 INVALID_TOKEN "a character or literal that means nothing here";
    E0200 INVALID_SYNTAX "the parser cannot go on";
    E0300 SCOPE "a name or statement in a scope that does not allow it";
    E0301 AWAIT_OUTSIDE "'await' outside an async function";
    E0302 RETURN_OUTSIDE "'return' outside a function";
    E0303 YIELD_OUTSIDE "'yield' outside a function";
    E0304 LOOP_CONTROL_OUTSIDE "'break' or 'continue' outside a loop";
    E0305 GLOBAL_CONFLICT "'global' or 'nonlocal' contradicts another use of the name";
    E0306 DUPLICATE_PARAMETER "two parameters with one name";
    E0307 COMPREHENSION "a comprehension that holds what it must not";
    E0308 ASYNC_GENERATOR "something that an async generator or function cannot do";
    E0309 FUTURE_IMPORT "a 'from __future__ import' that is late or unknown";
    E0310 ASSIGNMENT_TARGET "something that cannot be assigned to or deleted";
    E0311 IMPORT_STAR "'import *' outside the module level";
    E0312 EXCEPT_ORDER "an 'except:' that is not the last one";
    E0401 NOT_COMPILED_YET "a statement or expression that Ouro does not compile yet";
    E0402 NO_MODULE "a module that Ouro does not have";
    E0403 NO_NAME_IN_MODULE "a name that Ouro's module does not have";
    E0404 TOO_LARGE "a program that is too large or too deeply nested for one code object";
    R0501 NEVER_AWAITED "a coroutine that nobody awaited";
    C0901 USAGE "the command line is not understood";
}
