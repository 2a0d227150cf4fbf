"""Threads that share a number: a lock keeps a read, a change and a write together."""
import threading
import time


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def add_unsafely(self):
        before = self.value
        time.sleep(0.05)
        self.value = before + 1

    def add(self):
        with self.lock:
            before = self.value
            time.sleep(0.01)
            self.value = before + 1


for way in ("add_unsafely", "add"):
    counter = Counter()
    threads = [threading.Thread(target=getattr(counter, way)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{way}: {counter.value}")
