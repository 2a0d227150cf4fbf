//! Random programs: what tasks can do to each other, a line for each step.
//!
//! A program always ends: coroutines start only those that stand behind them, tasks wait only for tasks younger than
//! themselves, and all is within a timeout, which wakes whatever waits for nothing.

use super::random::Random;

/// How deep blocks nest in one coroutine.
const MAX_DEPTH: usize = 3;
/// How long the whole program may take, in its own time.
const WHOLE_SECONDS: usize = 4;

/// The program of a seed.
pub(super) fn program(seed: u64) -> String {
    let mut random = Random::new(seed);
    let workers = 2 + random.below(4);
    let generators = random.below(3);
    let mut writer = Writer {
        is_eager: random.percent(10),
        tells: random.percent(40),
        random,
        text: String::new(),
        workers,
        generators,
        labels: 0,
    };
    writer.program();
    writer.text
}

/// Where a statement stands.
#[derive(Clone, Copy)]
struct At {
    /// The number of the coroutine: it may call those with a greater one.
    worker: usize,
    indent: usize,
    depth: usize,
}

impl At {
    fn inside(self) -> Self {
        Self { indent: self.indent + 1, depth: self.depth + 1, ..self }
    }
}

struct Writer {
    random: Random,
    text: String,
    workers: usize,
    generators: usize,
    labels: usize,
    /// Tasks take their first step when they are made.
    is_eager: bool,
    /// It is told of exceptions that were never retrieved: then there are no sets, which drop what they hold in any
    /// order, nor what CPython keeps for its collector.
    tells: bool,
}

/// A statement, and how often it is chosen.
type Statement = (usize, fn(&mut Writer, At));

const LEAVES: &[Statement] = &[
    (10, Writer::sleep),
    (6, Writer::say),
    (7, Writer::call),
    (8, Writer::spawn),
    (5, Writer::await_task),
    (6, Writer::cancel),
    (3, Writer::raise),
    (3, Writer::future),
    (3, Writer::event),
    (3, Writer::queue),
    (4, Writer::barrier),
    (3, Writer::handles),
    (3, Writer::done_callback),
    (3, Writer::look),
    (3, Writer::uncancel),
    (4, Writer::gather),
    (4, Writer::wait),
    (4, Writer::wait_for),
    (3, Writer::shield),
    (2, Writer::awaitables),
    (4, Writer::generator_by_hand),
    (2, Writer::comprehension),
    (3, Writer::context),
];

const BLOCKS: &[Statement] = &[
    (8, Writer::try_except),
    (5, Writer::try_finally),
    (4, Writer::swallow),
    (5, Writer::timeout),
    (5, Writer::group),
    (5, Writer::locked),
    (3, Writer::condition),
    (3, Writer::guard),
    (3, Writer::repeat),
    (4, Writer::each),
    (3, Writer::as_completed),
];

impl Writer {
    fn line(&mut self, at: At, line: &str) {
        self.text.push_str(&"    ".repeat(at.indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn label(&mut self) -> String {
        self.labels += 1;
        format!("\"{}\"", self.labels)
    }

    fn program(&mut self) {
        self.text.push_str(include_str!("prelude.py"));
        let tells = if self.tells { "True" } else { "False" };
        self.text.push_str(&format!("\n\ntells = {tells}\n"));
        for number in 0..self.generators {
            self.generator(number);
        }
        for worker in (0..self.workers).rev() {
            let at = At { worker, indent: 0, depth: 0 };
            self.text.push('\n');
            self.text.push('\n');
            self.line(at, &format!("async def w{worker}():"));
            let at = At { indent: 1, ..at };
            let count = 2 + self.random.below(4);
            if self.random.percent(40) {
                self.careful_block(at, count);
            } else {
                self.block(at, count);
            }
            let label = self.label();
            self.line(at, &format!("return {label}"));
        }
        self.main();
    }

    fn main(&mut self) {
        let at = At { worker: usize::MAX, indent: 0, depth: 0 };
        self.text.push_str("\n\nasync def main():\n");
        let one = At { indent: 1, ..at };
        self.line(one, "global loop, start, F, L, E, S, C, B, Q");
        self.line(one, "loop = asyncio.get_running_loop()");
        self.line(one, "start = loop.time()");
        let handler = *self.random.pick(&["handler", "logging_handler"]);
        self.line(one, &format!("loop.set_exception_handler({handler})"));
        if self.is_eager {
            self.line(one, "loop.set_task_factory(asyncio.eager_task_factory)");
        }
        self.line(one, "F = [loop.create_future() for _ in range(3)]");
        self.line(one, "L, E, C = asyncio.Lock(), asyncio.Event(), asyncio.Condition()");
        let places = 1 + self.random.below(2);
        let kind = *self.random.pick(&["Semaphore", "BoundedSemaphore"]);
        self.line(one, &format!("S = asyncio.{kind}({places})"));
        self.line(one, "B = asyncio.Barrier(2)");
        let kind = *self.random.pick(&["Queue", "PriorityQueue", "LifoQueue"]);
        let room = self.random.below(3);
        self.line(one, &format!("Q = asyncio.{kind}({room})"));
        self.line(one, "try:");
        let two = At { indent: 2, ..at };
        self.line(two, &format!("async with asyncio.timeout({WHOLE_SECONDS}):"));
        let inner = At { worker: 0, indent: 3, depth: 1 };
        let count = 4 + self.random.below(5);
        let from = At { worker: usize::MAX, ..inner };
        self.careful_block(from, count);
        self.line(one, "except BaseException as error:");
        self.line(two, "say(\"main ends by\", show(error))");
        self.line(one, "say(\"left\", names(asyncio.all_tasks()), [state(t) for t in T])");
        self.line(one, "T.clear()");
        self.line(one, "F.clear()");
        self.line(one, "G.clear()");
        if self.random.percent(20) {
            let last = self.random.below(self.workers);
            self.line(one, &format!("T.append(asyncio.create_task(w{last}()))"));
        }
        self.text.push_str("\n\n");
        match self.random.below(4) {
            0 => self.text.push_str(
                "with asyncio.Runner() as runner:\n    print(runner.run(main()))\n    print(len(T))\n",
            ),
            _ => self.text.push_str("asyncio.run(main())\nprint(\"over\")\n"),
        }
    }

    fn generator(&mut self, number: usize) {
        let at = At { worker: 0, indent: 0, depth: 0 };
        self.text.push_str("\n\n");
        self.line(at, &format!("async def g{number}(n):"));
        let one = At { indent: 1, ..at };
        let (two, three) = (At { indent: 2, ..at }, At { indent: 3, ..at });
        self.line(one, "try:");
        self.line(two, "for i in range(n):");
        if self.random.percent(60) {
            let delay = self.delay();
            self.line(three, &format!("await asyncio.sleep({delay})"));
        }
        self.line(three, "got = yield i");
        let label = self.label();
        self.line(three, &format!("say({label}, i, got)"));
        if self.random.percent(20) {
            self.line(two, "raise ValueError(\"generator\")");
        }
        if self.random.percent(30) {
            self.line(one, "except ValueError as error:");
            self.line(two, "say(\"generator caught\", show(error))");
            if self.random.percent(50) {
                self.line(two, "yield \"after\"");
            }
        }
        self.line(one, "finally:");
        let label = self.label();
        self.line(two, &format!("say({label}, \"generator ends\")"));
        if self.random.percent(50) {
            let delay = self.delay();
            self.line(two, &format!("await asyncio.sleep({delay})"));
            let label = self.label();
            self.line(two, &format!("say({label}, \"generator ended\")"));
        }
    }

    fn block(&mut self, at: At, count: usize) {
        for _ in 0..count {
            self.statement(at);
        }
    }

    /// As [`Self::block`], but an exception hardly ever ends it.
    fn careful_block(&mut self, at: At, count: usize) {
        for _ in 0..count {
            if self.random.percent(20) {
                self.statement(at);
                continue;
            }
            self.line(at, "try:");
            self.statement(at.inside());
            self.line(at, "except Exception as error:");
            let label = self.label();
            self.line(at.inside(), &format!("say({label}, \"went wrong\", show(error))"));
        }
    }

    fn short_block(&mut self, at: At) {
        let count = 1 + self.random.below(3);
        self.block(at, count);
    }

    fn statement(&mut self, at: At) {
        let blocks = at.depth < MAX_DEPTH && self.random.percent(30);
        let table = if blocks { BLOCKS } else { LEAVES };
        let mut at_weight = self.random.below(table.iter().map(|(weight, _)| weight).sum());
        for (weight, write) in table {
            if at_weight < *weight {
                return write(self, at);
            }
            at_weight -= weight;
        }
    }

    /// Exact in binary, often equal.
    fn delay(&mut self) -> &'static str {
        const DELAYS: &[&str] = &[
            "0", "0", "0", "1 / 64", "1 / 32", "1 / 32", "3 / 64", "1 / 16", "1 / 16", "1 / 8",
            "1 / 4",
        ];
        self.random.pick::<&str>(DELAYS)
    }

    fn timeout_delay(&mut self) -> &'static str {
        const DELAYS: &[&str] =
            &["0", "1 / 64", "1 / 32", "3 / 64", "1 / 16", "1 / 8", "None", "-1"];
        self.random.pick::<&str>(DELAYS)
    }

    /// A call of a coroutine that stands behind this one, or of the library.
    fn coroutine(&mut self, at: At) -> String {
        let first = at.worker.wrapping_add(1);
        if first >= self.workers || self.random.percent(8) {
            let (delay, label) = (self.delay(), self.label());
            return format!("asyncio.sleep({delay}, {label})");
        }
        format!("w{}()", first + self.random.below(self.workers - first))
    }

    /// A task of anyone, or one that can be awaited.
    fn index(&mut self) -> usize {
        self.random.below(6)
    }

    fn name(&mut self) -> String {
        if self.random.percent(60) { String::new() } else { format!(", name={}", self.label()) }
    }

    fn awaited(&mut self, at: At) -> String {
        match self.random.below(5) {
            0 => format!("later({})", self.index()),
            1 => format!("F[{}]", self.random.below(3)),
            _ => self.coroutine(at),
        }
    }

    fn message(&mut self) -> String {
        if self.random.percent(50) { String::new() } else { self.label() }
    }

    // Leaves

    fn sleep(&mut self, at: At) {
        let delay = self.delay();
        self.line(at, &format!("await asyncio.sleep({delay})"));
        if self.random.percent(60) {
            self.say(at);
        }
    }

    fn say(&mut self, at: At) {
        let label = self.label();
        self.line(at, &format!("say({label})"));
    }

    fn call(&mut self, at: At) {
        let (label, coroutine) = (self.label(), self.coroutine(at));
        self.line(at, &format!("say({label}, await {coroutine})"));
    }

    fn spawn(&mut self, at: At) {
        let (coroutine, name) = (self.coroutine(at), self.name());
        let made = match self.random.below(5) {
            0 => format!("loop.create_task({coroutine}{name})"),
            1 => format!("asyncio.ensure_future({coroutine})"),
            _ => format!("asyncio.create_task({coroutine}{name})"),
        };
        self.line(at, &format!("T.append({made})"));
    }

    fn await_task(&mut self, at: At) {
        let (label, index) = (self.label(), self.index());
        self.line(at, &format!("say({label}, await later({index}))"));
    }

    fn cancel(&mut self, at: At) {
        let (label, index, message) = (self.label(), self.index(), self.message());
        self.line(at, &format!("say({label}, \"cancel\", any_task({index}).cancel({message}))"));
        if self.random.percent(15) {
            self.line(at, &format!("any_task({index}).cancel()"));
        }
    }

    fn raise(&mut self, at: At) {
        if self.random.percent(40) {
            return self.say(at);
        }
        let label = self.label();
        let class = *self.random.pick(&[
            "ValueError",
            "ValueError",
            "KeyError",
            "RuntimeError",
            "asyncio.CancelledError",
            "Oops",
            "TimeoutError",
        ]);
        self.line(at, &format!("raise {class}({label})"));
    }

    fn future(&mut self, at: At) {
        let (index, label) = (self.random.below(3), self.label());
        let line = match self.random.below(7) {
            0 => format!("say({label}, await F[{index}])"),
            1 => format!("F[{index}].done() or F[{index}].set_result({label})"),
            2 => format!("F[{index}].set_result({label})"),
            3 => format!("F[{index}].done() or F[{index}].set_exception(ValueError({label}))"),
            4 => format!("say({label}, F[{index}].cancel())"),
            5 => format!("say({label}, state(F[{index}]))"),
            _ => format!("F[{index}] = loop.create_future()"),
        };
        self.line(at, &line);
    }

    fn event(&mut self, at: At) {
        let label = self.label();
        let line = match self.random.below(4) {
            0 => "E.clear()".to_owned(),
            1 => format!("say({label}, await E.wait())"),
            _ => "E.set()".to_owned(),
        };
        self.line(at, &line);
    }

    fn queue(&mut self, at: At) {
        let (label, item) = (self.label(), self.random.below(9));
        let line = match self.random.below(10) {
            0 | 1 => format!("say({label}, await Q.get())"),
            2 | 3 => format!("say({label}, await Q.put({item}))"),
            4 => format!("Q.put_nowait({item})"),
            5 => format!("say({label}, Q.get_nowait())"),
            6 => "Q.task_done()".to_owned(),
            7 => format!("say({label}, await Q.join())"),
            8 => format!("say({label}, Q.qsize(), Q.empty(), Q.full())"),
            _ => format!("Q.shutdown({})", self.random.pick(&["", "immediate=True"])),
        };
        self.line(at, &line);
    }

    fn barrier(&mut self, at: At) {
        let label = self.label();
        let line = match self.random.below(6) {
            0 => "await B.reset()".to_owned(),
            1 => "await B.abort()".to_owned(),
            2 => format!("say({label}, B.n_waiting, B.broken, B.parties)"),
            _ => format!("say({label}, await B.wait())"),
        };
        self.line(at, &line);
    }

    fn handles(&mut self, at: At) {
        let (label, delay) = (self.label(), self.delay());
        let function = *self.random.pick(&["callback", "callback", "raising"]);
        let set = match self.random.below(3) {
            0 => format!("loop.call_soon({function}({label}), 1, 2)"),
            1 => format!("loop.call_later({delay}, {function}({label}), 1)"),
            _ => format!("loop.call_at(loop.time() + {delay}, {function}({label}))"),
        };
        if self.random.percent(20) {
            self.line(at, &format!("handle = {set}"));
            let delay = self.delay();
            self.line(at, &format!("await asyncio.sleep({delay})"));
            self.line(at, "handle.cancel()");
            self.line(at, &format!("say({label}, handle.cancelled())"));
        } else {
            self.line(at, &set);
        }
    }

    fn done_callback(&mut self, at: At) {
        let (label, index) = (self.label(), self.index());
        let function = "callback";
        let target = match self.random.below(3) {
            0 => format!("F[{}]", index % 3),
            _ => format!("any_task({index})"),
        };
        if self.random.percent(20) {
            self.line(at, &format!("added = {function}({label})"));
            self.line(at, &format!("{target}.add_done_callback(added)"));
            let delay = self.delay();
            self.line(at, &format!("await asyncio.sleep({delay})"));
            self.line(at, &format!("say({label}, {target}.remove_done_callback(added))"));
        } else {
            self.line(at, &format!("{target}.add_done_callback({function}({label}))"));
        }
    }

    fn look(&mut self, at: At) {
        let (label, index) = (self.label(), self.index());
        let what = match self.random.below(7) {
            0 => "names(asyncio.all_tasks())".to_owned(),
            1 => format!("state(any_task({index}))"),
            2 => format!("any_task({index}).cancelling()"),
            3 => "L.locked(), S.locked(), E.is_set(), B.n_waiting, Q.qsize()".to_owned(),
            4 => format!("any_task({index}).done(), any_task({index}).cancelled()"),
            5 => format!("any_task({index}).exception()"),
            _ => format!("any_task({index}).result()"),
        };
        self.line(at, &format!("say({label}, {what})"));
    }

    fn uncancel(&mut self, at: At) {
        let label = self.label();
        let whose = if self.random.percent(70) {
            "asyncio.current_task()".to_owned()
        } else {
            format!("any_task({})", self.index())
        };
        self.line(at, &format!("say({label}, \"uncancel\", {whose}.uncancel())"));
    }

    fn gather(&mut self, at: At) {
        let label = self.label();
        let count = self.random.below(4);
        let mut all: Vec<String> = (0..count).map(|_| self.awaited(at)).collect();
        if self.random.percent(40) {
            all.push("return_exceptions=True".to_owned());
        }
        let all = all.join(", ");
        match self.random.below(4) {
            0 => {
                self.line(at, &format!("gathered = asyncio.gather({all})"));
                let delay = self.delay();
                self.line(at, &format!("await asyncio.sleep({delay})"));
                self.line(at, &format!("say({label}, gathered.cancel())"));
                self.line(at, &format!("say({label}, await gathered)"));
            }
            _ => self.line(at, &format!("say({label}, await asyncio.gather({all}))")),
        }
    }

    fn wait(&mut self, at: At) {
        if self.tells {
            return self.gather(at);
        }
        let label = self.label();
        let until = *self.random.pick(&["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"]);
        let timeout = self.timeout_delay();
        let count = 1 + self.random.below(3);
        let all: Vec<String> =
            (0..count).map(|_| format!("asyncio.ensure_future({})", self.awaited(at))).collect();
        let (waited, sets) = (self.bound(), self.bound());
        self.line(at, &format!("{waited} = [{}]", all.join(", ")));
        self.line(at, &format!("{sets} = await asyncio.wait({waited}, timeout={timeout}, return_when=asyncio.{until})"));
        self.line(at, &format!("say({label}, *map(names, {sets}))"));
        if self.random.percent(40) {
            self.line(at, &format!("for t in {waited}:"));
            self.line(at.inside(), "t.cancel()");
            self.line(at, "t = None");
        }
        self.line(at, &format!("del {waited}, {sets}"));
    }

    fn wait_for(&mut self, at: At) {
        let (label, awaited, timeout) = (self.label(), self.awaited(at), self.timeout_delay());
        self.line(at, &format!("say({label}, await asyncio.wait_for({awaited}, {timeout}))"));
    }

    fn shield(&mut self, at: At) {
        let (label, awaited) = (self.label(), self.awaited(at));
        match self.random.below(3) {
            0 => self.line(
                at,
                &format!(
                    "say({label}, await asyncio.wait_for(asyncio.shield({awaited}), {}))",
                    "1 / 32"
                ),
            ),
            _ => self.line(at, &format!("say({label}, await asyncio.shield({awaited}))")),
        }
    }

    fn awaitables(&mut self, at: At) {
        let (label, steps) = (self.label(), self.random.below(4));
        match self.random.below(5) {
            0 => self.line(at, &format!("say({label}, await Bad())")),
            1 => self.line(at, &format!("T.append(asyncio.ensure_future(Steps({steps})))")),
            _ => self.line(at, &format!("say({label}, await Steps({steps}))")),
        }
    }

    fn a_generator(&mut self) -> Option<String> {
        if self.generators == 0 {
            return None;
        }
        Some(format!("g{}({})", self.random.below(self.generators), 1 + self.random.below(3)))
    }

    fn generator_by_hand(&mut self, at: At) {
        let Some(generator) = self.a_generator() else { return self.sleep(at) };
        let items = self.bound();
        self.line(at, &format!("{items} = {generator}"));
        let first = self.random.below(10);
        if first > 0 {
            let label = self.label();
            self.line(at, &format!("say({label}, await anext({items}))"));
        }
        let label = self.label();
        match self.random.below(7) {
            0 => self.line(at, &format!("say({label}, await {items}.aclose())")),
            1 => self.line(at, &format!("say({label}, await {items}.athrow(ValueError({label})))")),
            2 => self.line(at, &format!("say({label}, await {items}.asend({label}))")),
            3 => self.line(at, &format!("say({label}, await anext({items}, \"none\"))")),
            4 => self.line(at, &format!("{items} = None")),
            5 => {
                self.line(at, &format!("T.append(asyncio.ensure_future(anext({items}, {label})))"));
                let delay = self.delay();
                self.line(at, &format!("await asyncio.sleep({delay})"));
                self.line(at, &format!("say({label}, await {items}.aclose())"));
            }
            _ => self.sleep(at),
        }
        if self.random.percent(80) {
            self.line(at, &format!("{items} = None"));
        }
    }

    fn comprehension(&mut self, at: At) {
        let label = self.label();
        let line = match (self.a_generator(), self.random.below(3)) {
            (Some(generator), 0) => format!("say({label}, [x async for x in {generator}])"),
            (Some(generator), 1) => {
                format!("say({label}, {{x: 1 async for x in {generator} if x != 1}})")
            }
            _ => {
                let coroutine = self.coroutine(at);
                format!("say({label}, [await {coroutine} for _ in range(2)])")
            }
        };
        self.line(at, &line);
    }

    fn context(&mut self, at: At) {
        let label = self.label();
        match self.random.below(4) {
            0 => self.line(at, &format!("V.set({label})")),
            1 => {
                let coroutine = self.coroutine(at);
                self.line(at, "context = contextvars.copy_context()");
                self.line(at, &format!("context.run(V.set, {label})"));
                self.line(
                    at,
                    &format!("T.append(asyncio.create_task({coroutine}, context=context))"),
                );
            }
            2 => self.line(at, &format!("loop.call_soon(lambda: say({label}, V.get()))")),
            _ => self.line(at, &format!("say({label}, V.get())")),
        }
    }

    // Blocks

    fn try_except(&mut self, at: At) {
        self.line(at, "try:");
        self.short_block(at.inside());
        let class = *self.random.pick(&[
            "Exception",
            "ValueError",
            "TimeoutError",
            "asyncio.CancelledError",
            "BaseException",
            "(KeyError, RuntimeError)",
        ]);
        self.line(at, &format!("except {class} as error:"));
        let label = self.label();
        self.line(at.inside(), &format!("say({label}, \"caught\", show(error))"));
        match self.random.below(5) {
            0 => self.line(at.inside(), "raise"),
            1 => self.statement(at.inside()),
            2 => {
                let label = self.label();
                self.line(at.inside(), &format!("raise RuntimeError({label}) from error"));
            }
            _ => {}
        }
    }

    fn try_finally(&mut self, at: At) {
        self.line(at, "try:");
        self.short_block(at.inside());
        self.line(at, "finally:");
        self.say(at.inside());
        if self.random.percent(60) {
            self.statement(at.inside());
        }
    }

    /// A task that does not want to be cancelled.
    fn swallow(&mut self, at: At) {
        self.line(at, "for _ in range(2):");
        let inside = at.inside();
        self.line(inside, "try:");
        let delay = self.delay();
        self.line(inside.inside(), &format!("await asyncio.sleep({delay})"));
        self.statement(At { depth: MAX_DEPTH, ..inside.inside() });
        self.line(inside, "except asyncio.CancelledError as error:");
        let label = self.label();
        self.line(inside.inside(), &format!("say({label}, \"swallowed\", show(error))"));
    }

    /// What a block is bound to is no local variable: that would be a ring, which waits for CPython's collector.
    fn bound(&mut self) -> String {
        format!("G[{}]", self.label())
    }

    fn timeout(&mut self, at: At) {
        let (delay, limit) = (self.timeout_delay(), self.bound());
        let kind = match delay {
            "None" => "asyncio.timeout(None)".to_owned(),
            delay if self.random.percent(30) => {
                format!("asyncio.timeout_at(loop.time() + {delay})")
            }
            delay => format!("asyncio.timeout({delay})"),
        };
        self.line(at, &format!("async with {kind} as {limit}:"));
        self.short_block(at.inside());
        if self.random.percent(20) {
            let delay = self.delay();
            self.line(at.inside(), &format!("{limit}.reschedule(loop.time() + {delay})"));
            self.sleep(at.inside());
        }
        let label = self.label();
        self.line(at, &format!("say({label}, {limit}.expired())"));
    }

    fn group(&mut self, at: At) {
        let group = self.bound();
        self.line(at, &format!("async with asyncio.TaskGroup() as {group}:"));
        let inside = at.inside();
        for _ in 0..1 + self.random.below(3) {
            let (coroutine, name) = (self.coroutine(at), self.name());
            self.line(inside, &format!("T.append({group}.create_task({coroutine}{name}))"));
        }
        self.short_block(inside);
    }

    fn locked(&mut self, at: At) {
        let lock = *self.random.pick(&["L", "S", "L"]);
        if self.random.percent(75) {
            self.line(at, &format!("async with {lock}:"));
            return self.short_block(at.inside());
        }
        let label = self.label();
        self.line(at, &format!("say({label}, await {lock}.acquire())"));
        self.line(at, "try:");
        self.short_block(at.inside());
        self.line(at, "finally:");
        self.line(at.inside(), &format!("{lock}.release()"));
    }

    fn condition(&mut self, at: At) {
        self.line(at, "async with C:");
        let (inside, label) = (at.inside(), self.label());
        match self.random.below(5) {
            0 => self.line(inside, "C.notify_all()"),
            1 => self.line(inside, "C.notify()"),
            2 => self.line(inside, &format!("say({label}, await C.wait_for(E.is_set))")),
            _ => self.line(inside, &format!("say({label}, await C.wait())")),
        }
        self.statement(inside);
    }

    fn guard(&mut self, at: At) {
        let (label, swallows) = (self.label(), self.random.percent(40));
        let swallows = if swallows { "True" } else { "False" };
        self.line(at, &format!("async with Guard({label}, {swallows}):"));
        self.short_block(at.inside());
    }

    fn repeat(&mut self, at: At) {
        let times = 2 + self.random.below(2);
        self.line(at, &format!("for _ in range({times}):"));
        self.short_block(at.inside());
    }

    fn each(&mut self, at: At) {
        let Some(generator) = self.a_generator() else { return self.repeat(at) };
        self.line(at, &format!("async for item in {generator}:"));
        let label = self.label();
        self.line(at.inside(), &format!("say({label}, item)"));
        self.statement(at.inside());
        if self.random.percent(35) {
            self.line(at.inside(), "break");
        }
    }

    /// New tasks only: of those that are done already CPython takes any first.
    fn as_completed(&mut self, at: At) {
        if self.is_eager || self.tells {
            return self.repeat(at);
        }
        let count = 1 + self.random.below(3);
        let all: Vec<String> =
            (0..count).map(|_| format!("asyncio.create_task({})", self.coroutine(at))).collect();
        let timeout = if self.random.percent(30) { ", timeout=1 / 32" } else { "" };
        let (inside, label) = (at.inside(), self.label());
        if self.random.percent(60) {
            self.line(
                at,
                &format!("for next_one in asyncio.as_completed([{}]{timeout}):", all.join(", ")),
            );
            self.line(inside, &format!("say({label}, await next_one)"));
        } else {
            self.line(
                at,
                &format!("async for task in asyncio.as_completed([{}]{timeout}):", all.join(", ")),
            );
            self.line(inside, &format!("say({label}, task.get_name(), state(task))"));
        }
    }
}
