// Runs one mix under one model for a while, in Node, and prints how fast it went.
//
//     node oracle.mjs calibrate
//     node oracle.mjs arrangement=thread-pool threads=2 steps=20000 wait=0.02 concurrency=64 ...
//
// What a task does, and what is printed, is the same as in oracle.py. Threads are worker_threads,
// processes are forked children; messages are cloned to both.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

const GOLDEN = 0.6180339887498949;
const PLACES = 64; // of the shared data, touched by each task
const WRITES = 20; // of so many tasks on read-mostly data, one writes
const SMALL = 64 << 10;
const HERE = fileURLToPath(import.meta.url);

// One clock for all threads and processes.
const now = () => Number(process.hrtime.bigint()) / 1e9;

function mixOf(words) {
  const mix = {
    arrangement: '', pattern: 'none', processes: 1, threads: 1, offload: 0, steps: 0, wait: 0,
    blocking: 0, message: 0, shared: 0, concurrency: 1, warmup: 0.2, window: 0.5, seed: 1, limit: 30,
  };
  for (const word of words) {
    const [name, value] = word.split('=');
    mix[name] = typeof mix[name] === 'string' ? value : Number(value);
  }
  return mix;
}

// A task

let sink = 0;

function arithmetic(steps) {
  let x = 1;
  for (let i = 0; i < steps; i++) x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
  sink = x;
}

/** Steps in portions, so that the compiler sees the same function under every model. */
function compute(mix) {
  for (let left = mix.steps; left > 0; left -= 10_000) arithmetic(Math.min(left, 10_000));
}

/** The common working set: in one memory with a lock where threads share it. */
class Memory {
  constructor(mix, buffer) {
    this.size = mix.pattern === 'none' ? 0 : mix.shared;
    this.writesAll = mix.pattern === 'read-write';
    this.lock = buffer && new Int32Array(buffer, 0, 1);
    this.data = buffer ? new Uint8Array(buffer, 8) : new Uint8Array(this.size);
  }

  static bufferFor(mix) {
    return new SharedArrayBuffer(8 + (mix.pattern === 'none' ? 0 : mix.shared));
  }

  writes(number) {
    return this.writesAll || number % WRITES === 0;
  }

  touch(number) {
    if (!this.size) return;
    if (!this.writes(number)) {
      let total = 0;
      for (let i = 0; i < PLACES; i++) total += this.data[(number * 40503 + i * 65599) % this.size];
      sink = total;
    } else if (this.lock) {
      while (Atomics.compareExchange(this.lock, 0, 0, 1) !== 0) Atomics.wait(this.lock, 0, 1, 1);
      this.write(number);
      Atomics.store(this.lock, 0, 0);
      Atomics.notify(this.lock, 0, 1);
    } else {
      this.write(number);
    }
  }

  write(number) {
    for (let i = 0; i < PLACES; i++) this.data[(number * 40503 + i * 65599) % this.size]++;
  }
}

/** What a child process sees: a copy to read from, and an owner to write to. */
class OwnersMemory extends Memory {
  constructor(mix) {
    super(mix);
    this.answers = [];
  }

  ask(number) {
    process.send({ write: number });
    return new Promise((answer) => this.answers.push(answer));
  }
}

class Tasks {
  constructor(mix, memory, seed) {
    Object.assign(this, { mix, memory });
    this.number = seed * 7919;
    this.offset = seed * 0.754877;
  }

  /** A quarter more or less, in a sequence whose mean settles soon. */
  nextWait() {
    this.number++;
    return this.mix.wait * (0.75 + 0.5 * ((this.offset + this.number * GOLDEN) % 1));
  }

  /** The wait, by the loop; or its promise. Timers count whole milliseconds, one at least. */
  wait() {
    if (!(this.mix.wait > 0)) return undefined;
    const seconds = this.nextWait();
    if (this.mix.blocking) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
      return undefined;
    }
    const ms = seconds * 1000;
    const whole = Math.floor(ms) + (Math.random() < ms % 1 ? 1 : 0);
    return new Promise((over) => setTimeout(over, Math.max(1, whole)));
  }

  /** Computes and touches; a promise where the owner of the data must be asked. */
  finish() {
    compute(this.mix);
    const number = ++this.number;
    if (this.memory instanceof OwnersMemory && this.memory.size && this.memory.writes(number)) {
      return this.memory.ask(number);
    }
    this.memory.touch(number);
    return undefined;
  }
}

/** When each task was submitted, begun, computed from, ended, received. */
class Records {
  times = [];

  add(submitted, begun, computing, ended, received) {
    this.times.push(submitted, begun, computing, ended, received);
  }

  summary(mix, t0, slots) {
    const start = t0 + mix.warmup;
    const stop = start + mix.window;
    const latencies = [];
    let credit = 0;
    let service = 0;
    for (let i = 0; i < this.times.length; i += 5) {
      const [submitted, begun, computing, ended, received] = this.times.slice(i, i + 5);
      const inside = Math.min(ended, stop) - Math.max(computing, start);
      if (inside > 0) credit += inside / (ended - computing);
      if (received >= start && received < stop) {
        latencies.push(received - submitted);
        service += received - begun;
      }
    }
    latencies.sort((a, b) => a - b);
    const completed = latencies.length;
    const quantile = (q) => (completed ? latencies[Math.floor(q * completed)] * 1e3 : null);
    return {
      completed, credit, seconds: mix.window, in_service: Math.min(slots, mix.concurrency),
      mean_service_s: completed ? service / completed : null,
      p50_ms: quantile(0.5), p99_ms: quantile(0.99),
    };
  }
}

// Loops

async function plainLoop(mix) {
  const tasks = new Tasks(mix, new Memory(mix), mix.seed);
  const records = new Records();
  const t0 = now();
  const stop = t0 + mix.warmup + mix.window;
  for (let begun = t0; begun < stop; begun = now()) {
    const wait = tasks.wait();
    if (wait) await wait;
    const computing = now();
    tasks.finish();
    const ended = now();
    records.add(begun, begun, computing, ended, ended);
  }
  return records.summary(mix, t0, 1);
}

/** Holds that many tasks in flight until the time is over. */
function eventLoop(mix, tasks, records, share, stop, pool) {
  const ready = []; // one of them in each turn, lest the answers of others wait for all
  const turn = () => {
    ready[0]();
    ready.shift();
    if (ready.length) setImmediate(turn);
  };
  const begin = (task) => {
    if (ready.push(task) === 1) setImmediate(turn);
  };
  return new Promise((over) => {
    // A task is under way from when the one before it ended, not from its first turn on.
    async function one(begun) {
      if (now() >= stop) return over();
      const wait = tasks.wait();
      if (wait) await wait;
      let computing = now();
      if (computing < stop) {
        let ended;
        if (pool) {
          ({ computing, ended } = await pool.handOver());
        } else {
          const written = tasks.finish();
          ended = now();
          if (written) await written;
        }
        records.add(begun, begun, computing, ended, now());
      }
      const since = now();
      begin(() => one(since));
      return undefined;
    }
    const since = now();
    for (let i = 0; i < share; i++) begin(() => one(since));
    setTimeout(over, Math.max(0, stop - now() + 0.3) * 1000);
  });
}

async function oneLoop(mix) {
  const records = new Records();
  const t0 = now();
  const tasks = new Tasks(mix, new Memory(mix), mix.seed);
  await eventLoop(mix, tasks, records, mix.concurrency, t0 + mix.warmup + mix.window);
  return records.summary(mix, t0, mix.concurrency);
}

// Workers: threads or processes, which hear and tell in the same way

const forked = process.argv[2] === 'child';

function startWorkers(mix, count, inProcesses, role) {
  const buffer = Memory.bufferFor(mix);
  const owned = new Memory(mix, buffer);
  return Array.from({ length: count }, (_, i) => {
    const data = { mix, role, seed: mix.seed + i, share: shareOf(mix, i, count) };
    const worker = { hear: () => {} };
    const heard = (message) => {
      if (message.write === undefined) return worker.hear(message);
      owned.write(message.write);
      return worker.tell({ written: true });
    };
    if (inProcesses) {
      const child = fork(HERE, ['child', JSON.stringify(data)], { serialization: 'advanced' });
      child.on('message', heard);
      worker.tell = (message) => child.connected && child.send(message, () => {});
      worker.end = () => child.kill('SIGKILL');
    } else {
      const thread = new Worker(HERE, { workerData: { ...data, buffer } });
      thread.on('message', heard);
      worker.tell = (message) => thread.postMessage(message);
      worker.end = () => thread.terminate();
    }
    return worker;
  });
}

const shareOf = (mix, i, count) =>
  Math.floor(mix.concurrency / count) + (i < mix.concurrency % count ? 1 : 0);

/** The next that each worker says. */
const hearAll = (workers) =>
  Promise.all(workers.map((worker) => new Promise((said) => { worker.hear = said; })));

function serve({ mix, role, seed, share, buffer }) {
  const memory = buffer ? new Memory(mix, buffer) : new OwnersMemory(mix);
  const tasks = new Tasks(mix, memory, seed);
  const tell = forked ? (message) => process.send(message) : (message) => parentPort.postMessage(message);
  const roles = { loop: () => serveLoop(mix, tasks, share, tell), worker: () => serveTasks(tasks, true, tell),
    computer: () => serveTasks(tasks, false, tell) };
  const hear = roles[role]();
  (forked ? process : parentPort).on('message', (message) =>
    message.written ? memory.answers.shift()() : hear(message));
  if (forked) process.on('disconnect', () => process.exit());
  tell('ready');
}

/** A loop of its own, with its share of the tasks, as servers that share a port have. */
function serveLoop(mix, tasks, share, tell) {
  return async ({ t0 }) => {
    const records = new Records();
    if (share) await eventLoop(mix, tasks, records, share, t0 + mix.warmup + mix.window);
    tell(records.times);
  };
}

/** One task at a time, in the order in which they come. */
function serveTasks(tasks, waits, tell) {
  const inbox = [];
  let busy = false;
  async function work() {
    busy = true;
    while (inbox.length) {
      const task = inbox.shift();
      task.begun = now();
      const wait = waits && tasks.wait();
      if (wait) await wait;
      task.computing = now();
      const written = tasks.finish();
      task.ended = now();
      if (written) await written;
      tell(task);
    }
    busy = false;
  }
  return (task) => {
    inbox.push(task);
    if (!busy) work();
  };
}

async function loopPerCore(mix) {
  const inProcesses = mix.processes > 1;
  const workers = startWorkers(mix, inProcesses ? mix.processes : mix.threads, inProcesses, 'loop');
  await hearAll(workers);
  const t0 = now();
  const told = hearAll(workers);
  workers.forEach((worker) => worker.tell({ t0 }));
  const records = new Records();
  for (const times of await told) records.times = records.times.concat(times);
  return records.summary(mix, t0, mix.concurrency);
}

/** The worker with the least to do gets the next task. */
class Dispatcher {
  constructor(mix, workers, received) {
    Object.assign(this, { workers, held: workers.map(() => 0) });
    this.most = 3 * mix.message <= SMALL ? 3 : 2;
    this.message = mix.message ? new Uint8Array(mix.message) : undefined;
    workers.forEach((worker, i) => {
      worker.hear = (task) => {
        this.held[i]--;
        received(task, now());
      };
    });
  }

  send(task) {
    const least = this.held.indexOf(Math.min(...this.held));
    if (this.held[least] >= this.most) return false;
    this.held[least]++;
    this.workers[least].tell({ ...task, message: this.message });
    return true;
  }
}

async function pool(mix, count, inProcesses) {
  const workers = startWorkers(mix, count, inProcesses, 'worker');
  await hearAll(workers);
  const records = new Records();
  const t0 = now();
  const stop = t0 + mix.warmup + mix.window;
  const backlog = Array.from({ length: mix.concurrency }, () => t0);
  await new Promise((over) => {
    const dispatcher = new Dispatcher(mix, workers, (task, received) => {
      records.add(task.submitted, task.begun, task.computing, task.ended, received);
      if (received < stop) {
        backlog.push(received);
        pump();
      } else if (dispatcher.held.every((held) => held === 0)) {
        over();
      }
    });
    const pump = () => {
      while (backlog.length && dispatcher.send({ submitted: backlog[0] })) backlog.shift();
    };
    pump();
    setTimeout(over, (mix.warmup + mix.window + Math.min(1, 0.3 + mix.wait)) * 1000);
  });
  return records.summary(mix, t0, count);
}

// A loop that holds the waits, and threads that compute

async function loopWithWorkers(mix) {
  const workers = startWorkers(mix, mix.offload, false, 'computer');
  await hearAll(workers);
  const waiting = [];
  const answers = new Map();
  let number = 0;
  const dispatcher = new Dispatcher(mix, workers, (task) => {
    answers.get(task.submitted)(task);
    answers.delete(task.submitted);
    pump();
  });
  function pump() {
    while (waiting.length && dispatcher.send({ submitted: number })) answers.set(number++, waiting.shift());
  }
  const handOver = () => new Promise((answer) => {
    waiting.push(answer);
    pump();
  });
  const records = new Records();
  const t0 = now();
  const tasks = new Tasks(mix, new Memory(mix), mix.seed);
  await eventLoop(mix, tasks, records, mix.concurrency, t0 + mix.warmup + mix.window, { handOver });
  return records.summary(mix, t0, mix.concurrency);
}

const ARRANGEMENTS = {
  'plain-loop': plainLoop,
  loop: oneLoop,
  'loop-per-core': loopPerCore,
  'loop-with-workers': loopWithWorkers,
  'thread-pool': (mix) => pool(mix, mix.threads, false),
  'process-pool': (mix) => pool(mix, mix.processes, true),
};

function calibrate() {
  const paces = [];
  const work = (steps) => compute({ steps });
  work(50_000_000);
  for (let i = 0; i < 9; i++) {
    const began = process.cpuUsage();
    work(20_000_000);
    const { user, system } = process.cpuUsage(began);
    paces.push((20_000_000 * 1e6) / (user + system));
  }
  return { steps_per_s: paces.sort((a, b) => a - b)[4], native_bytes_per_s: 0 };
}

async function main(words) {
  if (words[0] === 'calibrate') return calibrate();
  const mix = mixOf(words);
  const run = ARRANGEMENTS[mix.arrangement];
  if (!run) throw new Error(`there is no arrangement ${mix.arrangement} here`);
  setTimeout(() => process.exit(3), mix.limit * 1000).unref();
  compute({ steps: 3_000_000 }); // warm
  return run(mix);
}

if (!isMainThread) {
  compute({ steps: 3_000_000 });
  serve(workerData);
} else if (forked) {
  compute({ steps: 3_000_000 });
  serve(JSON.parse(process.argv[3]));
} else {
  console.log(JSON.stringify(await main(process.argv.slice(2))));
  process.exit(0); // children end when their channel closes
}
