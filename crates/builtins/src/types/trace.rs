//! What can be seen of code, frames and tracebacks (data model, "Internal types").

use ouro_vm::objects::{CodeObject, Function, Snapshot, Traceback};

use crate::prelude::*;

/// Bits of `co_flags`.
const VAR_POSITIONAL: i64 = 0x04;
const VAR_KEYWORD: i64 = 0x08;
const NESTED: i64 = 0x10;
const GENERATOR: i64 = 0x20;
const COROUTINE: i64 = 0x80;
const ASYNC_GENERATOR: i64 = 0x200;
/// `CO_OPTIMIZED` and `CO_NEWLOCALS`: the code of a function.
const FUNCTION: i64 = 0x03;

static CODE: &[PropertyDef] = &[
    property("co_filename", "The file.", |vm, value| {
        let id = this::<CodeObject>(vm, value)?.code.source;
        Ok(vm.sources.get(id).map_or_else(|| Str::value("?"), |source| Str::value(&source.name)))
    }),
    property("co_firstlineno", "The first line.", |vm, value| {
        Ok(Value::Int(this::<CodeObject>(vm, value)?.code.first_line.into()))
    }),
    property("co_flags", "What kind of code it is.", |vm, value| {
        use ouro_vm::CodeKind as Kind;
        let code = &this::<CodeObject>(vm, value)?.code;
        let mut flags = match code.kind {
            Kind::Module | Kind::Class => 0,
            Kind::Function => FUNCTION,
            Kind::Generator => FUNCTION | GENERATOR,
            Kind::Coroutine => FUNCTION | COROUTINE,
            Kind::AsyncGenerator => FUNCTION | ASYNC_GENERATOR,
        };
        flags |= if code.params.var_positional { VAR_POSITIONAL } else { 0 };
        flags |= if code.params.var_keyword { VAR_KEYWORD } else { 0 };
        flags |= if code.qualname.contains("<locals>") { NESTED } else { 0 };
        Ok(Value::Int(flags))
    }),
    property("co_posonlyargcount", "The number of positional-only parameters.", |vm, value| {
        let params = &this::<CodeObject>(vm, value)?.code.params;
        Ok(Value::Int(params.positional_only.into()))
    }),
    property("co_kwonlyargcount", "The number of keyword-only parameters.", |vm, value| {
        Ok(Value::Int(this::<CodeObject>(vm, value)?.code.params.keyword_only.into()))
    }),
    property("co_nlocals", "The number of local variables.", |vm, value| {
        Ok(Value::Int(this::<CodeObject>(vm, value)?.code.n_locals.into()))
    }),
    property("co_freevars", "Names of variables of the functions around it.", |vm, value| {
        Ok(text_tuple(&this::<CodeObject>(vm, value)?.code.free_names))
    }),
    property("co_cellvars", "Names of variables that functions in it use.", |vm, value| {
        let code = &this::<CodeObject>(vm, value)?.code;
        let cells = code.cell_locals.iter().filter_map(|at| code.local_names.get(*at as usize));
        Ok(text_tuple(&cells.cloned().collect::<Vec<_>>()))
    }),
];

fn text_tuple(names: &[std::sync::Arc<str>]) -> Value {
    Tuple::value(names.iter().map(|name| Str::value(name)).collect::<Vec<_>>())
}

static FRAME: &[PropertyDef] = &[
    property("f_back", "The frame that called.", |vm, value| {
        Ok(this::<Snapshot>(vm, value)?.back.get())
    }),
    property("f_code", "The code.", |vm, value| {
        let frame = this::<Snapshot>(vm, value)?;
        let function = frame.function.get::<Function>();
        Ok(function.map_or(Value::None, |f| Value::Obj(f.code.clone())))
    }),
    property("f_lineno", "The line.", |vm, value| {
        let frame = this::<Snapshot>(vm, value)?;
        Ok(Value::Int(vm.frame_line(frame).into()))
    }),
    property("f_lasti", "The last instruction.", |vm, value| {
        Ok(args::count(this::<Snapshot>(vm, value)?.pc.get()))
    }),
    property("f_locals", "The local variables.", |vm, value| {
        let frame = this::<Snapshot>(vm, value)?;
        vm.frame_locals(frame)
    }),
    property("f_globals", "The global variables.", |vm, value| {
        let frame = this::<Snapshot>(vm, value)?;
        vm.frame_globals(frame)
    }),
    property("f_builtins", "The built-in names.", |vm, value| {
        this::<Snapshot>(vm, value)?;
        let builtins = vm.builtins.clone();
        vm.get_attr_text(&builtins, "__dict__")
    }),
];

static FRAME_METHODS: &[NativeDef] = &[
    native("clear", "(self, /)", "Clear all references held by the frame.", |vm, args| {
        this::<Snapshot>(vm, &args[0])?.locals.borrow_mut().clear();
        Ok(Value::None)
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let frame = this::<Snapshot>(vm, &args[0])?;
        let line = vm.frame_line(frame);
        let Some(function) = frame.function.get::<Function>() else {
            return Ok(Str::value("<frame>"));
        };
        let code = &function.code().code;
        let file = vm.sources.get(code.source).map_or("?", |source| &source.name).to_owned();
        let id = vm.id(&args[0]);
        let name = &code.name;
        Ok(Str::value(&format!("<frame at {id:#x}, file '{file}', line {line}, code {name}>")))
    }),
];

static TRACEBACK: &[PropertyDef] = &[
    property("tb_frame", "The frame.", |vm, value| {
        Ok(Value::Obj(this::<Traceback>(vm, value)?.frame.clone()))
    }),
    property("tb_lineno", "The line.", |vm, value| {
        let step = this::<Traceback>(vm, value)?;
        Ok(Value::Int(vm.traceback_line(step).into()))
    }),
    property("tb_lasti", "The instruction.", |vm, value| {
        Ok(args::count(this::<Traceback>(vm, value)?.pc))
    }),
    PropertyDef {
        name: "tb_next",
        doc: "The next step, towards where the exception was raised.",
        get: |vm, value| Ok(this::<Traceback>(vm, value)?.next.get()),
        set: Some(set_next),
    },
];

fn set_next(vm: &mut Vm, value: &Value, next: Value) -> R<()> {
    let step = this::<Traceback>(vm, value)?;
    if !next.is_none() && !next.is::<Traceback>() {
        let got = vm.type_name(&next);
        let message = format!("expected traceback object, got '{got}'");
        return Err(args::type_error(vm, &message));
    }
    let mut at = next.clone();
    while let Some(later) = at.get::<Traceback>() {
        if at.is_same(value) {
            return Err(args::value_error(vm, "traceback loop detected"));
        }
        let after = later.next.get();
        at = after;
    }
    step.next.set(next);
    Ok(())
}

/// Adds all of them.
pub(crate) fn install(vm: &mut Vm) {
    super::add_properties(vm, Type::Code, CODE);
    super::add_properties(vm, Type::Frame, FRAME);
    super::add_methods(vm, Type::Frame, &[FRAME_METHODS]);
    super::add_properties(vm, Type::Traceback, TRACEBACK);
}
