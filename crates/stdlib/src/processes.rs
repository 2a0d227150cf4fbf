//! The module `_processes`: copies of this process, and what goes between them. `multiprocessing` and the process pool
//! of `concurrent.futures` are made of it, in Ouro.
//!
//! On the virtual clock, time goes by the wall clock while others work: a process that was started until it has been
//! waited for, a worker of a pool while it has a job (`count`).
//!
//! Pipes carry either messages (a length of eight bytes, then so many) or tokens (single bytes, whose number is what
//! counts). A semaphore is a pipe with as many tokens in it as it may be taken: the system looks after them, and a
//! wait for one is like any other.

use std::io;

use ouro_vm::host::{Forked, PipeEnd, ProcessSignal};

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "_processes",
    doc: "Copies of this process, and pipes between them.",
    functions: FUNCTIONS,
    fill: |_, _| Ok(()),
};

/// A message longer than this is somebody's mistake.
const MAX_MESSAGE: u64 = 1 << 40;
/// Bytes that are read at a time.
const CHUNK: usize = 64 * 1024;

static FUNCTIONS: &[NativeDef] = &[
    native("fork", "()", "Copy this process; 0 in the copy, else its number.", fork),
    native("count", "(more, /)", "One thing more, or less, is awaited of others.", |vm, args| {
        let more = vm.truthy(&args[0])?;
        vm.count_outside_work(more);
        Ok(Value::None)
    }),
    native("leave", "(code, /)", "End a copy of the process.", |vm, args| {
        let code = args::int(vm, &args[0])? as i32;
        vm.outside.host.leave_child(code);
        Err(vm.raise_with(Exc::SystemExit, vec![args[0].clone()]))
    }),
    native("getpid", "()", "The number of this process.", |vm, _| {
        Ok(Value::Int(vm.outside.host.process_id().into()))
    }),
    native("status", "(pid, ends=False, /)", "How a copy has ended, or None.", |vm, args| {
        let pid = args::int(vm, &args[0])? as u32;
        let ends = vm.truthy(&args[1])?;
        match vm.outside.host.child_status(pid, ends) {
            Ok(Some(code)) => Ok(Value::Int(code.into())),
            Ok(None) => Ok(Value::None),
            Err(error) => Err(vm.io_error(&error)),
        }
    }),
    native("signal", "(pid, number, /)", "Send a signal: 0, 2, 9 or 15.", |vm, args| {
        let pid = args::int(vm, &args[0])? as u32;
        let signal = match args::int(vm, &args[1])? {
            0 => ProcessSignal::Nothing,
            2 => ProcessSignal::Interrupt,
            9 => ProcessSignal::Kill,
            _ => ProcessSignal::Terminate,
        };
        match vm.outside.host.signal_process(pid, signal) {
            Ok(()) => Ok(Value::None),
            Err(error) => Err(vm.io_error(&error)),
        }
    }),
    native("pipe", "()", "The two ends of a new pipe, the one to read first.", |vm, _| {
        let ends = vm.outside.host.pipe();
        let (read, write) = done(vm, ends)?;
        Ok(Tuple::value(vec![Value::Int(read.into()), Value::Int(write.into())]))
    }),
    native("close", "(end, /)", "Close an end of a pipe.", |vm, args| {
        let end = end(vm, &args[0])?;
        vm.outside.host.close_pipe(end);
        Ok(Value::None)
    }),
    native("descriptor", "(end, /)", "The system's number of an end.", |vm, args| {
        let end = end(vm, &args[0])?;
        let number = vm.outside.host.descriptor(end);
        Ok(Value::Int(done(vm, number)?.into()))
    }),
    native("send", "(end, message, /)", "Write a message.", send),
    native("try_send", "(end, message, /)", "Write a message if it goes at once.", try_send),
    native("receive", "(end, /)", "Read a message; EOFError when there will be none.", receive),
    native("wait", "(ends, deadline=None, /)", "Those of the ends that can be read.", wait),
    native("deadline", "(timeout, /)", "The moment so many seconds from now.", |vm, args| {
        if args[0].is_none() {
            return Ok(Value::None);
        }
        let seconds = args::float(vm, &args[0])?;
        let now_ns = vm.outside.now_ns();
        Ok(int_value(ouro_vm::host::deadline_after_ns(now_ns, seconds).into()))
    }),
    native("put", "(end, count, /)", "Write tokens.", |vm, args| {
        let (end, count) = (end(vm, &args[0])?, args::int(vm, &args[1])?);
        write_all(vm, end, &vec![0; usize::try_from(count).unwrap_or(0)])?;
        Ok(Value::None)
    }),
    native(
        "take",
        "(end, deadline=None, blocking=True, /)",
        "Read a token; whether there was one.",
        take,
    ),
    native("tokens", "(end, /)", "How many tokens there are.", |vm, args| {
        let end = end(vm, &args[0])?;
        let count = vm.outside.host.bytes_in_pipe(end);
        Ok(args::count(done(vm, count)?))
    }),
    native("share", "(size, /)", "Memory that copies of the process share.", |vm, args| {
        let size = args::int(vm, &args[0])?;
        let memory = vm.outside.host.share_memory(size.unsigned_abs());
        Ok(Value::Int(done(vm, memory)?.into()))
    }),
    native("peek", "(memory, at, size, /)", "Read shared memory.", |vm, args| {
        let memory = end(vm, &args[0])?;
        let (at, size) = (args::int(vm, &args[1])?, args::int(vm, &args[2])?);
        let mut bytes = vec![0; usize::try_from(size).unwrap_or(0)];
        let read = vm.outside.host.read_shared(memory, at.unsigned_abs(), &mut bytes);
        done(vm, read)?;
        Ok(args::bytes_value(bytes))
    }),
    native("pack_float", "(value, size, /)", "The bytes of a float: 4 or 8.", |vm, args| {
        let value = args::float(vm, &args[0])?;
        Ok(args::bytes_value(match args::int(vm, &args[1])? {
            4 => (value as f32).to_le_bytes().to_vec(),
            _ => value.to_le_bytes().to_vec(),
        }))
    }),
    native("unpack_float", "(data, /)", "The float of 4 or 8 bytes.", |_, args| {
        let bytes = args::bytes(&args[0]).unwrap_or_default();
        let float = match (<[u8; 4]>::try_from(&*bytes), <[u8; 8]>::try_from(&*bytes)) {
            (Ok(four), _) => f64::from(f32::from_le_bytes(four)),
            (_, Ok(eight)) => f64::from_le_bytes(eight),
            _ => 0.0,
        };
        Ok(Value::Float(float))
    }),
    native("poke", "(memory, at, data, /)", "Write shared memory.", |vm, args| {
        let memory = end(vm, &args[0])?;
        let at = args::int(vm, &args[1])?;
        let bytes = args::bytes(&args[2]).unwrap_or_default();
        let written = vm.outside.host.write_shared(memory, at.unsigned_abs(), &bytes);
        done(vm, written)?;
        Ok(Value::None)
    }),
];

/// What the host gave; a host without processes is named.
fn done<T>(vm: &mut Vm, result: io::Result<T>) -> R<T> {
    result.map_err(|error| match error.kind() {
        io::ErrorKind::Unsupported => vm.refuse("this host has no processes"),
        _ => vm.io_error(&error),
    })
}

fn end(vm: &mut Vm, value: &Value) -> R<PipeEnd> {
    Ok(PipeEnd::try_from(args::int(vm, value)?).unwrap_or(PipeEnd::MAX))
}

fn fork(vm: &mut Vm, _: &[Value]) -> R {
    let forked = vm.outside.host.fork();
    match done(vm, forked)? {
        Forked::Parent(pid) => Ok(Value::Int(pid.into())),
        Forked::Child => {
            vm.forget_other_threads();
            vm.running_loop = Value::None;
            // A process that it was copied from is outside, and goes by the wall clock.
            vm.count_outside_work(true);
            Ok(Value::Int(0))
        }
    }
}

/// Waits until something may have happened at an end.
fn rest(vm: &mut Vm, ends: &[PipeEnd], for_room: bool, deadline_ns: Option<u64>) -> R<bool> {
    for end in ends {
        vm.outside.host.watch_pipe(*end, for_room, true);
    }
    let woken = vm.block_outside(deadline_ns);
    for end in ends {
        vm.outside.host.watch_pipe(*end, for_room, false);
    }
    woken
}

fn write_all(vm: &mut Vm, end: PipeEnd, mut bytes: &[u8]) -> R<()> {
    while !bytes.is_empty() {
        match vm.outside.host.write_pipe(end, bytes) {
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                rest(vm, &[end], true, None)?;
            }
            Err(error) => return done(vm, Err(error)),
        }
    }
    Ok(())
}

/// Reads so many bytes; none when nobody can write any more.
fn read_exact(vm: &mut Vm, end: PipeEnd, size: usize) -> R<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let mut chunk = vec![0; size.min(CHUNK)];
    while bytes.len() < size {
        let wanted = (size - bytes.len()).min(CHUNK);
        match vm.outside.host.read_pipe(end, &mut chunk[..wanted]) {
            Ok(0) => return Ok(None),
            Ok(count) => bytes.extend_from_slice(&chunk[..count]),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                rest(vm, &[end], false, None)?;
            }
            Err(error) => return done(vm, Err(error)),
        }
    }
    Ok(Some(bytes))
}

fn send(vm: &mut Vm, args: &[Value]) -> R {
    let end = end(vm, &args[0])?;
    let Some(message) = args::bytes(&args[1]) else {
        let got = vm.type_name(&args[1]);
        let text = format!("a bytes-like object is required, not '{got}'");
        return Err(args::type_error(vm, &text));
    };
    let mut bytes = (message.len() as u64).to_be_bytes().to_vec();
    bytes.extend_from_slice(&message);
    write_all(vm, end, &bytes)?;
    Ok(Value::None)
}

/// Bytes that go into a pipe at once or not at all.
const AT_ONCE: usize = 4_096;

fn try_send(vm: &mut Vm, args: &[Value]) -> R {
    let end = end(vm, &args[0])?;
    let message = args::bytes(&args[1]).unwrap_or_default();
    let mut bytes = (message.len() as u64).to_be_bytes().to_vec();
    bytes.extend_from_slice(&message);
    if bytes.len() > AT_ONCE {
        return Ok(Value::Bool(false));
    }
    match vm.outside.host.write_pipe(end, &bytes) {
        Ok(_) => Ok(Value::Bool(true)),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(Value::Bool(false)),
        Err(error) => done(vm, Err(error)),
    }
}

fn receive(vm: &mut Vm, args: &[Value]) -> R {
    let end = end(vm, &args[0])?;
    let Some(head) = read_exact(vm, end, size_of::<u64>())? else {
        return Err(vm.raise_with(Exc::EOFError, Vec::new()));
    };
    let size = head.iter().fold(0, |size, byte| size << 8 | u64::from(*byte));
    if size > MAX_MESSAGE {
        return Err(vm.raise(Exc::OSError, "bad message length"));
    }
    vm.reserve(size as usize)?;
    match read_exact(vm, end, size as usize)? {
        Some(message) => Ok(args::bytes_value(message)),
        None => Err(vm.raise(Exc::OSError, "got end of file during message")),
    }
}

fn deadline(vm: &mut Vm, value: &Value) -> R<Option<u64>> {
    if value.is_none() {
        return Ok(None);
    }
    let moment = vm.index(value)?;
    Ok(Some(moment.to_u64().unwrap_or(u64::MAX)))
}

fn wait(vm: &mut Vm, args: &[Value]) -> R {
    let deadline = deadline(vm, &args[1])?;
    let mut ends = Vec::new();
    for value in vm.collect(&args[0])? {
        ends.push(end(vm, &value)?);
    }
    loop {
        let mut ready = Vec::new();
        for end in &ends {
            if vm.outside.host.is_readable(*end) {
                ready.push(Value::Int((*end).into()));
            }
        }
        if !ready.is_empty() || deadline.is_some_and(|deadline| vm.outside.now_ns() >= deadline) {
            return Ok(List::value(ready));
        }
        rest(vm, &ends, false, deadline)?;
    }
}

fn take(vm: &mut Vm, args: &[Value]) -> R {
    let end = end(vm, &args[0])?;
    let deadline = deadline(vm, &args[1])?;
    let blocking = vm.truthy(&args[2])?;
    loop {
        match vm.outside.host.read_pipe(end, &mut [0]) {
            Ok(count) => return Ok(Value::Bool(count > 0)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return done(vm, Err(error)),
        }
        if !blocking || deadline.is_some_and(|deadline| vm.outside.now_ns() >= deadline) {
            return Ok(Value::Bool(false));
        }
        rest(vm, &[end], false, deadline)?;
    }
}
