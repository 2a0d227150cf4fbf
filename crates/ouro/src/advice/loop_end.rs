//! What is told of tasks and the loop: who waits where, for what, and since when.

use std::sync::Arc;

use ouro_diag::{Code, Diagnostic, Source, SourceId, Span, codes, render};
use ouro_syntax::ast::{Expr, ExprKind};
use ouro_vm::{Blocked, Clue, Spot, Stuck, Value, Vm};

use super::tree::{Node, callee, last_name};
use super::{Advice, Case, Explained};

/// The result of something that is not done yet.
pub(super) fn too_early(case: &Case<'_>, vm: &Vm, clue: &Clue) -> Option<Explained> {
    let Clue::Pending(waiting) = clue;
    let source = vm.sources.get(case.source)?;
    let mut diagnostic = Diagnostic::error(codes::ASKED_TOO_EARLY, case.span, "");
    diagnostic = diagnostic
        .with_primary(case.span, format!("asked here, and {} is not done yet", waiting.subject));
    match waiting.at {
        Some((id, place)) if id == source.id => {
            let label = if waiting.on.is_empty() {
                "it stands here".to_owned()
            } else {
                format!("it waits here for {}", waiting.on)
            };
            diagnostic = diagnostic.with_secondary(place.span, label);
        }
        Some(_) => {}
        None if waiting.on.is_empty() => {}
        None => diagnostic = diagnostic.with_note(waiting.on.clone()),
    }
    let receiver =
        case.expr().and_then(super::tree::callee).and_then(|function| match &function.kind {
            ouro_syntax::ast::ExprKind::Attribute { value, .. } => {
                Some(case.text.slice(value.span))
            }
            _ => None,
        });
    if let Some(receiver) = receiver {
        let line = super::line_with(&case.text, case.span, &format!("await {receiver}"));
        diagnostic = diagnostic.with_suggestion(
            format!("`{}`", line.unwrap_or(format!("await {receiver}"))),
            Vec::new(),
        );
    }
    Some(diagnostic.into())
}

/// Labels of one report: more would be no picture any more.
const MAX_LABELS: usize = 8;

/// Labels of one diagnostic, grouped by the source that holds most of them.
struct Picture {
    source: Option<SourceId>,
    diagnostic: Diagnostic,
    labels: usize,
}

impl Picture {
    fn new(code: Code, spots: impl Iterator<Item = Spot>) -> Self {
        let first = spots.into_iter().next();
        let span = first.map_or(Span::at(0), |(_, place)| place.span);
        let diagnostic = Diagnostic::error(code, span, "");
        Self { source: first.map(|(id, _)| id), diagnostic, labels: 0 }
    }

    /// A label, or a note where the place is in another source; false where there are too many.
    fn label(&mut self, vm: &Vm, spot: Option<Spot>, primary: bool, text: String) -> bool {
        if self.labels >= MAX_LABELS {
            return false;
        }
        self.labels += 1;
        let diagnostic = self.diagnostic.clone();
        self.diagnostic = match spot {
            Some((id, place)) if Some(id) == self.source => {
                // Ariadne draws the labels of one line one below the other.
                if primary {
                    diagnostic.with_primary(place.span, text)
                } else {
                    diagnostic.with_secondary(place.span, text)
                }
            }
            Some((id, place)) => match vm.file_and_line(id, place) {
                Some((file, line)) => diagnostic.with_note(format!("{file}:{line}: {text}")),
                None => diagnostic.with_note(text),
            },
            None => diagnostic.with_note(text),
        };
        true
    }

    fn drawn(self, advice: &Advice, vm: &Vm) -> String {
        let empty = Arc::new(Source::new("", ""));
        let source = self.source.and_then(|id| vm.sources.get(id)).unwrap_or(&empty);
        render::own_lines(&self.diagnostic, source, advice.color)
    }
}

/// Tasks that wait for the same at the same place.
struct Waiters<'s> {
    first: &'s Stuck,
    names: Vec<&'s str>,
}

/// Who waits where, for what, and who holds it.
pub(super) fn deadlock(advice: &Advice, vm: &Vm, stuck: &[Stuck], ends: bool) -> String {
    let mut picture = Picture::new(codes::DEADLOCK, stuck.iter().filter_map(|task| task.at));
    let mut groups: Vec<Waiters<'_>> = Vec::new();
    for task in stuck {
        let same = groups.iter_mut().find(|group| {
            let first = group.first;
            first.at == task.at && first.on == task.on && first.holder == task.holder
        });
        match same {
            Some(group) => group.names.push(&task.name),
            None => groups.push(Waiters { first: task, names: vec![&task.name] }),
        }
    }
    let mut untold = 0;
    for group in &groups {
        let text = waits(stuck, group);
        if !picture.label(vm, group.first.at, true, text) {
            untold += group.names.len();
        }
    }
    for (index, holder) in stuck.iter().enumerate() {
        let waiter = stuck.iter().find(|task| task.holder == Some(index) && task.held_at.is_some());
        if let Some(waiter) = waiter {
            let what = if waiter.is_lock { "the lock that" } else { "what" };
            let text = match (&holder.name, &waiter.name) {
                (own, other) if own == other => format!("'{own}' took the lock here"),
                (own, other) => format!("'{own}' took here {what} '{other}' waits for"),
            };
            picture.label(vm, waiter.held_at, false, text);
        }
    }
    if untold > 0 {
        let note = format!("{untold} more tasks wait elsewhere");
        picture.diagnostic = picture.diagnostic.with_note(note);
    }
    let what_now = if ends {
        "the run ends here (`--on-deadlock hang` waits on, as CPython does)"
    } else {
        "Ctrl-C gives the prompt back"
    };
    picture.diagnostic =
        picture.diagnostic.with_note(format!("nothing is ready, no timer is set: {what_now}"));
    picture.drawn(advice, vm)
}

fn waits(stuck: &[Stuck], group: &Waiters<'_>) -> String {
    let task = group.first;
    let who = match &group.names[..] {
        [one] => format!("'{one}' waits here"),
        [one, other] => format!("'{one}' and '{other}' wait here"),
        [one, rest @ ..] => format!("'{one}' and {} others wait here", rest.len()),
        [] => String::new(),
    };
    let mut text = if task.on.is_empty() { who } else { format!("{who} for {}", task.on) };
    match task.holder.and_then(|holder| stuck.get(holder)) {
        Some(holder) if holder.name == task.name => text.push_str(", which it holds itself"),
        Some(holder) => text.push_str(&format!(", which '{}' holds", holder.name)),
        None if task.is_lock => text.push_str(", which no task that is left holds"),
        None => {}
    }
    let names = task.awaits.iter().filter_map(|index| stuck.get(*index)).map(|task| &task.name);
    let names: Vec<_> = names.take(3).map(|name| format!("'{name}'")).collect();
    if !names.is_empty() && !text.contains(&names[0]) {
        text.push_str(&format!(": {}", names.join(", ")));
    }
    text
}

/// Seconds, as people say them.
fn seconds(ns: u64) -> String {
    let tenths = (ns + 50_000_000) / 100_000_000;
    format!("{}.{} s", tenths / 10, tenths % 10)
}

/// Names of delayed tasks that are listed.
const MAX_NAMES: usize = 3;

/// Calls that held the loop while tasks were due.
pub(super) fn blocked(advice: &Advice, vm: &Vm, found: &[Blocked]) -> String {
    let mut picture = Picture::new(codes::LOOP_BLOCKED, found.iter().map(|blocked| blocked.at));
    for blocked in found {
        let times =
            if blocked.times > 1 { format!(" in {} calls", blocked.times) } else { String::new() };
        let mut names: Vec<String> = blocked
            .delayed
            .iter()
            .take(MAX_NAMES)
            .map(|(name, ns)| format!("'{name}' by {}", seconds(*ns)))
            .collect();
        let more = blocked.delayed.len().saturating_sub(MAX_NAMES) + blocked.more;
        if more > 0 {
            names.push(format!("{more} more"));
        }
        let held = seconds(blocked.total_ns);
        let text =
            format!("held the loop for {held}{times}, and kept waiting {}", names.join(", "));
        picture.label(vm, Some(blocked.at), true, text);
    }
    let called = |blocked: &Blocked, what: &str| {
        let source = vm.sources.get(blocked.at.0);
        source.is_some_and(|s| s.slice(blocked.at.1.span).starts_with(what))
    };
    for (what, instead) in INSTEAD {
        if found.iter().any(|blocked| called(blocked, what)) {
            picture.diagnostic = picture.diagnostic.with_suggestion(*instead, Vec::new());
        }
    }
    let is_known = |blocked: &Blocked| INSTEAD.iter().any(|(what, _)| called(blocked, what));
    if found.iter().any(|blocked| blocked.is_call && !is_known(blocked)) {
        let advice = "`await asyncio.to_thread(...)` with the function that blocks";
        picture.diagnostic = picture.diagnostic.with_suggestion(advice, Vec::new());
    }
    if found.iter().any(|blocked| !blocked.is_call) {
        let advice = "`await asyncio.sleep(0)` now and then lets others run; a process does the work beside the loop";
        picture.diagnostic = picture.diagnostic.with_suggestion(advice, Vec::new());
    }
    picture.drawn(advice, vm)
}

/// What to write for a call that blocks.
const INSTEAD: &[(&str, &str)] = &[
    ("time.sleep", "`await asyncio.sleep(...)` in place of `time.sleep(...)`"),
    ("input", "`await asyncio.to_thread(input, ...)` in place of `input(...)`"),
];

/// A task that failed, where no one looked.
pub(super) fn unseen(
    advice: &Advice,
    vm: &Vm,
    name: &str,
    coroutine: &str,
    exception: &Value,
) -> Option<String> {
    let (id, place) = *super::steps(exception).iter().rfind(|(id, _)| !id.is_library())?;
    // Many tasks may fail at one place: it is told once.
    if !advice.told.borrow_mut().insert((id, place.span)) {
        return None;
    }
    let source = vm.sources.get(id)?;
    let class = vm.class_name(&vm.class_of(exception));
    let mut diagnostic = Diagnostic::error(codes::EXCEPTION_NEVER_RETRIEVED, place.span, "")
        .with_primary(place.span, format!("{class} was raised here in task '{name}'"));
    let module = advice.tree(source)?;
    let text = super::Text { source, module: &module };
    let made = text.all().into_iter().filter_map(Node::expr).find(|expr| makes(expr, coroutine));
    if let Some(made) = made {
        diagnostic = diagnostic.with_secondary(
            made.span,
            "the task was made here, and nothing awaited it or asked for its result",
        );
    }
    diagnostic = diagnostic.with_suggestion(
        "keep the task and `await` it, or make it in an `asyncio.TaskGroup`",
        Vec::new(),
    );
    Some(render::own_lines(&diagnostic, source, advice.color))
}

/// Whether an expression makes a task of a coroutine of this name.
fn makes(expr: &Expr, coroutine: &str) -> bool {
    let ExprKind::Call { function, args, .. } = &expr.kind else { return false };
    let tail = coroutine.rsplit('.').next();
    matches!(last_name(function), Some("create_task" | "ensure_future" | "gather"))
        && args.iter().any(|arg| callee(arg).and_then(last_name) == tail)
}
