//! The module `hashlib` (library reference, "hashlib"): digests, and keys from passwords.
//!
//! Which algorithms there are is one table, [`Digest::named`]; what is not in it is refused by name.

use std::cell::RefCell;

use hmac::Hmac;
use md5::Md5;
use ouro_vm::Payload;
use sha1::Sha1;
use sha2::{Digest as _, Sha224, Sha256, Sha384, Sha512};

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "hashlib",
    doc: "Secure hashes and message digests.",
    functions: FUNCTIONS,
    fill,
};

macro_rules! digests {
    ($($variant:ident $type:ident $name:literal $block:literal,)*) => {
        /// A digest in progress.
        #[derive(Clone)]
        enum Digest { $($variant($type),)* }

        const NAMES: &[&str] = &[$($name,)*];

        static FUNCTIONS: &[NativeDef] = &[
            native("new", "(name, data=..., *, usedforsecurity=True)", "A new hash object of an algorithm by name.", new),
            native("pbkdf2_hmac", "(hash_name, password, salt, iterations, dklen=None)", "Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function.", pbkdf2_hmac),
            $(native($name, "(string=..., *, usedforsecurity=True)", "A new hash object of this algorithm.", |vm, args| {
                start(vm, $name, &args[0])
            }),)*
        ];

        impl Digest {
            fn named(name: &str) -> Option<(&'static str, Self)> {
                match name {
                    $($name => Some(($name, Self::$variant($type::new()))),)*
                    _ => None,
                }
            }

            fn update(&mut self, data: &[u8]) {
                match self { $(Self::$variant(digest) => digest.update(data),)* }
            }

            fn finish(&self) -> Vec<u8> {
                match self.clone() { $(Self::$variant(digest) => digest.finalize().to_vec(),)* }
            }

            fn block_bytes(&self) -> i64 {
                match self { $(Self::$variant(_) => $block,)* }
            }

            /// The key of a password, by the HMAC of this digest.
            fn derive_key(&self, password: &[u8], salt: &[u8], rounds: u32, key: &mut [u8]) {
                // No length of password is wrong for an HMAC, so there is no error to tell of.
                let _ = match self {
                    $(Self::$variant(_) => {
                        pbkdf2::pbkdf2::<Hmac<$type>>(password, salt, rounds, key)
                    })*
                };
            }
        }
    };
}

digests! {
    Md5 Md5 "md5" 64,
    Sha1 Sha1 "sha1" 64,
    Sha224 Sha224 "sha224" 64,
    Sha256 Sha256 "sha256" 64,
    Sha384 Sha384 "sha384" 128,
    Sha512 Sha512 "sha512" 128,
}

/// A hash object.
struct Hash {
    name: &'static str,
    digest: RefCell<Digest>,
}
ouro_vm::object!(Hash, "HASH", leaf);

static HASH: TypeDef = TypeDef {
    name: "HASH",
    module: "_hashlib",
    base: Some(&OBJECT),
    layout: Some(<Hash as Payload>::layout),
    subclassable: false,
};

static METHODS: &[NativeDef] = &[
    native(
        "update",
        "(self, obj, /)",
        "Update this hash object's state with the provided string.",
        |vm, args| {
            let data = data(vm, &args[1])?;
            this(vm, args)?.digest.borrow_mut().update(&data);
            Ok(Value::None)
        },
    ),
    native("digest", "(self, /)", "Return the digest value as a bytes object.", |vm, args| {
        Ok(args::bytes_value(this(vm, args)?.digest.borrow().finish()))
    }),
    native(
        "hexdigest",
        "(self, /)",
        "Return the digest value as a string of hexadecimal digits.",
        |vm, args| Ok(Str::value(&hex(&this(vm, args)?.digest.borrow().finish()))),
    ),
    native("copy", "(self, /)", "Return a copy of the hash object.", |vm, args| {
        let hash = this(vm, args)?;
        let digest = hash.digest.borrow().clone();
        Ok(Value::new(Hash { name: hash.name, digest: RefCell::new(digest) }))
    }),
    native("__repr__", "(self, /)", "Return repr(self).", |vm, args| {
        let address = vm.id(&args[0]);
        let name = this(vm, args)?.name;
        Ok(Str::value(&format!("<{name} _hashlib.HASH object @ {address:#x}>")))
    }),
];

static PROPERTIES: &[PropertyDef] = &[
    property("name", "The name of the algorithm.", |vm, hash| {
        Ok(Str::value(args::this::<Hash>(vm, hash)?.name))
    }),
    property("digest_size", "Bytes of the digest.", |vm, hash| {
        Ok(args::count(args::this::<Hash>(vm, hash)?.digest.borrow().finish().len()))
    }),
    property("block_size", "Bytes of a block.", |vm, hash| {
        Ok(Value::Int(args::this::<Hash>(vm, hash)?.digest.borrow().block_bytes()))
    }),
];

fn fill(vm: &mut Vm, module: &Module) -> R<()> {
    let class = vm.register_type(&HASH);
    let contents =
        TypeContents { methods: METHODS, properties: PROPERTIES, ..TypeContents::default() };
    vm.extend_type(&class, &contents);
    let names = ouro_vm::objects::Set::default();
    for name in NAMES {
        vm.set_add(&names.0, Str::value(name))?;
    }
    let names = Value::new(names);
    args::set(vm, module, "algorithms_guaranteed", names.clone());
    args::set(vm, module, "algorithms_available", names);
    Ok(())
}

fn this<'a>(vm: &mut Vm, args: &'a [Value]) -> R<&'a Hash> {
    args::this(vm, &args[0])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What can be hashed.
fn data(vm: &mut Vm, value: &Value) -> R<Vec<u8>> {
    match args::bytes(value) {
        Some(bytes) => Ok(bytes),
        None if args::text(value).is_some() => {
            Err(args::type_error(vm, "Strings must be encoded before hashing"))
        }
        None => Err(args::type_error(vm, "object supporting the buffer API required")),
    }
}

fn start(vm: &mut Vm, name: &str, first: &Value) -> R {
    let Some((name, mut digest)) = Digest::named(name) else {
        return Err(args::value_error(vm, &format!("unsupported hash type {name}")));
    };
    if !first.is_unbound() {
        digest.update(&data(vm, first)?);
    }
    Ok(Value::new(Hash { name, digest: RefCell::new(digest) }))
}

fn new(vm: &mut Vm, args: &[Value]) -> R {
    let Some(name) = args::text(&args[0]) else {
        let got = vm.type_name(&args[0]);
        return Err(args::type_error(vm, &format!("new() argument 'name' must be str, not {got}")));
    };
    start(vm, &name.to_lowercase(), &args[1])
}

/// A bytes-like argument of `pbkdf2_hmac`.
fn buffer(vm: &mut Vm, value: &Value) -> R<Vec<u8>> {
    match args::bytes(value) {
        Some(bytes) => Ok(bytes),
        None => {
            let got = vm.type_name(value);
            let message = format!("a bytes-like object is required, not '{got}'");
            Err(args::type_error(vm, &message))
        }
    }
}

fn pbkdf2_hmac(vm: &mut Vm, args: &[Value]) -> R {
    let [name, password, salt, iterations, length] = args else { return Ok(Value::None) };
    let Some(name) = args::text(name) else {
        let got = vm.type_name(name);
        let message = format!("pbkdf2_hmac() argument 'hash_name' must be str, not {got}");
        return Err(args::type_error(vm, &message));
    };
    let (password, salt) = (buffer(vm, password)?, buffer(vm, salt)?);
    let iterations = args::int(vm, iterations)?;
    let Some((_, digest)) = Digest::named(&name.to_lowercase()) else {
        return Err(args::value_error(vm, &format!("unsupported hash type {name}")));
    };
    let length = match length {
        Value::None => digest.finish().len(),
        length => usize::try_from(args::int(vm, length)?).unwrap_or(0),
    };
    if length == 0 {
        return Err(args::value_error(vm, "key length must be greater than 0."));
    }
    if iterations < 1 {
        return Err(args::value_error(vm, "iteration value must be greater than 0."));
    }
    let Ok(rounds) = u32::try_from(iterations) else {
        return Err(vm.raise(Exc::OverflowError, "iteration value is too great."));
    };
    vm.reserve(length)?;
    let mut key = vec![0; length];
    digest.derive_key(&password, &salt, rounds, &mut key);
    Ok(args::bytes_value(key))
}
