//! The module `atexit` (library reference, "atexit"): functions that are called when the script has ended, the
//! last one first.

use std::cell::RefCell;
use std::rc::Rc;

use ouro_vm::Keyword;

use crate::prelude::*;

pub(crate) static MODULE: ModuleDef = ModuleDef {
    name: "atexit",
    doc: "allow programmer to define multiple exit functions to be executed upon normal program termination.",
    functions: FUNCTIONS,
    fill: |_, _| Ok(()),
};

/// A call that is to be made.
struct ExitCall {
    function: Value,
    args: Vec<Value>,
    keywords: Vec<Keyword>,
}

/// The calls that are to be made, in the order in which they were asked for.
#[derive(Clone, Default)]
struct ExitCalls(Rc<RefCell<Vec<ExitCall>>>);

static FUNCTIONS: &[NativeDef] = &[
    native(
        "register",
        "(func, /, *args, **kwargs)",
        "Register a function to be executed upon normal program termination.",
        |vm, args| {
            let function = args[0].clone();
            if !args::is_callable(vm, &function)? {
                return Err(args::type_error(vm, "the first argument must be callable"));
            }
            let keywords = args::keywords(vm, &args[2]);
            let call = ExitCall { function, args: args::rest(&args[1]).to_vec(), keywords };
            vm.extension::<ExitCalls>().0.borrow_mut().push(call);
            Ok(args[0].clone())
        },
    ),
    native(
        "unregister",
        "(func, /)",
        "Unregister an exit function which was previously registered.",
        unregister,
    ),
    native("_run_exitfuncs", "()", "Run all registered exit functions.", |vm, _| {
        run_exit_calls(vm);
        Ok(Value::None)
    }),
    native("_clear", "()", "Clear the list of previously registered exit functions.", |vm, _| {
        let all = vm.extension::<ExitCalls>().0.take();
        drop(all);
        Ok(Value::None)
    }),
    native("_ncallbacks", "()", "Return the number of registered exit functions.", |vm, _| {
        Ok(args::count(vm.extension::<ExitCalls>().0.borrow().len()))
    }),
];

fn unregister(vm: &mut Vm, args: &[Value]) -> R {
    let calls = vm.extension::<ExitCalls>().clone();
    let mut index = 0;
    loop {
        let function = calls.0.borrow().get(index).map(|call| call.function.clone());
        let Some(function) = function else { return Ok(Value::None) };
        let same = vm.compare(CmpOp::Eq, &function, &args[0])?;
        // A comparison of a script may have changed the list.
        if vm.truthy(&same)? && index < calls.0.borrow().len() {
            let call = calls.0.borrow_mut().remove(index);
            drop(call);
        } else {
            index += 1;
        }
    }
}

/// The script has ended: makes the calls, also those that are asked for meanwhile.
pub fn run_exit_calls(vm: &mut Vm) {
    let calls = vm.extension::<ExitCalls>().clone();
    loop {
        let last = calls.0.borrow_mut().pop();
        let Some(call) = last else { return };
        if let Err(raised) = vm.call_keywords(&call.function, &call.args, &call.keywords) {
            let shown = vm.repr_text(&call.function);
            vm.report_ignored(&format!("in atexit callback {shown}:"), raised);
        }
        drop(call);
        vm.reap();
    }
}
