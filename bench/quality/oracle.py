"""Runs one mix under one model for a while, in CPython, and prints how fast it went.

    oracle.py calibrate
    oracle.py arrangement=thread-pool threads=4 steps=20000 wait=0.02 concurrency=64 ...

Every task waits, computes, and touches the shared data, in that order. A finished task is replaced
at once, so that `concurrency` tasks are in flight all the time. The other oracles do the same, each
in the plain manner of its runtime.
"""

import array
import asyncio
import collections
import hashlib
import json
import mmap
import multiprocessing
import os
import queue
import selectors
import signal
import struct
import sys
import threading
import time

GOLDEN = 0.6180339887498949
PLACES = 64  # of the shared data, touched by each task
WRITES = 20  # of so many tasks on read-mostly data, one writes
SMALL = 32 << 10  # messages that lie in a pipe's buffer without blocking their sender
FORK = multiprocessing.get_context("fork")

now = time.monotonic


class Mix:
    def __init__(self, words):
        given = dict(word.split("=", 1) for word in words)
        number = lambda name, default=0: float(given.get(name, default))
        self.arrangement = given["arrangement"]
        self.processes = int(number("processes", 1))
        self.threads = int(number("threads", 1))
        self.offload = int(number("offload"))
        self.steps = int(number("steps"))
        self.native_bytes = int(number("native_bytes"))
        self.wait = number("wait")
        self.blocking = number("blocking") > 0
        self.message = int(number("message"))
        self.shared = int(number("shared"))
        self.pattern = given.get("pattern", "none")
        self.concurrency = int(number("concurrency", 1))
        self.warmup = number("warmup", 0.2)
        self.window = number("window", 0.5)
        self.seed = int(number("seed", 1))
        self.limit = number("limit", 30)


# A task


def arithmetic(steps):
    x = 1
    for _ in range(steps):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
    return x


BLOCK = bytes(1 << 20)


def beside_the_lock(count):
    """Hashing lets the interpreter's lock go."""
    digest = hashlib.sha256()
    view = memoryview(BLOCK)
    while count > 0:
        digest.update(view[: min(count, len(BLOCK))])
        count -= len(BLOCK)
    return digest.digest()


class Shared:
    """The common working set, with the lock that its users need: None in a single loop."""

    def __init__(self, mix, lock):
        self.size = mix.shared if mix.pattern != "none" else 0
        self.writes_all = mix.pattern == "read-write"
        self.lock = lock
        self.data = mmap.mmap(-1, self.size) if self.size else None

    def touch(self, number):
        if not self.size:
            return
        if self.writes_all or number % WRITES == 0:
            if self.lock is None:
                self.write(number)
            else:
                with self.lock:
                    self.write(number)
        else:
            data, size, total = self.data, self.size, 0
            for place in range(PLACES):
                total += data[(number * 40503 + place * 65599) % size]

    def write(self, number):
        data, size = self.data, self.size
        for place in range(PLACES):
            at = (number * 40503 + place * 65599) % size
            data[at] = (data[at] + 1) & 255


class Tasks:
    """Does tasks one after the other, as one worker or one loop does."""

    def __init__(self, mix, shared, seed):
        self.mix = mix
        self.shared = shared
        self.number = seed * 7919
        self.offset = seed * 0.754877

    def next_wait(self):
        """A quarter more or less, in a sequence whose mean settles soon."""
        self.number += 1
        return self.mix.wait * (0.75 + 0.5 * ((self.offset + self.number * GOLDEN) % 1))

    def block(self):
        if self.mix.wait > 0:
            time.sleep(self.next_wait())

    def compute(self):
        arithmetic(self.mix.steps)
        if self.mix.native_bytes:
            beside_the_lock(self.mix.native_bytes)

    def touch(self):
        self.number += 1
        self.shared.touch(self.number)


class Records:
    """When each task was submitted, begun, computed from, ended, received."""

    def __init__(self):
        self.times = array.array("d")

    def add(self, submitted, begun, computing, ended, received):
        self.times.extend((submitted, begun, computing, ended, received))

    def summary(self, mix, t0, slots):
        start, stop = t0 + mix.warmup, t0 + mix.warmup + mix.window
        times = self.times
        completed, credit, service, latencies = 0, 0.0, 0.0, []
        for i in range(0, len(times), 5):
            submitted, begun, computing, ended, received = times[i : i + 5]
            span = ended - computing
            inside = min(ended, stop) - max(computing, start)
            if span > 0 and inside > 0:
                credit += inside / span
            if start <= received < stop:
                completed += 1
                service += received - begun
                latencies.append(received - submitted)
        latencies.sort()
        quantile = lambda q: latencies[min(len(latencies) - 1, int(q * len(latencies)))] * 1e3
        return {
            "completed": completed,
            "credit": credit,
            "seconds": mix.window,
            "in_service": min(slots, mix.concurrency),
            "mean_service_s": service / completed if completed else None,
            "p50_ms": quantile(0.5) if completed else None,
            "p99_ms": quantile(0.99) if completed else None,
        }


# One thread of control


def plain_loop(mix):
    tasks, records = Tasks(mix, Shared(mix, None), mix.seed), Records()
    t0 = now()
    stop = t0 + mix.warmup + mix.window
    while now() < stop:
        begun = now()
        tasks.block()
        computing = now()
        tasks.compute()
        tasks.touch()
        ended = now()
        records.add(begun, begun, computing, ended, ended)
    return records.summary(mix, t0, 1)


async def event_loop(mix, tasks, records, share, stop, pool=None):
    """Holds that many tasks in flight until the time is over."""
    loop = asyncio.get_running_loop()
    over = loop.create_future()
    under_way = set()

    def begin(since):
        task = loop.create_task(one(since))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    # A task is under way from when the one before it ended, not from its first turn on.
    async def one(begun):
        if now() >= stop:
            if not over.done():
                over.set_result(None)
            return
        if mix.wait > 0:
            if mix.blocking:
                tasks.block()
            else:
                await asyncio.sleep(tasks.next_wait())
        computing = now()
        if computing < stop:
            if pool is None:
                tasks.compute()
                tasks.touch()
                ended = now()
            else:
                computing, ended = await pool.hand_over()
            records.add(begun, begun, computing, ended, now())
        begin(now())

    for _ in range(share):
        begin(now())
    loop.call_at(loop.time() + stop - now() + 0.5, lambda: over.done() or over.set_result(None))
    await over


def one_loop(mix):
    tasks, records = Tasks(mix, Shared(mix, None), mix.seed), Records()
    t0 = now()
    asyncio.run(event_loop(mix, tasks, records, mix.concurrency, t0 + mix.warmup + mix.window))
    return records.summary(mix, t0, mix.concurrency)


# A loop per core: each keeps its own share of the tasks, as servers that share a port do


def loop_in_process(mix, shared, share, seed, conn):
    tasks, records = Tasks(mix, shared, seed), Records()
    conn.send_bytes(b"ready")
    t0 = struct.unpack("d", conn.recv_bytes())[0]
    asyncio.run(event_loop(mix, tasks, records, share, t0 + mix.warmup + mix.window))
    conn.send_bytes(records.times.tobytes())


def loop_per_core(mix):
    shared = Shared(mix, FORK.Lock())
    conns = []
    for i in range(mix.processes):
        share = mix.concurrency // mix.processes + (i < mix.concurrency % mix.processes)
        if share:
            ours, theirs = FORK.Pipe()
            start(loop_in_process, mix, shared, share, mix.seed + i, theirs)
            conns.append(ours)
    for conn in conns:
        conn.recv_bytes()
    t0 = now()
    for conn in conns:
        conn.send_bytes(struct.pack("d", t0))
    records = Records()
    for conn in conns:
        records.times.frombytes(conn.recv_bytes())
    return records.summary(mix, t0, mix.concurrency)


def start(target, *arguments):
    process = FORK.Process(target=target, args=arguments, daemon=True)
    process.start()


# A pool of threads


def thread_pool(mix):
    work, done = queue.SimpleQueue(), queue.SimpleQueue()
    shared = Shared(mix, threading.Lock())

    def worker(seed):
        tasks = Tasks(mix, shared, seed)
        done.put(None)
        while True:
            item = work.get()
            if item is None:
                return
            submitted, message = item
            begun = now()
            tasks.block()
            computing = now()
            tasks.compute()
            tasks.touch()
            done.put((submitted, begun, computing, now(), message))

    for i in range(mix.threads):
        threading.Thread(target=worker, args=(mix.seed + i,), daemon=True).start()
    for _ in range(mix.threads):
        done.get(timeout=10)
    records = Records()
    t0 = now()
    stop = t0 + mix.warmup + mix.window
    message = bytes(mix.message)
    for _ in range(mix.concurrency):
        work.put((now(), message))
    while now() < stop:
        try:
            submitted, begun, computing, ended, message = done.get(timeout=stop - now() + 0.001)
        except queue.Empty:
            break
        records.add(submitted, begun, computing, ended, now())
        work.put((now(), message))
    running = min(mix.threads, mix.concurrency)
    try:
        while True:
            work.get_nowait()
    except queue.Empty:
        pass
    last = now() + 1
    try:
        while running and now() < last:
            submitted, begun, computing, ended, _ = done.get(timeout=0.3 + mix.wait)
            records.add(submitted, begun, computing, ended, now())
            running -= 1
    except queue.Empty:
        pass
    return records.summary(mix, t0, mix.threads)


# A pool of processes, with one thread or several in each


HEADER = struct.Struct("ddd")


def worker_process(mix, shared, threads, seed, conn, waits):
    """Its threads take turns to receive, as pre-forked servers take turns to accept."""
    receiving, sending = threading.Lock(), threading.Lock()

    def work(tasks):
        reply = bytearray(HEADER.size + mix.message)
        while True:
            try:
                with receiving:
                    message = conn.recv_bytes()
                submitted = HEADER.unpack_from(message)[0]
                begun = now()
                if waits:
                    tasks.block()
                computing = now()
                tasks.compute()
                tasks.touch()
                HEADER.pack_into(reply, 0, submitted, begun, computing)
                with sending:
                    conn.send_bytes(reply)
            except (EOFError, OSError):
                os._exit(0)

    for i in range(1, threads):
        tasks = Tasks(mix, shared, seed + i)
        threading.Thread(target=work, args=(tasks,), daemon=True).start()
    conn.send_bytes(b"ready")
    work(Tasks(mix, shared, seed))


class Ends:
    """One side of two one-way pipes, which carry large messages faster than a socket pair."""

    def __init__(self, receiver, sender):
        self.recv_bytes, self.send_bytes = receiver.recv_bytes, sender.send_bytes
        self.fileno = receiver.fileno
        self.held = receiver, sender


def two_ends():
    there, here = FORK.Pipe(False), FORK.Pipe(False)
    return Ends(here[0], there[1]), Ends(there[0], here[1])


class Pool:
    """Workers at the other ends of pipes; the one with the least to do gets the next task."""

    def __init__(self, mix, processes, threads, waits):
        self.mix = mix
        shared = Shared(mix, FORK.Lock())
        small = (threads + 2) * (HEADER.size + mix.message) <= SMALL
        self.most = threads + (2 if small else 0)
        self.conns = []
        for i in range(processes):
            ours, theirs = two_ends()
            start(worker_process, mix, shared, threads, mix.seed + i * threads, theirs, waits)
            self.conns.append(ours)
        for conn in self.conns:
            conn.recv_bytes()
        self.held = [0] * processes
        self.request = bytearray(HEADER.size + mix.message)

    def send(self, submitted):
        """Hands a task over; False where every worker has enough to do."""
        least = min(range(len(self.held)), key=self.held.__getitem__)
        if self.held[least] >= self.most:
            return False
        HEADER.pack_into(self.request, 0, submitted, 0.0, 0.0)
        self.held[least] += 1
        self.conns[least].send_bytes(self.request)
        return True

    def receive(self, i):
        message = self.conns[i].recv_bytes()
        self.held[i] -= 1
        return HEADER.unpack_from(message)


def process_pool(mix):
    pool = Pool(mix, mix.processes, mix.threads, True)
    selector = selectors.DefaultSelector()
    for i, conn in enumerate(pool.conns):
        selector.register(conn.fileno(), selectors.EVENT_READ, i)
    records = Records()
    t0 = now()
    stop = t0 + mix.warmup + mix.window
    backlog = collections.deque([t0] * mix.concurrency)
    while backlog and pool.send(backlog[0]):
        backlog.popleft()
    last = stop + min(1, 0.3 + mix.wait)
    while now() < (stop if sum(pool.held) == 0 else last):
        for key, _ in selector.select(0.1):
            submitted, begun, computing = pool.receive(key.data)
            received = now()
            records.add(submitted, begun, computing, received, received)
            if received < stop:
                backlog.append(received)
                while backlog and pool.send(backlog[0]):
                    backlog.popleft()
    return records.summary(mix, t0, mix.processes * mix.threads)


# A loop that holds the waits, and workers that compute


class Offload(Pool):
    def __init__(self, mix, workers):
        super().__init__(mix, workers, 1, False)
        self.waiting = collections.deque()
        self.answers = {}
        self.number = 0

    def listen(self):
        loop = asyncio.get_running_loop()
        for i, conn in enumerate(self.conns):
            loop.add_reader(conn.fileno(), self.answered, i)

    def hand_over(self):
        answer = asyncio.get_running_loop().create_future()
        self.waiting.append(answer)
        self.pump()
        return answer

    def pump(self):
        while self.waiting and self.send(self.number):
            self.answers[self.number] = self.waiting.popleft()
            self.number += 1

    def answered(self, i):
        number, begun, computing = self.receive(i)
        answer = self.answers.pop(int(number))
        if not answer.done():  # the run may be over
            answer.set_result((computing, now()))
        self.pump()


def loop_with_workers(mix):
    pool = Offload(mix, mix.offload)
    records = Records()

    async def main():
        pool.listen()
        t0 = now()
        stop = t0 + mix.warmup + mix.window
        tasks = Tasks(mix, None, mix.seed)
        await event_loop(mix, tasks, records, mix.concurrency, stop, pool)
        return t0

    return records.summary(mix, asyncio.run(main()), mix.concurrency)


ARRANGEMENTS = {
    "plain-loop": plain_loop,
    "loop": one_loop,
    "loop-per-core": loop_per_core,
    "loop-with-workers": loop_with_workers,
    "thread-pool": thread_pool,
    "process-pool": process_pool,
    "processes-with-threads": process_pool,
}


def calibrate():
    def pace(work, amount):
        paces = []
        for _ in range(9):
            began = time.process_time()
            work(amount)
            paces.append(amount / (time.process_time() - began))
        return sorted(paces)[4]

    arithmetic(1_000_000)
    return {
        "steps_per_s": pace(arithmetic, 500_000),
        "native_bytes_per_s": pace(beside_the_lock, 10 << 20),
    }


def main(words):
    if words == ["calibrate"]:
        print(json.dumps(calibrate()))
        return
    mix = Mix(words)
    os.setpgid(0, 0)

    def give_up(*_):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.killpg(0, signal.SIGKILL)

    signal.signal(signal.SIGALRM, give_up)
    signal.signal(signal.SIGTERM, give_up)
    signal.signal(signal.SIGINT, give_up)
    signal.setitimer(signal.ITIMER_REAL, mix.limit)
    print(json.dumps(ARRANGEMENTS[mix.arrangement](mix)), flush=True)
    for child in multiprocessing.active_children():
        child.kill()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
