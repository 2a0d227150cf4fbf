//! What Ouro adds below the reference's lines: why it went wrong, where it began, what to write instead.
//!
//! It owns the way from an exception or another finding of the machine to a diagnostic, drawn beside its source.
//! Nothing is recorded for it while a program runs: it reads the traceback, the frames and the source, afterwards.

mod calls;
mod foreign;
mod lacking;
mod loop_end;
mod never_awaited;
mod origin;
mod tree;
mod unawaited;

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use ouro_bytecode::Place;
use ouro_diag::{Diagnostic, Source, SourceId, Span, render};
use ouro_syntax::ast::{Expr, Module, StmtKind};
use ouro_vm::objects::{Exception, List, Str, Traceback, Tuple};
use ouro_vm::{Finding, Value, Vm};

use tree::{Node, Text};

/// Puts findings into words. It remembers what it has told: one mistake often shows twice.
pub(crate) struct Advice {
    color: bool,
    /// Calls whose coroutines have been spoken of, and places of failures.
    told: RefCell<HashSet<(SourceId, Span)>>,
    /// How many coroutines that no one awaited were explained.
    never_awaited: Cell<usize>,
    /// Explanations of coroutines that died in an operation which raises because of them: the exception has the
    /// word, and what it does not tell is told at the end.
    held_back: RefCell<Vec<(SourceId, Explained)>>,
    /// The last source that was looked into, with its tree.
    parsed: RefCell<Option<(Arc<Source>, Rc<Module>)>>,
}

/// An exception with its traceback, as advice looks at it.
struct Case<'t> {
    class: String,
    message: String,
    source: SourceId,
    text: Text<'t>,
    /// Where it was raised.
    span: Span,
    /// The calls on the way there in the same source, the innermost first.
    calls: Vec<Span>,
}

impl<'t> Case<'t> {
    /// What stands where it was raised.
    fn node(&self) -> Option<Node<'t>> {
        self.text.path(self.span).last().copied()
    }

    /// As [`node`](Self::node), if it is an expression.
    fn expr(&self) -> Option<&'t Expr> {
        self.node()?.expr()
    }

    /// Whether the script itself raised it, with words of its own.
    fn is_of_script(&self) -> bool {
        let path = self.text.path(self.span);
        path.iter().rev().any(|node| match node {
            Node::Stmt(statement) => matches!(statement.kind, StmtKind::Raise { .. }),
            Node::Expr(_) => false,
        })
    }
}

/// An explanation, if it has one.
type Explainer = fn(&Case<'_>) -> Option<Explained>;

/// A diagnostic, and the calls whose coroutines it speaks of.
struct Explained {
    diagnostic: Diagnostic,
    about: Vec<Span>,
    /// An exception follows, which is explained better.
    raises: bool,
}

impl From<Diagnostic> for Explained {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, about: Vec::new(), raises: false }
    }
}

/// All of them; the first that knows something has the word.
const EXPLAINERS: &[Explainer] = &[
    calls::nested_run,
    calls::function_for_coroutine,
    calls::gather_of_list,
    calls::awaited_twice,
    calls::not_awaitable,
    calls::no_running_loop,
    calls::wait_of_coroutines,
    calls::plain_for_async,
    unawaited::explain,
    foreign::name,
];

/// Each message that any of them knows has one of these: without one the source is not even parsed.
const WORDS: &[&str] = &[
    "coroutine",
    "Task",
    "Future",
    "await",
    "async",
    "loop",
    "awaitable",
    "unhashable type: 'list'",
    "context manager protocol",
    "name 'null'",
    "name 'NULL'",
    "name 'nil'",
    "name 'undefined'",
    "name 'true'",
    "name 'false'",
];

/// So many coroutines that no one awaited are explained in a run: then the point has been made.
const MAX_NEVER_AWAITED: usize = 10;

/// Exceptions of a group, and causes, that are looked into.
const MAX_DEPTH: usize = 8;

impl Advice {
    pub(crate) fn new(color: bool) -> Self {
        Self {
            color,
            told: RefCell::default(),
            never_awaited: Cell::new(0),
            held_back: RefCell::default(),
            parsed: RefCell::default(),
        }
    }

    /// The lines below an exception that was printed; empty where there is nothing to add.
    pub(crate) fn of_exception(&self, vm: &Vm, exception: &Value) -> String {
        self.of_any(vm, exception, 0).unwrap_or_default()
    }

    fn of_any(&self, vm: &Vm, exception: &Value, depth: usize) -> Option<String> {
        if let Some((diagnostic, source)) = lacking::explain(vm, exception) {
            return Some(render::own_lines(&diagnostic, &source, self.color));
        }
        if let Some(text) = self.of_one(vm, exception) {
            return Some(text);
        }
        if depth >= MAX_DEPTH {
            return None;
        }
        inner_exceptions(vm, exception).iter().find_map(|inner| self.of_any(vm, inner, depth + 1))
    }

    fn of_one(&self, vm: &Vm, exception: &Value) -> Option<String> {
        let mut steps = steps(exception);
        // What goes wrong in the library because of a script is the script's to mend.
        steps.retain(|(id, _)| !id.is_library());
        let (id, place) = *steps.last()?;
        let clue = vm.clue_of(exception);
        let message = message(exception)?;
        if clue.is_none() && !WORDS.iter().any(|word| message.contains(word)) {
            return None;
        }
        let source = vm.sources.get(id)?;
        let module = self.tree(source)?;
        let calls = steps.iter().rev().skip(1).filter(|(other, _)| *other == id);
        let case = Case {
            class: vm.class_name(&vm.class_of(exception)),
            message,
            source: id,
            text: Text { source, module: &module },
            span: place.span,
            calls: calls.map(|(_, place)| place.span).collect(),
        };
        if case.is_of_script() {
            return None;
        }
        let explained = match clue.and_then(|clue| loop_end::too_early(&case, vm, clue)) {
            Some(explained) => explained,
            None => EXPLAINERS.iter().find_map(|explain| explain(&case))?,
        };
        self.told.borrow_mut().extend(explained.about.iter().map(|span| (id, *span)));
        Some(render::own_lines(&explained.diagnostic, source, self.color))
    }

    /// The lines for another finding; empty where there is nothing to add.
    pub(crate) fn of_finding(&self, vm: &mut Vm, finding: Finding) -> String {
        match finding {
            Finding::Exception(exception) => self.of_exception(vm, &exception),
            Finding::End => self.rest(vm),
            Finding::Deadlock { stuck, ends } => loop_end::deadlock(self, vm, &stuck, ends),
            Finding::Blocked(found) => loop_end::blocked(self, vm, &found),
            Finding::Unseen { name, coroutine, exception } => {
                let told = self.of_exception(vm, &exception);
                let unseen = || loop_end::unseen(self, vm, &name, &coroutine, &exception);
                if told.is_empty() { unseen().unwrap_or_default() } else { told }
            }
            Finding::NeverAwaited { name, place } => {
                self.never_awaited(vm, &name, place).unwrap_or_default()
            }
        }
    }

    fn never_awaited(
        &self,
        vm: &Vm,
        name: &str,
        place: Option<(SourceId, Place)>,
    ) -> Option<String> {
        if self.never_awaited.replace(self.never_awaited.get() + 1) >= MAX_NEVER_AWAITED {
            return None;
        }
        // At the very end there is no place: then it is the script's, the first of all sources.
        let id = place.map_or(SourceId(0), |(id, _)| id);
        let source = vm.sources.get(id)?;
        let module = self.tree(source)?;
        let text = Text { source, module: &module };
        let is_told = |span| self.told.borrow().contains(&(id, span));
        let died = place.map(|(_, place)| place.span);
        let explained = never_awaited::explain(&text, name, died, &is_told)?;
        if explained.raises {
            self.held_back.borrow_mut().push((id, explained));
            return None;
        }
        self.tell_once(source, id, &explained)
    }

    fn tell_once(&self, source: &Source, id: SourceId, explained: &Explained) -> Option<String> {
        let mut told = self.told.borrow_mut();
        if explained.about.iter().any(|span| told.contains(&(id, *span))) {
            return None;
        }
        told.extend(explained.about.iter().map(|span| (id, *span)));
        Some(render::own_lines(&explained.diagnostic, source, self.color))
    }

    /// What was held back and has not been told otherwise.
    fn rest(&self, vm: &Vm) -> String {
        let held_back = self.held_back.take();
        let tell = |(id, explained): &(SourceId, Explained)| {
            self.tell_once(vm.sources.get(*id)?, *id, explained)
        };
        held_back.iter().filter_map(tell).collect()
    }

    /// The tree of a source; none where the source has none (a text that was refused).
    fn tree(&self, source: &Arc<Source>) -> Option<Rc<Module>> {
        let mut parsed = self.parsed.borrow_mut();
        if let Some((last, module)) = &*parsed
            && Arc::ptr_eq(last, source)
        {
            return Some(Rc::clone(module));
        }
        let result = ouro_syntax::parse_module(source);
        if result.first_error().is_some() {
            return None;
        }
        let module = Rc::new(result.module);
        *parsed = Some((Arc::clone(source), Rc::clone(&module)));
        Some(module)
    }
}

/// Where each step of a traceback stands, the outermost first.
fn steps(exception: &Value) -> Vec<(SourceId, Place)> {
    let mut steps = Vec::new();
    let mut at = exception.get::<Exception>().map(|e| e.traceback.get()).unwrap_or_default();
    while let Some(entry) = at.get::<Traceback>() {
        steps.extend(entry.place());
        at = entry.next.get();
    }
    steps
}

/// The text that an exception was raised with.
fn message(exception: &Value) -> Option<String> {
    Vm::first_argument(exception).get::<Str>().map(ToString::to_string)
}

/// The exceptions of a group, or the cause or context of another.
fn inner_exceptions(vm: &Vm, exception: &Value) -> Vec<Value> {
    let Some(payload) = exception.get::<Exception>() else { return Vec::new() };
    if vm.class_name(&payload.class.get()).ends_with("ExceptionGroup")
        && let Some(args) = payload.args.get().get::<Tuple>()
        && let Some(held) = args.0.get(1)
    {
        if let Some(list) = held.get::<List>() {
            return list.to_vec();
        }
        if let Some(tuple) = held.get::<Tuple>() {
            return tuple.0.to_vec();
        }
    }
    let cause = payload.cause.get();
    if cause.is_none() { Vec::new() } else { vec![cause] }
}

/// A source line without its indentation, with a part of it replaced; none where the part does not lie in one line.
fn line_with(text: &Text<'_>, span: Span, replacement: &str) -> Option<String> {
    let line = text.line(span);
    let whole = text.source.line_text(line);
    let start = span.start.checked_sub(text.source.line_start(line))? as usize;
    let end = span.end.checked_sub(text.source.line_start(line))? as usize;
    let (before, after) = (whole.get(..start)?, whole.get(end..)?);
    let edited = format!("{before}{replacement}{after}");
    let edited = edited.split("  #").next().unwrap_or_default().trim().to_owned();
    (edited.len() <= MAX_SHOWN).then_some(edited)
}

/// Longer lines are not shown as advice.
const MAX_SHOWN: usize = 90;

/// A piece of the source for use within a sentence: its first line, cut where it is long.
fn quoted(text: &Text<'_>, span: Span) -> String {
    let whole = text.slice(span);
    let first = whole.lines().next().unwrap_or_default();
    let short: String = first.chars().take(MAX_QUOTED).collect();
    if short.len() < whole.len() { format!("{short}...") } else { short }
}

/// Characters of source within a sentence.
const MAX_QUOTED: usize = 40;
