#!/usr/bin/env node
/*
 * What workers, processes and tasks cost in this Node.js, on this machine.
 *
 * Protocol: JSON lines. A request comes in on standard input, samples go out on standard output.
 *
 *   -> {"id":1,"do":"describe"}
 *   <- {"id":1,"runtime":"node","version":"20.20.2","traits":{...},"probes":[...],
 *       "absent":{"spawn.fork":{"reason":"no-such-concept","detail":"..."}},"cost_ms":{...}}
 *   <- {"id":1,"done":true}
 *   -> {"id":2,"do":"measure","probes":["spawn.thread"],"rounds":2,"batch_ms":4,
 *       "max_tasks":64,"max_bytes":134217728,"cpus":[0,1],"deadline_ms":800}
 *   <- {"id":2,"probe":"spawn.thread","round":0,"value":0.025}
 *   <- {"id":2,"probe":"crash.thread","absent":"not-permitted","detail":"EAGAIN"}
 *   <- {"id":2,"done":true}
 *
 * A request that cannot be read is answered by {"error": "..."}. End of input ends the driver at
 * once, in the middle of a measurement too (at the next batch), and its children with it; so do
 * SIGTERM and SIGINT.
 *
 * Conventions, the same in every driver:
 *
 * - One sample is one batch, as long as batch_ms, divided by its operations. No statistics here.
 *   What copies messages or passes a socket takes a batch of so many trips at least.
 * - Seconds, bytes, or plain ratios and shares. Probes take turns, round by round.
 * - The first batch of a probe is found by trying; that is its warm-up, and is not reported.
 * - Round trips begin by half a batch that is not timed, since a CPU that was idle answers late.
 * - A thread is a Worker, a process is what child_process.fork makes, a task is an async function.
 * - switch.*: one way, that is half of a round trip of one byte, by blocking reads and writes of
 *   pipes. handoff.*: the whole round trip of a message to a standing worker, which touches each page
 *   of it, and back; on two CPUs if there are two. handoff.reference.*: the same work called for on
 *   the spot, in one thread.
 * - counter.thread-local and the like: wall time divided by the operations of all workers, counted in
 *   a given time; a worker that is held up cannot stretch it.
 * - Shares are of trials: crash.* in which the others lived on, isolation.* in which the other did
 *   not see the write (to an ordinary variable: a Worker has variables of its own).
 * - cpu-scaling.*: throughput within a window of 40 ms, as a scheduler needs time to spread workers.
 * - waiters.sequential.*: waits in a row add up, so a few are timed and the sum is taken.
 * - A worker's footprint is what it adds to the PSS, a child's is what nobody else holds: it shares
 *   the program with us. Tasks are counted by what lives on the heap after a collection, whose pages
 *   come and go in steps.
 * - A probe that would need more than max_tasks or max_bytes says "not-permitted", and so does one to
 *   which the system refuses a thread or a process.
 *
 * This file is also the program of its workers and children: `role` says what they are to do.
 */
import { spawn, spawnSync, fork } from 'node:child_process';
import { pbkdf2 } from 'node:crypto';
import { closeSync, constants, existsSync, mkdtempSync, openSync } from 'node:fs';
import { readFileSync, readSync, realpathSync, rmSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import * as os from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const KIB = 1024;
const MIB = 1024 * KIB;
const PAGE = 4096;
const SIZES = { '64B': 64, '4KiB': 4 * KIB, '64KiB': 64 * KIB, '1MiB': MIB };
const WAIT_MS = 10; // of one wait in waiters.*
const WARMING = 0.03; // seconds in which code is compiled
const WARMING_PIPES = 0.1; // the same of a child that compiles on the CPU on which it also answers
const WARMING_MESSAGES = 0.12; // the same of messages, which pass through much of Node.js
const WARMING_SOCKETS = 0.2; // the same of sockets, which pass through more
const WINDOW = 0.04; // seconds over which throughput is counted
const MEETING = 0.01; // seconds in which contenders meet often
const OVERSUBSCRIBED = 64;
const SHARED_STEPS = 32_000_000; // some 60 ms of arithmetic, shared by however many workers
const WORKER_BYTES = 10 * MIB; // 8.4 MiB of PSS seen, rounded up
const CHILD_BYTES = 12 * MIB; // 7.4 to 10 MiB of PSS seen, rounded up
const CHILD_TASKS = 11; // the threads of a Node.js that does nothing
/** What one of them is reckoned to take. */
const WORKER = { tasks: 1, bytes: WORKER_BYTES };
const CHILD = { tasks: CHILD_TASKS, bytes: CHILD_BYTES };
const times = (count, { tasks, bytes }) => ({ tasks: count * tasks, bytes: count * bytes });
const PATIENCE_MS = 10_000; // with children that hang, as they do where no thread can be made

const THIS_FILE = fileURLToPath(import.meta.url);

/** Seconds of a monotonic clock that threads and processes of this machine share. */
const now = () => Number(process.hrtime.bigint()) / 1e9;

// --- Work that both sides know ------------------------------------------------------------------

/**
 * x = x * 1103515245 + 12345 modulo 2^31, that many times. It is written out so far that V8 does not
 * inline it: within an async function the same loop was seen to run at less than half its speed.
 */
function arithmetic(x, steps) {
  let i = steps;
  for (; i >= 16; i -= 16) {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
  }
  for (; i >= 1; i--) x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
  return x;
}

/** Chunks of work that end before the deadline. */
function chunksUntil(deadline, x = 1) {
  for (let done = 0; ; done++) {
    x = arithmetic(x, 10000);
    if (now() >= deadline) return x < 0 ? 0 : done; // x is never negative; nobody else knows that
  }
}

/** Reads one byte of each page. */
function touch(bytes) {
  let sum = 0;
  for (let page = 0; page < bytes.length; page += PAGE) sum += bytes[page];
  return sum;
}

let kept = 1; // the compiler must believe that somebody reads this

const view = (shared) => new Int32Array(shared);

/** Cells of shared memory: two signals, then a size; then counters, apart or adjacent. */
const [THERE, BACK, SIZE] = [0, 16, 32];
const HEADER_BYTES = 4096;
/** Where contenders meet, far from what they contend for: who is missing, whether all are there. */
const [MISSING, OPEN] = [512, 528];
/** As a cell of eight bytes, when their time is over. */
const END = 272;

/** Waits until a cell is not what it was. */
function awaitChange(cells, index, was) {
  while (Atomics.load(cells, index) === was) Atomics.wait(cells, index, was);
}

function readFully(fd, bytes) {
  for (let at = 0; at < bytes.length; ) {
    const got = readSync(fd, bytes, at, bytes.length - at);
    if (got === 0) return false;
    at += got;
  }
  return true;
}

function writeFully(fd, bytes) {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}

/** Memory for messages of any size: to copy into new memory takes twice as long. */
const messageMemory = () => new Uint8Array(MIB);

/** Answers, by blocking reads and writes: first how many messages of what size, then those. */
function servePipes(receive, send) {
  const memory = messageMemory();
  const head = new Float64Array(2);
  while (readFully(receive, new Uint8Array(head.buffer))) {
    const message = memory.subarray(0, head[1]);
    for (let i = 0; i < head[0]; i++) {
      if (!readFully(receive, message)) return;
      touch(message);
      writeFully(send, message);
    }
  }
}

const CHUNK = 1000;
const CONTENTION = {
  /** Counters of their own, far apart. */
  own: (cells, i) => {
    for (let n = 0; n < CHUNK; n++) cells[(i + 1) * 32]++;
  },
  racing: (cells) => {
    for (let n = 0; n < CHUNK; n++) cells[32] = successor(cells[32]);
  },
  apart: (cells, i) => {
    for (let n = 0; n < CHUNK; n++) Atomics.add(cells, (i + 1) * 32, 1);
  },
  adjacent: (cells, i) => {
    for (let n = 0; n < CHUNK; n++) Atomics.add(cells, 32 + i, 1);
  },
  /** The usual lock of futex kind, made of Atomics. */
  locked: (cells) => {
    for (let n = 0; n < CHUNK; n++) {
      lock(cells, 0);
      cells[32]++;
      unlock(cells, 0);
    }
  },
};

const successor = (value) => (value + 1) | 0;

/** 0 free, 1 taken, 2 taken and somebody waits (Drepper, "Futexes are tricky", mutex 2). */
function lock(cells, at) {
  if (Atomics.compareExchange(cells, at, 0, 1) === 0) return;
  while (Atomics.exchange(cells, at, 2) !== 0) Atomics.wait(cells, at, 2);
}

function unlock(cells, at) {
  if (Atomics.exchange(cells, at, 0) === 2) Atomics.notify(cells, at, 1);
}

// --- What workers and children do -------------------------------------------------------------------

/** The roles of those who stand by; they say when they are ready. */
const STANDING = new Set(['start', 'echo', 'board', 'pipes', 'socket', 'contend', 'compute', 'park']);

const IN_WORKER = {
  nothing: () => {},
  /** Sends back what it gets, which is a copy. */
  echo: () => {
    parentPort.on('message', (bytes) => {
      touch(bytes);
      parentPort.postMessage(bytes);
    });
  },
  /** Serves shared memory for ever. */
  board: ({ shared }) => {
    const cells = view(shared);
    const bytes = new Uint8Array(shared, HEADER_BYTES);
    for (let turn = 0; ; turn++) {
      awaitChange(cells, THERE, turn);
      touch(bytes.subarray(0, cells[SIZE]));
      Atomics.store(cells, BACK, turn + 1);
      Atomics.notify(cells, BACK);
    }
  },
  pipes: ({ receive, send }) => servePipes(receive, send),
  /** Contends on shared memory whenever it is told to, until its deadline; tells how much it did. */
  contend: ({ shared, number }) => {
    const cells = view(shared);
    const clock = new Float64Array(shared);
    parentPort.on('message', ({ what, duration }) => {
      if (Atomics.sub(cells, MISSING, 1) === 1) {
        clock[END] = now() + duration;
        Atomics.store(cells, OPEN, 1);
      }
      while (Atomics.load(cells, OPEN) === 0); // none has to be woken
      const until = clock[END];
      let done = 0;
      for (; now() < until; done += CHUNK) CONTENTION[what](cells, number);
      parentPort.postMessage(done);
    });
  },
  compute: () => parentPort.on('message', ({ until }) => parentPort.postMessage(chunksUntil(until))),
  share: ({ steps }) => arithmetic(1, steps),
  wait: () => setTimeout(() => {}, WAIT_MS),
  park: () => parentPort.on('message', () => {}),
  write: () => {
    globalThis.cell = 1;
  },
};

const IN_CHILD = {
  echo: () =>
    process.on('message', (bytes) => {
      touch(bytes);
      process.send(bytes);
    }),
  /** The far end of a socket pair that came as a descriptor. */
  socket: () => {
    const socket = new Socket({ fd: 4 });
    let size = 0;
    let parts = [];
    let got = 0;
    process.on('message', (expected) => {
      size = expected;
      process.send(0);
    });
    socket.on('data', (part) => {
      parts.push(part);
      got += part.length;
      if (got === size) {
        const message = parts.length === 1 ? part : Buffer.concat(parts);
        touch(message);
        parts = [];
        got = 0;
        socket.write(message);
      }
    });
  },
  pipes: ([receive, send]) => servePipes(Number(receive), Number(send)),
  start: () =>
    process.on('message', (count) => {
      startPrograms(count).then(
        (took) => process.send(took),
        ({ code, message }) => process.send({ code, message }),
      );
    }),
  compute: () => process.on('message', ({ until }) => process.send(chunksUntil(until))),
  wait: () => setTimeout(() => process.disconnect(), WAIT_MS),
  share: ([steps]) => {
    arithmetic(1, Number(steps));
    process.disconnect();
  },
  park: () => process.on('message', () => {}),
  write: () => {
    globalThis.cell = 1;
    process.disconnect();
  },
  crash: () => process.kill(process.pid, 'SIGSEGV'),
  /** A fatal signal in a worker thread; the main thread of this child would tell that it lives. */
  'crash-thread': () => {
    new Worker(`process.kill(process.pid, 'SIGSEGV')`, { eval: true });
    setTimeout(() => process.send('alive', () => process.disconnect()), 500);
  },
  /** Bytes of an async function that waits for a timer. Started with --expose-gc. */
  tasks: ([count]) => {
    const held = [];
    const sleeper = async () => {
      await new Promise((wake) => setTimeout(wake, 3_600_000).unref());
    };
    for (let i = 0; i < 100; i++) held.push(sleeper());
    globalThis.gc();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < Number(count); i++) held.push(sleeper());
    globalThis.gc();
    process.send((process.memoryUsage().heapUsed - before) / Number(count), () => process.disconnect());
  },
};

// --- The catalogue ------------------------------------------------------------------------------------

/** There is no number, for a reason that the protocol has a word for. */
class Absent extends Error {
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

const probes = new Map(); // name -> { sample(bench), cost, beginning, partner }

/** Who starts before the first sample, and how many milliseconds that and its warm-up take. */
const starts = (partner, beginning) => ({ partner, beginning });
const startsWorker = (name, warming = WARMING) => starts(`${name} worker`, 100 + 1000 * warming);
const startsChild = (name, warming = WARMING) => starts(`${name} child`, 190 + 1000 * warming);

function probe(name, cost, sample, { partner, beginning = 0 } = {}) {
  probes.set(name, { sample, cost, beginning, partner });
}

const noSuchConcept = {
  'spawn.fork': 'Node.js cannot fork itself; child_process.fork starts a new one',
  'spawn.forkserver': 'Node.js has no fork server',
  'spawn.spawn': 'Node.js has one way to start another Node.js: see spawn.process',
  'spawn.virtual-thread': 'Node.js has no virtual threads',
  'footprint.virtual-thread': 'Node.js has no virtual threads',
  'fork.small-parent': 'Node.js cannot fork itself',
  'fork.large-parent': 'Node.js cannot fork itself',
};
for (const size of Object.keys(SIZES)) {
  noSuchConcept[`handoff.queue.${size}`] = 'Node.js has no queue between processes';
}

// --- One request ----------------------------------------------------------------------------------------

/** Who stands by from request to request, since starting and warming them is dear. */
const standing = new Map(); // key -> { partner, tasks, bytes, dismiss }
const children = new Set();
const workers = new Set();

const batchSizes = new Map(); // operations per batch by probe

class Bench {
  constructor(request) {
    this.batch = (request.batch_ms ?? 4) / 1e3;
    this.maxTasks = request.max_tasks ?? 64;
    this.maxBytes = request.max_bytes ?? 128 * MIB;
    this.deadline = now() + (request.deadline_ms ?? 10_000) / 1e3;
    const asked = (request.cpus ?? []).filter((cpu) => everyCpu.includes(cpu));
    this.cpus = asked.length > 0 ? asked : everyCpu;
    this.cores = this.cpus.length;
    this.probe = '';
  }

  get firstCpu() {
    return this.cpus[0];
  }

  get lastCpu() {
    return this.cpus[this.cores - 1];
  }

  /** Seconds per operation of run(n), sync or async, in one batch of so many at least. */
  perOperation(run, least = 1) {
    return this.perTimed((count) => seconds(run, count), least);
  }

  /** The same of a batch that keeps its own time and returns it. */
  async perTimed(batch, least = 1) {
    const aim = Math.max(this.batch, 1000 * timerCost());
    const count = Math.max(least, batchSizes.get(this.probe) ?? (await this.#calibrated(batch, aim)));
    const took = await batch(count);
    batchSizes.set(this.probe, resized(count, aim, took));
    return took / count;
  }

  /** The same for round trips to a partner: the first ones, which find its CPU idle, do not count. */
  async perRoundTrip(run, least = 1) {
    await run(Math.ceil((batchSizes.get(this.probe) ?? least) / 2));
    return await this.perOperation(run, least);
  }

  async #calibrated(batch, aim) {
    for (let count = 1; ; count *= 2) {
      let took = await batch(count);
      if (took >= aim / 2 && count > 1) took = Math.min(took, await batch(count)); // held up?
      if (took >= aim / 2 || now() > this.deadline) return resized(count, aim, took);
      await breathe();
    }
  }

  /** Refuses a probe that is too big for what the request allows; who was not asked for longest makes room. */
  need({ tasks, bytes }) {
    if (tasks > this.maxTasks) {
      throw new Absent('not-permitted', `needs ${tasks} tasks, max_tasks is ${this.maxTasks}`);
    }
    if (bytes > this.maxBytes) {
      throw new Absent('not-permitted', `needs ${bytes} bytes, max_bytes is ${this.maxBytes}`);
    }
    const held = (what) => [...standing.values()].reduce((all, partner) => all + partner[what], 0);
    for (const key of standing.keys()) {
      if (bytes + held('bytes') <= this.maxBytes && tasks + held('tasks') <= this.maxTasks) return;
      dismiss(key);
    }
  }

  /** The partner of that key, made on first use as { partner, dismiss }, with what it takes. */
  async standing(key, size, make) {
    let made = standing.get(key);
    if (made === undefined) {
      this.need(size);
      made = { ...size, ...(await make()) };
    }
    standing.delete(key); // the last one asked for stands last
    standing.set(key, made);
    return made.partner;
  }
}

function dismiss(key) {
  standing.get(key).dismiss();
  standing.delete(key);
}

function dismissAll() {
  for (const key of standing.keys()) dismiss(key);
}

async function seconds(run, count) {
  const began = now();
  await run(count);
  return now() - began;
}

/** The batch that should have taken the time aimed at. */
const resized = (count, aim, took) =>
  took > 0 ? Math.max(1, Math.min(count * 8, Math.round((count * aim) / took))) : count * 8;

function timerCost() {
  const began = now();
  for (let i = 0; i < 1000; i++) now();
  return (now() - began) / 1000;
}

/** Lets the event loop see the end of input. */
const breathe = () => new Promise((on) => setImmediate(on));

function allowedCpus() {
  try {
    const list = /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1];
    return list.split(',').flatMap((range) => {
      const [first, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
  } catch {
    return Array.from({ length: cpuCount() }, (_, i) => i);
  }
}

const cpuCount = () => (os.availableParallelism ? os.availableParallelism() : os.cpus().length);

// --- Pinning, by the program taskset: Node.js cannot --------------------------------------------------------

let pinnedTo = null; // the CPU of the main thread, or null for all

function taskset(task, cpus) {
  const done = spawnSync('taskset', ['-cp', cpus.join(','), String(task)], { stdio: 'ignore' });
  if (done.error) {
    throw new Absent(done.error.code === 'ENOENT' ? 'not-installed' : 'not-permitted', `taskset: ${done.error.code}`);
  }
  if (done.status !== 0) throw new Absent('not-permitted', `taskset would not pin to CPU ${cpus}`);
}

/** Keeps the main thread on a CPU. Threads and children started meanwhile stay there too. */
function pinMain(cpu) {
  if (pinnedTo !== cpu) taskset(process.pid, [cpu]);
  pinnedTo = cpu;
}

function unpinMain() {
  if (pinnedTo !== null) taskset(process.pid, everyCpu);
  pinnedTo = null;
}

/** Pins if that can be done, else leaves things as they are: for what is meaningful unpinned. */
function pinMainIfPossible(cpu) {
  try {
    pinMain(cpu);
  } catch (problem) {
    if (!(problem instanceof Absent)) throw problem;
  }
}

const everyCpu = allowedCpus();

/** Starts something while on that CPU, where it will stay, and comes back. */
async function startedOn(cpu, start) {
  const before = pinnedTo;
  pinMainIfPossible(cpu);
  try {
    return await start();
  } finally {
    if (before === null) {
      if (pinnedTo !== null) unpinMain();
    } else {
      pinMain(before);
    }
  }
}

// --- Workers and children that never outlive the driver --------------------------------------------------------

/** A Worker in that role, once it says that it is ready: one that stands by must not be timed as it starts. */
function startWorker(role, data = {}) {
  return new Promise((ready, failed) => {
    const worker = new Worker(THIS_FILE, { workerData: { role, ...data }, stdin: false });
    workers.add(worker);
    worker.once('exit', () => workers.delete(worker));
    worker.once('error', failed);
    if (STANDING.has(role)) worker.once('message', () => ready(worker));
    else ready(worker);
  });
}

/** A forked child in that role. It ends when its channel to here does. */
function startChild(role, parameters = [], options = {}) {
  const child = fork(THIS_FILE, [role, ...parameters.map(String)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc', ...(options.more ?? [])],
    execArgv: options.execArgv ?? [],
    execPath: options.execPath ?? process.execPath,
  });
  children.add(child);
  child.gone = new Promise((gone) => {
    child.once('exit', (code, signal) => {
      children.delete(child);
      gone({ code, signal });
    });
    child.once('error', (problem) => {
      children.delete(child);
      gone({ code: null, signal: null, problem });
    });
  });
  return child;
}

/** A forked child that stands by, once it is ready. */
async function startStanding(role, parameters, options) {
  const child = startChild(role, parameters, options);
  await nextMessage(child);
  return child;
}

/** The next message of a worker or child, or a failure if it ends first. */
function nextMessage(from) {
  return new Promise((told, failed) => {
    const lost = (problem) => {
      settle();
      failed(problem instanceof Error ? problem : new Absent('failed', 'the partner is gone'));
    };
    const heard = (message) => {
      settle();
      told(message);
    };
    const settle = () => from.off('message', heard).off('exit', lost).off('error', lost);
    from.on('message', heard).on('exit', lost).on('error', lost);
  });
}

/** Waits for a child that ends by itself, as it should. */
async function ended(child) {
  const { code, problem } = await child.gone;
  if (problem) throw problem;
  if (code !== 0) throw new Absent('failed', `a child ended with ${code}`);
}

/** A partner that can be ended at any time, as it waits for messages only. */
const dismissable = (partner) => ({
  partner,
  dismiss: () => (partner instanceof Worker ? partner.terminate() : partner.kill('SIGKILL')),
});

async function end(child) {
  child.kill('SIGKILL');
  return await child.gone;
}

const workerEnd = (worker) => new Promise((gone) => worker.once('exit', gone));

/** Starts several at once, or none: what has been started is ended when one cannot be. */
async function startSeveral(count, start, stop) {
  const started = await Promise.allSettled(Array.from({ length: count }, start));
  const failed = started.find(({ status }) => status === 'rejected');
  const all = started.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  if (failed) {
    for (const one of all) await stop(one);
    throw failed.reason;
  }
  return all;
}

async function several(count, start, stop, use) {
  const all = await startSeveral(count, start, stop);
  try {
    return await use(all);
  } finally {
    for (const one of all) await stop(one);
  }
}

const severalWorkers = (count, role, use) =>
  several(count, () => startWorker(role), (worker) => worker.terminate(), use);
const severalChildren = (count, role, use) => several(count, () => startStanding(role), end, use);

// --- Starting -----------------------------------------------------------------------------------------------------

for (const name of ['spawn.thread', 'spawn.worker']) {
  probe(name, 58, (bench) => {
    bench.need(WORKER);
    return seconds(() => {
      const worker = new Worker('', { eval: true });
      return new Promise((gone, failed) => worker.once('exit', gone).once('error', failed));
    });
  });
}

probe('spawn.process', 160, (bench) => {
  bench.need(CHILD);
  return seconds(
    () =>
      new Promise((gone, failed) => {
        const child = fork('/dev/null', { stdio: 'ignore', execArgv: [] }); // an empty script
        child.once('error', failed).once('exit', gone);
      }),
  );
});

/** Seconds in which so many small programs run, one after the other. */
async function startPrograms(count) {
  const program = existsSync('/bin/true') ? '/bin/true' : '/usr/bin/true';
  return await seconds(async () => {
    for (let i = 0; i < count; i++) {
      await new Promise((gone, failed) => {
        spawn(program, { stdio: 'ignore' }).once('error', failed).once('exit', gone);
      });
    }
  });
}

/** From a child, since a start takes the longer the more memory there is, and ours is that of all workers. */
probe(
  'spawn.exec',
  8,
  async (bench) => {
    const starter = await bench.standing('starter', CHILD, async () => dismissable(await startStanding('start')));
    return bench.perTimed(async (count) => {
      const answer = nextMessage(starter);
      starter.send(count);
      const took = await answer;
      if (typeof took !== 'number') throw Object.assign(new Error(took.message), { code: took.code });
      return took;
    });
  },
  startsChild('starting'),
);

async function startTasks(count) {
  const task = async () => {};
  for (let i = 0; i < count; i++) await task();
}

probe(
  'spawn.task',
  5,
  async (bench) => {
    // A long loop, as one is compiled anew while it runs.
    if (!batchSizes.has(bench.probe)) await warm(() => startTasks(100_000));
    return bench.perOperation(startTasks);
  },
  { beginning: 1000 * WARMING },
);

// --- Two pipes and a partner that blocks on them --------------------------------------------------------------------

/** Two pipes with a name, which is gone before anybody uses them. */
function openPipes() {
  const folder = mkdtempSync(join(os.tmpdir(), 'advise-probe-'));
  try {
    const names = [join(folder, 'there'), join(folder, 'back')];
    const made = spawnSync('mkfifo', names, { stdio: 'ignore' });
    if (made.error) throw new Absent('not-installed', 'no program `mkfifo`, and no other way to a pipe');
    if (made.status !== 0) throw new Absent('not-permitted', 'mkfifo failed');
    // Whoever opens one end waits for the other, unless it is open both ways for a moment.
    return names.map((name) => {
      const both = openSync(name, constants.O_RDWR);
      const ends = { read: openSync(name, constants.O_RDONLY), write: openSync(name, constants.O_WRONLY) };
      closeSync(both);
      return ends;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A standing partner behind two pipes, on that CPU: a Worker, or a child. */
function pipePartner(bench, kind, cpu) {
  return bench.standing(`pipes to a ${kind} on ${cpu}`, kind === 'thread' ? WORKER : CHILD, async () => {
    const [there, back] = openPipes();
    const close = (...descriptors) => descriptors.forEach((fd) => closeSync(fd));
    await startedOn(cpu, async () => {
      if (kind === 'thread') {
        const worker = await startWorker('pipes', { receive: there.read, send: back.write });
        worker.once('exit', () => close(there.read, back.write));
      } else {
        const ready = startStanding('pipes', [4, 5], { more: [there.read, back.write] });
        close(there.read, back.write);
        await ready;
      }
    });
    const partner = { send: there.write, receive: back.read, memory: messageMemory() };
    await warm(() => pipeRoundTrips(partner, 10, 1), kind === 'process' ? WARMING_PIPES : WARMING);
    // The partner, which may be waiting in a read, sees the end of its input.
    return { partner, dismiss: () => close(there.write, back.read) };
  });
}

function pipeRoundTrips(pipes, count, size) {
  const message = pipes.memory.subarray(0, size);
  writeFully(pipes.send, new Uint8Array(Float64Array.of(count, size).buffer));
  for (let i = 0; i < count; i++) {
    writeFully(pipes.send, message);
    if (!readFully(pipes.receive, message)) throw new Absent('failed', 'the partner is gone');
  }
}

/** What stands has long been compiled; what is new would be measured while it is interpreted. */
async function warm(use, duration = WARMING) {
  for (const until = now() + duration; now() < until; ) await use();
}

function switching(kind, across) {
  return async (bench) => {
    if (across && bench.cores < 2) throw new Absent('no-such-concept', 'there is only one CPU to use');
    pinMain(bench.firstCpu);
    const pipes = await pipePartner(bench, kind, across ? bench.lastCpu : bench.firstCpu);
    return (await bench.perRoundTrip((count) => pipeRoundTrips(pipes, count, 1))) / 2;
  };
}

const startsPipeChild = (name) => startsChild(name, WARMING_PIPES);
for (const [kind, start] of Object.entries({ thread: startsWorker, process: startsPipeChild })) {
  probe(`switch.${kind}`, 8, switching(kind, false), start('near pipe'));
  probe(`switch.${kind}-across`, 8, switching(kind, true), start('pipe'));
}

// --- Handing over ------------------------------------------------------------------------------------------------------

/** A call: the message stays in this thread. */
async function onTheSpot(bench, size) {
  const bytes = new Uint8Array(size);
  const calls = (count) => {
    for (let i = 0; i < count; i++) kept += touch(bytes);
  };
  if (!batchSizes.has(bench.probe)) await warm(() => calls(1000));
  return bench.perRoundTrip(calls);
}

const post = (worker, message) => worker.postMessage(message);
const send = (child, message) => child.send(message);

/** Round trips of a message, which is copied, to a partner that sends back what it gets. */
async function echoes(partner, send, bytes, count) {
  for (let i = 0; i < count; i++) {
    send(partner, bytes);
    await nextMessage(partner);
  }
}

/** Copies are collected at times, which a short batch misses or is full of: so many at least in each. */
const leastCopies = (size) => Math.min(40, (8 * MIB) / size);

async function warmed(partner, send) {
  const bytes = new Uint8Array(4 * KIB);
  await warm(() => echoes(partner, send, bytes, 1), WARMING_MESSAGES);
  return partner;
}

const startsEchoWorker = startsWorker('echo', WARMING_MESSAGES);
const startsEchoChild = startsChild('echo', WARMING_MESSAGES);

const echoWorker = (bench) =>
  bench.standing(`echo worker on ${bench.lastCpu}`, WORKER, () =>
    startedOn(bench.lastCpu, async () => dismissable(await warmed(await startWorker('echo'), post))),
  );

const echoChild = (bench) =>
  bench.standing(`echo child on ${bench.lastCpu}`, CHILD, () =>
    startedOn(bench.lastCpu, async () => dismissable(await warmed(await startStanding('echo'), send))),
  );

async function echoed(bench, partner, send, size) {
  const bytes = new Uint8Array(size);
  return bench.perRoundTrip((count) => echoes(partner, send, bytes, count), leastCopies(size));
}

async function toWorker(bench, size) {
  const worker = await echoWorker(bench);
  return await echoed(bench, worker, post, size);
}

/** The usual way: messages to a child, by structured clone. */
async function toChild(bench, size) {
  const child = await echoChild(bench);
  return await echoed(bench, child, send, size);
}

/** Round trips through a socket, whose far end was told what size to expect. */
async function throughSocket(socket, bytes, count) {
  for (let i = 0; i < count; i++) {
    await new Promise((back, failed) => {
      let got = 0;
      const lost = () => failed(new Absent('failed', 'the partner is gone'));
      const heard = (part) => {
        got += part.length;
        if (got < bytes.length) return;
        socket.off('data', heard).off('close', lost);
        back();
      };
      socket.on('data', heard).on('close', lost);
      socket.write(bytes);
    });
  }
}

/** Tells the far end what size to expect. */
async function expecting(child, size) {
  child.send(size);
  await nextMessage(child);
  return child.stdio[4];
}

/** In a batch of 4 ms each trip took twice what it takes in one of 40 ms. */
const leastThroughSocket = (size) => Math.min(400, (16 * MIB) / size);

async function bySocket(bench, size) {
  const child = await bench.standing(`socket child on ${bench.lastCpu}`, CHILD, () =>
    startedOn(bench.lastCpu, async () => {
      // Node.js calls it a pipe, and makes a socket pair.
      const made = await startStanding('socket', [], { more: ['pipe'] });
      const few = Buffer.alloc(4 * KIB);
      const socket = await expecting(made, few.length);
      await warm(() => throughSocket(socket, few, 1), WARMING_SOCKETS);
      return dismissable(made);
    }),
  );
  const socket = await expecting(child, size);
  const bytes = Buffer.alloc(size);
  return bench.perRoundTrip((count) => throughSocket(socket, bytes, count), leastThroughSocket(size));
}

async function byPipe(bench, size) {
  const pipes = await pipePartner(bench, 'process', bench.lastCpu);
  return bench.perRoundTrip((count) => pipeRoundTrips(pipes, count, size));
}

/** Has the far end of a board look at it, and waits until it has. */
function overBoard(cells, count) {
  for (let i = 0; i < count; i++) {
    const turn = Atomics.load(cells, BACK);
    Atomics.store(cells, THERE, turn + 1);
    Atomics.notify(cells, THERE);
    awaitChange(cells, BACK, turn);
  }
}

/** SharedArrayBuffer and Atomics, to a Worker: processes share no memory here. */
async function bySharedMemory(bench, size) {
  const shared = await bench.standing(`board on ${bench.lastCpu}`, WORKER, () =>
    startedOn(bench.lastCpu, async () => {
      const memory = new SharedArrayBuffer(HEADER_BYTES + MIB);
      const worker = await startWorker('board', { shared: memory });
      await warm(() => overBoard(view(memory), 10));
      return { partner: memory, dismiss: () => worker.terminate() };
    }),
  );
  const cells = view(shared);
  Atomics.store(cells, SIZE, size);
  return bench.perRoundTrip((count) => overBoard(cells, count));
}

const CHANNELS = {
  reference: [onTheSpot, { beginning: 1000 * WARMING }],
  thread: [toWorker, startsEchoWorker],
  process: [toChild, startsEchoChild],
  pipe: [byPipe, startsPipeChild('pipe')],
  socket: [bySocket, startsChild('socket', WARMING_SOCKETS)],
  'shared-memory': [bySharedMemory, startsWorker('board')],
};
/** Milliseconds of a sample beyond a batch's, where so many trips at least are made. */
const COST_OF_TRIPS = {
  thread: { '1MiB': 14 },
  process: { '64B': 4, '4KiB': 4, '64KiB': 15, '1MiB': 24 },
  socket: { '64B': 30, '4KiB': 40, '64KiB': 60, '1MiB': 60 },
};
for (const [channel, [roundTrip, beginning]] of Object.entries(CHANNELS)) {
  for (const [name, size] of Object.entries(SIZES)) {
    const sample = (bench) => {
      pinMainIfPossible(bench.firstCpu);
      return roundTrip(bench, size);
    };
    probe(`handoff.${channel}.${name}`, 8 + (COST_OF_TRIPS[channel]?.[name] ?? 0), sample, beginning);
  }
}

// --- Sharing -------------------------------------------------------------------------------------------------------------

/** Operations of workers that run at the same time, one on each CPU; and the cells they share. */
async function together(bench, most, what) {
  const workers = Math.max(most === 1 ? 1 : 2, Math.min(most, bench.cores, 4));
  const crew = await bench.standing(`${workers} contenders`, times(workers, WORKER), async () => {
    const shared = new SharedArrayBuffer(HEADER_BYTES);
    const starting = [];
    for (let number = 0; number < workers; number++) {
      const cpu = bench.cpus[number % bench.cores];
      await startedOn(cpu, () => void starting.push(startWorker('contend', { shared, number })));
    }
    const all = await Promise.all(starting);
    const dismiss = () => all.forEach((worker) => worker.terminate());
    return { partner: { all, cells: view(shared), known: new Set() }, dismiss };
  });
  if (!crew.known.has(what)) {
    // What V8 has compiled meanwhile is used from the next call on.
    for (let i = 0; i < 3; i++) await contend(crew, what, MEETING);
    crew.known.add(what);
  }
  return { done: Math.max(1, await contend(crew, what, MEETING)), cells: crew.cells };
}

/** What they do in all within that time. */
async function contend(crew, what, duration) {
  crew.cells.fill(0);
  crew.cells[MISSING] = crew.all.length;
  const answers = crew.all.map(nextMessage);
  crew.all.forEach((worker) => worker.postMessage({ what, duration }));
  return (await Promise.all(answers)).reduce((sum, part) => sum + part, 0);
}

probe('lock.uncontended', 5, (bench) => {
  const cells = view(new SharedArrayBuffer(HEADER_BYTES));
  return bench.perOperation((count) => {
    for (let i = 0; i < count; i++) {
      lock(cells, 0);
      cells[32]++;
      unlock(cells, 0);
    }
  });
});

const perOperation = (most, what) => async (bench) => MEETING / (await together(bench, most, what)).done;
const lostUpdates = async (bench) => {
  const { done, cells } = await together(bench, 2, 'racing');
  return Math.max(0, 1 - (cells[32] >>> 0) / done);
};
const falseSharing = async (bench) => {
  if (bench.cores < 2) throw new Absent('no-such-concept', 'there is only one CPU to use');
  const apart = (await together(bench, 2, 'apart')).done;
  return apart / (await together(bench, 2, 'adjacent')).done;
};
probe('lock.contended', 12, perOperation(4, 'locked'), startsWorker('contending'));
probe('counter.thread-local', 12, perOperation(4, 'own'), startsWorker('contending'));
probe('race.lost-updates', 12, lostUpdates, startsWorker('contending'));
probe('false-sharing', 24, falseSharing, startsWorker('contending'));

// --- Computing -------------------------------------------------------------------------------------------------------------

probe(
  'cpu.arithmetic',
  5,
  async (bench) => {
    const thousands = (count) => {
      kept = arithmetic(kept, count * 1000);
    };
    if (!batchSizes.has(bench.probe)) await warm(() => thousands(1));
    return 1000 * (await bench.perOperation(thousands));
  },
  { beginning: 1000 * WARMING },
);

/** Chunks that these workers or children do within the window. */
async function throughput(crew) {
  const until = now() + WINDOW;
  const answers = crew.map(nextMessage);
  crew.forEach((one) => (one.postMessage ? one.postMessage({ until }) : one.send({ until })));
  return Math.max(1, (await Promise.all(answers)).reduce((sum, part) => sum + part, 0));
}

/** The throughput of many over that of few of them, who stand by. */
function scaling({ kind, size, start, stop }, many, few) {
  return async (bench) => {
    const workers = many(bench.cores);
    const crew = await bench.standing(`${workers} computing ${kind}`, times(workers, size), async () => {
      const all = await startSeveral(workers, start, stop);
      await throughput(all); // warms up
      return { partner: all, dismiss: () => all.forEach(stop) };
    });
    return (await throughput(crew)) / (await throughput(crew.slice(0, few(bench.cores))));
  };
}

const THREADS = {
  kind: 'threads',
  size: WORKER,
  start: () => startWorker('compute'),
  stop: (worker) => worker.terminate(),
};
const PROCESSES = { kind: 'processes', size: CHILD, start: () => startStanding('compute'), stop: end };
const one = () => 1;
const cores = (count) => count;
const fourTimes = (count) => 4 * count;
probe('cpu-scaling.threads', 105, scaling(THREADS, cores, one), startsWorker('computing'));
probe('cpu-scaling.threads-oversubscribed', 110, scaling(THREADS, fourTimes, cores), starts('many workers', 400));
probe('cpu-scaling.processes', 105, scaling(PROCESSES, cores, one), startsChild('computing'));
probe('cpu-scaling.processes-oversubscribed', 110, scaling(PROCESSES, fourTimes, cores), starts('many children', 700));

/** Key derivation in the pool of native threads that libuv keeps, for a window. */
function nativeThroughput(lanes) {
  return new Promise((told, failed) => {
    const until = now() + WINDOW;
    let done = 0;
    let left = lanes;
    const next = () =>
      pbkdf2('secret', 'salt', 4000, 32, 'sha256', (problem) => {
        if (problem) failed(problem);
        else if (now() < until) {
          done++;
          next();
        } else if (--left === 0) told(Math.max(1, done));
      });
    for (let i = 0; i < lanes; i++) next();
  });
}

probe('cpu-scaling.native-threads', 102, async (bench) => {
  const pool = Number(process.env.UV_THREADPOOL_SIZE ?? 4);
  return (await nativeThroughput(Math.min(bench.cores, pool))) / (await nativeThroughput(1));
});

/** Time of the same work in 64 workers over that in as many as there are cores. */
function oversubscription(size, start) {
  return async (bench) => {
    bench.need(times(OVERSUBSCRIBED, size));
    const shared = (workers) => seconds(() => Promise.all(Array.from({ length: workers }, () => start(workers))));
    return (await shared(OVERSUBSCRIBED)) / (await shared(bench.cores));
  };
}

probe(
  'oversubscription.threads',
  2000,
  oversubscription(WORKER, async (workers) => {
    await workerEnd(await startWorker('share', { steps: SHARED_STEPS / workers }));
  }),
);
probe(
  'oversubscription.processes',
  4000,
  oversubscription(CHILD, (workers) => ended(startChild('share', [SHARED_STEPS / workers]))),
);

/** The share of so many milliseconds of spinning that was lost to gaps of more than 20 microseconds. */
function lostShare(duration) {
  const began = performance.now();
  let last = began;
  let lost = 0;
  while (last < began + duration) {
    kept = arithmetic(kept, 480); // looks make garbage, and its collections are no gaps of the host
    const tick = performance.now();
    if (tick - last > 0.02) lost += tick - last;
    last = tick;
  }
  return lost / (last - began);
}

probe('noise.lost-share', 21, (bench) => {
  if (!batchSizes.has(bench.probe)) lostShare(10); // until it is compiled
  batchSizes.set(bench.probe, 1);
  return lostShare(20);
});

// --- Waiting -----------------------------------------------------------------------------------------------------------------

const sleep = (ms) => new Promise((wake) => setTimeout(wake, ms));

const WAITING = {
  async: (_, count) => seconds(() => Promise.all(Array.from({ length: count }, () => sleep(WAIT_MS)))),
  threads: (bench, count) => {
    bench.need(times(count, WORKER));
    const wait = async () => workerEnd(await startWorker('wait'));
    return seconds(() => Promise.all(Array.from({ length: count }, wait)));
  },
  processes: (bench, count) => {
    bench.need(times(count, CHILD));
    return seconds(() => Promise.all(Array.from({ length: count }, () => ended(startChild('wait')))));
  },
  sequential: async (bench, count) => {
    const each = await bench.perOperation(async (waits) => {
      for (let i = 0; i < waits; i++) await sleep(WAIT_MS);
    });
    return each * count;
  },
};
const WAITING_COST = { async: 1, threads: 22, processes: 45, sequential: 1 };
for (const [kind, wait] of Object.entries(WAITING)) {
  for (const count of [10, 100, 1000]) {
    const cost = 12 + (WAITING_COST[kind] > 1 ? count * WAITING_COST[kind] : count / 200);
    probe(`waiters.${kind}.${count}`, cost, (bench) => wait(bench, count));
  }
}

/**
 * Mean lateness of ten timers within 20 ms, while one callback computes or while none does. Node.js
 * counts whole milliseconds, so how late one is hangs on where in one it was set: each is set a tenth
 * of one after the other.
 */
async function lateness(computing) {
  const began = now();
  const timers = [];
  for (let i = 1; i <= 10; i++) {
    while (now() < began + i * 0.0001);
    await new Promise(setImmediate); // the loop looks at its clock once a turn
    timers.push(lateBy(2 * i));
  }
  if (computing) chunksUntil(now() + 0.02);
  const late = await Promise.all(timers);
  return Math.max(1e-6, late.reduce((sum, one) => sum + one) / late.length);
}

/** Seconds by which a timer of so many milliseconds rings too late; by whole ones it may be too early. */
async function lateBy(ms) {
  const due = now() + ms / 1e3;
  await sleep(ms);
  return Math.max(0, now() - due);
}

probe('loop.blocked', 45, async () => {
  const free = await lateness(false);
  return (await lateness(true)) / free;
});

// --- Memory --------------------------------------------------------------------------------------------------------------------

/** Proportional set size in bytes. */
const pss = (pid) => held(pid, 'Pss');

/**
 * Bytes that nobody else holds: what a process adds, and what the host gets back when it ends. The
 * sum of all shares grows by as much where nobody else runs this program, and by more where many do.
 */
const privately = (pid) => held(pid, 'Private_Clean', 'Private_Dirty');

/** Bytes of these kinds, from one reading: the kernel walks all pages for each. */
function held(pid, ...kinds) {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return kinds.reduce((sum, kind) => sum + new RegExp(`^${kind}:\\s*(\\d+)`, 'm').exec(rollup)[1] * KIB, 0);
  } catch (problem) {
    if (problem.code === 'ENOENT') {
      if (existsSync('/proc/self/smaps_rollup')) throw new Absent('failed', 'the process is gone');
      if (existsSync('/proc/self')) throw new Absent('too-old', 'no smaps_rollup: a kernel before 4.14');
      throw new Absent('not-mounted', 'no /proc');
    }
    throw problem;
  }
}

probe('footprint.thread', 185, (bench) => {
  const workers = 4;
  bench.need(times(workers, WORKER));
  const before = pss('self');
  return severalWorkers(workers, 'park', () => Math.max(0, pss('self') - before) / workers);
});

probe('footprint.process', 220, (bench) => {
  const processes = 2;
  bench.need(times(processes, CHILD));
  const added = (parked) => parked.reduce((sum, child) => sum + privately(child.pid), 0);
  return severalChildren(processes, 'park', (parked) => added(parked) / processes);
});

probe('footprint.task', 310, async (bench) => {
  bench.need(CHILD);
  const child = startChild('tasks', [10_000], { execArgv: ['--expose-gc'] });
  try {
    return await nextMessage(child);
  } finally {
    await end(child);
  }
});

// --- Faults and isolation ---------------------------------------------------------------------------------------------------------

const crashed = ({ signal }) => signal !== null;

/** By way of a shell that forbids core files, which Node.js cannot. */
const NO_CORE_FILE = {
  execPath: '/bin/sh',
  execArgv: ['-c', 'ulimit -c 0; exec "$0" "$@"', process.execPath],
};

/** A child gets a fatal signal; a sibling and we are the others. */
probe('crash.process', 195, async (bench) => {
  const sibling = await echoChild(bench);
  bench.need(CHILD);
  if (!crashed(await startChild('crash', [], NO_CORE_FILE).gone)) throw new Absent('failed', 'the child would not crash');
  const answer = nextMessage(sibling);
  sibling.send(new Uint8Array(1));
  return (await answer).length;
}, startsEchoChild);

/** A thread gets its process a fatal signal; the child's main thread is the other. */
probe('crash.thread', 230, async (bench) => {
  bench.need(times(2, CHILD));
  const child = startChild('crash-thread', [], NO_CORE_FILE);
  let alive = 0;
  child.once('message', () => {
    alive = 1;
  });
  const gone = await child.gone;
  if (gone.problem) throw gone.problem;
  if (!alive && !crashed(gone)) throw new Absent('failed', 'the child would not crash');
  return alive;
});

probe('thread.end-leaves-others', 76, async (bench) => {
  const other = await echoWorker(bench);
  bench.need(WORKER);
  await workerEnd(await startWorker('nothing'));
  const answer = nextMessage(other);
  other.postMessage(new Uint8Array(1));
  return (await answer).length;
}, startsEchoWorker);

probe('isolation.memory.thread', 80, async (bench) => {
  bench.need(WORKER);
  globalThis.cell = 0;
  await workerEnd(await startWorker('write'));
  return globalThis.cell === 0 ? 1 : 0;
});

probe('isolation.memory.process', 195, async (bench) => {
  bench.need(CHILD);
  globalThis.cell = 0;
  await ended(startChild('write'));
  return globalThis.cell === 0 ? 1 : 0;
});

// --- The conversation ----------------------------------------------------------------------------------------------------------------

const REFUSALS = new Set(['EAGAIN', 'EPERM', 'EACCES', 'ENOMEM', 'EMFILE', 'ENFILE', 'ENOSPC']);

/** A reason and a detail for whatever went wrong. */
function explained(problem) {
  if (problem instanceof Absent) return { absent: problem.reason, detail: problem.message };
  const detail = `${problem.code ?? problem.name}: ${problem.message}`;
  if (REFUSALS.has(problem.code)) return { absent: 'not-permitted', detail };
  if (problem.code === 'ENOENT') return { absent: 'not-installed', detail };
  if (problem.code === 'ERR_WORKER_INIT_FAILED') return { absent: 'not-permitted', detail: `EAGAIN: ${problem.message}` };
  if (problem.code === 'ERR_WORKER_OUT_OF_MEMORY') return { absent: 'not-permitted', detail: `ENOMEM: ${problem.message}` };
  return { absent: 'failed', detail };
}

/** Written at once and whole: samples must not wait for the event loop. */
function say(line) {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (problem) {
      if (problem.code !== 'EAGAIN') leave(); // nobody listens any more
    }
  }
}

/** Ends at once, and first the partners: a worker that waits in a read would keep us from it. */
function leave(code = 0) {
  endChildren();
  process.exit(code);
}

/** Ends all who are there, those who stand by too, and resolves when they are gone. */
function endChildren() {
  dismissAll();
  return Promise.all([...[...children].map(end), ...[...workers].map((worker) => worker.terminate())]);
}

function describe(id) {
  say({
    id,
    runtime: 'node',
    version: process.versions.node,
    traits: {
      v8: process.versions.v8,
      cpu_count: String(cpuCount()),
      uv_threadpool_size: String(process.env.UV_THREADPOOL_SIZE ?? 4),
    },
    probes: [...probes.keys()].sort(),
    absent: Object.fromEntries(
      Object.entries(noSuchConcept).map(([name, detail]) => [name, { reason: 'no-such-concept', detail }]),
    ),
    cost_ms: Object.fromEntries([...probes].map(([name, { cost }]) => [name, Math.round(cost * 10) / 10])),
    begin_ms: Object.fromEntries([...probes].map(([name, { beginning }]) => [name, beginning])),
    partners: Object.fromEntries(
      [...probes].filter(([, { partner }]) => partner).map(([name, { partner }]) => [name, partner]),
    ),
  });
}

async function measure(id, request) {
  if (!Array.isArray(request.probes)) throw new TypeError('probes is not a list');
  for (const key of ['rounds', 'batch_ms', 'max_tasks', 'max_bytes', 'deadline_ms']) {
    if (key in request && !(request[key] >= 0)) throw new TypeError(`${key} is not a positive number`);
  }
  const bench = new Bench(request);
  const names = new Set(request.probes.map(String));
  for (let round = 0; round < (request.rounds ?? 1); round++) {
    for (const name of names) {
      if (!(await sample(bench, id, name, round))) names.delete(name);
      await breathe();
    }
  }
}

/** What is started stays on the CPUs of the main thread; the rest does not mind, and pinning takes time. */
const STARTS_OTHERS = /^(cpu-scaling|crash|footprint|isolation|oversubscription|spawn|thread|waiters)/;

/** Says one sample, or why there is none. False if there is no use in asking again. */
async function sample(bench, id, name, round) {
  const entry = probes.get(name);
  if (!entry) {
    say({ id, probe: name, absent: 'no-such-concept', detail: noSuchConcept[name] ?? 'unknown probe' });
    return false;
  }
  const began = now();
  if (began + entry.cost / 1e3 > bench.deadline) return true;
  const first = !batchSizes.has(name);
  bench.probe = name;
  let hung = false;
  const watchdog = setTimeout(() => {
    hung = true;
    endChildren();
  }, PATIENCE_MS);
  try {
    if (STARTS_OTHERS.test(name)) unpinMain();
    const value = await entry.sample(bench);
    if (!(value >= 0 && value < Infinity)) throw new Absent('failed', `a value of ${value}`);
    say({ id, probe: name, round, value });
  } catch (problem) {
    const why = hung ? new Absent('timed-out', `nothing for ${PATIENCE_MS / 1000} s`) : problem;
    await endChildren(); // some may have been started before another could not
    say({ id, probe: name, ...explained(why) });
    return false;
  } finally {
    clearTimeout(watchdog);
  }
  if (!(first && batchSizes.has(name))) entry.cost = (now() - began) * 1e3; // without calibration
  return true;
}

async function answer(line) {
  let id;
  try {
    const request = JSON.parse(line);
    if (typeof request?.id !== 'number' && typeof request?.id !== 'string') {
      throw new TypeError('the id is neither a number nor a string');
    }
    id = request.id;
    if (request.do === 'describe') {
      describe(id);
    } else if (request.do === 'measure') {
      await measure(id, request);
    } else {
      say({ id, error: 'unknown request' });
      return;
    }
    say({ id, done: true });
  } catch (problem) {
    say({ id, error: `malformed request: ${problem.message}` });
  }
}

/** Answers one request after the other, until there is nobody to answer to. */
function converse(answer) {
  let turn = Promise.resolve();
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      if (line.trim()) turn = turn.then(() => answer(line));
    })
    .on('close', () => leave());
  process.on('SIGTERM', () => leave(143));
  process.on('SIGINT', () => leave(130));
}

/** Whether this file is the program, and not a part of another one. */
function isTheProgram() {
  try {
    return realpathSync(process.argv[1]) === THIS_FILE;
  } catch {
    return false;
  }
}

if (!isTheProgram()) {
  // somebody uses what is exported
} else if (!isMainThread) {
  if (STANDING.has(workerData.role)) parentPort.postMessage('ready');
  IN_WORKER[workerData.role](workerData);
} else if (process.argv.length > 2 && process.channel) {
  process.on('disconnect', () => process.exit()); // the driver is gone, and so are we
  const [role, ...parameters] = process.argv.slice(2);
  if (STANDING.has(role)) process.send('ready', () => IN_CHILD[role](parameters));
  else IN_CHILD[role](parameters);
} else {
  converse(answer);
}

export { Absent, arithmetic, breathe, converse, explained, lock, now, pss, say, touch, unlock };
export { CHILD_BYTES, MIB, WORKER_BYTES };
