//! Errors of text handling as data: a class and CPython's message. Whoever knows the VM raises them.

use std::borrow::Cow;
use std::fmt;

/// The exception that an error becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorClass {
    /// `ValueError`
    Value,
    /// `TypeError`
    Type,
    /// `OverflowError`
    Overflow,
    /// `IndexError`
    Index,
    /// `KeyError`
    Key,
    /// `MemoryError`
    Memory,
}

impl ErrorClass {
    /// The name of the exception's class.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "ValueError",
            Self::Type => "TypeError",
            Self::Overflow => "OverflowError",
            Self::Index => "IndexError",
            Self::Key => "KeyError",
            Self::Memory => "MemoryError",
        }
    }
}

/// What went wrong, in CPython's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError {
    /// The exception to raise.
    pub class: ErrorClass,
    /// Its message.
    pub message: Cow<'static, str>,
}

impl TextError {
    /// A `ValueError`.
    pub fn value(message: impl Into<Cow<'static, str>>) -> Self {
        Self { class: ErrorClass::Value, message: message.into() }
    }

    /// A `TypeError`.
    pub fn type_error(message: impl Into<Cow<'static, str>>) -> Self {
        Self { class: ErrorClass::Type, message: message.into() }
    }

    /// An `OverflowError`.
    pub fn overflow(message: impl Into<Cow<'static, str>>) -> Self {
        Self { class: ErrorClass::Overflow, message: message.into() }
    }

    /// A `MemoryError`, which has no message.
    #[must_use]
    pub fn memory() -> Self {
        Self { class: ErrorClass::Memory, message: Cow::Borrowed("") }
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.class.name(), self.message)
    }
}

impl std::error::Error for TextError {}
