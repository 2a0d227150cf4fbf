//! `tuple` (library reference, "Tuples").

use crate::prelude::*;
use crate::types::sequence;

static NEW: NativeDef = native(
    "__new__",
    "(cls, iterable=..., /)",
    "Create a tuple of the items of an iterable.",
    |vm, args| {
        let exact = args[0].is_same(&vm.type_object(Type::Tuple));
        if exact && args[1].is::<Tuple>() {
            return Ok(args[1].clone());
        }
        let items = if args[1].is_unbound() { Vec::new() } else { vm.collect(&args[1])? };
        Ok(vm.wrap_base(&args[0], Tuple::value(items)))
    },
);

static METHODS: &[NativeDef] = &[
    native(
        "index",
        "(self, value, start=0, stop=9223372036854775807, /)",
        "The index of the first item that equals value.",
        |vm, args| {
            let tuple = this::<Tuple>(vm, &args[0])?;
            let found =
                sequence::position(vm, &|at| tuple.0.get(at).cloned(), tuple.0.len(), &args[1..])?;
            match found {
                Some(index) => Ok(args::count(index)),
                None => Err(args::value_error(vm, "tuple.index(x): x not in tuple")),
            }
        },
    ),
    native("count", "(self, value, /)", "How many items equal value.", |vm, args| {
        let tuple = this::<Tuple>(vm, &args[0])?;
        sequence::count(vm, &|at| tuple.0.get(at).cloned(), &args[1]).map(args::count)
    }),
    native("__add__", "(self, value, /)", "Return self+value.", |vm, args| {
        this::<Tuple>(vm, &args[0])?;
        if !is_a::<Tuple>(&args[1]) {
            let name = vm.type_name(&args[1]);
            let message = format!("can only concatenate tuple (not \"{name}\") to tuple");
            return Err(args::type_error(vm, &message));
        }
        vm.binary(BinOp::Add, args::base(&args[0]), args::base(&args[1]), false)
    }),
    native("__getnewargs__", "(self, /)", "The arguments for a copy.", |vm, args| {
        this::<Tuple>(vm, &args[0])?;
        Ok(Tuple::value(vec![args::base(&args[0]).clone()]))
    }),
];

/// Adds all of `tuple`.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.type_object(Type::Tuple);
    let contents = TypeContents {
        doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
        new: Some(&NEW),
        methods: METHODS,
        class_methods: super::object::GENERIC,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
    super::add_methods(
        vm,
        Type::Tuple,
        &[
            sequence::CONTAINER,
            sequence::ITEMS,
            sequence::REPEAT,
            sequence::REPR,
            super::compare::METHODS,
        ],
    );
}
