//! Rows whose order no script has a say in: small ints, floats, strings, and tuples of the same number of these, each
//! column of one kind.
//!
//! A key gets a mark, a number that goes up where the key does. Marks are compared first, and lie side by side; keys
//! are looked at only where marks are equal and do not say all.

use std::cmp::Ordering;

use crate::prelude::*;

/// What all keys of a row, or of a column, are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Int,
    Float,
    Str,
}

impl Kind {
    fn of(key: &Value) -> Option<Self> {
        match key {
            Value::Int(_) => Some(Self::Int),
            Value::Float(float) if !float.is_nan() => Some(Self::Float),
            Value::Obj(object) if object.is::<Str>() => Some(Self::Str),
            _ => None,
        }
    }

    /// Whether keys of equal marks are equal.
    fn is_marked_whole(self) -> bool {
        self != Self::Str
    }
}

/// Sorts a row if it is one of small ints; says whether it was.
pub(super) fn sort_ints(items: &mut [Value]) -> bool {
    let int = |item: &Value| match item {
        Value::Int(int) => Some(*int),
        _ => None,
    };
    let Some(mut ints) = items.iter().map(int).collect::<Option<Vec<i64>>>() else { return false };
    // Equal ones can't be told apart.
    ints.sort_unstable();
    for (item, int) in items.iter_mut().zip(ints) {
        *item = Value::Int(int);
    }
    true
}

/// A key's mark, and its place before the sort.
pub(super) type Marked = (u64, usize);

/// The order of plain keys, equal ones as they are; none for others.
pub(super) fn order(keys: &[Value]) -> Option<Vec<Marked>> {
    let first = keys.first()?;
    if let Some(kind) = Kind::of(first) {
        if !keys.iter().all(|key| Kind::of(key) == Some(kind)) {
            return None;
        }
        let compare = |a: usize, b: usize| match kind.is_marked_whole() {
            true => Ordering::Equal,
            false => compare(&keys[a], &keys[b]),
        };
        return Some(sorted(keys.iter().map(mark), compare));
    }
    let columns: Vec<Kind> = first.get::<Tuple>()?.0.iter().map(Kind::of).collect::<Option<_>>()?;
    let whole = columns.first()?.is_marked_whole();
    let rows: Vec<&[Value]> =
        keys.iter().map(|key| row_of(key, &columns)).collect::<Option<_>>()?;
    let compare = |a: usize, b: usize| {
        let pairs = rows[a].iter().zip(rows[b]).skip(usize::from(whole));
        pairs.map(|(a, b)| compare(a, b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    };
    Some(sorted(rows.iter().map(|row| row.first().map_or(0, mark)), compare))
}

/// A tuple with these columns.
fn row_of<'a>(key: &'a Value, columns: &[Kind]) -> Option<&'a [Value]> {
    let row: &[Value] = &key.get::<Tuple>()?.0;
    let fits = |(item, kind): (&Value, &Kind)| Kind::of(item) == Some(*kind);
    (row.len() == columns.len() && row.iter().zip(columns).all(fits)).then_some(row)
}

fn sorted(
    marks: impl Iterator<Item = u64>,
    compare: impl Fn(usize, usize) -> Ordering,
) -> Vec<Marked> {
    let mut order: Vec<Marked> = marks.zip(0..).collect();
    order.sort_by(|(mark_a, a), (mark_b, b)| mark_a.cmp(mark_b).then_with(|| compare(*a, *b)));
    order
}

const SIGN: u64 = 1 << 63;

fn mark(key: &Value) -> u64 {
    match key {
        Value::Int(int) => *int as u64 ^ SIGN,
        Value::Float(float) => {
            // The two zeros are equal.
            let bits = (float + 0.0).to_bits();
            if bits & SIGN == 0 { bits | SIGN } else { !bits }
        }
        _ => key.get::<Str>().map_or(0, |text| beginning(text.as_bytes())),
    }
}

/// The first eight bytes of a text as a number.
fn beginning(text: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let length = text.len().min(bytes.len());
    bytes[..length].copy_from_slice(&text[..length]);
    u64::from_be_bytes(bytes)
}

/// Compares keys of one kind.
fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
        _ => a.get::<Str>().map(Str::as_bytes).cmp(&b.get::<Str>().map(Str::as_bytes)),
    }
}

/// Values in a new order.
pub(super) fn arrange(mut values: Vec<Value>, order: &[Marked]) -> Vec<Value> {
    order.iter().map(|&(_, at)| std::mem::take(&mut values[at])).collect()
}
