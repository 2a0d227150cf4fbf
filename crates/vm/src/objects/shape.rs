//! Shapes: which attributes an instance has, and in which slot each lies.
//!
//! Instances of one class that got the same attributes in the same order share a shape. A class has a
//! root of its own, so a shape tells the class as well.

use std::cell::RefCell;

use hashbrown::HashMap;

use crate::intern::Sym;

/// The number of a shape.
pub type ShapeId = u32;

struct Shape {
    parent: ShapeId,
    /// Whether one of the slots is [`DICT_SLOT`].
    dict: bool,
    /// The attribute that it has more than its parent, in slot `len - 1`.
    name: Sym,
    len: u32,
    next: HashMap<Sym, ShapeId>,
    /// Slots by name; made for shapes of more than [`SHORT`] attributes when they are first asked.
    slots: Option<Box<HashMap<Sym, u32>>>,
}

/// The name, which no script can say, of the slot for the dict of an instance whose attributes lie in one.
pub const DICT_SLOT: Sym = Sym(u32::MAX - 1);

/// Up to so many attributes are looked for one by one.
const SHORT: u32 = 8;

/// The shapes of one engine.
#[derive(Default)]
pub struct Shapes(RefCell<Vec<Shape>>);

impl Shapes {
    /// A new shape without attributes.
    pub fn root(&self) -> ShapeId {
        self.push(0, Sym(u32::MAX), 0)
    }

    fn push(&self, parent: ShapeId, name: Sym, len: u32) -> ShapeId {
        let mut shapes = self.0.borrow_mut();
        let dict = name == DICT_SLOT || len > 0 && shapes[parent as usize].dict;
        shapes.push(Shape { parent, dict, name, len, next: HashMap::new(), slots: None });
        (shapes.len() - 1) as ShapeId
    }

    /// How many attributes a shape has.
    pub fn len(&self, shape: ShapeId) -> usize {
        self.0.borrow()[shape as usize].len as usize
    }

    /// The slot of an attribute.
    pub fn find(&self, shape: ShapeId, name: Sym) -> Option<usize> {
        let mut shapes = self.0.borrow_mut();
        let start = &shapes[shape as usize];
        if let Some(slots) = &start.slots {
            return slots.get(&name).map(|&s| s as usize);
        }
        if start.len <= SHORT {
            let mut at = start;
            while at.len > 0 {
                if at.name == name {
                    return Some(at.len as usize - 1);
                }
                at = &shapes[at.parent as usize];
            }
            return None;
        }
        let slots: HashMap<Sym, u32> = chain(&shapes, shape).into_iter().zip(0..).collect();
        let found = slots.get(&name).map(|&s| s as usize);
        shapes[shape as usize].slots = Some(Box::new(slots));
        found
    }

    /// The shape with one attribute more.
    pub fn with(&self, shape: ShapeId, name: Sym) -> ShapeId {
        if let Some(&next) = self.0.borrow()[shape as usize].next.get(&name) {
            return next;
        }
        let next = self.push(shape, name, self.len(shape) as u32 + 1);
        self.0.borrow_mut()[shape as usize].next.insert(name, next);
        next
    }

    /// Whether instances of a shape have their attributes in a dict.
    pub fn has_dict(&self, shape: ShapeId) -> bool {
        self.0.borrow()[shape as usize].dict
    }

    /// The shape with all that another has, grown from `root`.
    pub fn again(&self, root: ShapeId, other: ShapeId) -> ShapeId {
        let slots = chain(&self.0.borrow(), other);
        slots.into_iter().fold(root, |shape, name| self.with(shape, name))
    }

    /// The shape without an attribute: what the others would have made, one by one.
    pub fn without(&self, shape: ShapeId, name: Sym) -> ShapeId {
        let names = chain(&self.0.borrow(), shape);
        let mut at = self.root_of(shape);
        for other in names {
            if other != name {
                at = self.with(at, other);
            }
        }
        at
    }

    /// The shape without attributes that a shape grew from.
    pub fn root_of(&self, mut shape: ShapeId) -> ShapeId {
        let shapes = self.0.borrow();
        while shapes[shape as usize].len > 0 {
            shape = shapes[shape as usize].parent;
        }
        shape
    }

    /// The attributes of a shape, in order of their slots.
    pub fn names(&self, shape: ShapeId) -> Vec<Sym> {
        let mut names = chain(&self.0.borrow(), shape);
        names.retain(|name| *name != DICT_SLOT);
        names
    }
}

fn chain(shapes: &[Shape], mut shape: ShapeId) -> Vec<Sym> {
    let mut names = Vec::new();
    while shapes[shape as usize].len > 0 {
        names.push(shapes[shape as usize].name);
        shape = shapes[shape as usize].parent;
    }
    names.reverse();
    names
}
