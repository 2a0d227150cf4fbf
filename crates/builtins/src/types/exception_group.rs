//! The methods of exception groups (library reference, "Exception groups"). How a group is taken apart is the VM's.

use crate::prelude::*;

/// Calls with what says whether an exception is wanted: its class, or what a callable says of it.
fn split(vm: &mut Vm, group: &Value, condition: &Value) -> R<(Value, Value)> {
    this::<Exception>(vm, group)?;
    let base = vm.exception_class(Exc::BaseException);
    let is_class = |vm: &Vm, value: &Value| value.is::<Class>() && vm.is_subclass(value, &base);
    let classes = match payload::<Tuple>(condition) {
        Some(tuple) => !tuple.0.is_empty() && tuple.0.iter().all(|class| is_class(vm, class)),
        None => is_class(vm, condition),
    };
    if classes {
        let condition = condition.clone();
        return vm.split_group(group, &mut |vm, value| {
            Ok(match payload::<Tuple>(&condition) {
                Some(tuple) => tuple.0.iter().any(|class| vm.is_instance(value, class)),
                None => vm.is_instance(value, &condition),
            })
        });
    }
    let is_function =
        !condition.is::<Class>() && !vm.lookup_special(condition, names::CALL).is_unbound();
    if !is_function && !crate::functions::introspect::is_callable(vm, condition)
        || condition.is::<Class>()
    {
        let message = "expected an exception type, a tuple of exception types, or a callable (other than a class)";
        return Err(args::type_error(vm, message));
    }
    vm.split_group(group, &mut |vm, value| {
        let answer = vm.call(condition, std::slice::from_ref(value))?;
        vm.truthy(&answer)
    })
}

static METHODS: &[NativeDef] = &[
    native("split", "(self, condition, /)", "The matching part and the rest.", |vm, args| {
        let (matching, rest) = split(vm, &args[0], &args[1])?;
        Ok(Tuple::value(vec![matching, rest]))
    }),
    native("subgroup", "(self, condition, /)", "The matching part, or None.", |vm, args| {
        Ok(split(vm, &args[0], &args[1])?.0)
    }),
    native("derive", "(self, excs, /)", "A group with the same message.", |vm, args| {
        let message = match this::<Exception>(vm, &args[0])?.args.get().get::<Tuple>() {
            Some(items) => items.0.first().cloned().unwrap_or_default(),
            None => Value::None,
        };
        let class = vm.exception_class(Exc::BaseExceptionGroup);
        vm.call(&class, &[message, args[1].clone()])
    }),
];

/// Adds the methods.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.exception_class(Exc::BaseExceptionGroup);
    let contents = TypeContents {
        methods: METHODS,
        class_methods: super::object::GENERIC,
        ..TypeContents::default()
    };
    vm.extend_type(&class, &contents);
}
