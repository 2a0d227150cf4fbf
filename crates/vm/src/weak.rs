//! A list of objects that it does not keep alive, in the order in which they were added.
//!
//! Each object holds its place in the list, a [`WeakLink`], so that leaving it costs the same however long it
//! is. The loop lists its tasks here: `all_tasks()`, and the order in which they are cancelled at the end.
#![allow(unsafe_code, reason = "links between objects are raw; each is cut when its object dies")]

use std::cell::{Cell, OnceCell};
use std::ptr::NonNull;

use crate::objects::Frame;
use crate::value::{Header, Payload, Ref, Value};

/// An object's place in a [`WeakList`]. It stands in the payload of the object.
#[derive(Default)]
pub struct WeakLink {
    previous: Cell<Option<NonNull<Self>>>,
    next: Cell<Option<NonNull<Self>>>,
    object: Cell<Option<NonNull<Header>>>,
}

/// Places in several lists, of an object that is in more than one. They stand in the payload of the object.
#[derive(Default)]
pub struct WeakLinks(OnceCell<Box<[WeakLink]>>);

/// A link for an object that has no room for one.
struct Listed(WeakLink);
crate::object!(Listed, "listed", leaf);

/// See the module's page.
pub struct WeakList {
    // Never moves: the links point at it.
    ends: Box<WeakLink>,
}

impl Default for WeakList {
    fn default() -> Self {
        let ends = Box::<WeakLink>::default();
        let own = Some(NonNull::from(&*ends));
        ends.previous.set(own);
        ends.next.set(own);
        Self { ends }
    }
}

impl WeakLink {
    /// Takes the object out of its list.
    pub fn unlink(&self) {
        let (Some(previous), Some(next)) = (self.previous.take(), self.next.take()) else { return };
        // SAFETY: neighbours are in the list; whatever dies leaves it first.
        unsafe {
            previous.as_ref().next.set(Some(next));
            next.as_ref().previous.set(Some(previous));
        }
        self.object.set(None);
    }
}

impl Drop for WeakLink {
    fn drop(&mut self) {
        self.unlink();
    }
}

impl WeakList {
    /// Adds an object at the end. `link` gives its link, which must be part of its payload; an object that has
    /// its link elsewhere, or is in a list already, is not added.
    pub fn add<T: Payload>(&self, object: &Ref, link: impl FnOnce(&T) -> &WeakLink) {
        let Some(payload) = object.get::<T>() else { return };
        let link = link(payload);
        let (from, at) = (std::ptr::from_ref(payload) as usize, std::ptr::from_ref(link) as usize);
        if at < from || at + size_of::<WeakLink>() > from + size_of::<T>() {
            return;
        }
        self.append(object, link);
    }

    /// Adds an object at the end of several lists, once in its life. `links` gives its places, which must be
    /// part of its payload.
    pub fn add_to_all<'a, T: Payload>(
        object: &Ref,
        lists: impl ExactSizeIterator<Item = &'a Self>,
        links: impl FnOnce(&T) -> &WeakLinks,
    ) {
        let Some(payload) = object.get::<T>() else { return };
        let links = links(payload);
        let (from, at) = (std::ptr::from_ref(payload) as usize, std::ptr::from_ref(links) as usize);
        if at < from || at + size_of::<WeakLinks>() > from + size_of::<T>() {
            return;
        }
        // The box is the payload's, and never another one: it goes when the object does.
        let row = links.0.get_or_init(|| (0..lists.len()).map(|_| WeakLink::default()).collect());
        for (list, link) in lists.zip(row) {
            list.append(object, link);
        }
    }

    /// Adds a frame. Its link is an object of its own, in a register of the frame that is for nothing else: it dies no
    /// later than the frame, and on the spot.
    pub(crate) fn add_frame(&self, object: &Ref, register: usize) {
        let Some(frame) = object.get::<Frame>() else { return };
        let listed = Ref::new(Listed(WeakLink::default()));
        drop(frame.set(register, Value::Obj(listed.clone())));
        if let Some(Listed(link)) = listed.get() {
            self.append(object, link);
        }
    }

    /// The link must die no later than the object.
    fn append(&self, object: &Ref, link: &WeakLink) {
        if link.next.get().is_some() {
            return;
        }
        let last = self.ends.previous.get();
        link.object.set(Some(object.as_ptr()));
        link.previous.set(last);
        link.next.set(Some(NonNull::from(&*self.ends)));
        if let Some(last) = last {
            // SAFETY: what is in the list is alive; the link dies no later than its object.
            unsafe { last.as_ref() }.next.set(Some(NonNull::from(link)));
        }
        self.ends.previous.set(Some(NonNull::from(link)));
    }

    /// The objects that are alive.
    #[must_use]
    pub fn to_vec(&self) -> Vec<Value> {
        let mut all = Vec::new();
        let mut at = self.ends.next.get();
        // SAFETY: as in `add`.
        while let Some(link) = at.map(|link| unsafe { link.as_ref() }) {
            let Some(object) = link.object.get() else { break };
            // SAFETY: an object in the list is whole; one without references waits for its destruction.
            if let Some(object) = unsafe { Ref::from_listed(object) } {
                all.push(Value::Obj(object));
            }
            at = link.next.get();
        }
        all
    }
}

impl Drop for WeakList {
    fn drop(&mut self) {
        while let Some(first) = self.ends.next.get() {
            if first == NonNull::from(&*self.ends) {
                break;
            }
            // SAFETY: what is in the list is alive.
            unsafe { first.as_ref() }.unlink();
        }
        self.ends.previous.set(None);
        self.ends.next.set(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Numbered(i64, WeakLink);
    crate::object!(Numbered, "listed", leaf);

    fn numbers(list: &WeakList) -> Vec<i64> {
        list.to_vec().iter().filter_map(|v| v.get::<Numbered>().map(|l| l.0)).collect()
    }

    #[test]
    fn objects_leave_the_list_when_they_die() {
        let heap = crate::heap::Heap::default();
        let _entered = heap.enter();
        let list = WeakList::default();
        let mut all: Vec<Ref> =
            (0..4).map(|i| Ref::new(Numbered(i, WeakLink::default()))).collect();
        for object in &all {
            list.add::<Numbered>(object, |l| &l.1);
            list.add::<Numbered>(object, |l| &l.1);
        }
        assert_eq!(numbers(&list), [0, 1, 2, 3]);
        all.remove(1);
        assert_eq!(numbers(&list), [0, 2, 3]);
        all.clear();
        assert_eq!(numbers(&list), []);
        let last = Ref::new(Numbered(9, WeakLink::default()));
        list.add::<Numbered>(&last, |l| &l.1);
        drop(list);
        drop(last);
    }
}
