//! `_library`: what modules of the library that are written in Ouro itself need besides the language.

use ouro_vm::objects::{Class, Frame, FrameState, Native};

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "_library",
    doc: "What the library's own modules need besides the language.",
    functions: FUNCTIONS,
    fill: |_, _| Ok(()),
};

static FUNCTIONS: &[NativeDef] = &[
    native("import_module", "(name, /)", "A module by its dotted name.", |vm, args| {
        vm.import(&args::text(&args[0]).unwrap_or_default())
    }),
    native("source_text", "(file, /)", "The text of a source by its name, or None.", |vm, args| {
        let name = args::text(&args[0]).unwrap_or_default();
        Ok(vm.sources.by_name(&name).map_or(Value::None, |source| Str::value(&source.text)))
    }),
    native("frame_state", "(frame, /)", "The state of a generator or coroutine.", |vm, args| {
        let state = args::this::<Frame>(vm, &args[0])?.state();
        Ok(Str::value(match state {
            FrameState::Created => "CREATED",
            FrameState::Running => "RUNNING",
            FrameState::Suspended => "SUSPENDED",
            FrameState::Finished => "CLOSED",
        }))
    }),
    native(
        "native_signature",
        "(function, /)",
        "The signature of a native function.",
        |_, args| {
            Ok(args[0]
                .get::<Native>()
                .map_or(Value::None, |native| Str::value(native.def.signature)))
        },
    ),
    native(
        "begin_showing",
        "(container, /)",
        "Note that a container is being shown; False if it is already.",
        |vm, args| Ok(Value::Bool(vm.begin_showing(&args[0]))),
    ),
    native("end_showing", "()", "Undo begin_showing.", |vm, _| {
        vm.end_showing();
        Ok(Value::None)
    }),
    native("caller_module", "()", "The name of the module of the script that calls.", |vm, _| {
        vm.script_module()
    }),
    native(
        "static",
        "(*classes)",
        "Have classes stand for ones that CPython has in C: immutable, and named with their module.",
        |vm, args| {
            for class in args::rest(&args[0]) {
                if let Some(payload) = class.get::<Class>() {
                    vm.make_static(payload);
                }
            }
            Ok(Value::None)
        },
    ),
    native(
        "make",
        "(cls, names, /, *values)",
        "An instance of a class with __slots__, and what they hold.",
        |vm, args| {
            let names = vm.symbols(&args[1]);
            let slots: Vec<_> = names.into_iter().zip(args::rest(&args[2]).to_vec()).collect();
            vm.slotted_instance(&args[0], &slots)
        },
    ),
    native("index", "(value, /)", "A value as an integer, by __index__.", |vm, args| {
        Ok(int_value(vm.index(&args[0])?))
    }),
];
