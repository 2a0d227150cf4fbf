//! Reprs of futures, tasks, handles and loops.

use ouro_vm::objects::{Dict, Frame, Function, List, Native, Str, Tuple};
use ouro_vm::{Value, Vm};

use crate::event_loop::EventLoop;
use crate::future::{self, Callback, Core, State, Watcher};
use crate::handle::Handle;
use crate::task::Task;

/// A result's repr is cut to so many characters.
const MAX_REPR: usize = 30;
/// Containers are shown so deep.
const MAX_DEPTH: usize = 2;
/// So many items of a container are shown.
const MAX_ITEMS: usize = 6;

/// The repr of any future; within itself, which tasks that await each other come to, it is `...`. `name` is its
/// class's.
pub(crate) fn future(vm: &mut Vm, value: &Value, name: &str) -> String {
    if !vm.begin_showing(value) {
        return "...".to_owned();
    }
    let text = shown(vm, value, name);
    vm.end_showing();
    text
}

fn shown(vm: &mut Vm, value: &Value, name: &str) -> String {
    let Some(core) = future::core_of(value) else { return String::new() };
    let mut parts = vec![state(core).to_owned()];
    if let Some(task) = value.as_ref().and_then(crate::task::of) {
        task_parts(vm, task, &mut parts);
    }
    match core.state.get() {
        State::Finished => {
            parts.push(format!("result={}", short(vm, &core.value.get(), MAX_DEPTH)));
        }
        State::Failed => parts.push(format!("exception={}", vm.repr_text(&core.value.get()))),
        State::Pending | State::Cancelled => {}
    }
    let callbacks = core.callbacks();
    let shown: Vec<String> = match &*callbacks {
        [] => Vec::new(),
        [first, .., last] if callbacks.len() > 2 => vec![
            one_callback(vm, first),
            format!("<{} more>", callbacks.len() - 2),
            one_callback(vm, last),
        ],
        all => all.iter().map(|c| one_callback(vm, c)).collect(),
    };
    if !shown.is_empty() {
        parts.push(format!("cb=[{}]", shown.join(", ")));
    }
    let origin = crate::debug::origin_of(value);
    let created = crate::debug::created_at(vm, origin.as_ref());
    format!("<{name} {}{created}>", parts.join(" "))
}

fn state(core: &Core) -> &'static str {
    match core.state.get() {
        State::Pending => "pending",
        State::Finished | State::Failed => "finished",
        State::Cancelled => "cancelled",
    }
}

fn task_parts(vm: &mut Vm, task: &Task, parts: &mut Vec<String>) {
    if task.cancels.get() > 0 && !task.core.is_done() {
        parts[0] = "cancelling".to_owned();
    }
    parts.push(format!("name={}", vm.repr_text(&task.name())));
    if !task.done_eagerly.get() {
        let coroutine_value = Value::Obj(task.coroutine.clone());
        parts.push(format!("coro=<{}>", coroutine(vm, &coroutine_value)));
    }
    let awaited = crate::task::waiting_for(task);
    if !awaited.is_none() {
        parts.push(format!("wait_for={}", vm.repr_text(&awaited)));
    }
}

/// A coroutine as a task shows it: `main() running at file.py:3`.
pub(crate) fn coroutine(vm: &mut Vm, value: &Value) -> String {
    let Some(frame) = value.get::<Frame>() else {
        return format!("<{} without __name__>()", vm.type_name(value));
    };
    let name = vm.frame_name(frame);
    let done = frame.state() == ouro_vm::objects::FrameState::Finished;
    match vm.frame_position(frame) {
        Some((file, _, first)) if done => format!("{name}() done, defined at {file}:{first}"),
        Some((file, line, _)) => format!("{name}() running at {file}:{line}"),
        None if name.starts_with('<') => format!("{name}()"),
        None if done => format!("{name}() done"),
        None => format!("{name}() running"),
    }
}

fn one_callback(vm: &mut Vm, callback_: &Callback) -> String {
    match callback_ {
        Callback::Wakeup(_) => "Task.task_wakeup()".to_owned(),
        Callback::Watcher(watcher) => {
            let name = watcher.get::<Watcher>().map_or("?", |w| w.0.name());
            format!("{name}()")
        }
        Callback::Whole(_) => String::new(),
        Callback::Script(callable, _) => callback(vm, callable),
    }
}

/// A callback as messages show it: `cb() at file.py:4`.
pub(crate) fn callback(vm: &mut Vm, callable: &Value) -> String {
    called(vm, callable, "()")
}

/// A call of it, the arguments as given.
fn called(vm: &mut Vm, callable: &Value, args: &str) -> String {
    let mut name = name(vm, callable);
    let mut innermost = callable.clone();
    let mut suffix = args.to_owned();
    while let Some((function, own)) = part(vm, &innermost, args != "()") {
        name = self::name(vm, &function);
        suffix.insert_str(0, &own);
        innermost = function;
    }
    match source(vm, &innermost) {
        Some(place) => format!("{name}{suffix} at {place}"),
        None => format!("{name}{suffix}"),
    }
}

/// What a `functools.partial` calls, and the arguments that it has already, if they are to be seen.
pub(crate) fn part(vm: &mut Vm, callable: &Value, with_args: bool) -> Option<(Value, String)> {
    let functools =
        vm.interner.find("functools").and_then(|name| vm.modules.get(&name).cloned())?;
    let partial = vm.get_attr_text(&functools, "partial").ok()?;
    if !vm.is_instance(callable, &partial) {
        return None;
    }
    let function = vm.get_attr_text(callable, "func").ok()?;
    let (args, keywords) =
        (vm.get_attr_text(callable, "args").ok()?, vm.get_attr_text(callable, "keywords").ok()?);
    if !with_args {
        return Some((function, "()".to_owned()));
    }
    let mut shown = Vec::new();
    if let Some(Tuple(args)) = args.get() {
        shown.extend(args.iter().map(|arg| short(vm, arg, MAX_DEPTH)));
    }
    if let Some(Dict(table)) = keywords.get() {
        for (key, value) in table.items() {
            shown.push(format!("{}={}", vm.display(&key), short(vm, &value, MAX_DEPTH)));
        }
    }
    Some((function, format!("({})", shown.join(", "))))
}

/// The qualified name of what is called; the repr of what has none.
fn name(vm: &mut Vm, callable: &Value) -> String {
    if let Some(native) = callable.get::<Native>() {
        let name = native.def.name;
        if native.class.is_unbound() {
            return name.to_owned();
        }
        return format!("{}.{name}", vm.class_name(&native.class));
    }
    if let Some(frame) = callable.get::<Frame>() {
        return vm.frame_name(frame);
    }
    for attribute in ["__qualname__", "__name__"] {
        if let Ok(name) = vm.get_attr_text(callable, attribute)
            && name.is::<Str>()
        {
            return vm.display(&name);
        }
    }
    vm.repr_text(callable)
}

/// So many decorations are looked behind.
const MAX_WRAPPED: usize = 100;

/// Where a function of a script stands, behind its decorations.
fn source(vm: &mut Vm, callable: &Value) -> Option<String> {
    let mut function = callable.clone();
    for _ in 0..MAX_WRAPPED {
        match vm.get_attr_text(&function, "__wrapped__") {
            Ok(wrapped) => function = wrapped,
            Err(_) => break,
        }
    }
    let code = &function.get::<Function>()?.code().code;
    let file = vm.sources.get(code.source)?.name.to_string();
    Some(format!("{file}:{}", code.first_line))
}

/// What a handle calls, with its arguments where they are to be seen.
pub(crate) fn handle_callback(vm: &mut Vm, handle: &Handle, with_args: bool) -> String {
    if let Some(name) = handle.name {
        return format!("{name}()");
    }
    let (callable, args) = handle.call();
    let Some(Tuple(args)) = args.get().filter(|_| with_args) else {
        return callback(vm, &callable);
    };
    let args: Vec<String> = args.iter().map(|arg| short(vm, arg, MAX_DEPTH)).collect();
    called(vm, &callable, &format!("({})", args.join(", ")))
}

/// The repr of a handle.
pub(crate) fn handle(vm: &mut Vm, value: &Value) -> String {
    let Some(handle) = value.get::<Handle>() else { return String::new() };
    let mut text = String::from(if handle.when.is_some() { "<TimerHandle" } else { "<Handle" });
    if handle.is_cancelled() {
        text.push_str(" cancelled");
    }
    if let Some(when) = handle.when {
        text.push_str(&format!(" when={}", vm.repr_text(&Value::Float(when))));
    }
    let called = if handle.is_cancelled() {
        handle.called()
    } else {
        handle_callback(vm, handle, handle.origin.is_some())
    };
    if !called.is_empty() {
        text.push_str(&format!(" {called}"));
    }
    text.push_str(&crate::debug::created_at(vm, handle.origin.as_ref()));
    text.push('>');
    text
}

/// The repr of a loop.
pub(crate) fn event_loop(vm: &Vm, value: &Value) -> String {
    let Some(event_loop) = value.get::<EventLoop>() else { return String::new() };
    let _ = vm;
    let word = |b: bool| if b { "True" } else { "False" };
    format!(
        "<_UnixSelectorEventLoop running={} closed={} debug={}>",
        word(event_loop.is_running.get()),
        word(event_loop.is_closed.get()),
        word(event_loop.debug.is_on())
    )
}

/// A repr that is cut in the middle (library reference, "reprlib").
fn short(vm: &mut Vm, value: &Value, depth: usize) -> String {
    let (items, open, close) = if let Some(list) = value.get::<List>() {
        (list.to_vec(), "[", "]")
    } else if let Some(Tuple(items)) = value.get() {
        (items.to_vec(), "(", if items.len() == 1 { ",)" } else { ")" })
    } else {
        let text = vm.repr_text(value);
        let keep_all = matches!(value, Value::Int(_)) && text.chars().count() <= 40;
        return if keep_all { text } else { cut(&text, value.is::<Str>()) };
    };
    if depth == 0 && !items.is_empty() {
        return format!("{open}...{close}");
    }
    let mut shown: Vec<String> =
        items.iter().take(MAX_ITEMS).map(|item| short(vm, item, depth - 1)).collect();
    if items.len() > MAX_ITEMS {
        shown.push("...".to_owned());
    }
    format!("{open}{}{close}", shown.join(", "))
}

fn cut(text: &str, _: bool) -> String {
    let all: Vec<char> = text.chars().collect();
    if all.len() <= MAX_REPR {
        return text.to_owned();
    }
    let head = (MAX_REPR - 3) / 2;
    let tail = MAX_REPR - 3 - head;
    let first: String = all[..head].iter().collect();
    let last: String = all[all.len() - tail..].iter().collect();
    format!("{first}...{last}")
}
