//! The invariants of frames and of engines (docs/architecture.md): what a call costs, what resuming costs,
//! and that machines share nothing.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may panic, and so may what it calls"
)]

use std::rc::Rc;
use std::sync::Arc;

use ouro_diag::Source;
use ouro_vm::heap::Heap;
use ouro_vm::host::{ClockMode, FakeHost, Outside};
use ouro_vm::objects::{Frame, Module};
use ouro_vm::{Halt, Resume, Value, Vm};

struct Machine {
    heap: Rc<Heap>,
    vm: Vm,
    main: Value,
}

impl Machine {
    /// A machine whose `__main__` has run `text`.
    fn of(text: &str) -> Self {
        let mut vm = Vm::new(Outside::new(Box::new(FakeHost::new()), ClockMode::Virtual), 0);
        let heap = vm.heap_handle();
        let entered = heap.enter();
        let source = Source::with_id(vm.sources.next_id(), "test.py", text);
        let parsed = ouro_syntax::parse_module(&source);
        let options = ouro_compiler::Options::default();
        let code = ouro_compiler::compile_module(&parsed.module, &source, &options).unwrap();
        vm.sources.add(Arc::new(source));
        let main = vm.new_main(None);
        if let Err(raised) = vm.run_module(&Arc::new(code), &main) {
            panic!("{}", vm.format_exception(&raised.into_value()));
        }
        drop(entered);
        Self { heap, vm, main }
    }

    fn global(&self, name: &str) -> Value {
        let name = self.vm.intern(name);
        self.main.get::<Module>().unwrap().namespace.get(name)
    }

    fn call(&mut self, name: &str, args: &[Value]) -> Value {
        let function = self.global(name);
        self.vm.call(&function, args).unwrap()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _entered = self.heap.enter();
        self.main = Value::None;
    }
}

#[test]
fn a_plain_call_allocates_nothing() {
    let mut machine = Machine::of(
        "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n\
         def both(a, b):\n    total = a + b\n    return fib(total)\n",
    );
    let heap = Rc::clone(&machine.heap);
    let _entered = heap.enter();
    machine.call("both", &[Value::Int(2), Value::Int(3)]);
    let before = machine.heap.made();
    machine.call("both", &[Value::Int(8), Value::Int(7)]);
    assert_eq!(machine.heap.made() - before, 0, "1973 calls and no object");
}

#[test]
fn the_coroutine_object_is_its_frame() {
    let mut machine = Machine::of("async def work(a, b, c):\n    return a\n");
    let heap = Rc::clone(&machine.heap);
    let _entered = heap.enter();
    let before = machine.heap.made();
    let args = [Value::Int(1), Value::Int(2), Value::Int(3)];
    let coroutine = machine.call("work", &args);
    assert_eq!(machine.heap.made() - before, 1, "one block, registers and all");
    let frame = coroutine.get::<Frame>().unwrap();
    assert!(matches!(frame.get(1), Value::Int(2)), "the arguments are its first registers");
    assert!(matches!(machine.vm.resume(&coroutine, Resume::Send(Value::None)), Halt::Returned(_)));
}

/// A chain of so many awaits, suspended in a generator-based awaitable at its end.
const CHAIN: &str = "class Rest:\n    def __await__(self):\n        while True:\n            yield 7\n\
async def chain(depth):\n    if depth:\n        await chain(depth - 1)\n    else:\n        await Rest()\n";

fn touched_by_a_resume(depth: i64) -> u32 {
    let mut machine = Machine::of(CHAIN);
    let heap = Rc::clone(&machine.heap);
    let _entered = heap.enter();
    let coroutine = machine.call("chain", &[Value::Int(depth)]);
    let send = |machine: &mut Machine| {
        let halt = machine.vm.resume(&coroutine, Resume::Send(Value::None));
        assert!(matches!(halt, Halt::Yielded(Value::Int(7))));
    };
    send(&mut machine);
    let before = machine.vm.frames_touched();
    send(&mut machine);
    let touched = machine.vm.frames_touched() - before;
    assert!(machine.vm.close_frame(&coroutine).is_ok());
    touched
}

#[test]
fn resuming_costs_the_same_at_any_depth() {
    assert_eq!(touched_by_a_resume(1), 1);
    assert_eq!(touched_by_a_resume(800), 1);
}

#[test]
fn a_frame_driven_by_hand_in_the_middle_drops_the_memory() {
    let mut machine = Machine::of(
        "class Rest:\n    def __await__(self):\n        while True:\n            yield 7\n\
         async def inner():\n    try:\n        await Rest()\n    except ValueError:\n        pass\n    return 5\n\
         async def outer(c):\n    return await c\n\
         made = inner()\nwhole = outer(made)\n",
    );
    let heap = Rc::clone(&machine.heap);
    let _entered = heap.enter();
    let (inner, outer) = (machine.global("made"), machine.global("whole"));
    let vm = &mut machine.vm;
    assert!(matches!(vm.resume(&outer, Resume::Send(Value::None)), Halt::Yielded(_)));
    // By hand, to its end, though `outer` awaits it and its driver remembers where the chain ends.
    let thrown = vm.raise(ouro_vm::Exc::ValueError, "by hand");
    assert!(matches!(vm.resume(&inner, Resume::Throw(thrown)), Halt::Returned(Value::Int(5))));
    let Halt::Raised(raised) = vm.resume(&outer, Resume::Send(Value::None)) else {
        panic!("the awaited coroutine is over")
    };
    let text = vm.format_exception(&raised.into_value());
    assert!(text.contains("cannot reuse already awaited coroutine"), "{text}");
}

#[test]
fn machines_share_nothing() {
    let threads: Vec<_> = (0..4)
        .map(|n| {
            std::thread::spawn(move || {
                let mut machine = Machine::of(
                    "class Counter:\n    total = 0\ndef add(n):\n    Counter.total = Counter.total + n\n    return Counter.total\n",
                );
                let heap = Rc::clone(&machine.heap);
                let _entered = heap.enter();
                let sums: Vec<Value> = (0..3).map(|_| machine.call("add", &[Value::Int(n)])).collect();
                matches!(sums[2], Value::Int(total) if total == 3 * n)
            })
        })
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
}

#[test]
fn two_machines_take_turns_on_one_thread() {
    let text = "seen = [0]\ndef look():\n    seen[0] = seen[0] + 1\n    return seen[0]\n";
    let mut machines = [Machine::of(text), Machine::of(text)];
    for turn in 1..=3 {
        for machine in &mut machines {
            let heap = Rc::clone(&machine.heap);
            let _entered = heap.enter();
            assert!(matches!(machine.call("look", &[]), Value::Int(n) if n == turn));
        }
    }
}
