//! The native half of `io` (library reference, "io"): open files of the host, without buffers. Buffers and text are
//! in `lib/io.py`.

use std::cell::RefCell;
use std::io::{self, SeekFrom};

use ouro_vm::Payload;
use ouro_vm::host::{HostFile, OpenHow};

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef = ModuleDef { name: "io", doc: "", functions: FUNCTIONS, fill };

/// An open file; none once it is closed.
struct RawFile(RefCell<Option<Box<dyn HostFile>>>);
ouro_vm::object!(RawFile, "_File", leaf);

static RAW_FILE: TypeDef = TypeDef {
    name: "_File",
    module: "_io",
    base: Some(&OBJECT),
    layout: Some(<RawFile as Payload>::layout),
    subclassable: false,
};

static FUNCTIONS: &[NativeDef] = &[
    native(
        "_open",
        "(path, shown, read, write, append, create, truncate, exclusive)",
        "Opens a file of the host.",
        open,
    ),
    native(
        "_standard",
        "(number)",
        "Whether a number is that of a standard stream.",
        |vm, args| Ok(Value::Bool((0..=2).contains(&args::int(vm, &args[0])?))),
    ),
];

static METHODS: &[NativeDef] = &[
    native("read", "(self, size)", "", |vm, args| {
        let size = args::int(vm, &args[1])?;
        let mut bytes = Vec::new();
        if let Ok(size) = usize::try_from(size) {
            vm.reserve(size)?;
            bytes.resize(size, 0);
            let count = on_file(vm, args, |file| file.read(&mut bytes))?;
            bytes.truncate(count);
        } else {
            on_file(vm, args, |file| file.read_to_end(&mut bytes))?;
        }
        Ok(args::bytes_value(bytes))
    }),
    native("write", "(self, data)", "", |vm, args| {
        let Some(bytes) = args::bytes(&args[1]) else {
            let got = vm.type_name(&args[1]);
            let message = format!("a bytes-like object is required, not '{got}'");
            return Err(args::type_error(vm, &message));
        };
        on_file(vm, args, |file| file.write_all(&bytes))?;
        Ok(args::count(bytes.len()))
    }),
    native("seek", "(self, offset, whence)", "", |vm, args| {
        let (offset, whence) = (args::int(vm, &args[1])?, args::int(vm, &args[2])?);
        let to = match whence {
            0 => match u64::try_from(offset) {
                Ok(offset) => SeekFrom::Start(offset),
                Err(_) => return Err(vm.os_error(&io::Error::from_raw_os_error(INVALID), &[])),
            },
            1 => SeekFrom::Current(offset),
            _ => SeekFrom::End(offset),
        };
        let at = on_file(vm, args, |file| file.seek(to))?;
        Ok(int_value(at.into()))
    }),
    native("truncate", "(self, size)", "", |vm, args| {
        let size = u64::try_from(args::int(vm, &args[1])?).unwrap_or(0);
        on_file(vm, args, |file| file.set_length(size))?;
        Ok(Value::None)
    }),
    native("isatty", "(self)", "", |vm, args| {
        Ok(Value::Bool(on_file(vm, args, |file| Ok(file.is_terminal()))?))
    }),
    native("fileno", "(self)", "", |vm, args| {
        Ok(Value::Int(on_file(vm, args, |file| Ok(file.descriptor()))?))
    }),
    native("close", "(self)", "", |vm, args| {
        drop(args::this::<RawFile>(vm, &args[0])?.0.take());
        Ok(Value::None)
    }),
];

/// `EINVAL`
const INVALID: i32 = 22;

fn fill(vm: &mut Vm, _: &Module) -> R<()> {
    let class = vm.register_type(&RAW_FILE);
    vm.extend_type(&class, &TypeContents { methods: METHODS, ..TypeContents::default() });
    Ok(())
}

fn open(vm: &mut Vm, args: &[Value]) -> R {
    let path = args::text(&args[0]).unwrap_or_default();
    if path.contains('\0') {
        return Err(args::value_error(vm, "embedded null byte"));
    }
    let mut flags = [false; 6];
    for (flag, value) in flags.iter_mut().zip(&args[2..8]) {
        *flag = vm.truthy(value)?;
    }
    let [read, write, append, create, truncate, exclusive] = flags;
    let how = OpenHow { read, write, append, create, truncate, exclusive };
    match vm.outside.host.open_file(&path, how) {
        Ok(file) => Ok(Value::new(RawFile(RefCell::new(Some(file))))),
        Err(error) => Err(vm.os_error(&error, &args[1..2])),
    }
}

fn on_file<T>(
    vm: &mut Vm,
    args: &[Value],
    body: impl FnOnce(&mut dyn HostFile) -> io::Result<T>,
) -> R<T> {
    let raw = args::this::<RawFile>(vm, &args[0])?;
    let result = match raw.0.borrow_mut().as_mut() {
        Some(file) => body(file.as_mut()),
        None => return Err(args::value_error(vm, "I/O operation on closed file.")),
    };
    result.map_err(|error| vm.os_error(&error, &[]))
}
