//! Reading, binding and unbinding variables, wherever they are kept.

use ouro_bytecode::{Op, Place};

use super::Lowerer;
use crate::build::Reg;
use crate::names::NameId;
use crate::scopes::Access;

impl Lowerer<'_> {
    /// How code here gets at a name.
    pub(super) fn access(&mut self, text: &str) -> Access {
        let name = self.name_id(text);
        self.scopes.access(self.unit.scope, name)
    }

    /// The register of a name that is a plain local.
    pub(super) fn plain_local(&mut self, text: &str) -> Option<Reg> {
        match self.access(text) {
            Access::Local(register) => Some(register),
            _ => None,
        }
    }

    /// The register of a name that is a plain local, bound for certain, and is not bound anew by a `:=`: one
    /// that an operand can name.
    pub(super) fn steady_local(&mut self, text: &str) -> Option<Reg> {
        let register = self.plain_local(text)?;
        let steady = self.unit.builder.flow.is_bound(register);
        (steady && !self.scopes.get(self.unit.id).walrus.contains(&register)).then_some(register)
    }

    /// `dst := name`. The read of a local that may be unbound, and no other, is an instruction of its own.
    pub(super) fn load(&mut self, place: Place, text: &str, dst: Reg) {
        match self.access(text) {
            Access::Local(register) => {
                self.op(place, Op::Copy, dst, register, 0);
                self.unit.builder.flow.bind(register);
            }
            Access::Cell(register) => self.op(place, Op::LoadCell, dst, register, 0),
            Access::Free(index) => self.op(place, Op::LoadFree, dst, index, 0),
            Access::Global if text == "__debug__" => self.op(place, Op::LoadTrue, dst, 0, 0),
            Access::Global => {
                let site = self.site(text);
                self.op(place, Op::LoadGlobal, dst, site, 0);
            }
            Access::Name => {
                let site = self.site(text);
                self.op(place, Op::LoadName, dst, site, 0);
            }
            Access::NameOrFree(index) => {
                let site = self.site(text);
                self.op(place, Op::LoadNameOrCell, dst, site, index);
            }
        }
        self.bound_destination(dst);
    }

    /// A destination that is a local is bound now.
    pub(super) fn bound_destination(&mut self, dst: Reg) {
        if !self.unit.builder.is_temp(dst) {
            self.unit.builder.flow.bind(dst);
        }
    }

    /// Binds a name to the value in a register.
    pub(super) fn store(&mut self, place: Place, text: &str, value: Reg) {
        match self.access(text) {
            Access::Local(register) => {
                if register != value {
                    self.op(place, Op::Move, register, value, 0);
                }
                self.unit.builder.flow.bind(register);
            }
            Access::Cell(register) => self.op(place, Op::StoreCell, register, value, 0),
            Access::Free(index) | Access::NameOrFree(index) => {
                self.op(place, Op::StoreFree, value, index, 0);
            }
            Access::Global => {
                let site = self.site(text);
                self.op(place, Op::StoreGlobal, value, site, 0);
            }
            Access::Name => {
                let site = self.site(text);
                self.op(place, Op::StoreName, value, site, 0);
            }
        }
    }

    /// `del name`
    pub(super) fn unbind(&mut self, place: Place, text: &str) {
        match self.access(text) {
            Access::Local(register) => {
                self.op(place, Op::DeleteLocal, register, 0, 0);
                self.unit.builder.flow.unbind(register);
            }
            Access::Cell(register) => self.op(place, Op::DeleteCell, register, 0, 0),
            Access::Free(index) | Access::NameOrFree(index) => {
                self.op(place, Op::DeleteFree, 0, index, 0);
            }
            Access::Global => {
                let site = self.site(text);
                self.op(place, Op::DeleteGlobal, 0, site, 0);
            }
            Access::Name => {
                let site = self.site(text);
                self.op(place, Op::DeleteName, 0, site, 0);
            }
        }
    }

    /// The end of `except ... as name`: unbinds it, whether or not the block has done so already.
    pub(super) fn forget(&mut self, place: Place, text: &str) {
        if let Some(register) = self.plain_local(text) {
            self.op(place, Op::Clear, register, 0, 0);
            self.unit.builder.flow.unbind(register);
            return;
        }
        let mark = self.mark();
        let none = self.temp();
        self.op(place, Op::LoadNone, none, 0, 0);
        self.store(place, text, none);
        self.release(mark);
        self.unbind(place, text);
    }

    /// A variable of the current scope by its number, for those that have no text in the tree.
    pub(super) fn store_named(&mut self, place: Place, name: NameId, value: Reg) {
        let text = self.names.text(name);
        let site = self.unit.builder.site(text);
        self.op(place, Op::StoreName, value, site, 0);
    }
}
