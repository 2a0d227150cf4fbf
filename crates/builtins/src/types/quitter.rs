//! `exit` and `quit`: what every session and script has to leave by (library reference, "Constants added by the
//! site module").

use ouro_vm::TypeDef;

use crate::prelude::*;

/// One of the two, by its name.
struct Quitter(&'static str);
ouro_vm::object!(Quitter, "Quitter", leaf);

static DEF: TypeDef = TypeDef {
    name: "Quitter",
    module: "_sitebuiltins",
    base: Some(&ouro_vm::OBJECT),
    layout: Some(<Quitter as ouro_vm::Payload>::layout),
    subclassable: false,
};

const EOF: &str = "Ctrl-D (i.e. EOF)";

static METHODS: &[NativeDef] = &[
    native("__call__", "(self, code=None)", "Leave, by SystemExit.", |vm, args| {
        Err(vm.raise_with(Exc::SystemExit, vec![args[1].clone()]))
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let name = this::<Quitter>(vm, &args[0])?.0;
        Ok(Str::value(&format!("Use {name}() or {EOF} to exit")))
    }),
];

static PROPERTIES: &[PropertyDef] = &[
    property("name", "The name it is called by.", |vm, value| {
        Ok(Str::value(this::<Quitter>(vm, value)?.0))
    }),
    property("eof", "The key that does the same.", |_, _| Ok(Str::value(EOF))),
];

/// Adds both.
pub(crate) fn install(vm: &mut Vm) {
    let class = vm.register_type(&DEF);
    let contents =
        TypeContents { methods: METHODS, properties: PROPERTIES, ..TypeContents::default() };
    vm.extend_type(&class, &contents);
    for name in ["exit", "quit"] {
        vm.set_builtin(name, Value::new(Quitter(name)));
    }
}
