//! How a word at a prompt can go on.

use ouro_vm::objects::Module;
use ouro_vm::{Value, Vm};

/// Words that are no names.
const KEYWORDS: [&str; 36] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "case", "class",
    "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if",
    "import", "in", "is", "lambda", "match", "nonlocal", "not", "or", "pass", "raise", "return",
    "try", "while", "yield",
];

/// All words that begin like `word`: names, keywords and modules; behind a dot, attributes.
pub(crate) fn complete(vm: &mut Vm, main: &Value, word: &str) -> Vec<String> {
    let mut words = match word.rsplit_once('.') {
        Some((object, start)) => attributes(vm, main, object, start),
        None => names(vm, main, word),
    };
    words.sort_unstable();
    words.dedup();
    words
}

fn names(vm: &Vm, main: &Value, start: &str) -> Vec<String> {
    let builtins = vm.builtins.clone();
    let mut all: Vec<String> = KEYWORDS.map(ToOwned::to_owned).to_vec();
    for module in [main, &builtins].into_iter().filter_map(Value::get::<Module>) {
        all.extend(module.namespace.names().into_iter().map(|name| vm.interner.text(name)));
    }
    all.extend(vm.native_modules.keys().map(|name| (*name).to_owned()));
    // A private name is meant only where its beginning says so.
    all.retain(|name| {
        name.starts_with(start) && (start.starts_with('_') || !name.starts_with('_'))
    });
    all
}

fn attributes(vm: &mut Vm, main: &Value, object: &str, start: &str) -> Vec<String> {
    let mut value = Value::Unbound;
    for (index, name) in object.split('.').enumerate() {
        let sym = vm.intern(name);
        let found = if index == 0 {
            let own = main.get::<Module>().map(|module| module.namespace.get(sym));
            own.and_then(Value::bound).or_else(|| {
                let builtins = vm.builtins.clone();
                builtins.get::<Module>().and_then(|module| module.namespace.get(sym).bound())
            })
        } else {
            vm.find_attr(&value, sym).ok().flatten()
        };
        match found {
            Some(found) => value = found,
            None => return Vec::new(),
        }
    }
    let mut all = vm.attribute_names(&value);
    all.retain(|name| {
        name.starts_with(start) && (start.starts_with('_') || !name.starts_with('_'))
    });
    all.into_iter().map(|name| format!("{object}.{name}")).collect()
}
