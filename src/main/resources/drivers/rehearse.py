#!/usr/bin/env python3
"""A workload's own mix, run in miniature in this CPython under one arrangement after the other.

It speaks the protocol of probe.py, which must lie beside it, with two requests of its own:

  -> {"id":1,"do":"calibrate","seconds":0.05}
  <- {"id":1,"steps_per_s":2.1e7,"native_steps_per_s":2.4e6}
  -> {"id":2,"do":"rehearse","model":"threads","arrangement":"thread-pool","processes":1,"threads":2,
      "tasks":1,"offload":0,"steps":210000,"native_steps":0,"wait_s":0.02,"blocking":false,
      "message_bytes":4096,"shared_bytes":0,"pattern":"none","concurrency":200,
      "warmup_s":0.05,"window_s":0.2,"seed":1,"deadline_s":2.0,"max_tasks":512,"max_bytes":536870912}
  <- {"id":2,"tasks":1234,"computed":1236.4,"seconds":0.2,"mean_latency_s":0.03,"latencies_s":[...],
      "cpu_s":0.39,"memory_bytes":31000000,"in_flight":200}
     or {"id":2,"failed":"worker 2 died of signal 9","reason":"failed"}

Conventions, the same in every rehearsal:

* A closed loop: `concurrency` tasks are in flight, and a finished one is replaced at once.
* A task looks at each page of its message, does half of its arithmetic, waits, does the other half,
  touches the shared data, and hands the message back. Waits vary by a quarter either way (seeded), or
  all tasks would march in step.
* Its work is the same under every arrangement, and is calibrated once, alone. What differs is what the
  arrangement makes of it: hand-over, switching, locks.
* All workers stand ready before the warm-up begins, and have run the code that they will run.
* computed is the arithmetic done within `seconds`, by all workers, in tasks. It tells the rate even
  where hundreds of tasks share a few cores and hardly one both begins and ends within the window: each
  slice of the arithmetic is counted when it is done.
* The first tasks that workers take up wait only a part of their wait, some more and some less, as if
  they had been under way before: what begins together would end together.
* tasks ended within `seconds`; their latency is from submission to the result's arrival where it was
  submitted. A plain loop counts whole tasks only, and its seconds are as long as they took.
* in_flight is how many tasks the arrangement really holds: 1 in a plain loop. With the rate it gives
  the mean latency (Little's law), also where few tasks or none ended within the window.
* What waits on a loop does so by the loop's timer, anything else by sleeping; blocking: the loop sleeps.
* Pools are handed a few tasks ahead, lest a worker should sleep between two.
* Several loops share out the tasks in flight, as servers do that listen on one port: each replaces its
  own, and nothing is handed over. Pools are handed each task by the one thread that counts.
* Shared data: up to 64 words spread over shared_bytes, read, or incremented under a lock that all
  workers share. A single loop needs none.
* memory_bytes is the PSS of all processes that took part, cpu_s the processor time within the window.
* An arrangement that would need more than max_tasks (processes and threads) or max_bytes, or to which
  the system refuses something, fails with the reason "not-permitted".

Here each window runs in a process of its own, forked from this small one, which is killed with all
its workers when the window is over: nothing is carried from one to the next. native_steps are rounds
of a key derivation that gives up the interpreter lock once for all of them.
"""

import collections
import contextlib
import copy
import functools
import gc
import json
import mmap
import multiprocessing
import os
import queue
import random
import selectors
import signal
import socket
import struct
import sys
import threading
import time

import probe
from probe import KIB, MIB, PAGE, Absent, arithmetic, now, touch

# asyncio and hashlib bring large libraries with them: they come when they are needed.

PR_SET_CHILD_SUBREAPER = 36
LINES_TOUCHED = 64  # cache lines of the shared data that a task uses
LATENCIES_TOLD = 200
PREFETCHED_BYTES = 16 * KIB  # messages up to this fit into a pipe, two of them, while its reader is busy
AHEAD = 2  # tasks that a worker has before it beside the one under way
SLICE_STEPS = 2000  # of arithmetic are seen to be done: a tenth of a millisecond or so
GOLDEN = 0.6180339887498949
PROCESS_BYTES = 5 * MIB  # what a forked worker takes: 4 MiB of PSS seen, rounded up
THREAD_BYTES = 128 * KIB
WORD = struct.Struct("q")
HEAD = struct.Struct("dd")  # a message begins with when it was submitted, and how long its task waits
TIMES = HEAD  # before all tasks come the times when the window opens and closes
READY = b"!"
UNGUARDED = contextlib.nullcontext()  # for data that only one thread touches


class Closed(Exception):
    """The window has closed in the middle of a loop's task."""


class Mix:
    """What one task does, and how many are under way."""

    pace = {"steps_per_s": 1}  # as calibrated; until then a step of the one kind is worth one of the other

    def __init__(self, request):
        self.steps = int(request["steps"])
        self.native_steps = int(request.get("native_steps", 0))
        self.wait = float(request["wait_s"])
        self.blocking = bool(request.get("blocking", False))
        self.message = bytes(int(request.get("message_bytes", 0)))
        self.rest = self.message[HEAD.size :]
        self.buffer = bytearray(HEAD.size + len(self.rest))
        self.pattern = str(request.get("pattern", "none"))
        self.seed = int(request.get("seed", 1))
        self.halves = (in_slices(self.steps // 2), in_slices((self.steps + 1) // 2))
        self.native_halves = (self.native_steps // 2, (self.native_steps + 1) // 2)
        self.native_worth = Mix.pace["steps_per_s"] / Mix.pace.get("native_steps_per_s", 1)
        self.memory = None
        if self.pattern != "none":
            self.memory = mmap.mmap(-1, max(PAGE, int(request.get("shared_bytes", 0))))
            self.stride = max(WORD.size, len(self.memory) // LINES_TOUCHED // WORD.size * WORD.size)

    def varied(self, number):
        """The same mix for another loop, whose tasks wait in another order."""
        varied = copy.copy(self)
        varied.seed += 1000 * number
        return varied

    def work(self):
        """What the tally of one whole task comes to."""
        interpreted = sum(max(1, steps) for half in self.halves for steps in half)
        return interpreted + sum(self.worth(rounds) for rounds in self.native_halves)

    def worth(self, rounds):
        """The steps that take as long as so many rounds beside the interpreter."""
        return round(rounds * self.native_worth)

    def waits(self, at_once=0):
        """How long each task in turn waits, in seconds; so many begin at once, each amid its wait."""
        for i in range(at_once):
            yield self.wait * ((self.seed * GOLDEN * GOLDEN + i * GOLDEN) % 1)
        draw = random.Random(self.seed)
        while True:
            yield self.wait * draw.uniform(0.75, 1.25)

    def packed(self, submitted, wait):
        """The message of a task; it is overwritten by the next."""
        HEAD.pack_into(self.buffer, 0, submitted, wait)
        return self.buffer

    def compute(self, tally, half=0):
        """Half of the arithmetic: the first (0) or, rounded up, the second (1)."""
        rounds = self.native_halves[half]
        if rounds:
            derive_key(rounds)
            tally.add(self.worth(rounds))
        for steps in self.halves[half]:
            arithmetic(1, steps)
            tally.add(max(1, steps))

    def touch(self, lock):
        """Uses the shared data as the pattern says; lock guards what is written."""
        if self.memory is None:
            return
        places = range(0, len(self.memory) - WORD.size + 1, self.stride)
        if self.pattern == "read-mostly":
            for place in places:
                WORD.unpack_from(self.memory, place)
            return
        with lock:
            for place in places:
                WORD.pack_into(self.memory, place, WORD.unpack_from(self.memory, place)[0] + 1)

    def run(self, message, wait, lock, tally):
        """One task, in a worker that may sleep."""
        touch(message)
        self.compute(tally)
        if wait > 0:
            time.sleep(wait)
        self.compute(tally, 1)
        self.touch(lock)

    async def run_on_loop(self, message, wait, lock, tally):
        """One task, on an event loop; what blocks there blocks the loop."""
        tally.add(0)  # hundreds may have begun when the window closes
        touch(message)
        self.compute(tally)
        await self.wait_on_loop(wait)
        self.compute(tally, 1)
        self.touch(lock)

    async def wait_on_loop(self, wait):
        import asyncio

        if wait > 0 and self.blocking:
            time.sleep(wait)
        elif wait > 0:
            await asyncio.sleep(wait)

    def run_all_at_once(self, message, tally):
        """What a loop hands to a worker: it waits, and touches the shared data, itself."""
        touch(message)
        self.compute(tally)
        self.compute(tally, 1)

    def waiting_on_loop(self, tasks):
        """So many of these tasks on a loop wait at once: none where each blocks it."""
        return 0 if self.blocking else tasks


def in_slices(steps):
    """The steps, a slice at a time; one slice where there are none."""
    return [min(SLICE_STEPS, steps - begun) for begun in range(0, max(1, steps), SLICE_STEPS)]


def derive_key(rounds):
    import hashlib

    return hashlib.pbkdf2_hmac("sha256", b"secret", b"salt", rounds)


class Window:
    """Counts the tasks that end between the end of the warm-up and the end of the window."""

    def __init__(self, request, in_flight, work, workers):
        self.warmup = float(request["warmup_s"])
        self.length = float(request["window_s"])
        self.opens = self.closes = float("inf")
        self.in_flight = in_flight
        self.work = work
        self.tallies = mmap.mmap(-1, WORD.size * max(1, workers))
        self.tasks = 0
        self.waited = 0.0
        self.latencies = []
        self.draw = random.Random(0)
        self.pids, self.workers = [os.getpid()], []
        self.cpu_before = None

    def start(self):
        """Called when all workers stand ready."""
        self.opens = now() + self.warmup
        self.closes = self.opens + self.length

    def part(self, number, parts):
        """A window of its own for one of several loops, which holds its share of the tasks in flight."""
        share = self.in_flight // parts + (number < self.in_flight % parts)
        part = copy.copy(self)
        part.in_flight, part.tasks, part.waited, part.latencies, part.cpu_before = share, 0, 0.0, [], 0.0
        return part

    def counted(self):
        """What a part has counted."""
        return self.tasks, self.waited, self.latencies

    def sum_up(self, parts):
        """Takes what all loops have counted; of the latencies an even choice where they are too many."""
        parts = list(parts)
        self.tasks = sum(tasks for tasks, _, _ in parts)
        self.waited = sum(waited for _, waited, _ in parts)
        latencies = [latency for _, _, latencies in parts for latency in latencies]
        kept = min(LATENCIES_TOLD, len(latencies))
        self.latencies = [latencies[i * len(latencies) // kept] for i in range(kept)]

    def watch(self):
        """Sees the window open, for those who count elsewhere."""
        time.sleep(max(0.0, self.opens - now()))
        self.cpu_before = self.cpu()

    def is_open(self):
        """False once the window has closed; who asks often sees it open, too."""
        at = now()
        if self.cpu_before is None and at >= self.opens:
            self.cpu_before = self.cpu()
        return at < self.closes

    def left(self):
        """Seconds until it opens or, if it has, closes."""
        return max(0.0, (self.opens if self.cpu_before is None else self.closes) - now())

    def computed(self):
        """The arithmetic done within the window, in tasks."""
        return sum(tally for (tally,) in WORD.iter_unpack(self.tallies)) / self.work

    def ended(self, submitted):
        """A task that was submitted then has ended now."""
        at = now()
        if self.opens <= at < self.closes:
            self.count(at - submitted)

    def count(self, latency):
        if self.cpu_before is None:
            self.cpu_before = self.cpu()
        self.tasks += 1
        self.waited += latency
        if len(self.latencies) < LATENCIES_TOLD:
            self.latencies.append(latency)
        else:  # each task is as likely as any other to be among those told
            place = self.draw.randrange(self.tasks)
            if place < LATENCIES_TOLD:
                self.latencies[place] = latency

    def cpu(self):
        """Processor seconds that these processes have used."""
        return sum(time.clock_gettime(~pid << 3 | 2) for pid in self.pids)

    def told(self):
        """The window's outcome, as the protocol has it; asked for while the workers still are."""
        told = {"tasks": self.tasks, "seconds": self.closes - self.opens, "in_flight": self.in_flight}
        if self.tallies is not None:
            told["computed"] = self.computed()
        with contextlib.suppress(OSError):
            told["cpu_s"] = 0.0 if self.cpu_before is None else self.cpu() - self.cpu_before
        if self.tasks:
            told["mean_latency_s"] = self.waited / self.tasks
            told["latencies_s"] = self.latencies
        with contextlib.suppress(Absent, OSError):
            told["memory_bytes"] = sum(probe.pss(pid) for pid in self.pids)
        return told


class Tally:
    """The arithmetic that one worker has done within a window, where others see it."""

    def __init__(self, window, number=0, on_loop=False):
        self.window, self.place, self.on_loop = window, WORD.size * number, on_loop
        self.sum = 0

    def add(self, steps):
        at = now()
        if self.on_loop and at >= self.window.closes:
            raise Closed
        if self.window.opens <= at < self.window.closes:
            self.sum += steps
            WORD.pack_into(self.window.tallies, self.place, self.sum)


class Shape:
    """How many of what: processes, threads in each, tasks in flight in each, workers beside a loop."""

    def __init__(self, request):
        counts = (max(1, int(request.get(key, 1))) for key in ("processes", "threads", "tasks", "offload"))
        self.processes, self.threads, self.tasks, self.offload = counts
        self.concurrency = max(1, int(request["concurrency"]))


# --- Arrangements in one process ---------------------------------------------------------------------


def plain_loop(mix, window, shape):
    """One task after the other."""
    waits, tally = mix.waits(), Tally(window)

    def run_until(end):
        while now() < end:
            submitted = now()
            mix.run(mix.message, next(waits), UNGUARDED, tally)
            yield now() - submitted

    window.start()
    for _ in run_until(window.opens):
        pass
    window.opens = now()
    for latency in run_until(window.closes):
        window.count(latency)
    window.closes = now()
    window.tallies = None


def loop(mix, window, shape):
    """One event loop that holds all the tasks in flight."""
    window.start()
    hold_tasks(mix, window, UNGUARDED)


def hold_tasks(mix, window, lock, number=0):
    waits = mix.waits(mix.waiting_on_loop(window.in_flight))
    tally = Tally(window, number, on_loop=True)
    on_event_loop(window, lambda: mix.run_on_loop(mix.message, next(waits), lock, tally))


def on_event_loop(window, one_task):
    """Keeps tasks in flight until the window closes; then this process has no more use for the loop."""
    import asyncio

    async def one_after_the_other():
        submitted = now()
        while window.is_open():
            try:
                await one_task()
            except Closed:
                return
            window.ended(submitted)
            submitted = now()
            await asyncio.sleep(0)  # a task that never waited still lets the others have their turn

    async def all_in_flight():
        running = [asyncio.ensure_future(one_after_the_other()) for _ in range(window.in_flight)]
        ended, _ = await asyncio.wait(
            running, timeout=window.warmup + window.length, return_when=asyncio.FIRST_COMPLETED
        )
        for task in ended:
            task.result()  # raises what went wrong

    window.events = asyncio.new_event_loop()
    window.events.run_until_complete(all_in_flight())


def thread_pool(mix, window, shape):
    """Standing threads that take tasks from one queue; messages go by reference."""
    todo, done, lock = queue.SimpleQueue(), queue.SimpleQueue(), threading.Lock()

    def worker(tally):
        while True:
            submitted, wait, message = todo.get()
            mix.run(message, wait, lock, tally)
            done.put(submitted)

    for number in range(shape.threads):
        start_thread(lambda tally=Tally(window, number): worker(tally), done.put)
    waits = mix.waits(shape.threads)
    take_back(window, done, lambda: todo.put((now(), next(waits), mix.message)))


def start_thread(body, tell):
    """A standing thread, which tells what ends it."""

    def run():
        try:
            body()
        except BaseException as problem:
            tell(problem)

    threading.Thread(target=run, daemon=True).start()


def take_back(window, done, submit):
    """Keeps the tasks in flight, which come back through a queue as the time of their submission."""
    window.start()
    for _ in range(window.in_flight):
        submit()
    while window.is_open():
        with contextlib.suppress(queue.Empty):
            submitted = done.get(timeout=window.left())
            if isinstance(submitted, BaseException):
                raise submitted
            window.ended(submitted)
            submit()


def loops_in_threads(mix, window, shape):
    """An event loop in each of a few threads, each with its share of the tasks in flight."""
    lock, go, counted = threading.Lock(), threading.Barrier(shape.threads + 1), queue.SimpleQueue()

    def serve(number):
        part = window.part(number, shape.threads)
        go.wait()
        part.start()
        hold_tasks(mix.varied(number), part, lock, number)
        counted.put(part.counted())

    for number in range(shape.threads):
        start_thread(lambda number=number: serve(number), counted.put)
    go.wait()
    window.start()
    window.watch()
    parts = [counted.get() for _ in range(shape.threads)]
    for part in parts:
        if isinstance(part, BaseException):
            raise part
    window.sum_up(parts)


# --- Arrangements of several processes ---------------------------------------------------------------


class Worker:
    """A forked worker at the other end of a channel; it says so when it stands ready."""

    def __init__(self, number, window, ends, serve):
        self.number = number
        self.channel, there = ends
        self.under_way = 0

        def body():
            self.channel.close()
            serve(there)

        self.pid = probe.fork(body)
        window.pids.append(self.pid)
        window.workers.append(self)  # lives as long: it ends with its channel
        there.close()

    def fileno(self):
        return self.channel.fileno()

    def received(self):
        """The next message, or how the worker came to its end."""
        with self.or_how_it_ended():
            return self.channel.recv_bytes()

    def send(self, message):
        with self.or_how_it_ended():
            self.channel.send_bytes(message)

    @contextlib.contextmanager
    def or_how_it_ended(self):
        try:
            yield
        except (EOFError, ConnectionError):
            status = probe.reap(self.pid)
            way = "died of signal %d" if os.WIFSIGNALED(status) else "ended with status %d"
            number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
            raise Absent("failed", "worker %d " % self.number + way % number) from None


def fork_workers(window, count, serve):
    """Workers with a pipe each, all of them ready; they serve when they know the window's times."""

    def ready(number, pipe):
        pipe.send_bytes(READY)
        window.opens, window.closes = TIMES.unpack(pipe.recv_bytes())
        serve(number, pipe)

    workers = []
    for number in range(count):
        body = functools.partial(ready, number)
        workers.append(Worker(number, window, multiprocessing.Pipe(), body))
    for worker in workers:
        worker.received()
    return workers


def announce(window, workers):
    """Tells workers when the window that has been started opens and closes."""
    for worker in workers:
        worker.send(TIMES.pack(window.opens, window.closes))


def process_shared_lock(mix):
    return UNGUARDED if mix.memory is None else multiprocessing.Lock()


def process_pool(mix, window, shape):
    """Forked workers, each at the end of a pipe of its own."""
    lock = process_shared_lock(mix)

    def one_at_a_time(number, pipe):
        tally = Tally(window, number)
        while True:
            message = pipe.recv_bytes()
            mix.run(message, HEAD.unpack_from(message)[1], lock, tally)
            pipe.send_bytes(message)

    workers = fork_workers(window, shape.processes, one_at_a_time)
    ask(mix, window, workers, at_once=1, most=1 + ahead(mix))


def ahead(mix):
    """A large message may only go to a worker that listens: both would wait for the other to read."""
    return AHEAD if len(mix.message) <= PREFETCHED_BYTES else 0


def processes_with_threads(mix, window, shape):
    """Forked workers with several threads in each, and one more that listens."""
    lock = process_shared_lock(mix)

    def several_at_a_time(number, pipe):
        todo, send = queue.SimpleQueue(), threading.Lock()

        def worker(tally):
            while True:
                message = todo.get()
                mix.run(message, HEAD.unpack_from(message)[1], lock, tally)
                with send:
                    pipe.send_bytes(message)

        for i in range(shape.threads):
            tally = Tally(window, number * shape.threads + i)
            start_thread(lambda tally=tally: worker(tally), lambda problem: os._exit(1))
        while True:
            todo.put(pipe.recv_bytes())

    workers = fork_workers(window, shape.processes, several_at_a_time)
    ask(mix, window, workers, shape.threads, most=shape.threads + AHEAD)


def ask(mix, window, workers, at_once, most):
    """Keeps the tasks in flight going through workers and back, so many at most handed to each."""
    waits = mix.waits(at_once * len(workers))
    window.start()
    announce(window, workers)
    queued = collections.deque([now()] * window.in_flight)

    def hand_over(worker):
        worker.send(mix.packed(queued.popleft(), next(waits)))
        worker.under_way += 1

    for _ in range(most):  # dealt out evenly, as long as there are tasks
        for worker in workers[: len(queued)]:
            hand_over(worker)
    with selectors.DefaultSelector() as ready:
        for worker in workers:
            ready.register(worker, selectors.EVENT_READ)
        while window.is_open():
            for key, _ in ready.select(window.left()):
                worker = key.fileobj
                message = worker.received()
                worker.under_way -= 1
                window.ended(HEAD.unpack_from(message)[0])
                queued.append(now())
                while queued and worker.under_way < most:
                    hand_over(worker)


def loop_per_core(mix, window, shape):
    """Event loops in processes, or in threads where the interpreter has no lock."""
    if shape.processes > 1:
        loops_in_processes(mix, window, shape)
    elif shape.threads > 1:
        loops_in_threads(mix, window, shape)
    else:
        loop(mix, window, shape)


def loops_in_processes(mix, window, shape):
    """An event loop in each of a few processes, which share out the tasks as servers do that share a port."""
    lock = process_shared_lock(mix)

    def serve(number, pipe):
        part = window.part(number, shape.processes)
        hold_tasks(mix.varied(number), part, lock, number)
        pipe.send_bytes(json.dumps(part.counted()).encode())
        pipe.recv_bytes()  # never comes: our time and memory are still to be read

    workers = fork_workers(window, shape.processes, serve)
    window.start()
    announce(window, workers)
    window.watch()
    window.sum_up(json.loads(worker.received()) for worker in workers)


def loop_with_workers(mix, window, shape):
    """One event loop that waits, and a few workers that compute: processes under a lock, else threads."""
    compute = compute_in_processes if has_interpreter_lock() else compute_in_threads
    waits = mix.waits(mix.waiting_on_loop(window.in_flight))
    started, computed = compute(mix, window, shape.offload)

    async def one_task():
        await computed()
        await mix.wait_on_loop(next(waits))
        mix.touch(UNGUARDED)

    window.start()
    started()
    on_event_loop(window, one_task)


def has_interpreter_lock():
    return getattr(sys, "_is_gil_enabled", lambda: True)()


def compute_in_threads(mix, window, count):
    """What to do when the window has been started, and how a task is computed."""
    import asyncio
    import concurrent.futures

    tallies, own = iter([Tally(window, i) for i in range(count)]), threading.local()

    def take_tally():
        own.tally = next(tallies)

    pool = concurrent.futures.ThreadPoolExecutor(count, initializer=take_tally)

    def computed():
        work = pool.submit(lambda: mix.run_all_at_once(mix.message, own.tally))
        return asyncio.wrap_future(work)

    return lambda: None, computed


def compute_in_processes(mix, window, count):
    """What to do when the window has been started, and how a task is computed."""
    import asyncio

    def one_at_a_time(number, pipe):
        tally = Tally(window, number)
        while True:
            message = pipe.recv_bytes()
            mix.run_all_at_once(message, tally)
            pipe.send_bytes(message)

    workers = fork_workers(window, count, one_at_a_time)
    most = 1 + ahead(mix)
    free, asked = collections.deque(workers * most), {worker: collections.deque() for worker in workers}
    queued, listening = collections.deque(), []

    def listen(events):
        for worker in workers:
            events.add_reader(worker, answered, worker)
        listening.append(events)

    def answered(worker):
        answer = asked[worker].popleft()
        try:
            worker.received()
        except Absent as problem:
            asyncio.get_running_loop().remove_reader(worker)
            answer.set_exception(problem)
            return
        answer.set_result(None)
        if queued:
            hand_over(worker, queued.popleft())
        else:
            free.append(worker)

    def hand_over(worker, answer):
        asked[worker].append(answer)
        worker.send(mix.buffer)

    def computed():
        events = asyncio.get_running_loop()
        if not listening:
            listen(events)
        answer = events.create_future()
        if free:
            hand_over(free.popleft(), answer)
        else:
            queued.append(answer)
        return answer

    return lambda: announce(window, workers), computed


# --- The conversation ---------------------------------------------------------------------------------


class Arrangement:
    """How to run it, and what it needs by its shape."""

    def __init__(self, run, in_flight=None, processes=None, threads=None, messages=None):
        def none(shape):
            return 0

        self.run = run
        self.in_flight = in_flight or (lambda shape: shape.concurrency)
        self.processes, self.threads = processes or none, threads or none
        self.messages = messages or none  # how many are in memory at once, at most


def as_many_as_loops_hold(shape):
    return min(shape.concurrency, shape.tasks * shape.processes * shape.threads)


ARRANGEMENTS = {
    "plain-loop": Arrangement(plain_loop, in_flight=lambda shape: 1),
    "loop": Arrangement(loop, in_flight=as_many_as_loops_hold),
    "loop-per-core": Arrangement(
        loop_per_core,
        in_flight=as_many_as_loops_hold,
        processes=lambda shape: shape.processes,
        threads=lambda shape: shape.threads,
        messages=lambda shape: shape.processes,
    ),
    "loop-with-workers": Arrangement(
        loop_with_workers,
        in_flight=as_many_as_loops_hold,
        processes=lambda shape: shape.offload,
        messages=lambda shape: 4 * shape.offload,
    ),
    "thread-pool": Arrangement(thread_pool, threads=lambda shape: shape.threads),
    "process-pool": Arrangement(
        process_pool,
        processes=lambda shape: shape.processes,
        messages=lambda shape: 4 * shape.processes,
    ),
    "processes-with-threads": Arrangement(
        processes_with_threads,
        processes=lambda shape: shape.processes,
        threads=lambda shape: shape.processes * (shape.threads + 1),
        messages=lambda shape: 2 * shape.processes * (shape.threads + 1),
    ),
}


def per_second(work, seconds):
    """Units of work done per second of processor time; the first of them is the warm-up."""
    work()
    done, began, closes = 0, time.thread_time(), now() + seconds
    while now() < closes:
        done += work()
    return done / (time.thread_time() - began)


def calibrate(request):
    seconds = float(request.get("seconds", 0.05))

    def computed():
        arithmetic(1, 2000)
        return 2000

    def derived():
        derive_key(500)
        return 500

    told = {"steps_per_s": per_second(computed, seconds)}
    with contextlib.suppress(ImportError, AttributeError):  # built without OpenSSL
        told["native_steps_per_s"] = per_second(derived, seconds)
    Mix.pace = told
    return told


def rehearse(request):
    """One window, in a process that is gone afterwards."""
    arrangement = ARRANGEMENTS.get(request["arrangement"])
    if arrangement is None:
        return {"failed": "CPython has no %s" % request["arrangement"], "reason": "no-such-concept"}
    if "loop" in request["arrangement"]:
        import asyncio  # before the fork, so that no window pays for it
    deadline = now() + float(request.get("deadline_s", 5))
    receive, send = os.pipe()

    def one_window():
        os.setpgid(0, 0)
        gc.enable()
        try:
            told = told_by(arrangement, request)
        except BaseException as problem:
            told = failed(problem)
        probe.write_fully(send, json.dumps(told).encode())

    try:
        pid = probe.fork(one_window)
    except (Absent, OSError) as problem:
        os.close(receive)
        return failed(problem)
    finally:
        os.close(send)
    try:
        told = read_until(receive, deadline)
    finally:
        os.close(receive)
        end_group(pid)
    if told is None:
        return {"failed": "no outcome by the deadline", "reason": "timed-out"}
    return json.loads(told or b'{"failed":"the process of the window died","reason":"failed"}')


def end_group(leader):
    """Ends a window's process and its workers, and waits until all are gone: the next needs the CPUs."""
    with contextlib.suppress(OSError):
        os.killpg(leader, signal.SIGKILL)
    probe.end(leader)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-leader, 0)


def adopt_orphans():
    """A window leaves its workers to us, where the system lets it."""
    prctl = getattr(probe.libc(), "prctl", None)
    if prctl is not None:
        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def failed(problem):
    reason, detail = probe.explained(problem)
    return {"failed": detail, "reason": reason}


def told_by(arrangement, request):
    shape = Shape(request)
    need(arrangement, request, shape)
    mix = Mix(request)
    workers = max(shape.offload, arrangement.processes(shape) + arrangement.threads(shape))
    window = Window(request, arrangement.in_flight(shape), mix.work(), workers)
    arrangement.run(mix, window, shape)
    return window.told()


def need(arrangement, request, shape):
    """Refuses what is too big for what the request allows."""
    processes, threads = arrangement.processes(shape), arrangement.threads(shape)
    memory = (
        processes * PROCESS_BYTES
        + threads * THREAD_BYTES
        + arrangement.messages(shape) * int(request.get("message_bytes", 0))
        + int(request.get("shared_bytes", 0))
    )
    limits = (("tasks", processes + threads, 1024), ("bytes", memory, 512 * MIB))
    for what, needed, usual in limits:
        limit = int(request.get("max_" + what, usual))
        if needed > limit:
            raise Absent("not-permitted", "needs %d %s, max_%s is %d" % (needed, what, what, limit))


def read_until(descriptor, deadline):
    """All that is written there, or None if the deadline comes before its end."""
    told = b""
    with selectors.DefaultSelector() as ready:
        ready.register(descriptor, selectors.EVENT_READ)
        while ready.select(max(0, deadline - now())):
            part = os.read(descriptor, 65536)
            if not part:
                return told
            told += part
    return None


REQUESTS = {"calibrate": calibrate, "rehearse": rehearse}


def answer(line):
    identity = None
    try:
        request = json.loads(line)
        identity = request["id"]
        if not isinstance(identity, (int, str)):
            raise TypeError("the id is neither a number nor a string")
        if request["do"] not in REQUESTS:
            probe.say(id=identity, error="unknown request")
            return
        probe.say(id=identity, **REQUESTS[request["do"]](request))
        probe.say(id=identity, done=True)
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        told = {} if identity is None else {"id": identity}
        probe.say(error="malformed request: %s: %s" % (type(problem).__name__, problem), **told)


if __name__ == "__main__":
    adopt_orphans()
    probe.converse(answer)
