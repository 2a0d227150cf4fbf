//! Constants, sites and names of a code object, each under its 16-bit limit.

use std::collections::HashMap;
use std::sync::Arc;

use ouro_bytecode::Const;

/// From this many sites on, instructions with the same name share one: slower, but never refused.
const OWN_SITES_MAX: usize = 60_000;

#[derive(PartialEq, Eq, Hash, Debug)]
enum ConstKey {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    Float(u64),
    Imaginary(u64),
    Str(Arc<str>),
    Bytes(Arc<[u8]>),
    Tuple(Vec<ConstKey>),
}

/// The tables of a code object.
#[derive(Debug, Default)]
pub(super) struct Pools {
    pub(super) consts: Vec<Const>,
    const_ids: HashMap<ConstKey, u32>,
    pub(super) sites: Vec<Arc<str>>,
    shared_sites: HashMap<Arc<str>, u16>,
    pub(super) names: Vec<Arc<str>>,
    name_ids: HashMap<Arc<str>, u16>,
    broken: Option<&'static str>,
}

impl Pools {
    pub(super) fn broken_limit(&self) -> Option<&'static str> {
        self.broken
    }

    pub(super) fn constant(&mut self, value: Const) -> u32 {
        let next = u32::try_from(self.consts.len()).unwrap_or(u32::MAX);
        if let Some(key) = key(&value) {
            if let Some(id) = self.const_ids.get(&key) {
                return *id;
            }
            self.const_ids.insert(key, next);
        }
        self.consts.push(value);
        next
    }

    pub(super) fn site(&mut self, name: Arc<str>) -> u16 {
        if self.sites.len() >= OWN_SITES_MAX
            && let Some(id) = self.shared_sites.get(&name)
        {
            return *id;
        }
        let Ok(id) = u16::try_from(self.sites.len()) else {
            self.broken = Some("more than 65,535 different names are used");
            return 0;
        };
        if self.sites.len() >= OWN_SITES_MAX {
            self.shared_sites.insert(name.clone(), id);
        }
        self.sites.push(name);
        id
    }

    pub(super) fn name(&mut self, name: Arc<str>) -> u16 {
        if let Some(id) = self.name_ids.get(&name) {
            return *id;
        }
        let Ok(id) = u16::try_from(self.names.len()) else {
            self.broken = Some("more than 65,535 names are imported");
            return 0;
        };
        self.names.push(name.clone());
        self.name_ids.insert(name, id);
        id
    }

    /// A 16-bit operand that would need more.
    pub(super) fn overflow(&mut self, what: &'static str) {
        self.broken = Some(what);
    }
}

/// What tells a constant from others; none where each is one of its own.
fn key(value: &Const) -> Option<ConstKey> {
    Some(match value {
        Const::None => ConstKey::None,
        Const::Ellipsis => ConstKey::Ellipsis,
        Const::Bool(value) => ConstKey::Bool(*value),
        Const::Int(value) => ConstKey::Int(*value),
        Const::Float(value) => ConstKey::Float(value.to_bits()),
        Const::Imaginary(value) => ConstKey::Imaginary(value.to_bits()),
        Const::Str(text) => ConstKey::Str(text.clone()),
        Const::Bytes(bytes) => ConstKey::Bytes(bytes.clone()),
        Const::Tuple(items) if items.len() <= 16 => {
            ConstKey::Tuple(items.iter().map(key).collect::<Option<_>>()?)
        }
        _ => return None,
    })
}
