#!/usr/bin/env python3
"""What bench/probes compares the probes of CPython with: each quantity measured once more, by a
program of its own that shares no code with advise and does nothing clever.

A line of output is a quantity and its value in seconds, bytes, or as a plain ratio or share. Each
quantity is measured in children of a main process that does nothing else, each after all that the
one before it started has ended. `direct.py [QUANTITY...]`.

A fork costs what its parent is made of, so large modules (asyncio, ctypes, hashlib) are imported by
those who need them.
"""

import contextlib
import gc
import mmap
import multiprocessing
import os
import queue
import resource
import signal
import socket
import statistics
import struct
import sys
import threading
import time

clock = time.perf_counter
SIZES = {"64B": 64, "4KiB": 4096, "64KiB": 65536, "1MiB": 1048576}
CPUS = sorted(os.sched_getaffinity(0))
FIRST, LAST, CORES = CPUS[0], CPUS[-1], len(CPUS)
QUANTITIES = {}


def quantity(name, *arguments):
    def enter(function):
        QUANTITIES[name] = lambda: function(*arguments)
        return function

    return enter


def on(cpu):
    os.sched_setaffinity(0, {cpu})


def timed(count, work):
    """Seconds of each, after a few that do not count: the median of five parts, as one may be held up."""
    for _ in range(1 + count // 2):
        work()
    each = (count + 4) // 5
    parts = []
    while len(parts) < 5:
        began = clock()
        for _ in range(each):
            work()
        parts.append((clock() - began) / each)
    return sorted(parts)[2]


# --- Starting


def nothing():
    pass


def start(kind, **named):
    worker = kind(target=nothing, **named)
    worker.start()
    worker.join()


@quantity("spawn.thread")
def spawn_thread():
    on(FIRST)
    return timed(100, lambda: start(threading.Thread))


@quantity("spawn.process", None, 15)
@quantity("spawn.forkserver", "forkserver", 6)
@quantity("spawn.spawn", "spawn", 2)
def spawn_process(method, count):
    on(FIRST)
    sys.modules["__main__"].__dict__.pop("__file__")  # or a spawned child would import this file
    kind = multiprocessing.get_context(method).Process

    def one():
        process = kind(target=os.getpid)
        process.start()
        process.join()

    return timed(count, one)


@quantity("spawn.fork", 0, 30)
@quantity("fork.small-parent", 0, 30)
@quantity("fork.large-parent", 64 << 20, 4)
def fork(ballast, count):
    on(FIRST)
    memory = mmap.mmap(-1, ballast, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) if ballast else None
    if memory:
        memory.write(b"x" * ballast)

    def one():
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        os.waitpid(pid, 0)

    return timed(count, one)


@quantity("spawn.exec")
def spawn_exec():
    on(FIRST)
    return timed(10, lambda: os.waitpid(os.posix_spawn("/bin/true", ["/bin/true"], os.environ), 0))


@quantity("spawn.task")
def spawn_task():
    import asyncio

    async def empty():
        pass

    async def all_of_them():
        for _ in range(100):
            await asyncio.create_task(empty())
        began = clock()
        for _ in range(1000):
            await asyncio.create_task(empty())
        return (clock() - began) / 1000

    on(FIRST)
    return asyncio.run(all_of_them())


# --- Passing something to another and back


def beside(kind, body, cpu):
    """Runs the body in a thread or a forked process on that CPU; returns what ends it."""

    def placed():
        on(cpu)
        body()

    if kind == "thread":
        thread = threading.Thread(target=placed, daemon=True)
        thread.start()
        return lambda: None
    pid = os.fork()
    if pid == 0:
        placed()
        os._exit(0)
    return lambda: (os.kill(pid, signal.SIGKILL), os.waitpid(pid, 0))


def exchange(kind, cpu, serve, once, count):
    end = beside(kind, serve, cpu)
    on(FIRST)
    took = timed(count, once)
    end()
    return took


@quantity("switch.thread", "thread", FIRST)
@quantity("switch.process", "process", FIRST)
@quantity("switch.thread-across", "thread", LAST)
@quantity("switch.process-across", "process", LAST)
def switch(kind, cpu):
    (their_in, our_out), (our_in, their_out) = os.pipe(), os.pipe()

    def serve():
        while True:
            os.write(their_out, os.read(their_in, 1))

    def once():
        os.write(our_out, b"x")
        os.read(our_in, 1)

    return exchange(kind, cpu, serve, once, 600) / 2


def look_at(message):
    return sum(message[::4096])


def so_many(size):
    return 10 if size > 500000 else 60 if size > 50000 else 200


def by_call(size):
    message = b"x" * size
    on(FIRST)
    for _ in range(3000):
        look_at(message)
    began = clock()
    for _ in range(20000):
        look_at(message)
    return (clock() - began) / 20000


def by_thread_queue(size):
    there, back = queue.SimpleQueue(), queue.SimpleQueue()
    message = b"x" * size

    def serve():
        while True:
            got = there.get()
            look_at(got)
            back.put(got)

    def once():
        there.put(message)
        back.get()

    return exchange("thread", LAST, serve, once, 200)


def by_connection(size):
    ours, theirs = multiprocessing.Pipe()
    message = b"x" * size

    def serve():
        while True:
            got = theirs.recv()
            look_at(got)
            theirs.send(got)

    def once():
        ours.send(message)
        ours.recv()

    return exchange("process", LAST, serve, once, so_many(size))


def by_process_queue(size):
    there, back = multiprocessing.Queue(), multiprocessing.Queue()
    message = b"x" * size

    def serve():
        while True:
            got = there.get()
            look_at(got)
            back.put(got)

    def once():
        there.put(message)
        back.get()

    return exchange("process", LAST, serve, once, so_many(size))


def by_shared_memory(size):
    there, back = multiprocessing.Semaphore(0), multiprocessing.Semaphore(0)
    memory = memoryview(mmap.mmap(-1, size))

    def serve():
        while True:
            there.acquire()
            look_at(memory)
            back.release()

    def once():
        memory[0] = 1
        there.release()
        back.acquire()

    return exchange("process", LAST, serve, once, so_many(size))


def read_all_into(descriptor, memory):
    done = os.readv(descriptor, [memory])
    while done < len(memory):
        done += os.readv(descriptor, [memory[done:]])


def write_all_of(descriptor, message):
    done = os.write(descriptor, message)
    while done < len(message):
        done += os.write(descriptor, message[done:])


def by_descriptors(our_in, our_out, their_in, their_out, size):
    message = memoryview(bytearray(size))

    def serve():
        while True:
            read_all_into(their_in, message)
            look_at(message)
            write_all_of(their_out, message)

    def once():
        write_all_of(our_out, message)
        read_all_into(our_in, message)

    return exchange("process", LAST, serve, once, so_many(size))


def by_pipe(size):
    (their_in, our_out), (our_in, their_out) = os.pipe(), os.pipe()
    return by_descriptors(our_in, our_out, their_in, their_out, size)


def by_socket(size):
    ours, theirs = (end.detach() for end in socket.socketpair())
    return by_descriptors(ours, ours, theirs, theirs, size)


for way, how in {
    "reference": by_call,
    "thread": by_thread_queue,
    "process": by_connection,
    "pipe": by_pipe,
    "socket": by_socket,
    "queue": by_process_queue,
    "shared-memory": by_shared_memory,
}.items():
    for size_name, bytes_of in SIZES.items():
        quantity("handoff.%s.%s" % (way, size_name), bytes_of)(how)


# --- Sharing


@quantity("lock.uncontended")
def lock_uncontended():
    lock, counter = threading.Lock(), 0
    began = clock()
    for _ in range(100000):
        with lock:
            counter += 1
    return (clock() - began) / 100000


def both(body):
    """Seconds in which two threads on two CPUs run the body."""
    barrier = threading.Barrier(3)

    def placed(cpu):
        on(cpu)
        barrier.wait()
        body()

    threads = [threading.Thread(target=placed, args=(cpu,)) for cpu in (FIRST, LAST)]
    for thread in threads:
        thread.start()
    barrier.wait()
    began = clock()
    for thread in threads:
        thread.join()
    return clock() - began


@quantity("lock.contended")
def lock_contended():
    lock, counter = threading.Lock(), [0]

    def body():
        for _ in range(200000):
            with lock:
                counter[0] += 1

    return both(body) / 400000


@quantity("counter.thread-local")
def thread_local():
    local = threading.local()

    def body():
        local.counter = 0
        for _ in range(400000):
            local.counter += 1

    return both(body) / 800000


@quantity("race.lost-updates")
def lost_updates():
    sys.setswitchinterval(0.0005)  # at the usual 5 ms it would be decided by a dozen throws of a coin
    counter = [0]

    def next_after(value):
        return value + 1

    def body():
        for _ in range(200000):
            value = counter[0]
            counter[0] = next_after(value)

    both(body)
    return 1 - counter[0] / 400000


# --- Computing


def compute(steps):
    x = 1
    for _ in range(steps):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
    return x


def hashing(steps):
    import hashlib

    for _ in range(steps // 8000):
        hashlib.sha256(MEBIBYTE).digest()


MEBIBYTE = bytes(1 << 20)


@quantity("cpu.arithmetic")
def arithmetic():
    began = clock()
    compute(200000)
    return (clock() - began) * 5


def in_threads(workers, body, steps):
    began = clock()
    threads = [threading.Thread(target=body, args=(steps,)) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return clock() - began


def forked(workers, body):
    pids = []
    for _ in range(workers):
        pids.append(os.fork())
        if pids[-1] == 0:
            body()
            os._exit(0)
    return pids


def joined(pids):
    for pid in pids:
        os.waitpid(pid, 0)


def in_processes(workers, body, steps):
    began = clock()
    joined(forked(workers, lambda: body(steps)))
    return clock() - began


def in_standing_processes(workers, body, steps):
    """The same without the start, in which each makes its pages its own."""
    (told, ready), (gun, fire) = os.pipe(), os.pipe()

    def stand_by_and_work():
        body(steps // 50)
        os.write(ready, b"r")
        os.read(gun, 1)
        body(steps)

    pids = forked(workers, stand_by_and_work)
    heard = 0
    while heard < workers:
        heard += len(os.read(told, workers))
    began = clock()
    os.write(fire, b"f" * workers)
    joined(pids)
    return clock() - began


A_WHILE = 600000  # steps: some 60 ms


@quantity("cpu-scaling.threads", in_threads, compute)
@quantity("cpu-scaling.processes", in_standing_processes, compute)
@quantity("cpu-scaling.native-threads", in_threads, hashing)
def scaling(crew, body):
    body(A_WHILE // 10)
    alone = []
    for cpu in (FIRST, LAST):  # one may be slower than the other, as long as its neighbours are busy
        on(cpu)
        alone.append(crew(1, body, A_WHILE))
    os.sched_setaffinity(0, CPUS)
    return CORES * statistics.harmonic_mean(alone) / crew(CORES, body, A_WHILE)


@quantity("cpu-scaling.threads-oversubscribed", in_threads)
@quantity("cpu-scaling.processes-oversubscribed", in_standing_processes)
def crowding(crew):
    few = crew(CORES, compute, A_WHILE)
    return 4 * few / crew(4 * CORES, compute, A_WHILE)


@quantity("oversubscription.threads", in_threads)
@quantity("oversubscription.processes", in_processes)
def oversubscription(crew):
    few = crew(CORES, compute, 320000 // CORES)
    return crew(64, compute, 5000) / few


# --- Waiting


async def wait_together(count):
    import asyncio

    await asyncio.gather(*(asyncio.sleep(0.01) for _ in range(count)))


def wait_on_a_loop(count):
    import asyncio

    with asyncio.Runner() as runner:
        runner.run(wait_together(1))
        began = clock()
        runner.run(wait_together(count))
        return clock() - began


def wait_in_threads(count):
    for _ in range(2):  # a new process starts its first ones slowly
        began = clock()
        threads = [threading.Thread(target=time.sleep, args=(0.01,)) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = clock() - began
    return took


def wait_in_processes(count):
    began = clock()
    joined(forked(count, lambda: time.sleep(0.01)))
    return clock() - began


def wait_in_a_row(count):
    return timed(2, lambda: time.sleep(0.01)) * count


for many in (10, 100, 1000):
    quantity("waiters.async.%d" % many, many)(wait_on_a_loop)
    quantity("waiters.threads.%d" % many, many)(wait_in_threads)
    quantity("waiters.sequential.%d" % many, many)(wait_in_a_row)
    if many < 1000:
        quantity("waiters.processes.%d" % many, many)(wait_in_processes)


@quantity("loop.blocked")
def blocking_the_loop():
    import asyncio

    async def lateness(computing):
        loop, late, done = asyncio.get_running_loop(), [], asyncio.Event()
        began = clock()

        def ring(due):
            late.append(clock() - began - due)
            if len(late) == 10:
                done.set()

        def hog():
            while clock() < began + 0.02:
                compute(100)

        for i in range(1, 11):
            loop.call_later(0.002 * i, ring, 0.002 * i)
        if computing:
            loop.call_soon(hog)
        await done.wait()
        return sum(late)

    with asyncio.Runner() as runner:
        otherwise = runner.run(lateness(False))
        return runner.run(lateness(True)) / otherwise


# --- Memory, faults, isolation


def pss(pid="self"):
    with open("/proc/%s/smaps_rollup" % pid) as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


@quantity("footprint.thread")
def thread_memory():
    hold = threading.Lock()
    hold.acquire()

    def start_one():
        threading.Thread(target=hold.acquire, daemon=True).start()

    start_one()
    before = pss()
    for _ in range(64):
        start_one()
    return (pss() - before) / 64


@quantity("footprint.task")
def task_memory():
    import asyncio

    async def many():
        sleepers = [asyncio.ensure_future(asyncio.sleep(999))]
        await asyncio.sleep(0)
        before = pss()
        sleepers += [asyncio.ensure_future(asyncio.sleep(999)) for _ in range(5000)]
        await asyncio.sleep(0)
        return (pss() - before) / 5000

    return asyncio.run(many())


@quantity("footprint.process")
def process_memory():
    receive, send = multiprocessing.Pipe(duplex=False)

    def park():
        send.send(1)
        time.sleep(99)

    before = pss()
    children = [multiprocessing.get_context("fork").Process(target=park) for _ in range(4)]
    for child in children:
        child.start()
    for _ in children:
        receive.recv()
    after = pss() + sum(pss(child.pid) for child in children)
    for child in children:
        child.kill()
        child.join()
    return (after - before) / 4


def fault():
    import ctypes

    ctypes.memset(0, 0, 1)


def died(body):
    import ctypes

    pid = os.fork()
    if pid == 0:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # no dump
        body()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


@quantity("crash.process")
def process_crash():
    return float(died(fault))  # and here we are


@quantity("crash.thread")
def thread_crash():
    def body():
        thread = threading.Thread(target=fault)
        thread.start()
        thread.join()

    return float(not died(body))


@quantity("thread.end-leaves-others")
def thread_end():
    start(threading.Thread)
    return 1.0  # here we are


@quantity("isolation.memory.thread")
def thread_isolation():
    cell = []
    thread = threading.Thread(target=cell.append, args=(1,))
    thread.start()
    thread.join()
    return float(not cell)


@quantity("isolation.memory.process")
def process_isolation():
    cell = []
    pid = os.fork()
    if pid == 0:
        cell.append(1)
        os._exit(0)
    os.waitpid(pid, 0)
    return float(not cell)


ROUNDS = 3  # a moment may be a bad one: the median of three that lie apart is told


def in_a_child(measure):
    """What it measures; nothing if it failed."""
    told = mmap.mmap(-1, 8)
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        told[:] = struct.pack("d", measure())
        os._exit(0)
    status = os.waitpid(pid, 0)[1]
    with contextlib.suppress(ProcessLookupError):
        while os.killpg(pid, 0) is None:  # a fork server takes its time to end
            time.sleep(0.001)
    return struct.unpack("d", told[:]) if status == 0 else ()


def main():
    gc.disable()
    wanted = {name: [] for name in QUANTITIES if name in sys.argv[1:] or not sys.argv[1:]}
    for _ in range(ROUNDS):
        for name, values in wanted.items():
            values += in_a_child(QUANTITIES[name])
    for name, values in wanted.items():
        if len(values) == ROUNDS:
            print("%s %.9g" % (name, sorted(values)[ROUNDS // 2]))


if __name__ == "__main__":
    main()
