//! The native half of `signal` (library reference, "signal"): watching signals, and handing them to the handlers that
//! `lib/signal.py` keeps. Handlers run on the main thread, between instructions.

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef =
    ModuleDef { name: "signal", doc: "", functions: FUNCTIONS, fill };

static FUNCTIONS: &[NativeDef] = &[
    native(
        "default_int_handler",
        "(signalnum, frame, /)",
        "The default handler for SIGINT installed by Python.",
        |vm, _| Err(vm.raise_with(Exc::KeyboardInterrupt, Vec::new())),
    ),
    native("_watch", "(signal)", "Has a signal reach the script.", |vm, args| {
        let signal = args::int(vm, &args[0])?;
        match vm.outside.host.watch_signal(signal as i32) {
            Ok(()) => Ok(Value::None),
            Err(error) => Err(vm.os_error(&error, &[])),
        }
    }),
    native("_default", "(signal)", "Does what a signal does that nobody handles.", |vm, args| {
        let signal = args::int(vm, &args[0])?;
        vm.outside.host.default_signal(signal as i32);
        Ok(Value::None)
    }),
    native("_receive", "(signal)", "Does what a signal asks for.", |vm, args| {
        let signal = args::int(vm, &args[0])?;
        vm.receive_signal(signal as i32)?;
        Ok(Value::None)
    }),
    native(
        "_awaited",
        "(change)",
        "How many more (or fewer) signals may wake a loop.",
        |vm, args| {
            let change = args::int(vm, &args[0])? as isize;
            vm.wakers_outside = vm.wakers_outside.saturating_add_signed(change);
            Ok(Value::None)
        },
    ),
    native("_on_main_thread", "()", "", |vm, _| Ok(Value::Bool(vm.on_main_thread()))),
];

fn fill(vm: &mut Vm, _: &Module) -> R<()> {
    vm.signal_handler = Some(receive);
    Ok(())
}

/// Calls the script's handler; false where the default is to be done.
fn receive(vm: &mut Vm, signal: i32) -> R<bool> {
    let module = vm.import("signal")?;
    let deliver = vm.get_attr_text(&module, "_deliver")?;
    let frame = vm.stack_frame(0).unwrap_or(Value::None);
    let taken = vm.call(&deliver, &[Value::Int(signal.into()), frame])?;
    vm.truthy(&taken)
}
