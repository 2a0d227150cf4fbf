//! The built-in types that the VM itself has to name: one table of rows. Their methods are added by
//! the crate `builtins`; types of other crates are registered with [`Vm::register_type`].

use crate::classes::NewClass;
use crate::exceptions::Exc;
use crate::native::TypeDef;
use crate::objects as o;
use crate::value::{Layout, Payload, Value};
use crate::vm::Vm;

/// The row of `object`, on which every other row rests.
pub static OBJECT: TypeDef =
    TypeDef { name: "object", module: "builtins", base: None, layout: None, subclassable: true };

/// Modules, besides those that begin with `_`, whose native types are the reference's in C.
const C_MODULES: &[&str] = &["collections", "functools", "itertools", "operator", "re", "types"];

macro_rules! core_types {
    ($($variant:ident $name:literal $module:literal [$($layout:ty)?] $subclassable:literal $(< $base:ident)?,)*) => {
        /// A built-in type that the VM names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each is the type of that name")]
        pub enum Type { Object, $($variant,)* }

        #[allow(non_upper_case_globals, reason = "each is the type of that name")]
        mod defs {
            use super::*;
            $(pub(super) static $variant: TypeDef = TypeDef {
                name: $name,
                module: $module,
                base: Some(core_types!(@base $($base)?)),
                layout: core_types!(@layout $($layout)?),
                subclassable: $subclassable,
            };)*
        }

        static TYPES: &[&TypeDef] = &[&OBJECT, $(&defs::$variant,)*];
    };
    (@base) => { &OBJECT };
    (@base $base:ident) => { &defs::$base };
    (@layout) => { None };
    (@layout $layout:ty) => { Some(<$layout as Payload>::layout as fn() -> &'static Layout) };
}

core_types! {
    Type "type" "builtins" [o::Class] true,
    NoneType "NoneType" "builtins" [] false,
    EllipsisType "ellipsis" "builtins" [] false,
    NotImplementedType "NotImplementedType" "builtins" [] false,
    Int "int" "builtins" [o::Big] true,
    Bool "bool" "builtins" [] false < Int,
    Float "float" "builtins" [] true,
    Complex "complex" "builtins" [o::Complex] true,
    Str "str" "builtins" [o::Str] true,
    Bytes "bytes" "builtins" [o::Bytes] true,
    ByteArray "bytearray" "builtins" [o::ByteArray] true,
    List "list" "builtins" [o::List] true,
    Tuple "tuple" "builtins" [o::Tuple] true,
    Dict "dict" "builtins" [o::Dict] true,
    Set "set" "builtins" [o::Set] true,
    FrozenSet "frozenset" "builtins" [o::FrozenSet] true,
    Range "range" "builtins" [o::Range] false,
    Slice "slice" "builtins" [o::Slice] false,
    Function "function" "builtins" [o::Function] false,
    Native "builtin_function_or_method" "builtins" [o::Native] false,
    Method "method" "builtins" [o::BoundMethod] false,
    MethodDescriptor "method_descriptor" "builtins" [] false,
    SlotWrapper "wrapper_descriptor" "builtins" [] false,
    MethodWrapper "method-wrapper" "builtins" [] false,
    Module "module" "builtins" [o::Module] true,
    Code "code" "builtins" [o::CodeObject] false,
    Cell "cell" "builtins" [o::Cell] false,
    Frame "frame" "builtins" [o::Snapshot] false,
    Traceback "traceback" "builtins" [o::Traceback] false,
    Generator "generator" "builtins" [] false,
    Coroutine "coroutine" "builtins" [] false,
    AsyncGenerator "async_generator" "builtins" [] false,
    Property "property" "builtins" [o::Property] true,
    StaticMethod "staticmethod" "builtins" [o::StaticMethod] true,
    ClassMethod "classmethod" "builtins" [o::ClassMethod] true,
    Super "super" "builtins" [o::Super] true,
    NativeProperty "getset_descriptor" "builtins" [o::NativeProperty] false,
    Member "member_descriptor" "builtins" [o::Member] false,
    CoroutineWrapper "coroutine_wrapper" "builtins" [o::CoroutineWrapper] false,
    TupleField "_tuplegetter" "collections" [o::TupleField] false,
    GenericAlias "GenericAlias" "types" [o::GenericAlias] false,
    Union "UnionType" "types" [] false,
    RangeIter "range_iterator" "builtins" [o::RangeIter] false,
    ListIter "list_iterator" "builtins" [] false,
    TupleIter "tuple_iterator" "builtins" [] false,
    StrIter "str_ascii_iterator" "builtins" [] false,
    BytesIter "bytes_iterator" "builtins" [] false,
    DictKeyIter "dict_keyiterator" "builtins" [] false,
    DictValueIter "dict_valueiterator" "builtins" [] false,
    DictItemIter "dict_itemiterator" "builtins" [] false,
    SetIter "set_iterator" "builtins" [] false,
    SequenceIter "iterator" "builtins" [] false,
    ListReverseIter "list_reverseiterator" "builtins" [] false,
    ReversedIter "reversed" "builtins" [] false,
    DictReverseKeyIter "dict_reversekeyiterator" "builtins" [] false,
    DictKeys "dict_keys" "builtins" [] false,
    DictValues "dict_values" "builtins" [] false,
    DictItems "dict_items" "builtins" [] false,
    NativeIter "native_iterator" "builtins" [o::NativeIter] false,
}

impl Vm {
    /// Makes the classes of both tables. Called once, on an empty VM.
    pub(crate) fn make_core_types(&mut self) {
        for def in TYPES {
            let class = self.register_type(def);
            self.types.push(class);
        }
        let long = std::ptr::from_ref(<crate::LongRange as Payload>::layout()) as usize;
        self.by_layout.insert(long, self.type_object(Type::Range));
        for def in crate::exceptions::EXCEPTIONS {
            let class = if def.name == "ExceptionGroup" {
                // The one built-in class with two bases.
                let bases = [Exc::BaseExceptionGroup, Exc::Exception];
                self.register_with_bases(def, bases.map(|exc| self.exception_class(exc)).to_vec())
            } else {
                self.register_type(def)
            };
            self.exceptions.push(class);
        }
    }

    /// Makes the class of a row. Its base must have been made before.
    pub fn register_type(&mut self, def: &'static TypeDef) -> Value {
        let bases = match def.base {
            Some(base) => vec![self.class_of_def(base)],
            None => Vec::new(),
        };
        self.register_with_bases(def, bases)
    }

    /// Makes the class of a row that derives from a built-in type.
    pub fn register_derived(&mut self, def: &'static TypeDef, base: Type) -> Value {
        self.register_with_bases(def, vec![self.type_object(base)])
    }

    /// Makes the class of the native iterators that carry a name.
    pub fn register_iterator(&mut self, def: &'static TypeDef, name: &'static str) -> Value {
        let class = self.register_type(def);
        self.iterator_classes.insert(name, class.clone());
        class
    }

    fn register_with_bases(&mut self, def: &'static TypeDef, bases: Vec<Value>) -> Value {
        let class = self.new_class(NewClass {
            name: def.name,
            qualname: def.name,
            module: def.module,
            bases,
            metaclass: Value::Unbound,
            def: Some(def),
            slotted: true,
        });
        if let Some(payload) = class.get::<o::Class>() {
            let in_c = def.module.starts_with('_') || C_MODULES.contains(&def.module);
            payload.is_static.set(in_c);
        }
        self.by_def.insert(std::ptr::from_ref(def) as usize, class.clone());
        // The exceptions share one layout; their objects name their class.
        if let Some(layout) = def.layout {
            let layout = std::ptr::from_ref(layout()) as usize;
            self.by_layout.entry(layout).or_insert_with(|| class.clone());
        }
        class
    }

    /// The class of a row that has been registered.
    #[must_use]
    pub fn class_of_def(&self, def: &'static TypeDef) -> Value {
        self.by_def.get(&(std::ptr::from_ref(def) as usize)).cloned().unwrap_or_default()
    }

    /// A built-in type.
    #[inline]
    #[must_use]
    pub fn type_object(&self, which: Type) -> Value {
        self.types[which as usize].clone()
    }

    /// The class of a value: `type(value)`.
    #[must_use]
    pub fn class_of(&self, value: &Value) -> Value {
        let which = match value {
            Value::Unbound | Value::None => Type::NoneType,
            Value::Bool(_) => Type::Bool,
            Value::Int(_) => Type::Int,
            Value::Float(_) => Type::Float,
            Value::Ellipsis => Type::EllipsisType,
            Value::NotImplemented => Type::NotImplementedType,
            Value::Obj(object) => {
                if let Some(instance) = object.get::<o::Instance>() {
                    return instance.class.get();
                }
                if let Some(exception) = object.get::<o::Exception>() {
                    return exception.class.get();
                }
                if let Some(class) = object.get::<o::Class>() {
                    return match &class.metaclass {
                        Value::Unbound => self.type_object(Type::Type),
                        metaclass => metaclass.clone(),
                    };
                }
                return self.class_of_object(object);
            }
        };
        self.type_object(which)
    }

    fn class_of_object(&self, object: &crate::Ref) -> Value {
        use o::IterKind as K;
        let which = if let Some(frame) = object.get::<o::Frame>() {
            match frame.kind() {
                o::FrameKind::Generator => Type::Generator,
                o::FrameKind::Coroutine => Type::Coroutine,
                o::FrameKind::AsyncGenerator => Type::AsyncGenerator,
            }
        } else if let Some(iter) = object.get::<o::Iter>() {
            match iter.kind {
                K::List => Type::ListIter,
                K::Tuple => Type::TupleIter,
                K::Str => Type::StrIter,
                K::Bytes => Type::BytesIter,
                K::DictKeys => Type::DictKeyIter,
                K::DictValues => Type::DictValueIter,
                K::DictItems => Type::DictItemIter,
                K::Set => Type::SetIter,
                K::Sequence => Type::SequenceIter,
                K::ListReversed => Type::ListReverseIter,
                K::SequenceReversed => Type::ReversedIter,
                K::DictKeysReversed => Type::DictReverseKeyIter,
            }
        } else if let Some(view) = object.get::<o::DictView>() {
            match view.kind {
                K::DictKeys => Type::DictKeys,
                K::DictValues => Type::DictValues,
                _ => Type::DictItems,
            }
        } else if let Some(iter) = object.get::<o::NativeIter>()
            && let Some(class) = self.iterator_classes.get(iter.name)
        {
            return class.clone();
        } else if object.get::<o::GenericAlias>().is_some_and(|a| a.origin.is_unbound()) {
            Type::Union
        } else if let Some(native) = object.get::<o::Native>()
            && !native.class.is_unbound()
            && crate::binding::is_slot(&self.class_name(&native.class), native.def.name)
            && native.class.get::<o::Class>().is_some_and(|class| !class.is_heap())
        {
            match native.receiver.is_unbound() {
                true => Type::SlotWrapper,
                false => Type::MethodWrapper,
            }
        } else if let Some(native) = object.get::<o::Native>()
            && native.receiver.is_unbound()
            && !native.class.is_unbound()
        {
            Type::MethodDescriptor
        } else if let Some(class) = object.layout().class {
            return self.class_of_def(class(object));
        } else {
            let layout = std::ptr::from_ref(object.layout()) as usize;
            return self.by_layout.get(&layout).cloned().unwrap_or_else(|| self.types[0].clone());
        };
        self.type_object(which)
    }

    /// The name of a value's class, for messages.
    #[must_use]
    pub fn type_name(&self, value: &Value) -> String {
        if let Some(iter) = value.get::<o::NativeIter>()
            && !self.iterator_classes.contains_key(iter.name)
        {
            return iter.name.to_owned();
        }
        let class = self.class_of(value);
        if class.get::<o::Class>().is_some_and(|c| c.is_static.get()) {
            return self.full_class_name(&class);
        }
        self.class_name(&class)
    }

    /// The `__name__` of a class.
    #[must_use]
    pub fn class_name(&self, class: &Value) -> String {
        class
            .get::<o::Class>()
            .and_then(|c| c.name.get().get::<o::Str>().map(std::string::ToString::to_string))
            .unwrap_or_default()
    }
}
