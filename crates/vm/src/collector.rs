//! The collector: takes down objects that keep nothing but each other alive.
//!
//! Owns which objects those are and the order in which they go. It runs where an instruction has ended, when
//! the heap has grown, and in `gc.collect()`; never inside a Rust function that holds a borrow.
//!
//! From each object's count it takes the references that other objects hold; what is left over is held from
//! outside (a register, a table of the machine), and so is all that can be reached from there. The rest is
//! garbage. Of garbage, in the order in which it was made: weak references to it are cleared and their
//! callbacks called, then its finalizers run, once each. What a finalizer has brought back lives on, with all
//! that it reaches; the others are destroyed together. This is what the reference documents (PEP 442, and the
//! page of `gc`), by a list made afresh for each collection rather than by links in every object.

use std::ptr::NonNull;

use crate::objects::{Class, Function};
use crate::value::{Header, Ref, STAMPS, Value, collected};
use crate::vm::Vm;

/// The collector looks again when the heap holds so many objects, at first.
const FIRST_THRESHOLD: usize = 50_000;

/// The count of what is alive, while the collector counts.
const REACHED: u32 = collected::NUMBERS - 1;

/// A count that is too large to be counted down, and so counts as one from outside.
const MANY: u32 = REACHED - 1;

/// What is known of collections.
pub struct Collector {
    /// Whether the heap's growth starts a collection: `gc.enable()`, `gc.disable()`.
    pub enabled: bool,
    /// The number of objects at which the next collection is due.
    due_at: usize,
    /// One is going on.
    running: bool,
    /// The garbage whose finalizers run, by number; none for what has died of them.
    garbage: Vec<Option<NonNull<Header>>>,
    /// How often it ran, and how many objects it took down: `gc.get_stats()`.
    pub runs: usize,
    /// Objects taken down so far.
    pub taken: usize,
}

impl Default for Collector {
    fn default() -> Self {
        Self {
            enabled: true,
            due_at: FIRST_THRESHOLD,
            running: false,
            garbage: Vec::new(),
            runs: 0,
            taken: 0,
        }
    }
}

impl Collector {
    /// Strikes out an object that is about to be destroyed.
    pub(crate) fn forget(&mut self, number: usize) {
        if let Some(place) = self.garbage.get_mut(number) {
            *place = None;
        }
    }
}

/// An object and its stamp.
type Stamped = (u32, NonNull<Header>);

/// Parts objects: gives those that cannot be reached from outside, each with its stamp, and `alive` the others.
/// `each` goes through all objects, always in the same order; those that are `wanted` take part. `held` is what the
/// collector itself holds of each.
///
/// While it is at work an object's count stands where its stamp does, so that a large heap needs little room beside
/// it: the stamps, in the order of `each`.
fn part(
    each: impl Fn(&mut dyn FnMut(NonNull<Header>)),
    wanted: impl Fn(NonNull<Header>) -> bool,
    held: u32,
    mut alive: impl FnMut(NonNull<Header>),
) -> Vec<Stamped> {
    let mut stamps = Vec::new();
    each(&mut |object| {
        if wanted(object) {
            let outside = (collected::count(object) - held).min(MANY);
            stamps.push(collected::enlist(object, outside));
        }
    });
    each(&mut |object| {
        if collected::number(object).is_some() {
            collected::traverse(object, &mut take_off);
        }
    });
    let mut waiting = Vec::new();
    each(&mut |object| {
        if collected::number(object).is_some_and(|outside| outside > 0 && outside != REACHED) {
            reach(object, &mut waiting);
        }
    });
    let (mut garbage, mut stamps) = (Vec::new(), stamps.into_iter());
    each(&mut |object| {
        let Some(outside) = collected::number(object) else { return };
        let Some(stamp) = stamps.next() else { return };
        collected::delist(object, stamp);
        if outside == 0 {
            garbage.push((stamp, object));
        } else {
            alive(object);
        }
    });
    garbage
}

/// Takes a reference that another of the objects holds off a count.
fn take_off(child: &Ref) {
    if let Some(outside) = collected::number(child.as_ptr())
        && outside != MANY
    {
        debug_assert!(outside > 0, "{} is visited twice", child.layout().name);
        collected::enlist(child.as_ptr(), outside.saturating_sub(1));
    }
}

/// Gives all that can be reached from an object a count of [`REACHED`].
fn reach(object: NonNull<Header>, waiting: &mut Vec<NonNull<Header>>) {
    collected::enlist(object, REACHED);
    waiting.push(object);
    while let Some(object) = waiting.pop() {
        collected::traverse(object, &mut |child: &Ref| {
            let child = child.as_ptr();
            if collected::number(child).is_some_and(|outside| outside != REACHED) {
                collected::enlist(child, REACHED);
                waiting.push(child);
            }
        });
    }
}

/// Objects that can be told apart by a number, until this is dropped.
pub(crate) struct Numbered(Vec<NonNull<Header>>, Vec<u32>);

impl Numbered {
    pub(crate) fn new(objects: Vec<NonNull<Header>>) -> Self {
        let number =
            |(number, object): (usize, &NonNull<Header>)| collected::enlist(*object, number as u32);
        let stamps = objects.iter().enumerate().map(number).collect();
        Self(objects, stamps)
    }

    pub(crate) fn objects(&self) -> &[NonNull<Header>] {
        &self.0
    }
}

impl Drop for Numbered {
    fn drop(&mut self) {
        for (object, stamp) in self.0.iter().zip(&self.1) {
            collected::delist(*object, *stamp);
        }
    }
}

impl Vm {
    /// Runs a collection if the heap has grown enough since the last. At safe points only.
    pub(crate) fn collect_if_due(&mut self) {
        let objects = self.heap().objects();
        if objects < self.collector.due_at || !self.collector.enabled || self.collector.running {
            return;
        }
        let taken = self.collect_cycles();
        // A program without cycles pays for few looks at a large heap; one with many soon gets the next.
        let left = self.heap().objects();
        let room = if taken * 4 < objects { 4 * left } else { 2 * left };
        self.collector.due_at = room.max(FIRST_THRESHOLD);
    }

    /// Collects; gives the number of objects that were found unreachable, as CPython counts them.
    pub fn collect_cycles(&mut self) -> usize {
        self.collect_in_order(|garbage| garbage)
    }

    /// Collects, the garbage in the order that `order` gives it, which gets it by age.
    pub(crate) fn collect_in_order(
        &mut self,
        order: impl FnOnce(Vec<NonNull<Header>>) -> Vec<NonNull<Header>>,
    ) -> usize {
        if self.collector.running {
            return 0;
        }
        self.collector.running = true;
        crate::value::reap(self);
        let garbage = order(self.find_garbage(collected::is_young));
        let found = if garbage.is_empty() { 0 } else { self.take_down(garbage) };
        crate::value::reap(self);
        self.collector.running = false;
        self.collector.runs += 1;
        self.collector.taken += found;
        found
    }

    /// Destroys what is left when the machine goes: no finalizer runs.
    pub(crate) fn collect_silently(&mut self) {
        let garbage = self.find_garbage(|_| true);
        for &object in &garbage {
            collected::add_count(object, 1);
        }
        collected::destroy_all(self, &garbage);
    }

    /// Takes what there is now, the machine's own types and modules, for part of it: collections pass it by. It
    /// dies as all else does, but what is reached from it is not garbage.
    pub fn set_apart(&mut self) {
        self.heap().for_each(collected::set_apart);
    }

    /// What of the objects that are wanted keeps nothing but itself alive, the oldest first.
    fn find_garbage(&self, wanted: impl Fn(NonNull<Header>) -> bool) -> Vec<NonNull<Header>> {
        let each = |visit: &mut dyn FnMut(NonNull<Header>)| self.heap().for_each(visit);
        let wanted = |object| wanted(object) && !collected::is_leaf(object);
        let mut garbage = part(each, wanted, 0, |_| {});
        let now = self.heap().made() as u32;
        garbage.sort_unstable_by_key(|(stamp, _)| {
            std::cmp::Reverse(now.wrapping_sub(*stamp) % STAMPS)
        });
        garbage.into_iter().map(|(_, object)| object).collect()
    }

    /// Runs callbacks and finalizers of garbage, then destroys what is still unreachable. What a finalizer lets
    /// go of dies at once, as always, and is struck out.
    fn take_down(&mut self, garbage: Vec<NonNull<Header>>) -> usize {
        let calls = self.cut_weak_of_all(&garbage);
        let number =
            |(number, object): (usize, &NonNull<Header>)| collected::enlist(*object, number as u32);
        let stamps: Vec<u32> = garbage.iter().enumerate().map(number).collect();
        self.collector.garbage = garbage.into_iter().map(Some).collect();
        self.call_back(calls);
        for number in 0..stamps.len() {
            if let Some(object) = self.collector.garbage[number] {
                collected::finalize(self, object);
            }
        }
        let left = std::mem::take(&mut self.collector.garbage);
        let mut garbage = Vec::with_capacity(left.len());
        for (object, stamp) in left.into_iter().zip(stamps) {
            if let Some(object) = object {
                collected::delist(object, stamp);
                collected::add_count(object, 1);
                garbage.push(object);
            }
        }
        let mut back = Vec::new();
        let each = |visit: &mut dyn FnMut(NonNull<Header>)| {
            garbage.iter().for_each(|&object| visit(object));
        };
        let rest = part(each, |_| true, 1, |object| back.push(object));
        for object in back {
            collected::add_count(object, -1);
        }
        let rest: Vec<_> = rest.into_iter().map(|(_, object)| object).collect();
        let found = rest.iter().map(|&object| weight(object)).sum();
        collected::destroy_all(self, &rest);
        found
    }

    /// The objects that refer to an object, or that an object refers to: for the module `gc`.
    #[must_use]
    pub fn referents(&self, value: &Value) -> Vec<Value> {
        let mut found = Vec::new();
        if let Value::Obj(object) = value {
            collected::traverse(object.as_ptr(), &mut |child: &Ref| {
                found.push(Value::Obj(child.clone()));
            });
        }
        found
    }

    /// All objects that may hold values, the oldest first.
    #[must_use]
    pub fn all_containers(&self) -> Vec<Value> {
        let now = self.heap().made() as u32;
        let mut all = Vec::new();
        self.heap().for_each(|object| {
            if !collected::is_leaf(object) {
                all.push(object);
            }
        });
        all.sort_by_key(|&object| std::cmp::Reverse(collected::age(object, now)));
        all.into_iter().map(|object| Value::Obj(collected::reference(object))).collect()
    }
}

/// For how many objects of CPython's one of ours stands: a class has its dict, order, bases and descriptors,
/// a closure its tuple. What a finalizer has taken out of its cycle is not counted.
fn weight(object: NonNull<Header>) -> usize {
    let own = collected::reference(object);
    if let Some(class) = own.get::<Class>() {
        let bases = class.bases.get();
        let derived = bases.get::<crate::objects::Tuple>().is_some_and(|bases| {
            bases.0.iter().any(|b| b.get::<Class>().is_some_and(Class::is_heap))
        });
        return match (derived, class.slotted) {
            (true, _) => 1,
            (false, true) => 2,
            (false, false) => 4,
        };
    }
    1 + usize::from(own.get::<Function>().is_some_and(|f| !f.closure.is_empty()))
}

/// The objects of a heap that may hold values, by name of layout: for the message about a leak.
pub(crate) fn census(heap: &crate::heap::Heap) -> String {
    let mut names = std::collections::BTreeMap::<&str, usize>::new();
    heap.for_each(|object| {
        if !collected::is_leaf(object) {
            *names.entry(collected::reference(object).layout().name).or_default() += 1;
        }
    });
    names.iter().map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
}
