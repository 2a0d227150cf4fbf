//! Values that are written down in the source.

use num_bigint::BigInt;

/// A literal's value.
#[derive(Clone, PartialEq, Debug)]
pub enum Constant {
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// `...`
    Ellipsis,
    /// `12`
    Int(Int),
    /// `1.5`
    Float(f64),
    /// `2j`: the imaginary part; the real one is zero.
    Complex(f64),
    /// `"text"`
    Str {
        /// The decoded text.
        text: Text,
        /// Written with the prefix `u`, which only a dump of the tree shows.
        u_prefix: bool,
    },
    /// `b"bytes"`
    Bytes(Box<[u8]>),
}

/// A whole number of any size.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Int {
    /// It fits.
    Small(i64),
    /// It does not.
    Big(Box<BigInt>),
}

/// The text of a string literal, which may hold lone surrogates (`"\ud800"`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Text {
    /// Ordinary text.
    Utf8(Box<str>),
    /// Code points with at least one surrogate among them.
    Wide(Box<[u32]>),
}

impl Text {
    /// The text where it is ordinary.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Utf8(text) => Some(text),
            Self::Wide(_) => None,
        }
    }

    /// The code points.
    #[must_use]
    pub fn code_points(&self) -> Vec<u32> {
        match self {
            Self::Utf8(text) => text.chars().map(u32::from).collect(),
            Self::Wide(points) => points.to_vec(),
        }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Utf8(text) => text.is_empty(),
            Self::Wide(points) => points.is_empty(),
        }
    }

    /// From code points: ordinary text where that is possible.
    #[must_use]
    pub fn from_code_points(points: Vec<u32>) -> Self {
        let text: Option<String> = points.iter().map(|point| char::from_u32(*point)).collect();
        text.map_or_else(
            || Self::Wide(points.into_boxed_slice()),
            |text| Self::Utf8(text.into_boxed_str()),
        )
    }

    /// The two, one after the other.
    #[must_use]
    pub fn concat(self, other: Self) -> Self {
        match (self, other) {
            (Self::Utf8(left), Self::Utf8(right)) => {
                let mut text = String::from(left);
                text.push_str(&right);
                Self::Utf8(text.into_boxed_str())
            }
            (left, right) => {
                let mut points = left.code_points();
                points.extend(right.code_points());
                Self::from_code_points(points)
            }
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::Utf8(text.into())
    }
}
