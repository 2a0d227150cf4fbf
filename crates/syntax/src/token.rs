//! The kinds of tokens, and the part of them that logos finds by itself.
//!
//! Literals are only recognised by how they begin; `lexer` finds their ends. `Indent`, `Dedent` and the
//! logical meaning of `Newline` come from `layout`.

use chumsky::span::SimpleSpan;
use logos::Logos;
use ouro_diag::Span;

/// The span type that the parser library works with; the same offsets as [`Span`].
pub(crate) type Range = SimpleSpan<u32>;

/// A token and where it stands.
pub(crate) type Spanned = (Kind, Range);

/// The span of a parser range.
pub(crate) fn span(range: Range) -> Span {
    Span::new(range.start, range.end)
}

/// The parser range of a span.
pub(crate) fn range(span: Span) -> Range {
    Range::from(span.start..span.end)
}

macro_rules! kinds {
    ($($(#[$attribute:meta])* $name:ident $text:literal,)*) => {
        /// What a token is.
        #[derive(Logos, Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[logos(skip r"[ \t\x0C]+")]
        #[logos(skip(r"#[^\r\n]*", allow_greedy = true))]
        pub enum Kind {
            $(#[doc = concat!("`", $text, "`")] $(#[$attribute])* $name,)*
        }

        impl Kind {
            /// How the token is written; a description where that varies.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

kinds! {
    #[regex(r"[A-Za-z_\u{80}-\u{10FFFF}][A-Za-z0-9_\u{80}-\u{10FFFF}]*")] Name "name",
    #[regex(r"[0-9]|\.[0-9]")] Number "number",
    #[regex(r#"([rR]|[uU]|[bB]|[bB][rR]|[rR][bB])?('|"|'''|""")"#)] Str "string",
    #[regex(r#"([fF]|[fF][rR]|[rR][fF])('|"|'''|""")"#)] FStringStart "f-string start",
    FStringMiddle "f-string text",
    FStringEnd "f-string end",
    /// Opens a replacement field of an f-string.
    FieldStart "{",
    /// Closes one.
    FieldEnd "}",
    #[regex(r"\n|\r\n?")] Newline "newline",
    Indent "indent",
    Dedent "dedent",
    Eof "end of file",
    #[token("\\")] Backslash "\\",
    /// A character or literal that is an error by itself; a diagnostic says why.
    Bad "error",
    #[token("$")] Dollar "$",
    #[token("?")] Question "?",
    #[token("`")] Backtick "`",
    #[token("!")] Bang "!",
    #[token("False")] False "False",
    #[token("None")] None "None",
    #[token("True")] True "True",
    #[token("and")] And "and",
    #[token("as")] As "as",
    #[token("assert")] Assert "assert",
    #[token("async")] Async "async",
    #[token("await")] Await "await",
    #[token("break")] Break "break",
    #[token("class")] Class "class",
    #[token("continue")] Continue "continue",
    #[token("def")] Def "def",
    #[token("del")] Del "del",
    #[token("elif")] Elif "elif",
    #[token("else")] Else "else",
    #[token("except")] Except "except",
    #[token("finally")] Finally "finally",
    #[token("for")] For "for",
    #[token("from")] From "from",
    #[token("global")] Global "global",
    #[token("if")] If "if",
    #[token("import")] Import "import",
    #[token("in")] In "in",
    #[token("is")] Is "is",
    #[token("lambda")] Lambda "lambda",
    #[token("nonlocal")] Nonlocal "nonlocal",
    #[token("not")] Not "not",
    #[token("or")] Or "or",
    #[token("pass")] Pass "pass",
    #[token("raise")] Raise "raise",
    #[token("return")] Return "return",
    #[token("try")] Try "try",
    #[token("while")] While "while",
    #[token("with")] With "with",
    #[token("yield")] Yield "yield",
    #[token("match")] Match "match",
    #[token("case")] Case "case",
    #[token("type")] Type "type",
    #[token("_", priority = 10)] Underscore "_",
    #[token("(")] LParen "(",
    #[token(")")] RParen ")",
    #[token("[")] LBracket "[",
    #[token("]")] RBracket "]",
    #[token("{")] LBrace "{",
    #[token("}")] RBrace "}",
    #[token(",")] Comma ",",
    #[token(":")] Colon ":",
    #[token(";")] Semicolon ";",
    #[token(".")] Dot ".",
    #[token("...")] Ellipsis "...",
    #[token("->")] Arrow "->",
    #[token("=")] Equal "=",
    #[token(":=")] ColonEqual ":=",
    #[token("+")] Plus "+",
    #[token("-")] Minus "-",
    #[token("*")] Star "*",
    #[token("**")] DoubleStar "**",
    #[token("/")] Slash "/",
    #[token("//")] DoubleSlash "//",
    #[token("%")] Percent "%",
    #[token("@")] At "@",
    #[token("&")] Ampersand "&",
    #[token("|")] Bar "|",
    #[token("^")] Caret "^",
    #[token("~")] Tilde "~",
    #[token("<<")] LeftShift "<<",
    #[token(">>")] RightShift ">>",
    #[token("<")] Less "<",
    #[token("<=")] LessEqual "<=",
    #[token(">")] Greater ">",
    #[token(">=")] GreaterEqual ">=",
    #[token("==")] EqualEqual "==",
    #[token("!=")] NotEqual "!=",
    #[token("<>")] LessGreater "<>",
    #[token("+=")] PlusEqual "+=",
    #[token("-=")] MinusEqual "-=",
    #[token("*=")] StarEqual "*=",
    #[token("**=")] DoubleStarEqual "**=",
    #[token("/=")] SlashEqual "/=",
    #[token("//=")] DoubleSlashEqual "//=",
    #[token("%=")] PercentEqual "%=",
    #[token("@=")] AtEqual "@=",
    #[token("&=")] AmpersandEqual "&=",
    #[token("|=")] BarEqual "|=",
    #[token("^=")] CaretEqual "^=",
    #[token("<<=")] LeftShiftEqual "<<=",
    #[token(">>=")] RightShiftEqual ">>=",
}

impl Kind {
    /// Whether it can stand where a name is wanted.
    #[must_use]
    pub fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Match | Self::Case | Self::Type | Self::Underscore)
    }

    /// Whether it is a reserved word.
    #[must_use]
    pub fn is_keyword(self) -> bool {
        (Self::False as u8..=Self::Yield as u8).contains(&(self as u8))
    }

    /// The bracket that closes this one.
    #[must_use]
    pub fn closing(self) -> Option<Self> {
        match self {
            Self::LParen => Some(Self::RParen),
            Self::LBracket => Some(Self::RBracket),
            Self::LBrace => Some(Self::RBrace),
            Self::FieldStart => Some(Self::FieldEnd),
            _ => None,
        }
    }

    /// Whether it closes a bracket.
    #[must_use]
    pub fn is_closing(self) -> bool {
        matches!(self, Self::RParen | Self::RBracket | Self::RBrace | Self::FieldEnd)
    }
}
