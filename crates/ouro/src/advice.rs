//! What Ouro adds to an uncaught exception, below the reference's lines: what it lacks, by code and name.

use ouro_diag::{Diagnostic, codes, render};
use ouro_vm::{Lack, Value, Vm};

/// The lines for an exception; empty where there is nothing to add.
pub(crate) fn advice(vm: &Vm, exception: &Value, color: bool) -> String {
    let Some(lack) = vm.lack_of(exception) else { return String::new() };
    let Some((id, place)) = vm.raised_at(exception) else { return String::new() };
    let Some(source) = vm.sources.get(id) else { return String::new() };
    let (code, message, label) = match lack {
        Lack::Module(module) => (
            codes::NO_MODULE,
            format!("the module '{module}' is not in Ouro's library yet"),
            "CPython has it, Ouro has not".to_owned(),
        ),
        Lack::Name { module, name } => (
            codes::NO_NAME_IN_MODULE,
            format!("'{module}.{name}' is not in Ouro"),
            format!("Ouro's module '{module}' has no such name"),
        ),
        Lack::Feature(feature) => {
            (codes::NO_FEATURE, feature.clone(), "not supported yet".to_owned())
        }
    };
    let diagnostic = Diagnostic::error(code, place.span, message).with_primary(place.span, label);
    render::own_lines(&diagnostic, source, color)
}
