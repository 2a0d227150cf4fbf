//! The end of a script: its modules go, and all that only they hold.
//!
//! Owns the order, which is CPython's as far as it can be seen. What is unreachable is collected first. A module
//! whose globals nothing else uses then dies as any object does, its names in the order in which they were
//! bound. Any other is a cycle through its functions: it is collected, together with everything that it
//! reaches, while all names still have their values. Finalizers run in the order in which things are found
//! from the names of `__main__`, level by level, and then from the other modules in the order in which their
//! imports were finished.

use std::collections::VecDeque;
use std::ptr::NonNull;

use crate::collector::Numbered;
use crate::intern::names;
use crate::objects::{Class, Dict, Function, Module};
use crate::traverse::Traverse;
use crate::value::{Header, Ref, Value, collected};
use crate::vm::Vm;

impl Vm {
    /// Takes the modules of a script down, and what is in them.
    pub fn tear_down(&mut self, main: Value) {
        self.collect_cycles();
        let mut modules = vec![main];
        self.modules.remove(&names::MAIN);
        for name in std::mem::take(&mut self.imported) {
            modules.extend(self.modules.remove(&name));
        }
        self.forget_in_sys_modules(&modules);
        let roots: Vec<NonNull<Header>> =
            modules.iter().filter_map(Value::as_ref).map(Ref::as_ptr).collect();
        while let Some(module) = modules.pop() {
            if module.as_ref().is_some_and(|module| module.count() == 1) {
                self.clear_names(&module);
            }
        }
        crate::value::reap(self);
        self.collect_in_order(|garbage| order_from(&roots, garbage));
    }

    /// Puts `None` in the place of modules in `sys.modules`.
    fn forget_in_sys_modules(&mut self, modules: &[Value]) {
        let dict = self.modules_dict.clone();
        let Some(table) = dict.get::<Dict>().map(|dict| &dict.0) else { return };
        let mut at = 0;
        while let Some((next, _, value)) = table.next(at) {
            at = next;
            if modules.iter().any(|module| module.is_same(&value)) {
                drop(table.replace(next - 1, Value::None));
            }
        }
    }

    /// Unbinds a module's names, in the order in which they were bound.
    fn clear_names(&mut self, module: &Value) {
        let Some(payload) = module.get::<Module>() else { return };
        for name in payload.namespace.names() {
            drop(payload.namespace.remove(name));
            crate::value::reap(self);
        }
    }
}

/// A stop on the way through what a module reaches. CPython's classes keep their attributes, and its functions
/// their cells, in an object of their own, which is one level more.
enum Stop {
    Object(usize),
    Inside(usize),
}

/// Garbage in the order in which it is found from modules, level by level; what is not found, last.
fn order_from(roots: &[NonNull<Header>], garbage: Vec<NonNull<Header>>) -> Vec<NonNull<Header>> {
    let numbered = Numbered::new(garbage);
    let mut found = vec![false; numbered.objects().len()];
    let mut order = Vec::with_capacity(found.len());
    let mut waiting = VecDeque::new();
    for root in roots {
        // A root that is no more, or is not garbage, has no number.
        let Some(root) = numbered.objects().iter().position(|object| object == root) else {
            continue;
        };
        found[root] = true;
        waiting.push_back(Stop::Object(root));
        while let Some(stop) = waiting.pop_front() {
            let mut next = |child: &Ref| {
                if let Some(number) =
                    collected::number(child.as_ptr()).map(|number| number as usize)
                    && !found[number]
                    && !child.is::<Module>()
                {
                    found[number] = true;
                    waiting.push_back(Stop::Object(number));
                }
            };
            match stop {
                Stop::Object(at) => {
                    let object = numbered.objects()[at];
                    order.push(object);
                    if visit_object(object, &mut next) {
                        waiting.push_back(Stop::Inside(at));
                    }
                }
                Stop::Inside(at) => visit_inside(numbered.objects()[at], &mut next),
            }
        }
    }
    let rest = numbered.objects().iter().zip(&found).filter(|(_, found)| !**found);
    order.extend(rest.map(|(object, _)| *object));
    order
}

/// Visits what an object holds itself; gives whether there is more inside.
fn visit_object(object: NonNull<Header>, next: &mut dyn FnMut(&Ref)) -> bool {
    let own = collected::reference(object);
    if let Some(module) = own.get::<Module>() {
        for name in module.namespace.names() {
            module.namespace.get(name).traverse(&mut *next);
        }
        return false;
    }
    if own.is::<Class>() || own.get::<Function>().is_some_and(|f| !f.closure.is_empty()) {
        return true;
    }
    collected::traverse(object, next);
    false
}

fn visit_inside(object: NonNull<Header>, next: &mut dyn FnMut(&Ref)) {
    collected::traverse(object, next);
}
