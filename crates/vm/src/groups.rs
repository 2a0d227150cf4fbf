//! Exception groups taken apart and put together again (PEP 654): `split`, and what `except*` does with them.

use crate::exceptions::Exc;
use crate::objects::{Exception, List, Str, Tuple};
use crate::value::Value;
use crate::vm::{R, Vm};

impl Vm {
    /// Whether a value is a group.
    #[must_use]
    pub fn is_group(&self, value: &Value) -> bool {
        value.is::<Exception>()
            && self.is_instance(value, &self.exception_class(Exc::BaseExceptionGroup))
    }

    /// The exceptions of a group.
    #[must_use]
    pub fn members_of_group(group: &Value) -> Vec<Value> {
        let Some(exception) = group.get::<Exception>() else { return Vec::new() };
        match exception.args.get().get::<Tuple>().and_then(|args| args.0.get(1).cloned()) {
            Some(members) => match (members.get::<Tuple>(), members.get::<List>()) {
                (Some(tuple), _) => tuple.0.to_vec(),
                (_, Some(list)) => list.to_vec(),
                _ => Vec::new(),
            },
            None => Vec::new(),
        }
    }

    /// The part of a group that is wanted, and the rest; `None` for one of nothing.
    ///
    /// # Errors
    /// What `wanted` or the group's `derive` raises.
    pub fn split_group(
        &mut self,
        group: &Value,
        wanted: &mut dyn FnMut(&mut Self, &Value) -> R<bool>,
    ) -> R<(Value, Value)> {
        if wanted(self, group)? {
            return Ok((group.clone(), Value::None));
        }
        let (mut matching, mut rest) = (Vec::new(), Vec::new());
        for member in Self::members_of_group(group) {
            if self.is_group(&member) {
                let (part, other) = self.deeper("", |vm| vm.split_group(&member, &mut *wanted))?;
                matching.extend(Some(part).filter(|part| !part.is_none()));
                rest.extend(Some(other).filter(|other| !other.is_none()));
            } else if wanted(self, &member)? {
                matching.push(member);
            } else {
                rest.push(member);
            }
        }
        Ok((self.derived(group, matching)?, self.derived(group, rest)?))
    }

    /// A group like another, of these exceptions; `None` for none.
    fn derived(&mut self, group: &Value, members: Vec<Value>) -> R {
        if members.is_empty() {
            return Ok(Value::None);
        }
        let derive = self.get_attr_text(group, "derive")?;
        let made = self.call(&derive, &[List::value(members)])?;
        let (Some(from), true) = (group.get::<Exception>(), self.is_group(&made)) else {
            let message = "derive must return an instance of BaseExceptionGroup";
            return Err(self.raise(Exc::TypeError, message));
        };
        if let Some(to) = made.get::<Exception>() {
            to.traceback.set(from.traceback.get());
            to.context.set(from.context.get());
            to.cause.set(from.cause.get());
            to.suppress_context.set(true);
            let notes = self.intern("__notes__");
            let own = from.attributes.get().and_then(|own| own.get(notes).bound());
            if let Some(list) = own.as_ref().and_then(|notes| notes.get::<List>()) {
                to.namespace().set(notes, List::value(list.to_vec()));
            }
        }
        Ok(made)
    }

    /// `except* class`: the part of what is left that matches. `work` is a list: the exception that was raised, what
    /// is left of it, and what the handlers have raised.
    pub(crate) fn split_for_handler(&mut self, work: &List, class: &Value) -> R {
        self.check_star_class(class)?;
        let left = work.get(1).unwrap_or_default();
        if left.is_none() {
            return Ok(Value::None);
        }
        let is_wanted = |vm: &mut Self, value: &Value| vm.exception_matches(value, class);
        if !self.is_group(&left) {
            if !is_wanted(self, &left)? {
                return Ok(Value::None);
            }
            drop(work.replace(1, Value::None));
            let group = self.exception_class(Exc::BaseExceptionGroup);
            return self.call(&group, &[Str::value(""), Tuple::value(vec![left])]);
        }
        let mut is_wanted = is_wanted;
        let (matching, rest) = self.split_group(&left, &mut is_wanted)?;
        drop(work.replace(1, rest));
        Ok(matching)
    }

    fn check_star_class(&mut self, class: &Value) -> R<()> {
        if let Some(Tuple(classes)) = class.get() {
            return classes.iter().try_for_each(|class| self.check_star_class(class));
        }
        let base = self.exception_class(Exc::BaseException);
        if !self.is_subclass(class, &base) {
            let message = "catching classes that do not inherit from BaseException is not allowed";
            return Err(self.raise(Exc::TypeError, message));
        }
        if self.is_subclass(class, &self.exception_class(Exc::BaseExceptionGroup)) {
            let message =
                "catching ExceptionGroup with except* is not allowed. Use except instead.";
            return Err(self.raise(Exc::TypeError, message));
        }
        Ok(())
    }

    /// The end of `except*`: what goes on being raised, or `None`.
    pub(crate) fn join_after_handlers(&mut self, work: &List) -> R {
        let mut items = work.to_vec().into_iter();
        let (original, left) = (items.next().unwrap_or_default(), items.next().unwrap_or_default());
        let all: Vec<Value> = items.chain([left]).filter(|value| !value.is_none()).collect();
        if !self.is_group(&original) {
            return Ok(all.into_iter().next().unwrap_or(Value::None));
        }
        let (kept, mut raised): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|value| is_part(value, &original));
        let mut leaves = Vec::new();
        kept.iter().for_each(|group| collect_leaves(self, group, &mut leaves));
        let mut is_kept = |vm: &mut Self, value: &Value| {
            Ok(!vm.is_group(value) && leaves.iter().any(|leaf| leaf.is_same(value)))
        };
        let again = if leaves.is_empty() {
            Value::None
        } else {
            self.split_group(&original, &mut is_kept)?.0
        };
        if raised.is_empty() {
            return Ok(again);
        }
        raised.extend(Some(again).filter(|again| !again.is_none()));
        if let [one] = &raised[..] {
            return Ok(one.clone());
        }
        let group = self.exception_class(Exc::BaseExceptionGroup);
        self.call(&group, &[Str::value(""), List::value(raised)])
    }

    /// Whether an exception is an instance of what a handler names.
    pub(crate) fn exception_matches(&mut self, exception: &Value, wanted: &Value) -> R<bool> {
        if let Some(Tuple(options)) = wanted.get() {
            for option in options {
                if self.exception_matches(exception, option)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let base = self.exception_class(Exc::BaseException);
        if !self.is_subclass(wanted, &base) {
            let message = "catching classes that do not inherit from BaseException is not allowed";
            return Err(self.raise(Exc::TypeError, message));
        }
        Ok(self.is_instance(exception, wanted))
    }
}

/// Whether an exception is what is left of the original, and not raised by a handler.
fn is_part(value: &Value, original: &Value) -> bool {
    let (Some(own), Some(other)) = (value.get::<Exception>(), original.get::<Exception>()) else {
        return false;
    };
    value.is_same(original)
        || own.traceback.get().is_same(&other.traceback.get())
            && own.context.get().is_same(&other.context.get())
            && own.cause.get().is_same(&other.cause.get())
            && !own.traceback.get().is_none()
}

fn collect_leaves(vm: &Vm, value: &Value, leaves: &mut Vec<Value>) {
    if !vm.is_group(value) {
        leaves.push(value.clone());
        return;
    }
    for member in Vm::members_of_group(value) {
        collect_leaves(vm, &member, leaves);
    }
}
