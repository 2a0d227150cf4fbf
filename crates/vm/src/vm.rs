//! The machine: everything that one engine holds. What it does is in the other modules, each with its
//! own `impl Vm`.

use std::any::Any;
use std::rc::Rc;

use hashbrown::HashMap;

use crate::exceptions::Raised;
use crate::heap::Heap;
use crate::host::Outside;
use crate::intern::{Interner, Sym};
use crate::native::{ModuleDef, NativeDef};
use crate::objects::{Module, Native, Shapes};
use crate::observe::Observer;
use crate::sources::Sources;
use crate::thread::Thread;
use crate::threads::Threads;
use crate::value::{Ref, Value};

/// The result of everything that can raise.
pub type R<T = Value> = Result<T, Raised>;

/// How source text becomes code. The VM never sees the tree: whoever builds the engine passes this in.
pub type Compile = Rc<dyn Fn(&mut Vm, &Unit<'_>) -> R<std::sync::Arc<ouro_bytecode::Code>>>;

/// A text to be compiled.
#[derive(Clone, Copy, Debug)]
pub struct Unit<'a> {
    /// The number of its source.
    pub id: ouro_diag::SourceId,
    /// The name of its file, as messages show it.
    pub name: &'a str,
    /// The text.
    pub text: &'a str,
    /// What it is to be compiled as.
    pub mode: Mode,
}

/// What a text is compiled as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A module.
    Module,
    /// Statements for `exec`.
    Exec,
    /// An expression for `eval`.
    Eval,
    /// A statement typed at a prompt, whose value is shown.
    Single,
}

/// Limits on what a run may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How deep calls may nest: `sys.getrecursionlimit()`.
    pub recursion: usize,
    /// Steps (back edges and calls) that are left, if limited.
    pub steps: Option<u64>,
    /// How long the run may take, on the machine's clock.
    pub time: Option<std::time::Duration>,
    /// Bytes of memory that the run may take.
    pub memory: Option<usize>,
    /// Bytes of output that are left, if limited, of both streams together.
    pub output: Option<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { recursion: 1000, steps: None, time: None, memory: None, output: None }
    }
}

/// What each thread has for itself, besides its stack.
#[derive(Default)]
pub struct PerThread {
    /// The context of `contextvars`; unbound while nothing has been set in it.
    pub context: Value,
    /// `sys.set_asyncgen_hooks`: what is called with an async generator at its first iteration, and when it is
    /// dropped before its end; unbound for none.
    pub asyncgen_hooks: [Value; 2],
    /// `sys.set_coroutine_origin_tracking_depth`
    pub origin_depth: usize,
    /// See [`Vm::hide_callers`].
    pub hidden_callers: crate::origins::HiddenCallers,
}

/// One machine.
pub struct Vm {
    // Dropped by hand, last: see `Drop`.
    heap: Rc<Heap>,
    /// Names.
    pub interner: Interner,
    /// Shapes of instances.
    pub shapes: Shapes,
    pub(crate) types: Vec<Value>,
    pub(crate) exceptions: Vec<Value>,
    pub(crate) by_layout: HashMap<usize, Value>,
    pub(crate) by_def: HashMap<usize, Value>,
    /// The classes of native iterators, by the name that those carry.
    pub(crate) iterator_classes: HashMap<&'static str, Value>,
    /// `object.__new__` and `BaseException.__new__`.
    pub(crate) default_news: [Value; 2],
    /// `sys.modules`, once a script has imported `sys`: a dict, which a script may change.
    pub modules_dict: Value,
    /// Modules that have been imported, by name.
    pub modules: HashMap<Sym, Value>,
    /// The modules that have code of Ouro, in the order in which their imports were finished.
    pub(crate) imported: Vec<Sym>,
    /// Native modules that can be imported.
    pub native_modules: HashMap<&'static str, &'static ModuleDef>,
    /// Modules that are written in Ouro itself, or whose other half is: the number of the source, its text.
    pub library: HashMap<&'static str, (ouro_diag::SourceId, &'static str)>,
    /// Whether CPython's module has a name; where that is not known, all that Ouro's has not counts as lacking.
    pub reference_has: Option<fn(&str, &str) -> bool>,
    /// Whether tracebacks show frames of the library: for those who work on it.
    pub shows_library: bool,
    /// Whether any thread ever asked for the origins of coroutines.
    pub(crate) notes_origins: bool,
    /// Where coroutines were made, by address. Those that have ended stay until their memory is a coroutine's again.
    pub(crate) origins: HashMap<usize, crate::origins::Origin>,
    /// The module `builtins`.
    pub builtins: Value,
    /// The host and the clock.
    pub outside: Outside,
    /// The thread that runs.
    pub(crate) thread: Thread,
    /// All threads, and who runs next.
    pub(crate) threads: Threads,
    /// Grows with each change of a class that a cache could have seen.
    pub(crate) epoch: u32,
    pub(crate) lookups: Box<[std::cell::Cell<crate::classes::Lookup>]>,
    pub(crate) hash_keys: (u64, u64),
    pub(crate) next_module: u32,
    /// Sources of all code, for tracebacks and diagnostics.
    pub sources: Sources,
    /// Who is told of what happens, if anyone.
    pub observer: Option<Box<dyn Observer>>,
    /// The running event loop: a slot of the thread.
    pub running_loop: Value,
    /// What else each thread has for itself.
    pub per_thread: PerThread,
    /// What other crates keep for this engine, by type.
    extensions: HashMap<std::any::TypeId, Box<dyn Any>>,
    /// Limits.
    pub limits: Limits,
    /// The limit that was reached.
    pub(crate) stopped: Option<crate::limits::Stopped>,
    /// Bytes asked for since the last look at the memory of the process.
    pub(crate) requested: usize,
    /// What the process had in use when the limit of memory was set.
    pub(crate) memory_before: usize,
    pub(crate) ids: crate::ids::Ids,
    /// What is known of collections of cycles.
    pub collector: crate::collector::Collector,
    /// How source text is compiled, for `import`, `exec` and the prompt.
    pub compile: Option<Compile>,
    /// What happens with warnings that natives issue; set by the module `warnings`.
    pub(crate) warned: std::collections::HashSet<(String, u32, u32)>,
    /// Whether the interpreter is being taken down: warnings then stand at `<sys>:0`.
    pub finalizing: bool,
    /// The argument of `--seed`.
    pub seed: u64,
    /// Where modules of scripts are looked for: the script's folder, with a slash, or empty.
    pub import_folder: String,
    /// Who is told of calls that keep a loop from its tasks.
    pub loop_hooks: Option<&'static crate::advise::LoopHooks>,
    /// Ways outside, such as handlers of signals, by which a script may yet be woken.
    pub wakers_outside: usize,
    /// Who explains what is found out about the run, if anyone.
    pub adviser: Option<crate::advise::Adviser>,
    /// What was remembered last about an exception, and the address of the exception.
    pub(crate) clue: Option<(usize, crate::advise::Clue)>,
    /// What was lacking last, and the address of the exception that says so.
    pub(crate) lack: Option<(usize, crate::lack::Lack)>,
    /// What shows scripts the names of modules, as far as there is someone who has it: asked twice, a module
    /// has the same dict.
    pub namespace_views: crate::weak::WeakList,
    /// Makes the argument of `sys.unraisablehook` of its five fields; set by the module `sys`.
    pub unraisable_arguments: Option<fn(&mut Self, &[Value; 5]) -> R>,
    /// Asked first when Ctrl-C was pressed; true says that it has been taken care of.
    pub interrupt_handler: Option<fn(&mut Self) -> bool>,
    /// Asked when a signal has come; true says that it has been taken care of. Set by the module `signal`.
    pub signal_handler: Option<fn(&mut Self, i32) -> R<bool>>,
    /// The name of the task that runs.
    pub task_name: crate::cells::ValueCell,
    /// The containers that are being shown, for `[...]`.
    pub(crate) showing: Vec<usize>,
}

impl Vm {
    /// A machine with the core types and an empty module `builtins`.
    #[must_use]
    pub fn new(outside: Outside, seed: u64) -> Self {
        let heap = Rc::new(Heap::default());
        let entered = heap.enter();
        let interrupt = outside.host.interrupt_flag();
        let mut vm = Self {
            heap,
            interner: Interner::default(),
            shapes: Shapes::default(),
            types: Vec::new(),
            exceptions: Vec::new(),
            by_layout: HashMap::new(),
            by_def: HashMap::new(),
            iterator_classes: HashMap::default(),
            default_news: Default::default(),
            modules_dict: Value::None,
            modules: HashMap::new(),
            imported: Vec::new(),
            native_modules: HashMap::new(),
            library: HashMap::new(),
            reference_has: None,
            shows_library: false,
            notes_origins: false,
            origins: HashMap::new(),
            builtins: Value::None,
            outside,
            thread: Thread::default(),
            threads: Threads::new(interrupt, seed),
            epoch: 1,
            lookups: vec![Default::default(); crate::classes::LOOKUPS].into_boxed_slice(),
            hash_keys: (seed, seed ^ 0x6f75_726f),
            next_module: 1,
            sources: Sources::default(),
            observer: None,
            running_loop: Value::None,
            per_thread: PerThread::default(),
            extensions: HashMap::new(),
            limits: Limits::default(),
            stopped: None,
            requested: 0,
            memory_before: 0,
            ids: crate::ids::Ids::default(),
            collector: Default::default(),
            compile: None,
            warned: std::collections::HashSet::new(),
            finalizing: false,
            seed,
            import_folder: String::new(),
            loop_hooks: None,
            wakers_outside: 0,
            adviser: None,
            clue: None,
            lack: None,
            namespace_views: crate::weak::WeakList::default(),
            unraisable_arguments: None,
            interrupt_handler: None,
            signal_handler: None,
            task_name: crate::cells::ValueCell::default(),
            showing: Vec::new(),
        };
        // The shape 0 is no one's: a cache that is empty must not fit.
        vm.shapes.root();
        vm.make_core_types();
        vm.make_default_news();
        let builtins = vm.intern("builtins");
        vm.builtins = vm.new_module(builtins, true);
        vm.modules.insert(builtins, vm.builtins.clone());
        let name = vm.interner.value(builtins);
        vm.set_builtin("__name__", name);
        vm.export_core_types();
        drop(entered);
        vm
    }

    /// The heap. Whoever calls into the machine from outside enters it first: `vm.heap().enter()`.
    #[inline(always)]
    #[must_use]
    pub fn heap(&self) -> &Heap {
        &self.heap
    }

    /// The heap, to be entered for as long as the machine is used.
    #[must_use]
    pub fn heap_handle(&self) -> Rc<Heap> {
        Rc::clone(&self.heap)
    }

    /// The number of a name.
    pub fn intern(&self, text: &str) -> Sym {
        self.interner.intern(text)
    }

    /// A new module, not yet in `sys.modules`.
    pub fn new_module(&mut self, name: Sym, native: bool) -> Value {
        let number = self.next_module;
        self.next_module += 1;
        let (namespace, mapping) = Default::default();
        Value::new(Module { name, namespace, number, native, mapping })
    }

    /// A native function of a module.
    pub fn native(&self, def: &'static NativeDef, module: &Value) -> Value {
        Value::new(Native {
            def,
            module: module.clone(),
            receiver: Value::Unbound,
            class: Value::Unbound,
            signature: Default::default(),
        })
    }

    /// Binds a name of the module `builtins`.
    pub fn set_builtin(&mut self, name: &str, value: Value) {
        let sym = self.intern(name);
        if let Some(module) = self.builtins.get::<Module>() {
            module.namespace.set(sym, value);
        }
    }

    /// Adds native functions to the module `builtins`.
    pub fn add_builtins(&mut self, table: &'static [NativeDef]) {
        for def in table {
            let function = self.native(def, &self.builtins.clone());
            self.set_builtin(def.name, function);
        }
    }

    /// Makes native modules importable.
    pub fn add_modules(&mut self, table: &[&'static ModuleDef]) {
        self.native_modules.extend(table.iter().map(|def| (def.name, *def)));
    }

    /// Makes modules importable that are written in Ouro itself: names and texts. What a native module of the
    /// same name has is there before its text runs.
    pub fn add_library(&mut self, table: &[(&'static str, &'static str)]) {
        let ids = (self.library.len() as u32..).map(ouro_diag::SourceId::of_library);
        let rows = table.iter().zip(ids).map(|((name, text), id)| (*name, (id, *text)));
        self.library.extend(rows);
    }

    /// What another crate keeps for this engine.
    pub fn extension<T: Any + Default>(&mut self) -> &mut T {
        extension_of(&mut self.extensions)
    }

    fn export_core_types(&mut self) {
        use crate::types::Type as T;
        const SHOWN: &[T] = &[
            T::Object,
            T::Type,
            T::Int,
            T::Bool,
            T::Float,
            T::Complex,
            T::Str,
            T::Bytes,
            T::ByteArray,
            T::List,
            T::Tuple,
            T::Dict,
            T::Set,
            T::FrozenSet,
            T::Range,
            T::Slice,
            T::Property,
            T::StaticMethod,
            T::ClassMethod,
            T::Super,
        ];
        for which in SHOWN {
            let class = self.type_object(*which);
            self.set_builtin(&self.class_name(&class), class);
        }
        for class in self.exceptions.clone() {
            self.set_builtin(&self.class_name(&class), class);
        }
        let os_error = self.exception_class(crate::Exc::OSError);
        self.set_builtin("EnvironmentError", os_error.clone());
        self.set_builtin("IOError", os_error);
        self.set_builtin("NotImplemented", Value::NotImplemented);
        self.set_builtin("Ellipsis", Value::Ellipsis);
        self.set_builtin("__debug__", Value::Bool(true));
    }

    /// The reference of a value that is an object.
    #[must_use]
    pub fn reference(value: &Value) -> Option<&Ref> {
        value.as_ref()
    }
}

/// The value of this type in a table by type, made where it is not there yet.
pub(crate) fn extension_of<T: Any + Default>(
    table: &mut HashMap<std::any::TypeId, Box<dyn Any>>,
) -> &mut T {
    let slot = table.entry(std::any::TypeId::of::<T>()).or_insert_with(|| Box::new(T::default()));
    match slot.downcast_mut() {
        Some(extension) => extension,
        None => unreachable!("an extension is stored under its own type"),
    }
}

impl Drop for Vm {
    /// Everything that holds values goes while the heap is entered, then the cycles that are left; the heap
    /// itself goes last.
    fn drop(&mut self) {
        let heap = Rc::clone(&self.heap);
        let _entered = heap.enter();
        self.end_threads();
        self.observer = None;
        self.adviser = None;
        self.extensions.clear();
        self.threads.extensions.clear();
        self.running_loop = Value::None;
        self.per_thread = PerThread::default();
        self.task_name.take();
        self.builtins = Value::None;
        self.modules.clear();
        self.modules_dict = Value::None;
        self.thread = Thread::default();
        crate::value::reap(self);
        self.default_news = Default::default();
        self.by_def.clear();
        self.by_layout.clear();
        self.iterator_classes.clear();
        self.exceptions.clear();
        self.types.clear();
        self.interner.clear();
        self.compile = None;
        crate::value::reap(self);
        // More than once: what a finalizer or an object's own parts let go of may be cycles again.
        let mut left = usize::MAX;
        while (1..left).contains(&heap.objects()) {
            left = heap.objects();
            self.collect_silently();
            crate::value::reap(self);
        }
        // Whatever is alive now was leaked, or is held by someone who must not outlive the machine.
        debug_assert!(
            std::thread::panicking() || heap.objects() == 0,
            "{} objects outlive their machine: {}",
            heap.objects(),
            crate::collector::census(&heap),
        );
    }
}
