//! The native half of `os` (library reference, "os"): what the host knows of processes, the environment and
//! files. The rest is in `lib/os.py`.

use std::io;

use ouro_vm::host::{FileInfo, Host};

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef =
    ModuleDef { name: "os", doc: "", functions: FUNCTIONS, fill: |_, _| Ok(()) };

static FUNCTIONS: &[NativeDef] = &[
    native("getpid", "()", "Return the current process id.", |vm, _| {
        Ok(Value::Int(vm.outside.host.process_id().into()))
    }),
    native("getppid", "()", "Return the parent's process id.", |vm, _| {
        Ok(Value::Int(vm.outside.host.parent_process_id().into()))
    }),
    native("cpu_count", "()", "Return the number of logical CPUs in the system.", |vm, _| {
        Ok(args::count(vm.outside.host.processors()))
    }),
    native("process_cpu_count", "()", "Return the number of usable CPUs.", |vm, _| {
        Ok(args::count(vm.outside.host.processors()))
    }),
    native("urandom", "(size, /)", "Return size random bytes.", |vm, args| {
        let Ok(size) = usize::try_from(args::int(vm, &args[0])?) else {
            return Err(args::value_error(vm, "negative argument not allowed"));
        };
        vm.reserve(size)?;
        let mut bytes = vec![0; size];
        match vm.outside.host.fill_random(&mut bytes) {
            Ok(()) => Ok(args::bytes_value(bytes)),
            Err(error) => Err(vm.os_error(&error, &[])),
        }
    }),
    native("_exit", "(status)", "Exit to the system without any cleaning up.", |vm, args| {
        let code = args::int(vm, &args[0])?;
        vm.outside.host.exit_now(code as i32);
        Err(vm.raise_with(Exc::SystemExit, vec![Value::Int(code)]))
    }),
    native("abort", "()", "Abort the process.", |vm, _| {
        const ABORTED: i32 = 134;
        vm.outside.host.exit_now(ABORTED);
        Err(vm.raise_with(Exc::SystemExit, vec![Value::Int(ABORTED.into())]))
    }),
    native("getcwd", "()", "Return a string of the current working directory.", |vm, _| {
        match vm.outside.host.current_folder() {
            Ok(folder) => Ok(Str::value(&folder)),
            Err(error) => Err(vm.os_error(&error, &[])),
        }
    }),
    native("_variables", "()", "The environment, as a dict.", |vm, _| {
        let variables = vm.outside.host.variables();
        let dict = Value::new(Dict::default());
        if let Some(dict) = dict.get::<Dict>() {
            for (name, value) in variables {
                vm.dict_set(dict, Str::value(&name), Str::value(&value))?;
            }
        }
        Ok(dict)
    }),
    native("_system_names", "()", "What uname says.", |vm, _| {
        let names = vm.outside.host.system_names();
        Ok(Tuple::value(names.iter().map(|name| Str::value(name)).collect::<Vec<_>>()))
    }),
    native("_info", "(path, shown, follow)", "What stat says.", |vm, args| {
        let follow = vm.truthy(&args[2])?;
        let info = on_path(vm, args, |host, path| host.file_info(path, follow))?;
        Ok(info_value(&info))
    }),
    native("_exists", "(path, follow)", "The mode of what stands there, or None.", |vm, args| {
        let follow = vm.truthy(&args[1])?;
        let path = args::text(&args[0]).unwrap_or_default();
        let info = vm.outside.host.file_info(&path, follow);
        Ok(info.map_or(Value::None, |info| Value::Int(info.mode.into())))
    }),
    native("_list", "(path, shown)", "The names in a folder.", |vm, args| {
        let names = on_path(vm, args, |host, path| host.list_folder(path))?;
        Ok(List::value(names.iter().map(|name| Str::value(name)).collect()))
    }),
    native("_mkdir", "(path, shown)", "", |vm, args| {
        on_path(vm, args, |host, path| host.make_folder(path)).map(|()| Value::None)
    }),
    native("_remove", "(path, shown)", "", |vm, args| {
        on_path(vm, args, |host, path| host.remove_file(path)).map(|()| Value::None)
    }),
    native("_rmdir", "(path, shown)", "", |vm, args| {
        on_path(vm, args, |host, path| host.remove_folder(path)).map(|()| Value::None)
    }),
    native("_chdir", "(path, shown)", "", |vm, args| {
        on_path(vm, args, |host, path| host.set_current_folder(path)).map(|()| Value::None)
    }),
    native("_real_path", "(path, shown)", "", |vm, args| {
        on_path(vm, args, |host, path| host.real_path(path)).map(|path| Str::value(&path))
    }),
    native("_rename", "(from, to, shown_from, shown_to)", "", |vm, args| {
        let (from, to) = (args::text(&args[0]), args::text(&args[1]));
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
        match vm.outside.host.rename(&from, &to) {
            Ok(()) => Ok(Value::None),
            Err(error) => Err(vm.os_error(&error, &args[2..4])),
        }
    }),
    native("strerror", "(code, /)", "Translate an error code to a message string.", |vm, args| {
        let code = args::int(vm, &args[0])?;
        let text = io::Error::from_raw_os_error(code as i32).to_string();
        Ok(Str::value(text.split(" (os error").next().unwrap_or_default()))
    }),
];

/// Asks the host about a path; errors show it as the script wrote it.
fn on_path<T>(
    vm: &mut Vm,
    args: &[Value],
    ask: impl FnOnce(&mut dyn Host, &str) -> io::Result<T>,
) -> R<T> {
    let path = args::text(&args[0]).unwrap_or_default();
    if path.contains('\0') {
        return Err(args::value_error(vm, "embedded null byte"));
    }
    // A path object is shown as the text that it stands for.
    let shown = if args[1].is::<Instance>() { &args[..1] } else { &args[1..2] };
    ask(vm.outside.host.as_mut(), &path).map_err(|error| vm.os_error(&error, shown))
}

fn info_value(info: &FileInfo) -> Value {
    let small = |n: u64| int_value(n.into());
    Tuple::value([
        Value::Int(info.mode.into()),
        small(info.inode),
        small(info.device),
        small(info.links),
        Value::Int(info.user.into()),
        Value::Int(info.group.into()),
        small(info.size),
        int_value(info.accessed_ns.into()),
        int_value(info.modified_ns.into()),
        int_value(info.changed_ns.into()),
    ])
}
