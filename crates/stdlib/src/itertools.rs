//! The module `itertools` (library reference, "itertools"): iterators that go with iterators. Those that combine
//! the items of what was read are in [`combinatorics`].

mod combinatorics;
mod sharing;
mod streams;

use std::cell::Cell;

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "itertools",
    doc: "Functional tools for creating and using iterators.",
    functions: &[native(
        "tee",
        "(iterable, n=2, /)",
        "Independent iterators over the same items.",
        sharing::tee,
    )],
    fill,
};

type Next = fn(&mut Vm, &NativeIter) -> R;

/// An iterator over `state`, with a number of its own.
fn iterator(name: &'static str, state: Vec<Value>, count: i64, next: Next) -> Value {
    let state = state.into_iter().map(ValueCell::new).collect();
    Value::new(NativeIter {
        name,
        state,
        given: Default::default(),
        count: Cell::new(count),
        next,
        pairs: None,
    })
}

macro_rules! types {
    ($($def:ident $new:ident $name:literal $signature:literal $doc:literal $function:path;)*) => {
        $(
            static $def: TypeDef = TypeDef {
                name: $name,
                module: "itertools",
                base: Some(&OBJECT),
                layout: None,
                subclassable: true,
            };
            static $new: NativeDef = native("__new__", $signature, $doc, |vm, args| {
                let made = $function(vm, args)?;
                Ok(vm.wrap_base(&args[0], made))
            });
        )*

        /// Each with the name that its iterators carry.
        static TYPES: &[(&TypeDef, &NativeDef, &str)] =
            &[$((&$def, &$new, concat!("itertools.", $name)),)*];
    };
}

types! {
    COUNT NEW_COUNT "count" "(cls, start=0, step=1)" "Evenly spaced values." streams::count;
    CYCLE NEW_CYCLE "cycle" "(cls, iterable, /)" "Items again and again." streams::cycle;
    REPEAT NEW_REPEAT "repeat" "(cls, object, times=...)" "The object, again and again." streams::repeat;
    CHAIN NEW_CHAIN "chain" "(cls, *iterables)" "One iterable after another." streams::chain;
    ISLICE NEW_ISLICE "islice" "(cls, iterable, /, *bounds)" "A slice of an iterable." streams::islice;
    STARMAP NEW_STARMAP "starmap" "(cls, function, iterable, /)" "function(*item) of each item." streams::starmap;
    TAKEWHILE NEW_TAKEWHILE "takewhile" "(cls, predicate, iterable, /)" "Items as long as the predicate is true." streams::takewhile;
    DROPWHILE NEW_DROPWHILE "dropwhile" "(cls, predicate, iterable, /)" "Items after the predicate was true." streams::dropwhile;
    FILTERFALSE NEW_FILTERFALSE "filterfalse" "(cls, function, iterable, /)" "Items for which it is false." streams::filterfalse;
    ACCUMULATE NEW_ACCUMULATE "accumulate" "(cls, iterable, func=None, *, initial=None)" "Running totals." streams::accumulate;
    PAIRWISE NEW_PAIRWISE "pairwise" "(cls, iterable, /)" "Pairs of neighbours." streams::pairwise;
    BATCHED NEW_BATCHED "batched" "(cls, iterable, n, *, strict=False)" "Tuples of n items." streams::batched;
    COMPRESS NEW_COMPRESS "compress" "(cls, data, selectors)" "Items that are selected." streams::compress;
    ZIP_LONGEST NEW_ZIP_LONGEST "zip_longest" "(cls, *iterables, fillvalue=None)" "Rows up to the longest." streams::zip_longest;
    PRODUCT NEW_PRODUCT "product" "(cls, *iterables, repeat=1)" "The Cartesian product." combinatorics::product;
    PERMUTATIONS NEW_PERMUTATIONS "permutations" "(cls, iterable, r=None)" "All orders of r items." combinatorics::permutations;
    COMBINATIONS NEW_COMBINATIONS "combinations" "(cls, iterable, r)" "All choices of r items." combinatorics::combinations;
    COMBINATIONS_AGAIN NEW_COMBINATIONS_AGAIN "combinations_with_replacement" "(cls, iterable, r)" "All choices of r items, repeated ones too." combinatorics::combinations_again;
    GROUPBY NEW_GROUPBY "groupby" "(cls, iterable=..., key=None)" "Runs of items with the same key." sharing::groupby;
    TEE NEW_TEE "_tee" "(cls, iterable, /)" "An iterator that shares its items." sharing::one_tee;
}

static METHODS: &[NativeDef] = &[
    native("__iter__", "(self, /)", "Implement iter(self).", |_, args| Ok(args[0].clone())),
    native("__next__", "(self, /)", "Implement next(self).", |vm, args| vm.next_or_stop(&args[0])),
];

/// `count(10)`, `repeat('x', 3)`
static REPR: &[NativeDef] = &[native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
    let iter = args::this::<NativeIter>(vm, &args[0])?;
    let (name, left) = (iter.name.trim_start_matches("itertools."), iter.count.get());
    let mut parts = vec![iter.state[0].get()];
    if name == "count" {
        parts.extend(Some(iter.state[1].get()).filter(|step| !step.is_same(&Value::Int(1))));
    } else if left >= 0 {
        parts.push(Value::Int(left));
    }
    let mut shown = Vec::new();
    for part in &parts {
        let text = vm.repr(part)?;
        shown.push(vm.display(&text));
    }
    Ok(Str::value(&format!("{name}({})", shown.join(", "))))
})];

static CHAIN_METHODS: &[NativeDef] = &[native(
    "from_iterable",
    "(cls, iterable, /)",
    "One iterable after another, of an iterable of iterables.",
    |vm, args| {
        let all = vm.iter(&args[1])?;
        Ok(iterator("itertools.chain", vec![all, Value::None], 0, streams::next_chain))
    },
)];

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    for (def, new, name) in TYPES {
        let class = vm.register_iterator(def, name);
        let class_methods = if def.name == "chain" { CHAIN_METHODS } else { &[] };
        let contents =
            TypeContents { doc: new.doc, new: Some(new), class_methods, ..TypeContents::default() };
        vm.extend_type(&class, &contents);
        vm.extend_type(&class, &TypeContents { methods: METHODS, ..TypeContents::default() });
        if matches!(def.name, "count" | "repeat") {
            vm.extend_type(&class, &TypeContents { methods: REPR, ..TypeContents::default() });
        }
        args::set(vm, module, def.name, class);
    }
    Ok(())
}
