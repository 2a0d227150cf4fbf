//! What Ouro lacks: modules, names and features that CPython has.

use std::sync::Arc;

use ouro_diag::{Diagnostic, Source, codes};
use ouro_vm::{Lack, Value, Vm};

/// What an exception is about, if that is something that Ouro has not.
pub(super) fn explain(vm: &Vm, exception: &Value) -> Option<(Diagnostic, Arc<Source>)> {
    let lack = vm.lack_of(exception)?;
    let (id, place) = vm.raised_at(exception)?;
    let source = vm.sources.get(id)?;
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
    Some((diagnostic, Arc::clone(source)))
}
