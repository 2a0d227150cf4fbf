//! The tree as text, in the shape of the reference's `ast.dump(tree, indent=2)`.

mod expr;
mod pattern;
mod repr;
mod stmt;

use crate::ast::Module;

/// Deeper trees (chains of thousands of `elif`) are cut off with `...`: their indentation alone would fill
/// gigabytes.
const MAX_DUMP_DEPTH: usize = 5_000;

/// Dumps a module.
#[must_use]
pub fn dump_ast(module: &Module) -> String {
    let mut out = Writer::default();
    let root = Fields::new().with("body", stmt::block(&module.body)).node("Module");
    write(root, &mut out);
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

    /// What writing this part comes to, in order.
    fn steps(self, depth: usize) -> Vec<Step<'t>> {
        if depth > MAX_DUMP_DEPTH {
            return vec![Step::Text("...")];
        }
        match self.forced() {
            Part::Lazy(_) => Vec::new(),
            Part::Leaf(text) => vec![Step::Owned(text)],
            Part::List(items) if items.is_empty() => vec![Step::Text("[]")],
            Part::List(items) => {
                let mut steps = vec![Step::Text("["), Step::Deeper];
                for (index, item) in items.into_iter().enumerate() {
                    steps.push(Step::Text(if index > 0 { "," } else { "" }));
                    steps.extend([Step::Line, Step::Part(item)]);
                }
                steps.extend([Step::Higher, Step::Text("]")]);
                steps
            }
            Part::Node(name, fields) => Self::node_steps(name, fields),
        }
    }

    fn node_steps(name: &'static str, fields: Vec<(&'static str, Part<'t>)>) -> Vec<Step<'t>> {
        let fields: Vec<_> = fields.into_iter().map(|(key, part)| (key, part.forced())).collect();
        let one_line = fields.len() <= 3 && fields.iter().all(|(_, part)| part.is_simple());
        let mut steps = vec![Step::Text(name), Step::Text("("), Step::Deeper];
        for (index, (key, part)) in fields.into_iter().enumerate() {
            if index > 0 {
                steps.push(Step::Text(if one_line { ", " } else { "," }));
            }
            if !one_line {
                steps.push(Step::Line);
            }
            steps.extend([Step::Text(key), Step::Text("="), Step::Part(part)]);
        }
        steps.extend([Step::Higher, Step::Text(")")]);
        steps
    }
}

/// A piece of writing that waits its turn: a list of them instead of recursion, so that the height of a
/// tree costs no native stack.
enum Step<'t> {
    Part(Part<'t>),
    Text(&'static str),
    Owned(String),
    Line,
    Deeper,
    Higher,
}

fn write<'t>(part: Part<'t>, out: &mut Writer) {
    let mut waiting = vec![Step::Part(part)];
    while let Some(step) = waiting.pop() {
        match step {
            Step::Part(part) => waiting.extend(part.steps(out.depth).into_iter().rev()),
            Step::Text(text) => out.text.push_str(text),
            Step::Owned(text) => out.text.push_str(&text),
            Step::Line => out.newline(),
            Step::Deeper => out.depth += 1,
            Step::Higher => out.depth -= 1,
        }
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
