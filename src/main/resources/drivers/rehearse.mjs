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
 *   <- {"id":2,"tasks":1234,"computed":1236.4,"seconds":0.2,"mean_latency_s":0.03,"latencies_s":[...],
 *       "cpu_s":0.39,"memory_bytes":31000000,"in_flight":200}
 *      or {"id":2,"failed":"worker 2 died of signal 9","reason":"failed"}
 *
 * The conventions of a rehearsal are those of rehearse.py. Here native_steps are steps like any other;
 * threads are Workers, to which messages are copied; processes are what child_process.fork makes, with
 * advanced serialization. A worker that sleeps does so in Atomics.wait, a loop by setTimeout, which
 * knows whole milliseconds only. Node.js has no memory that processes share: what is read mostly each
 * process has for itself, and what is written belongs to the master, who is asked and answers.
 *
 * The work is done on a stage: a process of its own, whose loop is the loop of each arrangement. Stages
 * stand from request to request, and so do their Workers and children, since starting and warming them
 * is dear. Each number of Workers has a stage of its own, lest those of one window should count as the
 * memory of another. A stage is ended, with all that it has started, when an outcome is late or a worker
 * is lost, and when the driver ends. Everybody has computed for a while before saying that they are
 * ready, so that no window measures the compiler.
 *
 * This file is also the program of its stage, workers and children.
 */
import { fork } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { Absent, arithmetic, breathe, converse, explained, lock, now, pss, say, touch, unlock } from './probe.mjs';
import { CHILD_BYTES, MIB, WORKER_BYTES } from './probe.mjs';

const THIS_FILE = fileURLToPath(import.meta.url);
const LINES_TOUCHED = 64; // cache lines of the shared data that a task uses
const WORD_BYTES = 8;
const LOCK_BYTES = 64;
const LATENCIES_TOLD = 200;
const BATCH_BYTES = 64 * 1024; // messages up to this go many at a time
const AHEAD = 2; // tasks that a worker has before it beside the one under way
const SLICE_STEPS = 100_000; // of arithmetic are seen to be done: a tenth of a millisecond or so
const GOLDEN = 0.6180339887498949;
const WARMING = 0.015; // seconds in which the compiler has seen enough of the arithmetic
const LONGEST_TURN = 0.02; // seconds after which a plain loop looks whether the driver is still there

// --- What one task does -----------------------------------------------------------------------------

let kept = 1; // the compiler must believe that somebody reads this
const nobodyWakes = new Int32Array(new SharedArrayBuffer(4));

/** Sleeps, and this thread's loop with it. */
const sleep = (seconds) => Atomics.wait(nobodyWakes, 0, 0, seconds * 1e3);
const waitOnLoop = (seconds) => new Promise((wake) => setTimeout(wake, seconds * 1e3));

/** The arithmetic that this thread has done within a window, after which it need not go on. */
class Tally {
  steps = 0;
  over = false;

  constructor(opens = Infinity, closes = Infinity) {
    Object.assign(this, { opens, closes });
  }

  add(steps) {
    const at = now();
    if (at >= this.closes) this.over = true;
    else if (at >= this.opens) this.steps += steps;
  }
}

/** Half of the steps: the first or, rounded up, the second; at least one, that it may be seen. */
const half = (mix, odd) => Math.max(1, Math.floor((mix.steps + odd) / 2));

/** Half of the arithmetic. */
function compute(mix, tally, odd = 0) {
  for (let left = half(mix, odd); left > 0 && !tally.over; left -= SLICE_STEPS) {
    const steps = Math.min(left, SLICE_STEPS);
    kept = arithmetic(kept, steps);
    tally.add(steps);
  }
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
async function runTask(mix, wait, bytes, touchShared, tally) {
  kept = (kept + touch(bytes)) | 0;
  compute(mix, tally);
  if (wait > 0) sleep(wait);
  compute(mix, tally, 1);
  if (touchShared) await touchShared();
}

/** One task, on an event loop; what blocks there blocks the loop. */
async function runTaskOnLoop(mix, wait, bytes, touchShared, tally) {
  kept = (kept + touch(bytes)) | 0;
  compute(mix, tally);
  if (wait > 0 && mix.blocking) sleep(wait);
  else if (wait > 0) await waitOnLoop(wait);
  compute(mix, tally, 1);
  if (touchShared) await touchShared();
}

// --- Workers and children ------------------------------------------------------------------------------

/*
 * They stand by, and serve one window after the other. They are told { kind, mix, ... } and say 'ready';
 * when it has been started, { times: [opens, closes] }; then come lists of tasks, each of them
 * [submitted, wait, bytes], to which they send back { ended: [[submitted, bytes], ...], cpu }; 'close'
 * they answer with { counted: [tasks, waited, latencies, steps], cpu } when they have no more to do.
 * A loop gets no tasks but its share of those in flight.
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

const cpuTold = () => (isMainThread ? cpuSeconds() : 0);
const answer = (ended) => port.send({ ended, cpu: cpuTold() });

const askingTheOwner = [];

/** How a worker or child touches the shared data; null if there are none. */
function wayToShared(mix, buffer) {
  if (mix.pattern === 'none') return null;
  if (!isMainThread || mix.pattern === 'read-mostly') {
    const shared = new Shared(mix, buffer);
    return () => shared.touch(true);
  }
  return () =>
    new Promise((owned) => {
      askingTheOwner.push(owned);
      port.send('owner?');
    });
}

const nothingCounted = (tally) => [0, 0, [], tally.steps];

/** How each kind of worker takes its tasks, and what it has counted in the end. */
const KINDS = {
  /** One task after the other, each told when it has ended. */
  'one-at-a-time': ({ mix, touchShared }) => {
    let turn = Promise.resolve();
    let tally = new Tally();
    const serve = async ([submitted, wait, bytes]) => {
      await runTask(mix, tally.over ? 0 : wait, bytes, touchShared, tally);
      answer([[submitted, bytes]]);
    };
    return {
      start: (times) => {
        tally = new Tally(...times);
      },
      take: (tasks) => {
        for (const task of tasks) turn = turn.then(() => serve(task));
      },
      close: () => turn.then(() => nothingCounted(tally)),
    };
  },
  /** Only the computing of a loop that waits and touches the shared data itself. */
  computing: ({ mix }) => {
    let tally = new Tally();
    return {
      start: (times) => {
        tally = new Tally(...times);
      },
      take: (tasks) => {
        for (const [submitted, , bytes] of tasks) {
          kept = (kept + touch(bytes)) | 0;
          compute(mix, tally);
          compute(mix, tally, 1);
          answer([[submitted, bytes]]);
        }
      },
      close: () => nothingCounted(tally),
    };
  },
  /** A loop with its share of the tasks in flight. */
  loop: ({ mix, touchShared, inFlight }) => {
    let part;
    let held;
    return {
      start: (times) => {
        part = new Window(mix, inFlight, times);
        held = holdTasks(mix, part, touchShared);
      },
      close: () => held.then(() => [part.tasks, part.waited, part.latencies, part.tally.steps]),
    };
  },
  /** A child whose tasks go on to Workers of its own. */
  'several-at-a-time': async ({ mix, threads }) => {
    const shared = new Shared(mix);
    const queued = [];
    const handOver = (worker) => {
      while (queued.length > 0 && worker.underWay < 2) {
        worker.underWay++;
        worker.send([queued.shift()]);
      }
    };
    const starting = Array.from({ length: threads }, (_, i) => startWorker(i));
    const crew = await Promise.all(starting);
    await readyAll(crew, () => ({ kind: 'one-at-a-time', mix, buffer: shared.buffer }));
    crew.forEach((worker) => {
      const heard = (message) => {
        if (!message.ended) return;
        worker.underWay -= message.ended.length;
        answer(message.ended);
        handOver(worker);
      };
      worker.hear(heard, () => process.exit(1));
    });
    return {
      start: (times) => crew.forEach((worker) => worker.send({ times })),
      take: (tasks) => {
        queued.push(...tasks);
        crew.forEach(handOver);
      },
      close: async () => {
        queued.length = 0;
        const counted = await closeAll(crew, shared);
        return nothingCounted({ steps: counted.reduce((sum, [, , , steps]) => sum + steps, 0) });
      },
      end: () => Promise.all(crew.map((worker) => worker.end())), // not before their memory has been read
    };
  },
};

/** The life of a Worker or child. */
function serveWindows() {
  let serving;
  port.hear(async (message) => {
    if (Array.isArray(message)) serving.take(message);
    else if (message === 'owned') askingTheOwner.shift()();
    else if (message === 'close') port.send({ counted: await serving.close(), cpu: cpuTold() });
    else if (message.times) serving.start(message.times);
    else {
      const { kind, mix, buffer } = message;
      await serving?.end?.();
      serving = await KINDS[kind]({ ...message, touchShared: wayToShared(mix, buffer) });
      answer([]);
    }
  });
  warmUp();
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
  }

  send(message) {
    if (this.other instanceof Worker) this.other.postMessage(message);
    else if (this.other.connected) this.other.send(message, () => {}); // its end is told otherwise
  }

  /** Hears its messages from now on, and how it comes to its end. */
  hear(message, end) {
    for (const event of ['message', 'error', 'exit']) this.other.removeAllListeners(event);
    this.other.on('message', (said) => {
      this.cpu = said.cpu ?? this.cpu;
      message(said);
    });
    this.other.once('error', end);
    this.other.once('exit', (code, signal) => {
      const way = signal ? `died of signal ${constants.signals[signal]}` : `ended with status ${code}`;
      end(new Absent('failed', `worker ${this.number} ${way}`));
    });
  }

  /** Resolves when it says that it is ready. */
  ready() {
    return new Promise((ready, failed) => this.hear(() => ready(this), failed));
  }

  /** Touches the shared data for a child that asks their owner; tells whether that was all it said. */
  hasAskedOwner(message, shared) {
    if (message !== 'owner?') return false;
    shared.touch(false);
    this.send('owned');
    return true;
  }

  /** Resolves with what it has counted, when it has ended what it had before it. */
  close(shared) {
    return new Promise((told, failed) => {
      this.hear((message) => !this.hasAskedOwner(message, shared) && message.counted && told(message.counted), failed);
      this.send('close');
    });
  }

  isAlive() {
    const { threadId, exitCode, signalCode } = this.other;
    return this.pid === null ? threadId > 0 : exitCode === null && signalCode === null;
  }

  async end() {
    if (!this.isAlive()) return;
    const gone = new Promise((hasGone) => this.hear(() => {}, hasGone));
    if (this.pid === null) this.other.terminate();
    else this.other.kill('SIGKILL');
    await gone;
  }
}

function startWorker(number) {
  return new Partner(new Worker(THIS_FILE, { stdin: false }), number).ready();
}

function startChild(number) {
  const child = fork(THIS_FILE, ['child'], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
  return new Partner(child, number).ready();
}

/** Tells each what it is to serve, and waits until all are ready for it. */
function readyAll(crew, orders) {
  return Promise.all(
    crew.map((partner, i) => {
      partner.underWay = 0;
      partner.send(orders(i));
      return partner.ready();
    }),
  );
}

const closeAll = (crew, shared) => Promise.all(crew.map((partner) => partner.close(shared)));

/** Those who stand by. */
const standing = new Map([startWorker, startChild].map((start) => [start, []]));

/** So many of those who stand by, or as many of them as can be started. */
async function callUp(start, count) {
  const all = standing.get(start).filter((partner) => partner.isAlive());
  standing.set(start, all);
  const missing = Math.max(0, count - all.length);
  const came = await Promise.allSettled(Array.from({ length: missing }, (_, i) => start(all.length + i)));
  all.push(...came.filter(({ status }) => status === 'fulfilled').map(({ value }) => value));
  const refusal = came.find(({ status }) => status === 'rejected');
  if (refusal) throw refusal.reason;
  return all.slice(0, count);
}

async function dismissAll() {
  const all = [...standing.values()].flat();
  [...standing.keys()].forEach((start) => standing.set(start, []));
  await Promise.all(all.map((partner) => partner.end()));
}

/** Counts the tasks that end between the end of the warm-up and the end of the window. */
class Window {
  crew = [];
  tasks = 0;
  waited = 0;
  latencies = [];
  cpuBefore = null;

  steps = 0; // computed by others
  wholeTasks = false;

  constructor(mix, inFlight, times = null) {
    Object.assign(this, { mix, inFlight });
    if (times) this.between(...times);
  }

  between(opens, closes) {
    Object.assign(this, { opens, closes, tally: new Tally(opens, closes) });
  }

  /** Called when all workers stand ready. */
  start(request) {
    const opens = now() + request.warmup_s;
    this.between(opens, opens + request.window_s);
    this.crew.forEach((partner) => partner.send({ times: [this.opens, this.closes] }));
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

  /** Takes what all have counted; of the latencies an even choice where they are too many. */
  sumUp(parts) {
    for (const [tasks, waited, , steps] of parts) {
      this.tasks += tasks;
      this.waited += waited;
      this.steps += steps;
    }
    const all = [this.latencies, ...parts.map(([, , latencies]) => latencies)].flat();
    const kept = Math.min(LATENCIES_TOLD, all.length);
    this.latencies = Array.from({ length: kept }, (_, i) => all[Math.floor((i * all.length) / kept)]);
  }

  told() {
    const told = { tasks: this.tasks, seconds: this.closes - this.opens, in_flight: this.inFlight };
    told.cpu_s = this.cpuUsed();
    if (!this.wholeTasks) told.computed = (this.tally.steps + this.steps) / (half(this.mix, 0) + half(this.mix, 1));
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

/**
 * How long each task in turn waits: a quarter less or more than the mean (mulberry32). So many begin at
 * once, as if each had been under way for a while.
 */
function waits(mix, atOnce = 0) {
  let state = mix.seed | 0;
  return () => {
    if (atOnce > 0) return mix.wait * ((GOLDEN * (atOnce-- + GOLDEN * mix.seed)) % 1);
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return mix.wait * (0.75 + (0.5 * ((t ^ (t >>> 14)) >>> 0)) / 4294967296);
  };
}

// --- Arrangements ------------------------------------------------------------------------------------------------

/** One task after the other. Now and then it looks up, lest it should outlive the driver. */
async function plainLoop({ mix, window, shared, request }) {
  const nextWait = waits(mix);
  const bytes = new Uint8Array(mix.messageBytes);
  const tally = new Tally();
  const runUntil = async (end, ended) => {
    for (let turn = now(), submitted = turn; submitted < end(); submitted = now()) {
      kept = (kept + touch(bytes)) | 0;
      compute(mix, tally);
      const wait = nextWait();
      if (wait > 0) sleep(wait);
      compute(mix, tally, 1);
      shared.touch(false);
      ended(now() - submitted);
      if (now() - turn > LONGEST_TURN) {
        await breathe();
        turn = now();
      }
    }
  };
  window.start(request);
  await runUntil(() => window.opens, () => {});
  window.opens = now();
  await runUntil(() => window.closes, (latency) => window.count(latency));
  window.closes = now();
  window.wholeTasks = true;
}

/** Keeps the tasks in flight on this loop until the window, which has been started, closes. */
async function onThisLoop(window, oneTask) {
  const oneAfterTheOther = async () => {
    for (let submitted = now(); window.isOpen(); submitted = now()) {
      await breathe(); // tasks that never wait still have their turns
      await oneTask();
      window.ended(submitted);
    }
  };
  const running = Array.from({ length: window.inFlight }, oneAfterTheOther);
  await Promise.race([window.closed(), Promise.all(running)]);
}

async function loop({ mix, window, shared, request }) {
  window.start(request);
  await holdTasks(mix, window, mix.pattern === 'none' ? null : () => shared.touch(false));
}

const beginAtOnce = (mix, window) => (mix.blocking ? 0 : window.inFlight);

function holdTasks(mix, window, touchShared) {
  const nextWait = waits(mix, beginAtOnce(mix, window));
  const bytes = new Uint8Array(mix.messageBytes);
  return onThisLoop(window, async () => {
    if (window.isOpen()) await runTaskOnLoop(mix, nextWait(), bytes, touchShared, window.tally);
  });
}

/** One event loop that waits, and a few Workers that compute. */
async function loopWithWorkers({ mix, window, shared, shape, request }) {
  const nextWait = waits(mix, beginAtOnce(mix, window));
  window.crew = await callUp(startWorker, shape.offload);
  await readyAll(window.crew, () => ({ kind: 'computing', mix }));
  const free = Array.from({ length: 1 + AHEAD }, () => window.crew).flat();
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
  window.start(request);
  await Promise.race([onThisLoop(window, oneTask), failed]);
  window.sumUp(await closeAll(window.crew, shared));
}

/** Keeps the tasks in flight going through the crew and back, so many at most handed to each. */
async function feed({ mix, window, shared, request }, atOnce, most) {
  const nextWait = waits(mix, atOnce * window.crew.length);
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
    if (worker.hasAskedOwner(message, shared)) return;
    worker.underWay -= message.ended.length;
    for (const [submitted, bytes] of message.ended) {
      window.ended(submitted);
      queued.push([now(), bytes]);
    }
    if (window.isOpen()) handOver(worker);
  };
  const failed = new Promise((_, fail) => window.crew.forEach((worker) => worker.hear(heard(worker), fail)));
  window.start(request);
  for (let i = 0; i < window.inFlight; i++) queued.push([now(), new Uint8Array(mix.messageBytes)]);
  const firsts = new Map(window.crew.map((worker) => [worker, []]));
  for (let level = 0; level < most && queued.length > 0; level++) { // dealt out evenly
    for (const [worker, tasks] of firsts) {
      if (queued.length === 0) break;
      tasks.push(nextTask());
    }
  }
  firsts.forEach((tasks, worker) => send(worker, tasks));
  await Promise.race([window.closed(), failed]);
  window.sumUp(await closeAll(window.crew, shared));
}

async function threadPool(run) {
  const { mix, window, shared, shape } = run;
  window.crew = await callUp(startWorker, shape.threads);
  await readyAll(window.crew, () => ({ kind: 'one-at-a-time', mix, buffer: shared.buffer }));
  await feed(run, 1, 1 + AHEAD);
}

async function processPool(run) {
  const { mix, window, shape } = run;
  window.crew = await callUp(startChild, shape.processes);
  await readyAll(window.crew, () => ({ kind: 'one-at-a-time', mix }));
  await feed(run, 1, 1 + AHEAD);
}

async function processesWithThreads(run) {
  const { mix, window, shape } = run;
  if (mix.pattern === 'read-write') {
    throw new Absent('no-such-concept', 'Node.js has no memory to write that threads of several processes share');
  }
  const { threads } = shape;
  window.crew = await callUp(startChild, shape.processes);
  await readyAll(window.crew, () => ({ kind: 'several-at-a-time', mix, threads }));
  await feed(run, threads, threads + AHEAD);
}

async function loopPerCore(run) {
  const { window, shape } = run;
  if (shape.processes > 1) window.crew = await callUp(startChild, shape.processes);
  else if (shape.threads > 1) window.crew = await callUp(startWorker, shape.threads);
  else return await loop(run);
  return await shareOut(run);
}

/** Several loops share out the tasks in flight, as servers do that listen on one port. */
async function shareOut({ mix, window, shared, request }) {
  const { crew, inFlight } = window;
  await readyAll(crew, (i) => ({
    kind: 'loop',
    mix: { ...mix, seed: mix.seed + 1000 * i },
    inFlight: Math.floor(inFlight / crew.length) + (i < inFlight % crew.length ? 1 : 0),
    buffer: crew[i].pid === null ? shared.buffer : null, // processes share none
  }));
  window.start(request);
  const counted = closeAll(crew, shared);
  await Promise.race([window.watch(), counted]);
  window.sumUp(await counted);
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

function shapeOf(request) {
  const keys = ['processes', 'threads', 'tasks', 'offload', 'concurrency'];
  return Object.fromEntries(keys.map((key) => [key, Math.floor(numberIn(request, key, 1, 1))]));
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

/** One window, from the calling up of its workers to what they have counted. */
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
  const shape = shapeOf(request);
  need(arrangement, shape, mix, request);
  const window = new Window(mix, arrangement.inFlight(shape));
  warmUp();
  globalThis.gc(); // what an earlier window has left
  try {
    await arrangement.run({ mix, window, shape, shared: new Shared(mix), request });
    return window.told();
  } catch (problem) {
    await dismissAll();
    throw problem;
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

/** By how many Workers stand by on each. */
const stages = new Map();

function endStage(number) {
  try {
    process.kill(-stages.get(number).pid, 'SIGKILL'); // it leads a group, of which all that it starts is part
  } catch {
    // it is gone already
  }
  stages.delete(number);
}

function stageFor(number) {
  if (!stages.has(number)) {
    const stdio = ['ignore', 'ignore', 'ignore', 'ipc'];
    stages.set(number, fork(THIS_FILE, ['stage'], { stdio, execArgv: ['--expose-gc'], detached: true }));
  }
  return stages.get(number);
}

/** What a stage answers, or why it does not. */
function askStage(request, seconds) {
  const number = workersIn(request);
  const asked = stageFor(number);
  return new Promise((told) => {
    const settle = (outcome) => {
      clearTimeout(late);
      asked.removeAllListeners();
      asked.on('error', () => {});
      told(outcome);
    };
    const giveUp = (failed, reason) => {
      endStage(number);
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

/** How many Workers the stage itself has in a window. */
function workersIn(request) {
  const shape = shapeOf(request);
  return shape.processes > 1 ? 0 : (ARRANGEMENTS[request.arrangement]?.threads(shape) ?? 0);
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
  serveWindows();
} else if (process.channel && process.argv[2] === 'child') {
  process.on('disconnect', () => process.exit()); // the stage is gone, and so are we
  serveWindows();
} else if (process.channel && process.argv[2] === 'stage') {
  process.on('disconnect', () => process.exit());
  perform();
} else {
  process.on('exit', () => [...stages.keys()].forEach(endStage));
  converse(answerLine);
}
