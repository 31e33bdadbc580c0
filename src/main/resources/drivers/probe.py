#!/usr/bin/env python3
"""What threads, processes and tasks cost in this CPython, on this machine.

Protocol: JSON lines. A request comes in on standard input, samples go out on standard output.

  -> {"id":1,"do":"describe"}
  <- {"id":1,"runtime":"cpython","version":"3.11.7","traits":{...},"probes":[...],
      "absent":{"spawn.virtual-thread":{"reason":"no-such-concept","detail":"..."}},"cost_ms":{...},
      "begin_ms":{...},"partners":{...}}
  <- {"id":1,"done":true}
  -> {"id":2,"do":"measure","probes":["spawn.thread"],"rounds":2,"batch_ms":4,
      "max_tasks":64,"max_bytes":134217728,"cpus":[0,1],"deadline_ms":800}
  <- {"id":2,"probe":"spawn.thread","round":0,"value":7.1e-05}
  <- {"id":2,"probe":"crash.thread","absent":"not-permitted","detail":"EAGAIN"}
  <- {"id":2,"done":true}

A request that cannot be read is answered by {"error": "..."}. End of input ends the driver at once,
in the middle of a measurement too, and its children with it. SIGTERM and SIGINT do the same.

Conventions, the same in every driver:

* One sample is one batch, as long as batch_ms, divided by its operations. No statistics here.
* Seconds, bytes, or plain ratios and shares. Probes take turns, round by round.
* The first batch of a probe is found by trying; that is its warm-up, and is not reported.
* Round trips begin by half a batch that is not timed, since a CPU that was idle answers late.
* spawn.*: from the call that starts it to the one that sees it ended, on one CPU. What forks does so
  in the nursery: a pristine process, since a fork costs what its parent's memory and past make of it.
* switch.*: one way, that is half of a round trip of one byte. handoff.*: the whole round trip of a
  message to a standing worker, which touches each page of it, and back; on two CPUs if there are two.
  handoff.reference.*: the same work called for on the spot, in one thread.
* lock.contended, counter.thread-local: wall time divided by the operations of all workers.
* Shares are of trials: crash.* in which the others lived on, isolation.* in which the other did not
  see the write.
* cpu-scaling.*: throughput within a window of 40 ms, as a scheduler needs time to spread workers. It
  opens when all could begin; one that works alone spends a part of it on each CPU.
* waiters.sequential.*: waits in a row add up, so a few are timed and the sum is taken.
* Footprints are PSS: shared pages are counted once, divided among those who share them.
* A probe that would need more than max_tasks or max_bytes says "not-permitted", and so does one to
  which the system refuses a thread or a process.
"""

import contextlib
import errno
import functools
import gc
import json
import mmap
import multiprocessing
import multiprocessing.util
import os
import platform
import queue
import resource
import signal
import socket
import struct
import sys
import threading
import time
import warnings

# asyncio, hashlib and ctypes bring large libraries with them: they come when they are needed.
ASYNCIO = {"begin_ms": 50, "partner": "asyncio"}

KIB, MIB = 1024, 1024 * 1024
PAGE = 4096
SIZES = {"64B": 64, "4KiB": 4 * KIB, "64KiB": 64 * KIB, "1MiB": MIB}
WAIT = 0.01  # seconds of one wait in waiters.*
WINDOW = 0.04  # seconds over which throughput is counted
MOST_TURNS = 4  # CPUs on which a lone worker spends a part of it
PARTNER_TASKS = 3  # a process, and the threads by which it is written to
EARLY = 0.003  # seconds in which a new partner gets its pages and warms up
TRIALS = 2  # of a crash or an isolation, for one sample
FORK_BYTES = 2 * MIB  # what a forked copy of this driver takes, rounded up
LARGE_PARENT = 64 * MIB

now = time.perf_counter


# --- The catalogue -----------------------------------------------------------------------------


class Absent(Exception):
    """There is no number, for a reason that the protocol has a word for."""

    def __init__(self, reason, detail):
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


PROBES = {}  # name -> function(bench) -> value
COST_MS = {}  # name -> what one round takes; a guess until the probe has run once
BEGIN_MS = {}  # name -> what the first round takes beyond that
PARTNERS = {}  # name -> who comes with the first round, for all that name the same

NO_SUCH_CONCEPT = {
    "spawn.virtual-thread": "CPython has no virtual threads",
    "spawn.worker": "CPython has no workers beside threads and processes",
    "footprint.virtual-thread": "CPython has no virtual threads",
    "false-sharing": "CPython's counters are objects of their own, not neighbours on a cache line",
}


def probe(name, cost_ms=5, begin_ms=0, partner=None):
    """Enters a function into the catalogue."""

    def enter(function):
        PROBES[name] = function
        COST_MS[name] = cost_ms
        if begin_ms:
            BEGIN_MS[name] = begin_ms
        if partner:
            PARTNERS[name] = partner
        return function

    return enter


# --- One request -------------------------------------------------------------------------------


class Bench:
    """What a probe may use while a request runs: limits, CPUs, calibrated batches, standing partners."""

    batch_sizes = {}  # operations per batch by probe, kept from request to request
    partners = {}  # those who stand by from request to request, since a new one is slow at first
    ballast = 0  # bytes that a nursery keeps from job to job: to write to them takes twenty times a fork

    def __init__(self, request, nurseries):
        self.nurseries = nurseries
        self.timer_cost = cost_of_the_timer()
        self.batch = max(0.0, float(request.get("batch_ms", 4))) / 1e3
        self.max_tasks = int(request.get("max_tasks", 64))
        self.max_bytes = int(request.get("max_bytes", 128 * MIB))
        self.deadline = now() + float(request.get("deadline_ms", 10_000)) / 1e3
        allowed = allowed_cpus()
        self.cpus = [cpu for cpu in request.get("cpus", allowed) if cpu in allowed] or allowed
        self.cores = len(self.cpus)
        self.probe = ""

    def per_operation(self, run):
        """Seconds per operation of run(n), in one batch."""
        aim = max(self.batch, 1000 * self.timer_cost)
        count = self.batch_sizes.get(self.probe)
        if count is None:
            count = self._calibrate(run, aim)
        took = seconds(run, count)
        self.batch_sizes[self.probe] = resized(count, aim, took)
        return took / count

    def per_round_trip(self, run):
        """The same with a partner: the first trips find its CPU idle, and do not count."""
        count = self.batch_sizes.get(self.probe)
        if count is None:
            warm(run)
        else:
            run(count // 2 + 1)
        return self.per_operation(run)

    def _calibrate(self, run, aim):
        count = 1
        while True:
            took = seconds(run, count)
            if took >= aim / 10 and count > 1:  # or was it only held up?
                took = min(took, seconds(run, count))
            if took >= aim / 10 or now() > self.deadline:
                return resized(count, aim, took)
            count *= 4

    def in_the_nursery(self, name, count, ballast=0, cpus=None):
        """What the nursery says to a job; it runs on one CPU unless told otherwise."""
        if isinstance(self.nurseries, Exception):
            raise self.nurseries
        nursery = self.nurseries[2 if ballast else 0 if name in PRISTINE else 1]
        if ballast:
            Bench.ballast = ballast
        return nursery.do(name=name, count=count, ballast=ballast, cpus=cpus or self.cpus[:1])

    def standing(self, key, make):
        """The partner of that key, made on first use; who was not asked for longest makes room."""
        partner, closing = self.partners.pop(key, (None, None))
        if partner is None:
            while self.partners and PARTNER_TASKS * (len(self.partners) + 1) > self.max_tasks:
                self.dismiss(next(iter(self.partners)))
            closing = contextlib.ExitStack()
            partner = closing.enter_context(make())
        self.partners[key] = partner, closing
        return partner

    def dismiss(self, *keys):
        for key in keys:
            self.partners.pop(key)[1].close()

    def need(self, tasks=0, memory=0):
        """Refuses a probe that is too big for what the request allows."""
        if tasks > self.max_tasks:
            raise Absent("not-permitted", "needs %d tasks, max_tasks is %d" % (tasks, self.max_tasks))
        if memory > self.max_bytes:
            raise Absent("not-permitted", "needs %d bytes, max_bytes is %d" % (memory, self.max_bytes))
        if memory + self.ballast > self.max_bytes:
            Bench.ballast = 0
            self.nurseries[2].do(name="nothing", count=0, ballast=0, cpus=self.cpus)

    def one_cpu(self):
        """Keeps this thread, and what it starts, on one CPU if the system can; else anywhere."""
        return pinned(self.cpus[0]) if hasattr(os, "sched_setaffinity") else contextlib.nullcontext()


def seconds(run, count):
    """What run(count) says it took, else what we see it take."""
    began = now()
    told = run(count)
    return now() - began if told is None else told


def resized(count, aim, took):
    """The batch that should have taken the time aimed at."""
    return max(1, min(count * 16, round(count * aim / took))) if took > 0 else count * 16


def allowed_cpus():
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


@contextlib.contextmanager
def pinned(*cpus):
    """Keeps the calling thread on these CPUs for a while."""
    if not hasattr(os, "sched_setaffinity"):
        raise Absent("no-such-concept", "this system cannot keep a thread on a CPU")
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cpus)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def cost_of_the_timer():
    began = now()
    for _ in range(1000):
        now()
    return (now() - began) / 1000


# --- Children that never outlive the driver -------------------------------------------------------

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
CHILDREN = set()


@functools.cache  # a child that looks it up anew is slower to start than the program's own would be
def libc():
    """The C library, or None: some builds are without ctypes."""
    try:
        import ctypes

        return ctypes.CDLL(None)
    except (ImportError, OSError):
        return None


def die_with(parent):
    """Called in a child: when the parent is gone, so are we."""
    prctl = getattr(libc(), "prctl", None)  # Linux has it, other systems do not
    if prctl is not None:
        prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    else:
        threading.Thread(target=watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os._exit(1)


def watch(parent):
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)


def fork(body):
    """The process id of a forked child that runs body() and leaves."""
    need_fork()
    libc()  # imported before the fork, so that each child finds it
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            die_with(parent)
            body()
            code = 0
        finally:
            os._exit(code)
    CHILDREN.add(pid)
    return pid


def reap(pid):
    """The wait status of a child that ends by itself."""
    try:
        return os.waitpid(pid, 0)[1]
    finally:
        CHILDREN.discard(pid)


def end(pid):
    """Ends a child and waits for it."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        reap(pid)


def need_fork():
    if not hasattr(os, "fork"):
        raise Absent("no-such-concept", "this system has no fork")


def in_child(body):
    """What body() returns in a fresh fork of this small process: no memory is left over from before."""
    receive, send = os.pipe()

    def report():
        gc.freeze()  # a collection would write to every page that is shared with our parent
        try:
            answer = {"value": body()}
        except Exception as problem:
            reason, detail = explained(problem)
            answer = {"absent": reason, "detail": detail}
        os.write(send, json.dumps(answer).encode())

    try:
        pid = fork(report)
    finally:
        os.close(send)
    try:
        answer = json.loads(read_all(receive) or b'{"absent":"failed","detail":"the child said nothing"}')
    finally:
        os.close(receive)
        end(pid)
    if "absent" in answer:
        raise Absent(answer["absent"], answer["detail"])
    return answer["value"]


def read_all(descriptor):
    return b"".join(iter(lambda: os.read(descriptor, 65536), b""))


def read_exactly(descriptor, size):
    """That many bytes, or None at the end of the stream."""
    parts = []
    while size > 0:
        part = os.read(descriptor, size)
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def write_fully(descriptor, data):
    written = os.write(descriptor, data)
    while written < len(data):
        written += os.write(descriptor, memoryview(data)[written:])


# --- Starting ------------------------------------------------------------------------------------


def nothing():
    pass


@probe("spawn.thread")
def spawn_thread(bench):
    def run(count):
        for _ in range(count):
            thread = threading.Thread(target=nothing)
            thread.start()
            thread.join()

    with bench.one_cpu():
        return bench.per_round_trip(run)


class Nursery:
    """A process from which to fork: made before the driver has threads, large modules or a past.

    It gets jobs as JSON lines and answers with what they return, else with the seconds they took.
    """

    def __init__(self):
        parent, child = socket.socketpair()
        need_fork()
        self.pid = os.fork()
        if self.pid == 0:
            parent.close()
            try:
                serve_jobs(child.makefile("rw"))
            finally:
                os._exit(0)
        child.close()
        CHILDREN.add(self.pid)
        self.lines = parent.makefile("rw")

    def do(self, **job):
        self.lines.write(json.dumps(job) + "\n")
        self.lines.flush()
        answer = json.loads(self.lines.readline() or '{"absent":"failed","detail":"the nursery is gone"}')
        if "absent" in answer:
            raise Absent(answer["absent"], answer["detail"])
        return answer["value"]


def serve_jobs(lines):
    """The nursery's life; it ends with its input, that is with the driver."""
    # A spawned child would import the main file, which is not Python's cost but this driver's. And it
    # would start without the site packages, as this driver does and a user's program does not.
    sys.modules["__main__"].__dict__.pop("__file__", None)
    multiprocessing.util._args_from_interpreter_flags = lambda: []
    ballast = None
    for line in lines:
        job = json.loads(line)
        try:
            if ballast is None or len(ballast) != job["ballast"]:
                ballast = touched(job["ballast"])
            if hasattr(os, "sched_setaffinity"):
                os.sched_setaffinity(0, job["cpus"])
            began = now()
            value = JOBS[job["name"]](job["count"])
            answer = {"value": now() - began if value is None else value}
        except Exception as problem:
            reason, detail = explained(problem)
            answer = {"absent": reason, "detail": detail}
        lines.write(json.dumps(answer) + "\n")
        lines.flush()


def touched(size):
    """That much memory, each page of it written to."""
    if size == 0:
        return b""
    memory = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    for page in range(0, size, PAGE):
        memory[page] = 1
    return memory


def fork_exit_wait(count):
    for _ in range(count):
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        os.waitpid(pid, 0)


def spawn_program(count):
    if not hasattr(os, "posix_spawn"):
        raise Absent("no-such-concept", "this system has no posix_spawn")
    program = next((p for p in ("/bin/true", "/usr/bin/true") if os.access(p, os.X_OK)), None)
    if program is None:
        raise Absent("not-installed", "no program `true`")
    for _ in range(count):
        os.waitpid(os.posix_spawn(program, [program], os.environ), 0)


def start_process(method):
    """Starts and joins a multiprocessing.Process by that start method, or by the usual one."""

    def run(count):
        name = method or multiprocessing.get_start_method()
        if name not in multiprocessing.get_all_start_methods():
            raise Absent("no-such-concept", "this system has no start method " + name)
        context = multiprocessing.get_context(name)
        for _ in range(count):
            process = context.Process(target=os.getpid)  # from the library: a child can import it
            process.start()
            process.join()
            if process.exitcode != 0:
                raise Absent("failed", "a process ended with %s" % process.exitcode)
            process.close()

    return run


# Jobs whose cost is the size of their nursery; others import libraries into theirs, which would add.
PRISTINE = {"fork", "exec", "usual"}

JOBS = {
    "nothing": lambda _: None,
    "fork": fork_exit_wait,
    "exec": spawn_program,
    "usual": start_process(None),
    "forkserver": start_process("forkserver"),
    "spawn": start_process("spawn"),
}


def in_the_nursery(name):
    def measure(bench):
        bench.need(tasks=2)
        return bench.per_operation(lambda count: bench.in_the_nursery(name, count))

    return measure


def woken_in_the_nursery(name):
    """The same of what is so quick that the nursery's waking would be felt."""

    def measure(bench):
        bench.need(tasks=2)
        return bench.per_round_trip(lambda count: bench.in_the_nursery(name, count))

    return measure


probe("spawn.process", cost_ms=13)(woken_in_the_nursery("usual"))
probe("spawn.fork", cost_ms=9)(woken_in_the_nursery("fork"))
probe("spawn.forkserver", cost_ms=17, begin_ms=200)(woken_in_the_nursery("forkserver"))
probe("spawn.spawn", cost_ms=110, begin_ms=130)(in_the_nursery("spawn"))
probe("spawn.exec", cost_ms=8)(woken_in_the_nursery("exec"))
probe("fork.small-parent", cost_ms=12)(woken_in_the_nursery("fork"))


# The first fork takes half as long again, as it makes the pages of its parent read-only.
FORKS_OF_A_LARGE_PARENT = 4


@probe("fork.large-parent", cost_ms=30, begin_ms=200)
def fork_a_large_parent(bench):
    bench.need(tasks=2, memory=LARGE_PARENT)
    return bench.in_the_nursery("fork", FORKS_OF_A_LARGE_PARENT, LARGE_PARENT) / FORKS_OF_A_LARGE_PARENT


@probe("spawn.task", **ASYNCIO)
def spawn_task(bench):
    import asyncio

    async def one():
        pass

    async def many(count):
        began = now()
        for _ in range(count):
            await asyncio.ensure_future(one())
        return now() - began

    loop = bench.standing("loop", event_loop)
    with bench.one_cpu():
        return bench.per_operation(lambda count: loop.run_until_complete(many(count)))


@contextlib.contextmanager
def event_loop():
    import asyncio

    loop = asyncio.new_event_loop()
    try:
        yield loop
    finally:
        loop.close()


# --- Switching: a byte to and fro over two pipes -----------------------------------------------------


class Pair:
    """Two channels and a partner, a thread or a process, that sends back what it gets."""

    def __init__(self, serve, cpu, as_process, descriptors=os.pipe):
        ours, theirs = crossed(descriptors)
        self.receive, self.send = ours
        self.theirs = theirs
        self.as_process = as_process
        self.pid = None

        def partner():
            if cpu is not None:
                os.sched_setaffinity(0, {cpu})
            serve(*theirs)

        def forked():
            for descriptor in set(ours):
                os.close(descriptor)
            partner()

        try:
            if as_process:
                self.pid = fork(forked)
                close_all(theirs)
            else:
                self.thread = threading.Thread(target=partner, daemon=True)
                self.thread.start()
        except BaseException:
            close_all(ours + theirs)
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.send)  # the partner sees the end of its input
        if self.as_process:
            end(self.pid)
        else:
            self.thread.join()
            close_all(self.theirs)
        if self.receive != self.send:
            os.close(self.receive)


def crossed(make):
    """Two ends, each as (receive, send); a socket does both."""
    if make is socket_descriptors:
        ours, theirs = make()
        return (ours, ours), (theirs, theirs)
    (we_receive, they_send), (they_receive, we_send) = make(), make()
    return (we_receive, we_send), (they_receive, they_send)


def socket_descriptors():
    return tuple(end.detach() for end in socket.socketpair())


def close_all(descriptors):
    for descriptor in set(descriptors):
        with contextlib.suppress(OSError):
            os.close(descriptor)


def serve_bytes(receive, send):
    while True:
        byte = os.read(receive, 1)
        if not byte:
            return
        os.write(send, byte)


@contextlib.contextmanager
def byte_partner(cpu, as_process):
    with Pair(serve_bytes, cpu, as_process) as pair:

        def round_trips(count):
            send, receive = pair.send, pair.receive
            for _ in range(count):
                os.write(send, b"x")
                if not os.read(receive, 1):
                    raise Absent("failed", "the partner is gone")

        warm(round_trips)
        yield round_trips


def warm(round_trips):
    """As many as a new partner, or one whose CPU has slept, takes to come to its speed."""
    began = now()
    while now() - began < EARLY:
        round_trips(1)


def switching(as_process, across):
    def measure(bench):
        if across and bench.cores < 2:
            raise Absent("no-such-concept", "there is only one CPU to use")
        if as_process:
            need_fork()
        bench.need(tasks=1)
        there = bench.cpus[-1] if across else bench.cpus[0]
        with pinned(bench.cpus[0]):
            round_trips = bench.standing(
                ("switch", as_process, there), lambda: byte_partner(there, as_process)
            )
            return bench.per_round_trip(round_trips) / 2

    return measure


probe("switch.thread")(switching(as_process=False, across=False))
probe("switch.process")(switching(as_process=True, across=False))
probe("switch.thread-across")(switching(as_process=False, across=True))
probe("switch.process-across")(switching(as_process=True, across=True))


# --- Handing over ---------------------------------------------------------------------------------


def touch(data):
    """Reads one byte of each page."""
    return sum(data[::PAGE])


@functools.cache  # pages that are new in each batch would take longer than the message
def written(size):
    return b"x" * size


def handing_over(channel, size):
    """Times one message of that size to the channel's standing worker and back."""

    def measure(bench):
        bench.need(tasks=2, memory=8 * size)
        there = bench.cpus[-1] if hasattr(os, "sched_setaffinity") else None
        with bench.one_cpu():
            round_trips = bench.standing((channel, there), lambda: warmed(channel(there)))
            return bench.per_round_trip(lambda count: round_trips(count, size))

    return measure


@contextlib.contextmanager
def warmed(channel):
    with channel as round_trips:
        warm(lambda count: round_trips(count, max(SIZES.values())))
        yield round_trips


@contextlib.contextmanager
def threaded(serve, cpu, stop):
    """A standing worker thread; stop() makes its serve() return."""

    def run():
        if cpu is not None:
            os.sched_setaffinity(0, {cpu})
        serve()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop()
        thread.join()


@contextlib.contextmanager
def forked(serve, cpu):
    """A standing worker process."""

    def run():
        if cpu is not None:
            os.sched_setaffinity(0, {cpu})
        serve()

    pid = fork(run)
    try:
        yield
    finally:
        end(pid)


@contextlib.contextmanager
def by_reference(_):
    """A call: the message stays in this thread."""

    def round_trips(count, size):
        message = written(size)
        touch(message)
        began = now()
        for _ in range(count):
            touch(message)
        return now() - began

    yield round_trips


@contextlib.contextmanager
def by_thread_queue(cpu):
    """queue.SimpleQueue: what most programs use between threads. It passes references."""
    there, back = queue.SimpleQueue(), queue.SimpleQueue()

    def serve():
        for message in iter(there.get, None):
            touch(message)
            back.put(message)

    def round_trips(count, size):
        message = written(size)
        touch(message)
        began = now()
        for _ in range(count):
            there.put(message)
            back.get()
        return now() - began

    with threaded(serve, cpu, lambda: there.put(None)):
        yield round_trips


@contextlib.contextmanager
def by_connection(cpu):
    """multiprocessing.Pipe: what most programs use between processes. It pickles."""
    ours, theirs = multiprocessing.Pipe()

    def serve():
        while True:
            message = theirs.recv()
            touch(message)
            theirs.send(message)

    def round_trips(count, size):
        message = written(size)
        began = now()
        for _ in range(count):
            ours.send(message)
            ours.recv()
        return now() - began

    with ours, theirs, forked(serve, cpu):
        yield round_trips


@contextlib.contextmanager
def by_process_queue(cpu):
    """multiprocessing.Queue: pickles too, and writes through a thread of its own."""
    context = multiprocessing.get_context("fork")
    there, back = context.Queue(), context.Queue()

    def serve():
        while True:
            message = there.get()
            touch(message)
            back.put(message)

    def round_trips(count, size):
        message = written(size)
        began = now()
        for _ in range(count):
            there.put(message)
            back.get()
        return now() - began

    try:
        with forked(serve, cpu):
            yield round_trips
    finally:
        for each in (there, back):
            each.close()
            each.join_thread()


@contextlib.contextmanager
def by_shared_memory(cpu):
    """One mapping that both processes see, and two semaphores. The message is never copied."""
    context = multiprocessing.get_context("fork")
    there, back = context.Semaphore(0), context.Semaphore(0)
    memory = mmap.mmap(-1, 8 + max(SIZES.values()))

    def serve():
        message = memoryview(memory)[8:]
        while True:
            there.acquire()
            size = struct.unpack_from("<Q", memory)[0]
            touch(message[:size])
            back.release()

    def round_trips(count, size):
        struct.pack_into("<Q", memory, 0, size)
        began = now()
        for _ in range(count):
            memory[8] = 1
            there.release()
            back.acquire()
        return now() - began

    with memory, forked(serve, cpu):
        yield round_trips


def read_into(descriptor, memory):
    """Fills the memory, which is all used again; False at the end of the stream."""
    while memory:
        count = os.readv(descriptor, [memory])
        if count == 0:
            return False
        memory = memory[count:]
    return True


def serve_messages(receive, send):
    """Answers batches: first how many messages of what size, then the messages."""
    memory = memoryview(bytearray(max(SIZES.values())))
    while True:
        header = read_exactly(receive, 16)
        if header is None:
            return
        count, size = struct.unpack("<QQ", header)
        message = memory[:size]
        for _ in range(count):
            if not read_into(receive, message):
                return
            touch(message)
            write_fully(send, message)


def by_descriptors(make):
    """The bare system calls over a pair of pipes or a pair of sockets, into memory that is kept."""

    @contextlib.contextmanager
    def channel(cpu):
        need_fork()
        memory = memoryview(bytearray(max(SIZES.values())))
        with Pair(serve_messages, cpu, as_process=True, descriptors=make) as pair:

            def round_trips(count, size):
                message = memory[:size]
                write_fully(pair.send, struct.pack("<QQ", count, size))
                began = now()
                for _ in range(count):
                    write_fully(pair.send, message)
                    if not read_into(pair.receive, message):
                        raise Absent("failed", "the partner is gone")
                return now() - began

            yield round_trips

    return channel


CHANNELS = {
    "reference": by_reference,
    "thread": by_thread_queue,
    "process": by_connection,
    "pipe": by_descriptors(os.pipe),
    "socket": by_descriptors(socket_descriptors),
    "queue": by_process_queue,
    "shared-memory": by_shared_memory,
}
# What even the shortest batch takes, calibration and all.
LARGE_MESSAGE_MS = {"process": 22, "pipe": 22, "socket": 17, "queue": 32, "shared-memory": 10}
for channel_name, make_channel in CHANNELS.items():
    for size_name, bytes_of_size in SIZES.items():
        probe(
            "handoff.%s.%s" % (channel_name, size_name),
            cost_ms=LARGE_MESSAGE_MS.get(channel_name, 5) if bytes_of_size == MIB else 5,
        )(handing_over(make_channel, bytes_of_size))


# --- Sharing --------------------------------------------------------------------------------------


# The interpreter lock changes hands every 5 ms: shorter batches would never meet a rival.
SEVERAL_TURNS = 0.02
# Whether an update is lost is decided where the lock changes hands: four throws of a coin are few.
MANY_HANDS = 0.0005


@contextlib.contextmanager
def switching_every(seconds):
    if not hasattr(sys, "setswitchinterval"):
        yield
        return
    usual = sys.getswitchinterval()
    sys.setswitchinterval(min(usual, seconds))
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def together(cpus, body):
    """Seconds per operation of workers that run at the same time, one pinned to each CPU.

    They start at a barrier, and body(n) is n operations. Operations are counted in a given time, and
    not the other way round: a worker that is held up cannot stretch it.
    """
    done, deadline = [0] * len(cpus), []
    barrier = threading.Barrier(len(cpus), action=lambda: deadline.append(now() + SEVERAL_TURNS))

    def worker(i):
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {cpus[i]})
        try:
            barrier.wait()
        except threading.BrokenBarrierError:
            return
        while now() < deadline[0]:
            body(100)
            done[i] += 100

    threads = [threading.Thread(target=worker, args=(i,), daemon=True) for i in range(len(cpus))]
    started = []
    try:
        for thread in threads:
            thread.start()
            started.append(thread)
    except RuntimeError:
        barrier.abort()
        raise
    finally:
        for thread in started:
            thread.join()
    return SEVERAL_TURNS / max(1, sum(done))


def contenders(bench, at_least=1):
    """A CPU for each of at most eight workers that contend; two on one if there is no other."""
    cpus = (bench.cpus * at_least)[: max(at_least, min(8, bench.cores))]
    bench.need(tasks=len(cpus))
    return cpus


@probe("lock.uncontended")
def lock_uncontended(bench):
    def run(count):
        lock, counter = threading.Lock(), 0
        for _ in range(count):
            with lock:
                counter += 1

    return bench.per_operation(run)


@probe("lock.contended", cost_ms=22)
def lock_contended(bench):
    lock, counter = threading.Lock(), [0]

    def body(count):
        for _ in range(count):
            with lock:
                counter[0] += 1

    return together(contenders(bench, at_least=2), body)


@probe("counter.thread-local", cost_ms=22)
def counter_thread_local(bench):
    local = threading.local()

    def body(count):
        local.counter = 0
        for _ in range(count):
            local.counter += 1

    return together(contenders(bench), body)


@probe("race.lost-updates", cost_ms=22)
def race_lost_updates(bench):
    """Read, call, write: what `x += 1` is as soon as anything happens between its halves."""
    counter = [0]

    def successor(value):
        return value + 1

    def body(count):
        for _ in range(count):
            value = counter[0]
            counter[0] = successor(value)

    with switching_every(MANY_HANDS):
        updates = SEVERAL_TURNS / together(contenders(bench, at_least=2)[:2], body)
    return max(0, 1 - counter[0] / round(updates))


# --- Computing ------------------------------------------------------------------------------------


def arithmetic(x, steps):
    for _ in range(steps):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
    return x


@probe("cpu.arithmetic")
def cpu_arithmetic(bench):
    return bench.per_operation(lambda count: keep(arithmetic(1, count * 1000))) * 1000


def keep(_):
    """Nothing to keep: CPython never drops a computation whose result is unused."""


def chunks_until(deadline, chunk):
    """How many chunks of work end before the deadline."""
    done = 0
    while True:
        chunk()
        if now() >= deadline:
            return done
        done += 1


def chunks_by_turns(deadline, chunk, cpus):
    """The same, for an equal part of the time on each of these CPUs."""
    done = 0
    for i, cpu in enumerate(cpus):
        os.sched_setaffinity(0, {cpu})
        part = (deadline - now()) / (len(cpus) - i)
        done += chunks_until(now() + part, chunk)
    return done


def work_of(workers, cpus, chunk):
    """What each of them does until a deadline: a lone one goes from CPU to CPU, as these differ in speed."""
    if workers > 1 or not hasattr(os, "sched_setaffinity"):
        return lambda deadline: chunks_until(deadline, chunk)
    some = cpus[:: -(-len(cpus) // MOST_TURNS)]
    return lambda deadline: chunks_by_turns(deadline, chunk, some)


def compute():
    arithmetic(1, 1000)


def compute_natively():
    import hashlib

    hashlib.sha256(NATIVE_DATA).digest()  # releases the interpreter lock


NATIVE_DATA = bytes(MIB)  # long enough that the lock is seldom asked for


def scaling_of_native_threads(bench):
    compute_natively()  # its import belongs to no window
    return scaling(throughput_of_threads, compute_natively, cores, one)(bench)


def throughput_of_threads(workers, cpus, chunk):
    """Chunks that these workers do within the window."""
    work, done = work_of(workers, cpus, chunk), [0] * workers
    go, deadline = threading.Event(), [0.0]

    def worker(i):
        go.wait()
        done[i] = work(deadline[0])

    threads = [threading.Thread(target=worker, args=(i,), daemon=True) for i in range(workers)]
    started = []
    try:
        for thread in threads:
            thread.start()
            started.append(thread)
        deadline[0] = now() + WINDOW
    finally:
        go.set()
        for thread in started:
            thread.join()
    return sum(done)


def throughput_of_processes(workers, cpus, chunk):
    work = work_of(workers, cpus, chunk)
    wait_ready, ready = os.pipe()
    wait_go, go = os.pipe()
    receive, send = os.pipe()

    def worker():
        os.close(go)  # so that its end is seen
        chunk()  # a new copy makes its pages its own first, which may take as long as the window
        os.write(ready, b"r")
        os.close(ready)  # so that the parent does not wait for one that ended early
        # The same for all: who comes late to a crowded CPU has less of the window.
        (deadline,) = struct.unpack("<d", os.read(wait_go, 8))
        os.write(send, struct.pack("<Q", work(deadline)))

    pids = []
    try:
        try:
            for _ in range(workers):
                pids.append(fork(worker))
        finally:
            close_all((ready, send))
        if len(read_all(wait_ready)) < workers:
            raise Absent("failed", "a worker ended before it could begin")
        os.write(go, struct.pack("<d", now() + WINDOW) * workers)
        counts = read_all(receive)
        return sum(struct.unpack("<%dQ" % (len(counts) // 8), counts))
    finally:
        close_all((wait_ready, wait_go, go, receive))
        for pid in pids:
            end(pid)


def scaling(throughput, chunk, many, few):
    """The throughput of many workers over that of few; both told as functions of the cores."""

    def measure(bench):
        processes = throughput is throughput_of_processes
        if processes:
            need_fork()
        bench.need(tasks=many(bench.cores), memory=many(bench.cores) * FORK_BYTES if processes else 0)
        crowd, others = (throughput(count(bench.cores), bench.cpus, chunk) for count in (many, few))
        return crowd / max(1, others)

    return measure


def one(_):
    return 1


def cores(count):
    return count


def four_times(count):
    return 4 * count


for unit, counted in (("threads", throughput_of_threads), ("processes", throughput_of_processes)):
    probe("cpu-scaling." + unit, cost_ms=83)(scaling(counted, compute, cores, one))
    probe("cpu-scaling.%s-oversubscribed" % unit, cost_ms=100)(scaling(counted, compute, four_times, cores))
probe("cpu-scaling.native-threads", cost_ms=83)(scaling_of_native_threads)

OVERSUBSCRIBED = 64


def seconds_in_threads(workers, steps):
    """The work split among new threads, from the first start to the last join."""
    began = now()
    threads = [
        threading.Thread(target=arithmetic, args=(1, steps // workers), daemon=True) for _ in range(workers)
    ]
    started = []
    try:
        for thread in threads:
            thread.start()
            started.append(thread)
    finally:
        for thread in started:
            thread.join()
    return now() - began


def in_processes(workers, body):
    """Forks that many children, each of which runs body() for some ms at most, and waits for all.

    They end by themselves before anybody could miss their parent, so nothing is spent on their noticing.
    """
    pids = []
    try:
        for _ in range(workers):
            pid = os.fork()
            if pid == 0:
                try:
                    body()
                finally:
                    os._exit(0)
            pids.append(pid)
    finally:
        for pid in pids:
            os.waitpid(pid, 0)


# The same total of work, however many share it: half a millisecond or so for each of the 64.
SHARED_STEPS = OVERSUBSCRIBED * 5000
JOBS["shared-work"] = lambda workers: in_processes(
    workers, lambda: arithmetic(1, SHARED_STEPS // workers)
)


@probe("oversubscription.threads", cost_ms=130)
def oversubscription_threads(bench):
    """Time of the same work in 64 workers over that in as many as there are cores."""
    bench.need(tasks=OVERSUBSCRIBED)
    return seconds_in_threads(OVERSUBSCRIBED, SHARED_STEPS) / seconds_in_threads(bench.cores, SHARED_STEPS)


@probe("oversubscription.processes", cost_ms=200)
def oversubscription_processes(bench):
    bench.need(tasks=OVERSUBSCRIBED, memory=OVERSUBSCRIBED * FORK_BYTES)
    many = bench.in_the_nursery("shared-work", OVERSUBSCRIBED, cpus=bench.cpus)
    return many / bench.in_the_nursery("shared-work", bench.cores, cpus=bench.cpus)


# --- Waiting --------------------------------------------------------------------------------------


def wait_in_threads(bench, count):
    bench.need(tasks=count)
    threads = [threading.Thread(target=time.sleep, args=(WAIT,), daemon=True) for _ in range(count)]
    began = now()
    started = []
    try:
        for thread in threads:
            thread.start()
            started.append(thread)
    finally:
        for thread in started:
            thread.join()
    return now() - began


JOBS["wait"] = lambda count: in_processes(count, lambda: time.sleep(WAIT))


def wait_in_processes(bench, count):
    bench.need(tasks=count, memory=count * FORK_BYTES)
    return bench.in_the_nursery("wait", count, cpus=bench.cpus)


def wait_in_tasks(bench, count):
    import asyncio

    async def all_of_them():
        await asyncio.gather(*(asyncio.sleep(WAIT) for _ in range(count)))

    loop = bench.standing("loop", event_loop)
    began = now()
    loop.run_until_complete(all_of_them())
    return now() - began


def wait_in_a_row(bench, count):
    def run(waits):
        for _ in range(waits):
            time.sleep(WAIT)

    return bench.per_operation(run) * count


WAITING = {
    "async": (wait_in_tasks, {10: 11, 100: 14, 1000: 32}),
    "threads": (wait_in_threads, {10: 14, 100: 30, 1000: 190}),
    "processes": (wait_in_processes, {10: 35, 100: 200, 1000: 2000}),
    "sequential": (wait_in_a_row, {10: 11, 100: 11, 1000: 11}),
}
for kind, (wait, costs) in WAITING.items():
    for waiters, cost in costs.items():
        probe("waiters.%s.%d" % (kind, waiters), cost_ms=cost, **(ASYNCIO if kind == "async" else {}))(
            lambda bench, wait=wait, waiters=waiters: wait(bench, waiters)
        )


@probe("loop.blocked", cost_ms=44, **ASYNCIO)
def loop_blocked(bench):
    """Mean lateness of ten timers within 20 ms while one callback computes, over when none does."""
    loop = bench.standing("loop", event_loop)

    async def lateness(computing):
        late = []
        ready = loop.create_future()

        def ring(due):
            late.append(now() - due)
            if len(late) == 10:
                ready.set_result(None)

        began = now()
        for i in range(1, 11):
            loop.call_later(0.002 * i, ring, began + 0.002 * i)
        if computing:
            loop.call_soon(chunks_until, began + 0.02, compute)
        await ready
        return max(1e-6, sum(late) / len(late))

    free = loop.run_until_complete(lateness(False))
    return loop.run_until_complete(lateness(True)) / free


# --- Memory ---------------------------------------------------------------------------------------


def pss(pid):
    """Proportional set size in bytes."""
    try:
        with open("/proc/%d/smaps_rollup" % pid, "rb") as lines:
            for line in lines:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1]) * KIB
    except FileNotFoundError:
        if os.path.exists("/proc/self/smaps_rollup"):
            raise Absent("failed", "the process is gone") from None
        if os.path.exists("/proc/self"):
            raise Absent("too-old", "no smaps_rollup: a kernel before 4.14") from None
        raise Absent("not-mounted", "no /proc") from None
    except PermissionError as problem:
        raise Absent("not-permitted", "smaps_rollup: " + name_of(problem)) from None
    raise Absent("failed", "smaps_rollup has no Pss")


def thread_footprint(threads):
    hold = threading.Lock()
    hold.acquire()
    threading.Thread(target=hold.acquire, daemon=True).start()  # unshares what a start writes to
    before = pss(os.getpid())
    for _ in range(threads):
        threading.Thread(target=hold.acquire, daemon=True).start()
    return (pss(os.getpid()) - before) / threads


def task_footprint(tasks):
    import asyncio

    async def sleepers():
        held = [asyncio.ensure_future(asyncio.sleep(3600))]
        await asyncio.sleep(0)
        before = pss(os.getpid())
        held += [asyncio.ensure_future(asyncio.sleep(3600)) for _ in range(tasks)]
        await asyncio.sleep(0)
        return (pss(os.getpid()) - before) / tasks

    return asyncio.new_event_loop().run_until_complete(sleepers())


PARK = """
ready.send(True)
try:
    hold.recv()
except EOFError:
    pass
"""


def park(ready, hold, parent):
    die_with(parent)
    exec(PARK, {"ready": ready, "hold": hold})


def process_footprint(processes):
    """What a process of multiprocessing's usual start method adds, to itself and to its parent."""
    libc()  # imported here, so that it is not counted as the children's
    context = multiprocessing.get_context()
    told, ready = context.Pipe(duplex=False)
    hold, let_go = context.Pipe(duplex=False)
    if context.get_start_method() == "fork":
        target, arguments = park, (ready, hold, os.getpid())
    else:  # exec is a name that a spawned child knows without this file
        target, arguments = exec, (PARK, {"ready": ready, "hold": hold})
    started = []
    with told, ready, hold, let_go:
        before = pss(os.getpid())
        try:
            for _ in range(processes):
                started.append(context.Process(target=target, args=arguments))
                started[-1].start()
            for _ in started:
                if not told.poll(10):
                    raise Absent("timed-out", "a process did not start within 10 s")
                told.recv()
            after = pss(os.getpid()) + sum(pss(process.pid) for process in started)
        finally:
            for process in started:
                if process.pid is not None:
                    process.kill()
                    process.join()
    return (after - before) / processes


JOBS["thread-footprint"] = lambda threads: in_child(lambda: thread_footprint(threads))
JOBS["task-footprint"] = lambda tasks: in_child(lambda: task_footprint(tasks))
JOBS["process-footprint"] = process_footprint


@probe("footprint.thread", cost_ms=22)
def footprint_thread(bench):
    threads = max(1, min(64, bench.max_tasks - 2))
    bench.need(tasks=threads + 2, memory=threads * 64 * KIB)
    return bench.in_the_nursery("thread-footprint", threads)


@probe("footprint.task", cost_ms=100, **ASYNCIO)
def footprint_task(bench):
    tasks = 2000
    bench.need(memory=tasks * 4 * KIB)
    return bench.in_the_nursery("task-footprint", tasks)


@probe("footprint.process", cost_ms=35)
def footprint_process(bench):
    processes = 4
    bench.need(tasks=processes, memory=processes * 16 * MIB)
    return bench.in_the_nursery("process-footprint", processes)


# --- Faults and isolation ---------------------------------------------------------------------------


def crash():
    """A real fault."""
    import ctypes

    ctypes.memset(0, 1, 1)


def no_core_file():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    prctl = getattr(libc(), "prctl", None)
    if prctl is not None:
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)  # nor a helper program that makes one
    signal.signal(signal.SIGSEGV, signal.SIG_DFL)


def share(trial):
    """The share of a few trials that came out true."""
    return sum(bool(trial()) for _ in range(TRIALS)) / TRIALS


@probe("crash.process", cost_ms=15)
def crash_process(bench):
    """A child faults; a sibling and we are the others."""
    bench.need(tasks=2)
    sibling = bench.standing("sibling", lambda: Pair(serve_bytes, None, as_process=True))

    def doomed():
        no_core_file()
        crash()

    def others_survive():
        if not os.WIFSIGNALED(reap(fork(doomed))):
            raise Absent("failed", "the child would not crash")
        os.write(sibling.send, b"?")
        return os.read(sibling.receive, 1) == b"?"

    return share(others_survive)


@probe("crash.thread", cost_ms=15)
def crash_thread(bench):
    """A thread faults in a child made for it; the other threads of that child are the others."""
    bench.need(tasks=2)

    def others_survive():
        receive, send = os.pipe()

        def doomed():
            os.close(receive)
            no_core_file()
            threading.Thread(target=crash, daemon=True).start()
            time.sleep(0.5)
            os.write(send, b"alive")

        try:
            pid = fork(doomed)
        finally:
            os.close(send)
        try:
            survivors = read_all(receive)
        finally:
            os.close(receive)
        status = reap(pid)
        if not survivors and not os.WIFSIGNALED(status):
            raise Absent("failed", "the child would not crash")
        return survivors == b"alive"

    return share(others_survive)


@probe("thread.end-leaves-others")
def thread_end_leaves_others(bench):
    bench.need(tasks=2)

    def other_works_on():
        ask, answer = queue.SimpleQueue(), queue.SimpleQueue()
        other = threading.Thread(target=lambda: answer.put(ask.get()), daemon=True)
        other.start()
        ending = threading.Thread(target=nothing, daemon=True)
        ending.start()
        ending.join()
        ask.put("?")
        try:
            return answer.get(timeout=1) == "?"
        except queue.Empty:
            return False

    return share(other_works_on)


@probe("isolation.memory.thread")
def isolation_memory_thread(bench):
    bench.need(tasks=1)

    def unseen():
        cell = [0]
        writer = threading.Thread(target=cell.__setitem__, args=(0, 1), daemon=True)
        writer.start()
        writer.join()
        return cell[0] == 0

    return share(unseen)


@probe("isolation.memory.process", cost_ms=12)
def isolation_memory_process(bench):
    bench.need(tasks=1)

    def unseen():
        cell = [0]
        reap(fork(lambda: cell.__setitem__(0, 1)))
        return cell[0] == 0

    return share(unseen)


@probe("noise.lost-share", cost_ms=21)
def noise_lost_share(_):
    """What a spinning thread lost to gaps of more than 20 microseconds."""
    lost, began = 0.0, now()
    last, deadline = began, began + 0.02
    while last < deadline:
        tick = now()
        if tick - last > 20e-6:
            lost += tick - last
        last = tick
    return lost / (last - began)


# --- The conversation ---------------------------------------------------------------------------------

REFUSALS = {
    errno.EAGAIN, errno.EPERM, errno.EACCES, errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.ENOSPC
}  # fmt: skip


def name_of(problem):
    return errno.errorcode.get(problem.errno, str(problem.errno))


def explained(problem):
    """A reason and a detail for whatever went wrong."""
    if isinstance(problem, Absent):
        return problem.reason, problem.detail
    if isinstance(problem, OSError) and problem.errno in REFUSALS:
        return "not-permitted", "%s: %s" % (name_of(problem), problem.strerror)
    if isinstance(problem, RuntimeError) and "new thread" in str(problem):
        return "not-permitted", "EAGAIN: " + str(problem)
    if isinstance(problem, MemoryError):
        return "not-permitted", "ENOMEM: out of memory"
    if isinstance(problem, ImportError):
        return "not-installed", str(problem)
    return "failed", "%s: %s" % (type(problem).__name__, problem)


def say(**line):
    try:
        sys.stdout.write(json.dumps(line, allow_nan=False) + "\n")
        sys.stdout.flush()
    except OSError:  # nobody listens any more
        leave()


def leave():
    """Ends at once, without waiting for anything that a probe has under way."""
    for pid in list(CHILDREN):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    os._exit(0)


def describe(identity):
    import sysconfig

    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    traits = {
        "implementation": platform.python_implementation(),
        "gil": "on" if gil else "off",
        "free_threaded": "yes" if sysconfig.get_config_var("Py_GIL_DISABLED") else "no",
        "cpu_count": str(os.cpu_count()),
        "start_method": multiprocessing.get_start_method(),
    }
    if hasattr(os, "process_cpu_count"):
        traits["process_cpu_count"] = str(os.process_cpu_count())
    say(
        id=identity,
        runtime=sys.implementation.name,
        version=platform.python_version(),
        traits=traits,
        probes=sorted(PROBES),
        absent={
            name: {"reason": "no-such-concept", "detail": detail}
            for name, detail in NO_SUCH_CONCEPT.items()
        },
        cost_ms={name: round(cost, 1) for name, cost in COST_MS.items()},
        begin_ms=BEGIN_MS,
        partners=PARTNERS,
    )


def measure(identity, request, nurseries):
    bench = Bench(request, nurseries)
    if not isinstance(request["probes"], list):
        raise TypeError("probes is not a list")
    names = list(dict.fromkeys(map(str, request["probes"])))
    within = pinned(*bench.cpus) if hasattr(os, "sched_setaffinity") else contextlib.nullcontext()
    with within:
        for turn in range(int(request.get("rounds", 1))):
            for name in list(names):
                if not sample(bench, identity, name, turn):
                    names.remove(name)


def sample(bench, identity, name, turn):
    """Says one sample, or why there is none. False if there is no use in asking again."""
    if name not in PROBES:
        detail = NO_SUCH_CONCEPT.get(name, "unknown probe")
        say(id=identity, probe=name, absent="no-such-concept", detail=detail)
        return False
    began = now()
    if began + COST_MS[name] / 1e3 > bench.deadline:
        return True
    first = name not in Bench.batch_sizes
    bench.probe = name
    gc.collect(0)
    try:
        value = float(PROBES[name](bench))
        if not 0 <= value < float("inf"):
            raise Absent("failed", "a value of %r" % value)
    except Exception as problem:
        bench.dismiss(*list(bench.partners))  # one of them may be the reason
        reason, detail = explained(problem)
        say(id=identity, probe=name, absent=reason, detail=detail)
        return False
    say(id=identity, probe=name, round=turn, value=value)
    if not (first and name in Bench.batch_sizes):  # calibration is paid only once
        COST_MS[name] = (now() - began) * 1e3
    return True


def answer(line, nurseries):
    identity = None
    try:
        request = json.loads(line)
        identity = request["id"]
        if not isinstance(identity, (int, str)):
            raise TypeError("the id is neither a number nor a string")
        if request["do"] == "describe":
            describe(identity)
        elif request["do"] == "measure":
            measure(identity, request, nurseries)
        else:
            say(id=identity, error="unknown request")
            return
        say(id=identity, done=True)
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        told = {} if identity is None else {"id": identity}
        say(error="malformed request: %s: %s" % (type(problem).__name__, problem), **told)


def listen(requests):
    """Reads requests ahead of their turn, so that the end of input is seen while a probe runs."""
    rest = b""
    while True:
        part = os.read(0, 65536)
        if not part:
            leave()
        *lines, rest = (rest + part).split(b"\n")
        for line in lines:
            if line.strip():
                requests.put(line)


def converse(answer):
    """Answers one request after the other, until there is nobody to answer to."""
    warnings.simplefilter("ignore")  # of forking beside the listening thread, which holds no lock
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()
    requests = queue.SimpleQueue()
    threading.Thread(target=listen, args=(requests,), daemon=True).start()
    while True:
        answer(requests.get())


def main():
    try:
        nurseries = Nursery(), Nursery(), Nursery()
    except (Absent, OSError) as problem:
        nurseries = problem
    converse(lambda line: answer(line, nurseries))


if __name__ == "__main__":
    main()
