"""queue.PriorityQueue."""
import queue
p = queue.PriorityQueue()
for x in ((3, "c"), (1, "a"), (2, "b")): p.put(x)
print(p.qsize(), [p.get() for _ in range(3)])
p.put(1); p.put("x") if False else p.put(0)
print(p.get(), p.get(), p.empty())
try: p.put(1); p.put("x")
except TypeError as e: print(e)
