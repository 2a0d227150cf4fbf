//! Looking for keys in the tables of dicts and sets. The tables know hashes; whether keys are equal may be a
//! script's word, and while it speaks the table may change.

use crate::hashing::is_steady;
use crate::objects::{Dict, Found, FrozenSet, Same, Set, SetTable, Str, Table, Tuple};
use crate::value::Value;
use crate::vm::{R, Vm};

/// A table that can be searched.
pub trait Lookup {
    /// Looks for a key of this hash for which `same` says yes.
    fn find(&self, hash: u64, same: impl FnMut(&Value) -> Same) -> Found;
    /// The same, if that is known without asking a script.
    fn find_known(&self, hash: u64, same: impl Fn(&Value) -> Same) -> Option<Option<usize>>;
    /// A number that changes whenever a key comes or goes.
    fn version(&self) -> u64;
}

impl Lookup for Table {
    fn find(&self, hash: u64, same: impl FnMut(&Value) -> Same) -> Found {
        Self::find(self, hash, same)
    }

    #[inline]
    fn find_known(&self, hash: u64, same: impl Fn(&Value) -> Same) -> Option<Option<usize>> {
        Self::find_known(self, hash, same)
    }

    fn version(&self) -> u64 {
        Self::version(self)
    }
}

impl Lookup for SetTable {
    fn find(&self, hash: u64, same: impl FnMut(&Value) -> Same) -> Found {
        Self::find(self, hash, same)
    }

    #[inline]
    fn find_known(&self, hash: u64, same: impl Fn(&Value) -> Same) -> Option<Option<usize>> {
        Self::find_known(self, hash, same)
    }

    fn version(&self) -> u64 {
        Self::version(self)
    }
}

impl Vm {
    /// The entry of a table with a key.
    ///
    /// # Errors
    /// What `__hash__` or `__eq__` of the key raises.
    pub fn table_find<T: Lookup>(&mut self, table: &T, key: &Value) -> R<Option<usize>> {
        let hash = self.hash(key)?;
        self.table_find_hashed(table, hash, key)
    }

    /// The entry of a table with a key of a known hash.
    ///
    /// # Errors
    /// What `__eq__` of the key raises.
    pub fn table_find_hashed<T: Lookup>(
        &mut self,
        table: &T,
        hash: u64,
        key: &Value,
    ) -> R<Option<usize>> {
        match table.find_known(hash, |other| same_key(key, other)) {
            Some(found) => Ok(found),
            None => self.table_find_asking(table, hash, key),
        }
    }

    /// The same, where a script may have to say whether keys are equal.
    #[cold]
    fn table_find_asking<T: Lookup>(
        &mut self,
        table: &T,
        hash: u64,
        key: &Value,
    ) -> R<Option<usize>> {
        loop {
            match table.find(hash, |other| same_key(key, other)) {
                Found::At(at) => return Ok(Some(at)),
                Found::Nowhere => return Ok(None),
                Found::Ask(candidates) => {
                    let version = table.version();
                    for (at, other) in candidates {
                        let equal = self.equal(&other, key)?;
                        if table.version() != version {
                            break;
                        }
                        if equal {
                            return Ok(Some(at));
                        }
                    }
                    if table.version() == version {
                        return Ok(None);
                    }
                }
            }
        }
    }

    /// The value of a key.
    ///
    /// # Errors
    /// As [`Vm::table_find`].
    pub fn dict_get(&mut self, dict: &Dict, key: &Value) -> R<Option<Value>> {
        Ok(self.table_find(&dict.0, key)?.map(|at| dict.0.value(at)))
    }

    /// Sets the value of a key.
    ///
    /// # Errors
    /// As [`Vm::table_find`].
    pub fn dict_set(&mut self, dict: &Dict, key: Value, value: Value) -> R<()> {
        let hash = self.hash(&key)?;
        match self.table_find_hashed(&dict.0, hash, &key)? {
            Some(at) => drop(dict.0.replace(at, value)),
            None => {
                if let Some(bytes) = dict.0.growth() {
                    self.reserve(bytes)?;
                }
                dict.0.insert(hash, key, value);
            }
        }
        Ok(())
    }

    /// Sets the value of a text.
    ///
    /// # Errors
    /// As [`Vm::table_find`].
    pub fn dict_set_text(&mut self, dict: &Dict, key: &str, value: Value) -> R<()> {
        self.dict_set(dict, Str::value(key), value)
    }

    /// Removes a key; gives its value.
    ///
    /// # Errors
    /// As [`Vm::table_find`].
    pub fn dict_remove(&mut self, dict: &Dict, key: &Value) -> R<Option<Value>> {
        Ok(self.table_find(&dict.0, key)?.map(|at| dict.0.remove(at).1))
    }

    /// Adds to a set; says whether it was not there.
    ///
    /// # Errors
    /// As [`Vm::table_find`].
    pub fn set_add(&mut self, set: &SetTable, key: Value) -> R<bool> {
        let hash = self.hash(&key)?;
        self.set_add_hashed(set, hash, key)
    }

    /// Adds a key of a known hash to a set.
    ///
    /// # Errors
    /// What `__eq__` of the key raises.
    pub fn set_add_hashed(&mut self, set: &SetTable, hash: u64, key: Value) -> R<bool> {
        let new = self.table_find_hashed(set, hash, &key)?.is_none();
        if new {
            let steady = is_steady(&key);
            if let Some(bytes) = set.growth() {
                self.reserve(bytes)?;
            }
            set.insert(hash, key, steady);
        }
        Ok(new)
    }

    /// Removes from a set; says whether it was there.
    ///
    /// # Errors
    /// As [`Vm::table_find`].
    pub fn set_remove(&mut self, set: &SetTable, key: &Value) -> R<bool> {
        let hash = self.hash(key)?;
        self.set_remove_hashed(set, hash, key)
    }

    /// Removes a key of a known hash from a set.
    ///
    /// # Errors
    /// What `__eq__` of the key raises.
    pub fn set_remove_hashed(&mut self, set: &SetTable, hash: u64, key: &Value) -> R<bool> {
        let Some(at) = self.table_find_hashed(set, hash, key)? else { return Ok(false) };
        let steady = is_steady(&set.key(at));
        drop(set.remove(at, steady));
        Ok(true)
    }

    /// Adds all elements of an iterable to a set.
    ///
    /// # Errors
    /// `TypeError` for what is not iterable or can't be hashed, and what scripts raise.
    pub fn set_update(&mut self, set: &SetTable, other: &Value) -> R<()> {
        let inner = self.unwrap_base(other);
        if let Some(table) = set_table(&inner) {
            if std::ptr::eq(table, set) {
                return Ok(());
            }
            if set.is_unused() {
                set.fill_from(table);
                return Ok(());
            }
            set.expect(table.len());
            for (hash, key) in table.hashed_keys() {
                self.set_add_hashed(set, hash, key)?;
            }
            return Ok(());
        }
        if let Some(dict) = other.get::<Dict>() {
            set.expect(dict.0.len());
        }
        let iterator = self.iter(other)?;
        while let Some(item) = self.next(&iterator)? {
            self.set_add(set, item)?;
            self.spend()?;
        }
        Ok(())
    }
}

/// The table of a set or frozenset.
#[must_use]
pub fn set_table(value: &Value) -> Option<&SetTable> {
    value.get::<Set>().map(|s| &s.0).or_else(|| value.get::<FrozenSet>().map(|s| &s.table))
}

/// Whether two keys of one hash are equal, as far as that is known without running anything.
#[inline]
fn same_key(a: &Value, b: &Value) -> Same {
    match same_plain(a, b) {
        Same::Ask => same_row(a, b),
        known => known,
    }
}

#[inline(always)]
fn same_plain(a: &Value, b: &Value) -> Same {
    if a.is_same(b) {
        return Same::Yes;
    }
    let same = |equal: bool| if equal { Same::Yes } else { Same::No };
    match (a, b) {
        (Value::Int(x), Value::Int(y)) => same(x == y),
        (Value::Float(x), Value::Float(y)) => same(x == y),
        (Value::Obj(x), Value::Obj(y)) => match (x.get::<Str>(), y.get::<Str>()) {
            (Some(x), Some(y)) => same(x == y),
            _ => Same::Ask,
        },
        (Value::None, _) | (_, Value::None)
            if !matches!((a, b), (Value::Obj(_), _) | (_, Value::Obj(_))) =>
        {
            Same::No
        }
        _ => Same::Ask,
    }
}

/// The same of tuples of plain keys.
fn same_row(a: &Value, b: &Value) -> Same {
    let (Some(x), Some(y)) = (a.get::<Tuple>(), b.get::<Tuple>()) else { return Same::Ask };
    if x.0.len() != y.0.len() {
        return Same::No;
    }
    for (x, y) in x.0.iter().zip(y.0.iter()) {
        match same_plain(x, y) {
            Same::Yes => {}
            other => return other,
        }
    }
    Same::Yes
}
