//! The names that `namedtuple` gives to items. How they are read is in the VM.

use ouro_vm::objects::TupleField;

use crate::prelude::*;

static METHODS: &[NativeDef] =
    &[native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let field = args::this::<TupleField>(vm, &args[0])?;
        let (index, doc) = (field.index, field.doc.get());
        let doc = vm.repr_text(&doc);
        Ok(Str::value(&format!("_tuplegetter({index}, {doc})")))
    })];

static PROPERTIES: &[PropertyDef] = &[PropertyDef {
    name: "__doc__",
    doc: "The docstring.",
    get: |vm, value| Ok(args::this::<TupleField>(vm, value)?.doc.get()),
    set: Some(|vm, value, new| {
        args::this::<TupleField>(vm, value)?.doc.set(new);
        Ok(())
    }),
}];

/// Gives their type what it has.
pub(super) fn fill(vm: &mut Vm) {
    let class = vm.type_object(Type::TupleField);
    let contents =
        TypeContents { methods: METHODS, properties: PROPERTIES, ..TypeContents::default() };
    vm.extend_type(&class, &contents);
}

/// `_tuplegetter(index, doc)`
pub(super) fn make(vm: &mut Vm, args: &[Value]) -> R {
    let index = usize::try_from(args::int(vm, &args[0])?).unwrap_or_default();
    Ok(Value::new(TupleField { index, doc: ValueCell::new(args[1].clone()) }))
}
