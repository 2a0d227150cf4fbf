//! The tree as text, in the shape of the reference's `ast.dump(tree, indent=2)`.

mod expr;
mod pattern;
mod repr;
mod stmt;

use crate::ast::Module;

/// Deeper trees (chains of thousands of `elif`) are cut off with `...`: their indentation alone would fill
/// gigabytes.
const MAX_DUMP_DEPTH: usize = 2_500;

/// Dumps a module.
#[must_use]
pub fn dump_ast(module: &Module) -> String {
    let mut out = Writer::default();
    Fields::new().with("body", stmt::block(&module.body)).node("Module").write(&mut out);
    out.text.push('\n');
    out.text
}

/// A part of a dump: it writes itself when its place is known.
enum Part<'t> {
    /// `Name(field=..., ...)`; fields that the reference leaves out are not there.
    Node(&'static str, Vec<(&'static str, Part<'t>)>),
    /// Made only when it is written, so that memory does not grow with the tree.
    Lazy(Box<dyn Fn() -> Part<'t> + 't>),
    List(Vec<Part<'t>>),
    Leaf(String),
}

#[derive(Default)]
struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    fn newline(&mut self) {
        self.text.push('\n');
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }
}

impl<'t> Part<'t> {
    fn forced(self) -> Self {
        match self {
            Part::Lazy(make) => make().forced(),
            other => other,
        }
    }

    /// Whether it counts as simple where its holder decides on one line or many.
    fn is_simple(&self) -> bool {
        match self {
            Part::Node(_, fields) => fields.is_empty(),
            Part::List(items) => items.is_empty(),
            Part::Leaf(_) => true,
            Part::Lazy(_) => false,
        }
    }

    fn write(self, out: &mut Writer) {
        if out.depth > MAX_DUMP_DEPTH {
            out.text.push_str("...");
            return;
        }
        match self.forced() {
            Part::Lazy(_) => {}
            Part::Leaf(text) => out.text.push_str(&text),
            Part::List(items) if items.is_empty() => out.text.push_str("[]"),
            Part::List(items) => {
                out.text.push('[');
                out.depth += 1;
                for (index, item) in items.into_iter().enumerate() {
                    if index > 0 {
                        out.text.push(',');
                    }
                    out.newline();
                    item.write(out);
                }
                out.depth -= 1;
                out.text.push(']');
            }
            Part::Node(name, fields) => Self::write_node(name, fields, out),
        }
    }

    fn write_node(name: &str, fields: Vec<(&'static str, Part<'t>)>, out: &mut Writer) {
        let fields: Vec<_> = fields.into_iter().map(|(key, part)| (key, part.forced())).collect();
        let one_line = fields.len() <= 3 && fields.iter().all(|(_, part)| part.is_simple());
        out.text.push_str(name);
        out.text.push('(');
        out.depth += 1;
        for (index, (key, part)) in fields.into_iter().enumerate() {
            if index > 0 {
                out.text.push_str(if one_line { ", " } else { "," });
            }
            if !one_line {
                out.newline();
            }
            out.text.push_str(key);
            out.text.push('=');
            part.write(out);
        }
        out.depth -= 1;
        out.text.push(')');
    }
}

/// Fields of a node, where absent and empty ones are left out.
struct Fields<'t>(Vec<(&'static str, Part<'t>)>);

impl<'t> Fields<'t> {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn with(mut self, key: &'static str, part: Part<'t>) -> Self {
        let empty = matches!(&part, Part::List(items) if items.is_empty());
        if !empty {
            self.0.push((key, part));
        }
        self
    }

    fn maybe(self, key: &'static str, part: Option<Part<'t>>) -> Self {
        match part {
            Some(part) => self.with(key, part),
            None => self,
        }
    }

    fn node(self, name: &'static str) -> Part<'t> {
        Part::Node(name, self.0)
    }
}

fn leaf<'t>(text: impl Into<String>) -> Part<'t> {
    Part::Leaf(text.into())
}

fn quoted<'t>(text: &str) -> Part<'t> {
    Part::Leaf(repr::text(text.chars().map(u32::from)))
}

fn list<'t>(items: impl Iterator<Item = Part<'t>>) -> Part<'t> {
    Part::List(items.collect())
}
