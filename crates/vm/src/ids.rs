//! `id()` and the addresses that reprs show.
//!
//! With the virtual clock they come from a counter, in the order in which they are first asked for, so
//! that the same program prints the same on every run.

use hashbrown::HashMap;

use crate::value::{Ref, Value};
use crate::vm::Vm;

/// Where the counter starts and how it steps: numbers that look like addresses.
const FIRST: u64 = 0x7f00_0000_1000;
const STEP: u64 = 0x40;

/// The numbers that have been given out. An object that has one is kept in the table, weakly: when its
/// address is used again by another object, that one asks for a number of its own, because the first
/// object's destruction has struck it out.
#[derive(Default)]
pub(crate) struct Ids {
    given: HashMap<usize, u64>,
    count: u64,
}

impl Vm {
    /// `id(value)`
    pub fn id(&mut self, value: &Value) -> u64 {
        match value {
            Value::Obj(object) => self.address(object),
            Value::Int(i) => (*i as u64).wrapping_mul(32).wrapping_add(0x1000),
            Value::Float(x) => x.to_bits() | 1,
            Value::Bool(b) => 0x100 + u64::from(*b) * 32,
            Value::None | Value::Unbound => 0x200,
            Value::Ellipsis => 0x220,
            Value::NotImplemented => 0x240,
        }
    }

    fn address(&mut self, object: &Ref) -> u64 {
        if !self.outside.clock.is_virtual() {
            return object.address() as u64;
        }
        let ids = &mut self.ids;
        *ids.given.entry(object.mark_numbered()).or_insert_with(|| {
            ids.count += 1;
            FIRST + (ids.count - 1) * STEP
        })
    }

    /// Strikes out a number whose object is no more.
    pub(crate) fn forget_id(&mut self, address: usize) {
        self.ids.given.remove(&address);
    }
}
