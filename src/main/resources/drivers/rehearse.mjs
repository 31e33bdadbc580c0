#!/usr/bin/env node
/*
 * A workload's own mix, run in miniature in this Node.js under one arrangement after the other.
 *
 * It speaks the protocol of probe.mjs, which must lie beside it, with two requests of its own:
 *
 *   -> {"id":1,"do":"calibrate","seconds":0.05}
 *   <- {"id":1,"steps_per_s":6.0e8,"native_steps_per_s":6.0e8}
 *   -> {"id":2,"do":"rehearse","model":"threads","arrangement":"thread-pool","processes":1,"threads":2,
 *       "tasks":1,"offload":0,"steps":210000,"native_steps":0,"wait_s":0.02,"blocking":false,
 *       "message_bytes":4096,"shared_bytes":0,"pattern":"none","concurrency":200,
 *       "warmup_s":0.05,"window_s":0.2,"seed":1,"deadline_s":2.0,"max_tasks":512,"max_bytes":536870912}
 *   <- {"id":2,"tasks":1234,"seconds":0.2,"mean_latency_s":0.03,"latencies_s":[...],"cpu_s":0.39,
 *       "memory_bytes":31000000,"in_flight":200}
 *      or {"id":2,"failed":"worker 2 died of signal 9","reason":"failed"}
 *
 * The conventions of a rehearsal are those of rehearse.py. Here native_steps are steps like any other;
 * threads are Workers, to which messages are copied; processes are what child_process.fork makes, with
 * advanced serialization. A worker that sleeps does so in Atomics.wait, a loop by setTimeout, which
 * knows whole milliseconds only. Node.js has no memory that processes share: what is read mostly each
 * process has for itself, and what is written belongs to the master, who is asked and answers.
 *
 * The work is done on a stage: a process of its own, whose loop is the loop of each arrangement, and
 * which stands from request to request, since starting and warming one is dear. It is ended, with all
 * that it has started, when an outcome is late, and when the driver ends. The workers of a window are
 * gone before its outcome is told. Each has computed for a while before it says that it is ready, so
 * that no window measures the compiler.
 *
 * This file is also the program of its stage, workers and children.
 */
import { fork } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Absent, arithmetic, breathe, converse, explained, lock, now, pss, say, touch, unlock } from './probe.mjs';
import { CHILD_BYTES, MIB, WORKER_BYTES } from './probe.mjs';

const THIS_FILE = fileURLToPath(import.meta.url);
const LINES_TOUCHED = 64; // cache lines of the shared data that a task uses
const WORD_BYTES = 8;
const LOCK_BYTES = 64;
const LATENCIES_TOLD = 200;
const BATCH_BYTES = 64 * 1024; // messages up to this go many at a time
const WARMING = 0.015; // seconds in which the compiler has seen enough of the arithmetic
const LONGEST_TURN = 0.02; // seconds after which a plain loop looks whether the driver is still there

// --- What one task does -----------------------------------------------------------------------------

let kept = 1; // the compiler must believe that somebody reads this
const nobodyWakes = new Int32Array(new SharedArrayBuffer(4));

/** Sleeps, and this thread's loop with it. */
const sleep = (seconds) => Atomics.wait(nobodyWakes, 0, 0, seconds * 1e3);
const waitOnLoop = (seconds) => new Promise((wake) => setTimeout(wake, seconds * 1e3));

/** Half of the arithmetic: the first or, rounded up, the second. */
function compute(mix, odd = 0) {
  kept = arithmetic(kept, Math.floor((mix.steps + odd) / 2));
}

function warmUp() {
  for (const until = now() + WARMING; now() < until; ) kept = arithmetic(kept, 5_000);
}

/** The shared data, with a lock in front of them; a Worker gets ours, a process makes its own. */
class Shared {
  constructor(mix, buffer = null) {
    this.pattern = mix.pattern;
    if (mix.pattern === 'none') return;
    this.buffer = buffer ?? new SharedArrayBuffer(LOCK_BYTES + Math.ceil(mix.sharedBytes / WORD_BYTES) * WORD_BYTES);
    this.lock = new Int32Array(this.buffer, 0, LOCK_BYTES / 4);
    this.words = new Float64Array(this.buffer, LOCK_BYTES);
    this.distance = Math.max(1, Math.floor(this.words.length / LINES_TOUCHED));
  }

  /** Uses them as the pattern says. */
  touch(guarded) {
    if (this.pattern === 'none') return;
    if (this.pattern === 'read-mostly') {
      let sum = 0;
      for (let i = 0; i < this.words.length; i += this.distance) sum += this.words[i];
      kept = (kept + sum) | 0;
      return;
    }
    if (guarded) lock(this.lock, 0);
    for (let i = 0; i < this.words.length; i += this.distance) this.words[i]++;
    if (guarded) unlock(this.lock, 0);
  }
}

/** One task, in a worker that may sleep. */
async function runTask(mix, wait, bytes, touchShared) {
  kept = (kept + touch(bytes)) | 0;
  compute(mix);
  if (wait > 0) sleep(wait);
  compute(mix, 1);
  if (touchShared) await touchShared();
}

/** One task, on an event loop; what blocks there blocks the loop. */
async function runTaskOnLoop(mix, wait, bytes, touchShared) {
  kept = (kept + touch(bytes)) | 0;
  compute(mix);
  if (wait > 0 && mix.blocking) sleep(wait);
  else if (wait > 0) await waitOnLoop(wait);
  compute(mix, 1);
  if (touchShared) await touchShared();
}

// --- Workers and children ------------------------------------------------------------------------------

/*
 * They are sent lists of tasks, each of them [submitted, wait, bytes], and send back
 * { ended: [[submitted, bytes], ...], cpu }, at first with nothing ended: then they are ready. A loop is
 * sent a list of one window, with its share of the tasks in flight, and sends back what it has counted.
 * 'owner?' asks the owner of the shared data to touch them; 'owned' is the answer.
 */

/** The other side of a Worker or child, for the one and for the other. */
const port = isMainThread
  ? { send: (message) => process.send(message), hear: (hear) => process.on('message', hear) }
  : { send: (message) => parentPort.postMessage(message), hear: (hear) => parentPort.on('message', hear) };

function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const batchSize = (mix) => Math.max(1, Math.floor(BATCH_BYTES / (mix.messageBytes + 1)));

const answer = (ended) => port.send({ ended, cpu: isMainThread ? cpuSeconds() : 0 });

/** How a worker or child touches the shared data; null if there are none. */
function wayToShared(mix, buffer) {
  if (mix.pattern === 'none') return null;
  if (!isMainThread || mix.pattern === 'read-mostly') {
    const shared = new Shared(mix, buffer);
    return () => shared.touch(true);
  }
  const asking = [];
  port.hear((message) => message === 'owned' && asking.shift()());
  return () =>
    new Promise((owned) => {
      asking.push(owned);
      port.send('owner?');
    });
}

const SERVE = {
  /** One task after the other, each told when it has ended. */
  'one-at-a-time': (mix, touchShared) => {
    let turn = Promise.resolve();
    const serve = async ([submitted, wait, bytes]) => {
      await runTask(mix, wait, bytes, touchShared);
      answer([[submitted, bytes]]);
    };
    return (tasks) => {
      for (const task of tasks) turn = turn.then(() => serve(task));
    };
  },
  /** Only the computing of a loop that waits and touches the shared data itself. */
  computing: (mix) => (tasks) => {
    for (const [submitted, , bytes] of tasks) {
      kept = (kept + touch(bytes)) | 0;
      compute(mix);
      compute(mix, 1);
      answer([[submitted, bytes]]);
    }
  },
  /** A loop's share of a window. */
  loop: (mix, touchShared) => async ([{ window, inFlight, seed }]) => {
    const part = new Window(window, inFlight);
    await holdTasks({ ...mix, seed }, part, touchShared);
    port.send({ counted: [part.tasks, part.waited, part.latencies], used: isMainThread ? part.cpuUsed() : 0 });
  },
};

function serve({ kind, mix, buffer }) {
  const take = SERVE[kind](mix, wayToShared(mix, buffer));
  port.hear((message) => Array.isArray(message) && take(message));
  warmUp();
  answer([]);
}

/** A child whose tasks go on to Workers of its own. */
async function serveInThreads({ mix, threads }) {
  const shared = new Shared(mix);
  const crew = [];
  const queued = [];
  const handOver = (worker) => {
    while (queued.length > 0 && worker.underWay < 2) {
      worker.underWay++;
      worker.send([queued.shift()]);
    }
  };
  const heard = (worker) => (message) => {
    worker.underWay -= message.ended.length;
    answer(message.ended);
    handOver(worker);
  };
  const starting = Array.from({ length: threads }, () => startWorker('one-at-a-time', mix, shared.buffer));
  crew.push(...(await Promise.all(starting)));
  crew.forEach((worker) => worker.hear(heard(worker), () => process.exit(1)));
  port.hear((message) => {
    if (!Array.isArray(message)) return;
    queued.push(...message);
    crew.forEach(handOver);
  });
  answer([]);
}

// --- The stage: who starts them ------------------------------------------------------------------------------

/** A Worker or child that is at work, as its master sees it. */
class Partner {
  underWay = 0;
  cpu = 0;

  constructor(other, number) {
    this.other = other;
    this.number = number;
    this.pid = other instanceof Worker ? null : other.pid;
    this.gone = new Promise((gone) => other.once('exit', gone));
    other.setMaxListeners(0);
  }

  send(message) {
    if (this.other instanceof Worker) this.other.postMessage(message);
    else if (this.other.connected) this.other.send(message, () => {}); // its end is told otherwise
  }

  /** Hears its messages from now on, and how it comes to its end. */
  hear(message, end) {
    this.other.on('message', message);
    this.other.once('error', end);
    this.other.once('exit', (code, signal) => {
      const way = signal ? `died of signal ${constants.signals[signal]}` : `ended with status ${code}`;
      end(new Absent('failed', `worker ${this.number} ${way}`));
    });
  }

  /** Resolves when it says that it is ready. */
  ready() {
    return new Promise((ready, failed) => {
      this.hear((message) => {
        this.cpu = message.cpu ?? this.cpu;
        ready(this);
      }, failed);
    });
  }

  async end() {
    if (this.other instanceof Worker) return await this.other.terminate();
    this.other.kill('SIGKILL');
    return await this.gone;
  }
}

function startWorker(kind, mix, buffer, number = 0) {
  const worker = new Worker(THIS_FILE, { workerData: { kind, mix, buffer }, stdin: false });
  return new Partner(worker, number).ready();
}

function startChild(data, number) {
  const child = fork(THIS_FILE, ['child'], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
  const partner = new Partner(child, number);
  child.on('error', () => {}); // it is heard elsewhere, if at all
  partner.send(data);
  return partner.ready();
}

/** Counts the tasks that end between the end of the warm-up and the end of the window. */
class Window {
  crew = [];
  tasks = 0;
  waited = 0;
  latencies = [];
  cpuBefore = null;

  constructor({ warmup_s: warmup, window_s: length }, inFlight) {
    Object.assign(this, { warmup, length, inFlight });
  }

  /** Called when all workers stand ready. */
  start() {
    this.opens = now() + this.warmup;
    this.closes = this.opens + this.length;
  }

  isOpen() {
    return now() < this.closes;
  }

  /** A task that was submitted then has ended now. */
  ended(submitted) {
    const at = now();
    if (at >= this.opens && at < this.closes) this.count(at - submitted);
  }

  count(latency) {
    this.cpuBefore ??= this.cpu();
    this.tasks++;
    this.waited += latency;
    // each task is as likely as any other to be among those told
    const place = this.tasks <= LATENCIES_TOLD ? this.tasks - 1 : Math.floor(Math.random() * this.tasks);
    if (place < LATENCIES_TOLD) this.latencies[place] = latency;
  }

  /** Processor seconds used so far: ours, and what the children have told of theirs. */
  cpu() {
    return this.crew.reduce((sum, { cpu }) => sum + cpu, cpuSeconds());
  }

  /** Sees it open, for those who count elsewhere. */
  async watch() {
    await waitOnLoop(Math.max(0, this.opens - now()));
    this.cpuBefore = this.cpu();
  }

  cpuUsed() {
    return this.cpuBefore === null ? 0 : this.cpu() - this.cpuBefore;
  }

  /** Resolves when it has closed. */
  closed() {
    return waitOnLoop(Math.max(0, this.closes - now()));
  }

  /** Takes what all loops have counted; of the latencies an even choice where they are too many. */
  sumUp(parts) {
    for (const [tasks, waited] of parts) {
      this.tasks += tasks;
      this.waited += waited;
    }
    const all = parts.flatMap(([, , latencies]) => latencies);
    const kept = Math.min(LATENCIES_TOLD, all.length);
    this.latencies = Array.from({ length: kept }, (_, i) => all[Math.floor((i * all.length) / kept)]);
  }

  told() {
    const told = { tasks: this.tasks, seconds: this.closes - this.opens, in_flight: this.inFlight };
    told.cpu_s = this.cpuUsed();
    if (this.tasks > 0) {
      told.mean_latency_s = this.waited / this.tasks;
      told.latencies_s = this.latencies;
    }
    try {
      const pids = this.crew.map(({ pid }) => pid).filter((pid) => pid !== null);
      told.memory_bytes = pids.reduce((sum, pid) => sum + pss(pid), pss('self'));
    } catch {
      // then it is not told
    }
    return told;
  }
}

/** How long each task in turn waits: a quarter less or more than the mean (mulberry32). */
function waits(mix) {
  let state = mix.seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return mix.wait * (0.75 + (0.5 * ((t ^ (t >>> 14)) >>> 0)) / 4294967296);
  };
}

// --- Arrangements ------------------------------------------------------------------------------------------------

/** One task after the other. Now and then it looks up, lest it should outlive the driver. */
async function plainLoop({ mix, window, shared }) {
  const nextWait = waits(mix);
  const bytes = new Uint8Array(mix.messageBytes);
  const runUntil = async (end, ended) => {
    for (let turn = now(), submitted = turn; submitted < end(); submitted = now()) {
      kept = (kept + touch(bytes)) | 0;
      compute(mix);
      const wait = nextWait();
      if (wait > 0) sleep(wait);
      compute(mix, 1);
      shared.touch(false);
      ended(now() - submitted);
      if (now() - turn > LONGEST_TURN) {
        await breathe();
        turn = now();
      }
    }
  };
  window.start();
  await runUntil(() => window.opens, () => {});
  window.opens = now();
  await runUntil(() => window.closes, (latency) => window.count(latency));
  window.closes = now(); // whole tasks only
}

/** Keeps the tasks in flight on this loop until the window closes. */
async function onThisLoop(window, oneTask) {
  const oneAfterTheOther = async () => {
    for (let submitted = now(); window.isOpen(); submitted = now()) {
      await breathe(); // tasks that never wait still have their turns
      await oneTask();
      window.ended(submitted);
    }
  };
  window.start();
  const running = Array.from({ length: window.inFlight }, oneAfterTheOther);
  await Promise.race([window.closed(), Promise.all(running)]);
}

function loop({ mix, window, shared }) {
  return holdTasks(mix, window, mix.pattern === 'none' ? null : () => shared.touch(false));
}

function holdTasks(mix, window, touchShared) {
  const nextWait = waits(mix);
  const bytes = new Uint8Array(mix.messageBytes);
  return onThisLoop(window, async () => {
    if (window.isOpen()) await runTaskOnLoop(mix, nextWait(), bytes, touchShared);
  });
}

/** One event loop that waits, and a few Workers that compute. */
async function loopWithWorkers({ mix, window, shared, shape }) {
  const nextWait = waits(mix);
  await startAll(window, shape.offload, (i) => startWorker('computing', mix, null, i));
  const free = [...window.crew, ...window.crew]; // one of two computes, the other waits in the queue
  const queued = [];
  const asked = new Map(window.crew.map((worker) => [worker, []]));
  const failed = new Promise((_, fail) => {
    for (const worker of window.crew) {
      worker.hear(({ ended: [[, bytes]] }) => {
        asked.get(worker).shift()(bytes);
        if (queued.length > 0) queued.shift()(worker);
        else free.push(worker);
      }, fail);
    }
  });
  const spare = Array.from({ length: window.inFlight }, () => new Uint8Array(mix.messageBytes));
  const computed = async () => {
    const worker = free.shift() ?? (await new Promise((got) => queued.push(got)));
    const bytes = spare.pop();
    worker.send([[0, 0, bytes]]);
    spare.push(await new Promise((answered) => asked.get(worker).push(answered)));
  };
  const oneTask = async () => {
    await computed();
    const wait = nextWait();
    if (wait > 0 && mix.blocking) sleep(wait);
    else if (wait > 0) await waitOnLoop(wait);
    shared.touch(false);
  };
  await Promise.race([onThisLoop(window, oneTask), failed]);
}

/** Starts the crew of a window, or as much of it as can be: what has been started will be ended. */
async function startAll(window, count, start) {
  const all = await Promise.allSettled(Array.from({ length: count }, (_, i) => start(i)));
  window.crew = all.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  const refusal = all.find(({ status }) => status === 'rejected');
  if (refusal) throw refusal.reason;
}

/** Keeps the tasks in flight going through the crew and back, so many at most under way with each. */
function feed({ mix, window, shared }, most) {
  const nextWait = waits(mix);
  const queued = [];
  const nextTask = () => {
    const [submitted, bytes] = queued.shift();
    return [submitted, nextWait(), bytes];
  };
  const send = (worker, tasks) => {
    worker.underWay += tasks.length;
    while (tasks.length > 0) worker.send(tasks.splice(0, batchSize(mix)));
  };
  const handOver = (worker) => {
    const count = Math.min(queued.length, most - worker.underWay);
    send(worker, Array.from({ length: count }, nextTask));
  };
  const heard = (worker) => (message) => {
    if (!window.isOpen()) return;
    if (message === 'owner?') {
      shared.touch(false);
      worker.send('owned');
      return;
    }
    worker.underWay -= message.ended.length;
    for (const [submitted, bytes] of message.ended) {
      window.ended(submitted);
      queued.push([now(), bytes]);
    }
    handOver(worker);
  };
  const failed = new Promise((_, fail) => window.crew.forEach((worker) => worker.hear(heard(worker), fail)));
  window.start();
  for (let i = 0; i < window.inFlight; i++) queued.push([now(), new Uint8Array(mix.messageBytes)]);
  const firsts = new Map(window.crew.map((worker) => [worker, []]));
  for (let level = 0; level < most && queued.length > 0; level++) { // dealt out evenly
    for (const [worker, tasks] of firsts) {
      if (queued.length === 0) break;
      tasks.push(nextTask());
    }
  }
  firsts.forEach((tasks, worker) => send(worker, tasks));
  return Promise.race([window.closed(), failed]);
}

async function threadPool(run) {
  const { mix, window, shared, shape } = run;
  await startAll(window, shape.threads, (i) => startWorker('one-at-a-time', mix, shared.buffer, i));
  await feed(run, 2); // one of them is under way already
}

async function processPool(run) {
  const { mix, window, shape } = run;
  await startAll(window, shape.processes, (i) => startChild({ kind: 'one-at-a-time', mix }, i));
  await feed(run, 2);
}

async function processesWithThreads(run) {
  const { mix, window, shape } = run;
  if (mix.pattern === 'read-write') {
    throw new Absent('no-such-concept', 'Node.js has no memory to write that threads of several processes share');
  }
  await startAll(window, shape.processes, (i) => startChild({ threads: shape.threads, mix }, i));
  await feed(run, shape.threads + 1);
}

async function loopPerCore(run) {
  const { mix, window, shared, shape } = run;
  if (shape.processes > 1) {
    await startAll(window, shape.processes, (i) => startChild({ kind: 'loop', mix }, i));
  } else if (shape.threads > 1) {
    await startAll(window, shape.threads, (i) => startWorker('loop', mix, shared.buffer, i));
  } else {
    return await loop(run);
  }
  return await shareOut(run);
}

/** Several loops share out the tasks in flight, as servers do that listen on one port. */
async function shareOut({ mix, window, shared }) {
  const { crew, inFlight } = window;
  const counted = crew.map(
    (worker) =>
      new Promise((told, failed) => {
        worker.hear((message) => {
          if (message === 'owner?') {
            shared.touch(false);
            worker.send('owned');
          } else {
            worker.cpu += message.used;
            told(message.counted);
          }
        }, failed);
      }),
  );
  window.start();
  crew.forEach((worker, i) => {
    const share = Math.floor(inFlight / crew.length) + (i < inFlight % crew.length ? 1 : 0);
    worker.send([{ window: { warmup_s: window.warmup, window_s: window.length }, inFlight: share, seed: mix.seed + 1000 * i }]);
  });
  await window.watch();
  window.sumUp(await Promise.all(counted));
}

// --- The conversation ------------------------------------------------------------------------------------------------

const heldByLoops = ({ concurrency, processes, threads, tasks }) => Math.min(concurrency, processes * threads * tasks);
const allOf = ({ concurrency }) => concurrency;
const none = () => 0;

/** How each runs, and by its shape: tasks in flight, processes, threads, copies of a message at once. */
const ARRANGEMENTS = {
  'plain-loop': { run: plainLoop, inFlight: () => 1, processes: none, threads: none, copies: none },
  loop: { run: loop, inFlight: heldByLoops, processes: none, threads: none, copies: none },
  'loop-per-core': {
    run: loopPerCore,
    inFlight: heldByLoops,
    processes: ({ processes }) => (processes > 1 ? processes : 0),
    threads: ({ processes, threads }) => (processes > 1 ? 0 : threads),
    copies: ({ processes, threads }) => processes * threads,
  },
  'loop-with-workers': {
    run: loopWithWorkers,
    inFlight: heldByLoops,
    processes: none,
    threads: ({ offload }) => offload,
    copies: (shape) => heldByLoops(shape) + 4 * shape.offload,
  },
  'thread-pool': {
    run: threadPool,
    inFlight: allOf,
    processes: none,
    threads: ({ threads }) => threads,
    copies: ({ concurrency, threads }) => concurrency + 4 * threads,
  },
  'process-pool': {
    run: processPool,
    inFlight: allOf,
    processes: ({ processes }) => processes,
    threads: none,
    copies: ({ concurrency, processes }) => concurrency + 4 * processes,
  },
  'processes-with-threads': {
    run: processesWithThreads,
    inFlight: allOf,
    processes: ({ processes }) => processes,
    threads: ({ processes, threads }) => processes * threads,
    copies: ({ concurrency, processes, threads }) => concurrency + 4 * processes * threads,
  },
};

function numberIn(request, key, otherwise, least = 0) {
  const value = request[key] ?? otherwise;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError(`${key} is not a number`);
  return Math.max(least, value);
}

/** Refuses what is too big for what the request allows. */
function need(arrangement, shape, mix, request) {
  const processes = arrangement.processes(shape);
  const threads = arrangement.threads(shape);
  const replicas = mix.pattern === 'none' ? 0 : 1 + processes;
  const bytes =
    processes * CHILD_BYTES +
    threads * WORKER_BYTES +
    arrangement.copies(shape) * mix.messageBytes +
    replicas * mix.sharedBytes;
  const limits = [
    ['tasks', processes + threads, 1024],
    ['bytes', bytes, 512 * MIB],
  ];
  for (const [what, needed, usual] of limits) {
    const limit = numberIn(request, `max_${what}`, usual);
    if (needed > limit) throw new Absent('not-permitted', `needs ${needed} ${what}, max_${what} is ${limit}`);
  }
}

/** One window, with all its workers started and ended. */
async function rehearse(request) {
  const arrangement = ARRANGEMENTS[request.arrangement];
  if (!arrangement) throw new Absent('no-such-concept', `Node.js has no ${request.arrangement}`);
  const mix = {
    steps: numberIn(request, 'steps', 0) + numberIn(request, 'native_steps', 0),
    wait: numberIn(request, 'wait_s', 0),
    blocking: request.blocking === true,
    messageBytes: numberIn(request, 'message_bytes', 0),
    sharedBytes: numberIn(request, 'shared_bytes', 0, 4096),
    pattern: request.pattern ?? 'none',
    seed: numberIn(request, 'seed', 1),
  };
  const shape = {};
  for (const key of ['processes', 'threads', 'tasks', 'offload', 'concurrency']) {
    shape[key] = Math.floor(numberIn(request, key, 1, 1));
  }
  need(arrangement, shape, mix, request);
  const window = new Window(request, arrangement.inFlight(shape));
  warmUp();
  globalThis.gc(); // what an earlier window has left
  try {
    await arrangement.run({ mix, window, shape, shared: new Shared(mix) });
    return window.told();
  } finally {
    await Promise.all(window.crew.map((partner) => partner.end()));
  }
}

/** Steps per second of processor time, alone. */
function calibrate(request) {
  warmUp();
  let steps = 0;
  const began = cpuSeconds();
  for (const until = now() + numberIn(request, 'seconds', 0.05); steps === 0 || now() < until; steps += 10_000) {
    kept = arithmetic(kept, 10_000);
  }
  const rate = steps / (cpuSeconds() - began);
  return { steps_per_s: rate, native_steps_per_s: rate };
}

const ON_STAGE = { calibrate, rehearse };

/** The stage's life. */
function perform() {
  process.on('message', async (request) => {
    try {
      process.send(await ON_STAGE[request.do](request));
    } catch (problem) {
      if (problem instanceof TypeError) {
        process.send({ malformed: problem.message });
        return;
      }
      const { absent, detail } = explained(problem);
      process.send({ failed: detail, reason: absent });
    }
  });
}

let stage = null;

function endStage() {
  if (stage === null) return;
  try {
    process.kill(-stage.pid, 'SIGKILL'); // it leads a group, of which all that it starts is part
  } catch {
    // it is gone already
  }
  stage = null;
}

/** What the stage answers, or why it does not. */
function askStage(request, seconds) {
  if (stage === null) {
    const stdio = ['ignore', 'ignore', 'ignore', 'ipc'];
    stage = fork(THIS_FILE, ['stage'], { stdio, execArgv: ['--expose-gc'], detached: true });
  }
  const asked = stage;
  return new Promise((told) => {
    const settle = (outcome) => {
      clearTimeout(late);
      asked.removeAllListeners();
      asked.on('error', () => {});
      told(outcome);
    };
    const giveUp = (failed, reason) => {
      endStage();
      settle({ failed, reason });
    };
    const late = setTimeout(() => giveUp('no outcome by the deadline', 'timed-out'), seconds * 1e3);
    asked.once('message', settle);
    asked.once('error', (problem) => {
      const { absent, detail } = explained(problem);
      giveUp(detail, absent);
    });
    asked.once('exit', (code, signal) => giveUp(`the stage ended with ${signal ?? code}`, 'failed'));
    asked.send(request, () => {});
  });
}

async function answerLine(line) {
  let id;
  try {
    const request = JSON.parse(line);
    if (typeof request?.id !== 'number' && typeof request?.id !== 'string') {
      throw new TypeError('the id is neither a number nor a string');
    }
    id = request.id;
    if (!Object.hasOwn(ON_STAGE, request.do)) {
      say({ id, error: 'unknown request' });
      return;
    }
    const outcome = await askStage(request, numberIn(request, 'deadline_s', 5));
    if (outcome.malformed) throw new TypeError(outcome.malformed);
    say({ id, ...outcome });
    say({ id, done: true });
  } catch (problem) {
    say({ id, error: `malformed request: ${problem.message}` });
  }
}

if (!isMainThread) {
  serve(workerData);
} else if (process.channel && process.argv[2] === 'child') {
  process.on('disconnect', () => process.exit()); // the stage is gone, and so are we
  process.once('message', (data) => (data.threads ? serveInThreads(data) : serve(data)));
} else if (process.channel && process.argv[2] === 'stage') {
  process.on('disconnect', () => process.exit());
  perform();
} else {
  process.on('exit', endStage);
  converse(answerLine);
}
