//! The table of codes: every code that Ouro can show, its title and the page that explains it.
//!
//! E01xx tokens and layout, E02xx grammar, E03xx names and scopes, E04xx what is not supported yet,
//! R05xx run time, L06xx limits, C09xx command line. A code exists only with a page and a golden test.

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
    E0101 INVALID_CHARACTER "a character that Python does not know";
    E0102 UNTERMINATED_STRING "a string that is not closed";
    E0103 BACKSLASH "a backslash in the wrong place";
    E0104 NUMBER "a number that is written wrongly";
    E0105 UNCLOSED_BRACKET "a bracket that is never closed";
    E0106 UNMATCHED_BRACKET "a closing bracket without an opening one";
    E0107 MISMATCHED_BRACKET "a closing bracket of the wrong kind";
    E0108 UNINDENT "a line that goes back to a column where no block began";
    E0109 TABS "tabs and blanks mixed in the indentation";
    E0110 TOO_DEEP "nested too deeply";
    E0111 TOO_MANY_INDENTS "too many levels of indentation";
    E0112 FSTRING "an f-string with a faulty field";
    E0113 ESCAPE "an escape sequence that cannot be read";
    E0114 ESCAPE_WARNING "an escape sequence that means nothing";
    E0115 ENCODING "a file that is not in its encoding";
    E0116 NULL_BYTE "a NUL byte in the source";
    E0201 INVALID_SYNTAX "the parser cannot go on";
    E0202 UNEXPECTED_INDENT "an indented line where no block begins";
    E0203 MISSING_BLOCK "an indented block is missing";
    E0204 MISSING_COLON "a colon is missing";
    E0205 MISSING_COMMA "a comma is missing";
    E0206 EQUALS_FOR_COMPARISON "'=' where '==' or ':=' is meant";
    E0207 CANNOT_ASSIGN "something that cannot be assigned to";
    E0208 CANNOT_DELETE "something that cannot be deleted";
    E0209 ANNOTATION_TARGET "an annotation on more than one name";
    E0210 TRY_CLAUSES "'try' without 'except' or 'finally'";
    E0211 MISSING_ELSE "'if' within an expression without 'else'";
    E0212 STARRED "'*' where nothing can be unpacked";
    E0213 DICT_ENTRY "a dict entry that is not complete";
    E0214 KEYWORD_ARGUMENT "'=' within an argument";
    E0215 ARGUMENT_ORDER "arguments in the wrong order";
    E0216 GENERATOR_ARGUMENT "a generator expression beside other arguments";
    E0217 PARAMETERS "parameters in the wrong order";
    E0218 MIXED_BYTES "bytes and text side by side";
    E0219 PATTERN "a pattern that cannot be matched";
    E0220 PRINT_STATEMENT "'print' without parentheses";
    E0221 IMPORT "an import that is not complete";
    E0222 MISSING_PARENTHESES "parentheses are missing";
    E0223 RESERVED_WORD "a reserved word used as a name";
    E0224 FOREIGN_SYNTAX "syntax of another language";
    E0225 PASTED_PROMPT "a prompt pasted along with the code";
    E0226 MISSING_EXPRESSION "an expression is missing";
    E0227 MISPLACED_CLAUSE "a clause without its statement";
    E0228 DECORATED_NOTHING "a decorator without a function or class below it";
    E0229 MISSING_IN "'in' is missing after 'for'";
    E0230 TYPE_PARAMETERS "type parameters that cannot stand so";
    E0231 EXCEPTION_TYPES "what an 'except' clause catches";
    E0232 MISSPELLED_KEYWORD "a word that is nearly a keyword";
    E0301 AWAIT_OUTSIDE "'await' outside an async function";
    E0302 RETURN_OUTSIDE "'return' outside a function";
    E0303 YIELD_OUTSIDE "'yield' outside a function";
    E0304 LOOP_CONTROL_OUTSIDE "'break' or 'continue' outside a loop";
    E0305 GLOBAL_CONFLICT "'global' or 'nonlocal' contradicts another use of the name";
    E0306 DUPLICATE_PARAMETER "two parameters with one name";
    E0307 ASYNC_OUTSIDE "'async for' or 'async with' outside an async function";
    E0308 WALRUS_SCOPE "':=' where it cannot bind";
    E0309 FUTURE_IMPORT "a '__future__' import that cannot stand here";
    E0310 STAR_IMPORT "'import *' within a function or class";
    E0311 REPEATED_NAME "a name bound twice where once is allowed";
    E0312 RETURN_VALUE_IN_ASYNC_GENERATOR "'return' with a value in an async generator";
    E0313 EXCEPT_ORDER "a bare 'except' that is not the last";
    E0314 STATIC_NESTING "too many statically nested blocks";
    E0315 TYPE_SCOPE "something that a type parameter's scope does not allow";
    E0316 STARRED_TARGET "more than one starred target, or one on its own";
    E0317 EXCEPT_STAR "'break', 'continue' or 'return' in an 'except*' block";
    E0318 DEBUG_NAME "an assignment to '__debug__'";
    E0319 UNREACHABLE_PATTERN "a pattern that makes the ones after it unreachable";
    E0320 SUSPICIOUS_CODE "code that hardly means what it says";
    E0401 NOT_COMPILED_YET "a statement or expression that Ouro does not compile yet";
    E0402 NO_MODULE "a module that Ouro does not have";
    E0403 NO_NAME_IN_MODULE "a name that Ouro's module does not have";
    E0404 NO_FEATURE "something that Ouro does not support";
    E0405 TOO_LARGE "a function that is too large for one code object";
    R0501 NEVER_AWAITED "a coroutine that nobody awaited";
    R0502 LOOP_RUNNING "'asyncio.run' while a loop is running";
    R0503 EXCEPTION_NEVER_RETRIEVED "a task's exception that nobody looked at";
    R0504 TASK_DESTROYED "a task destroyed while it was pending";
    R0505 LOOP_BLOCKED "a call that blocked the loop";
    R0506 UNAWAITED_USE "a coroutine or task used as if it were its result";
    R0507 NOT_A_COROUTINE "something else where a coroutine is expected";
    R0508 GATHER_OF_LIST "'gather' given a list";
    R0509 AWAITED_TWICE "a coroutine awaited a second time";
    R0510 ASKED_TOO_EARLY "a result asked for before it is there";
    R0511 DEADLOCK "tasks that nothing can wake any more";
    R0512 NOT_AWAITABLE "'await' on something that cannot be awaited";
    R0513 NO_RUNNING_LOOP "a task or loop asked for where no loop runs";
    R0514 WAIT_OF_COROUTINES "'wait' given coroutines";
    R0515 PLAIN_FOR_ASYNC "a plain statement over something asynchronous, or the other way round";
    L0601 LIMIT_OF_STEPS "the run took more steps than it may";
    L0602 LIMIT_OF_TIME "the run took longer than it may";
    L0603 LIMIT_OF_MEMORY "the run wanted more memory than it may have";
    L0604 LIMIT_OF_OUTPUT "the run wrote more than it may";
    C0901 USAGE "the command line is not understood";
    C0902 CANNOT_READ "a file that cannot be read";
}
