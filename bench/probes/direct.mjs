#!/usr/bin/env node
/*
 * What bench/probes compares the probes of Node.js with: each quantity measured once more, by a
 * program of its own that shares no code with advise and does nothing clever.
 *
 * A line of output is a quantity and its value in seconds, bytes, or as a plain ratio or share.
 * `node direct.mjs [QUANTITY...]`. What workers and children do stands in this file too, under its name.
 */
import { execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pbkdf2 } from 'node:crypto';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const FILE = fileURLToPath(import.meta.url);
const SIZES = { '64B': 64, '4KiB': 4096, '64KiB': 65536, '1MiB': 1048576 };
const clock = () => performance.timeOrigin / 1e3 + performance.now() / 1e3;

const allowed = /Cpus_allowed_list:\s*(\S+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1];
const CPUS = allowed.split(',').flatMap((range) => {
  const [from, to = from] = range.split('-').map(Number);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
});
const [FIRST, LAST, CORES] = [CPUS[0], CPUS.at(-1), CPUS.length];

/** Threads and children that are started after this stay there too. */
const on = (...cpus) => execFileSync('taskset', ['-cp', cpus.join(','), String(process.pid)], { stdio: 'ignore' });

function compute(steps, x = 1) {
  for (let i = 0; i < steps; i++) x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
  return x;
}

function lookAt(bytes) {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4096) sum += bytes[i];
  return sum;
}

function give(fd, bytes) {
  for (let at = 0; at < bytes.length; ) at += fs.writeSync(fd, bytes, at);
}

function take(fd, bytes) {
  for (let at = 0; at < bytes.length; ) {
    const got = fs.readSync(fd, bytes, at, bytes.length - at);
    if (got === 0) process.exit();
    at += got;
  }
}

function answerPipes(there, back, size) {
  const bytes = new Uint8Array(size);
  while (true) {
    take(there, bytes);
    lookAt(bytes);
    give(back, bytes);
  }
}

const SHARED_WORK = {
  locked(cells, _, many) {
    for (let n = 0; n < many; n++) {
      if (Atomics.compareExchange(cells, 0, 0, 1) !== 0) {
        while (Atomics.exchange(cells, 0, 2) !== 0) Atomics.wait(cells, 0, 2);
      }
      cells[32]++;
      if (Atomics.exchange(cells, 0, 0) === 2) Atomics.notify(cells, 0, 1);
    }
  },
  own(cells, i, many) {
    for (let n = 0; n < many; n++) cells[64 + 32 * i]++;
  },
  racing(cells, _, many) {
    for (let n = 0; n < many; n++) cells[32] = plusOne(cells[32]);
  },
  apart(cells, i, many) {
    for (let n = 0; n < many; n++) Atomics.add(cells, 64 + 32 * i, 1);
  },
  adjacent(cells, i, many) {
    for (let n = 0; n < many; n++) Atomics.add(cells, 64 + i, 1);
  },
};
const plusOne = (value) => (value + 1) | 0;
/** That takes some 50 ms or more each, for one worker hears its message a little later than the other. */
const DONE = { locked: 1e6, own: 4e7, racing: 2e7, apart: 5e6, adjacent: 5e6 };

/** All of it, in parts: the compiler does better by what is called often than by one long loop. */
function share(what, cells, number) {
  for (let part = 0; part < 100; part++) SHARED_WORK[what](cells, number, DONE[what] / 100);
}

const IN_A_WORKER = {
  echo: () => parentPort.on('message', (bytes) => (lookAt(bytes), parentPort.postMessage(bytes))),
  pipes: ({ there, back, size }) => answerPipes(there, back, size),
  board({ cells, bytes }) {
    for (let turn = 0; ; turn++) {
      while (Atomics.load(cells, 0) === turn) Atomics.wait(cells, 0, turn);
      lookAt(bytes);
      Atomics.store(cells, 16, turn + 1);
      Atomics.notify(cells, 16);
    }
  },
  contend: ({ cells, number }) =>
    parentPort.on('message', (what) => {
      share(what, cells, number);
      parentPort.postMessage('done');
    }),
  compute: () => parentPort.on('message', (steps) => parentPort.postMessage(compute(steps))),
  sleep: () => setTimeout(() => {}, 10),
  park: () => parentPort.on('message', () => {}),
  write: () => (globalThis.cell = 1),
};

const IN_A_CHILD = {
  echo: () => process.on('message', (bytes) => (lookAt(bytes), process.send(bytes))),
  pipes: (size) => answerPipes(4, 5, size),
  socket(size) {
    const socket = new net.Socket({ fd: 4 });
    let parts = [];
    let got = 0;
    socket.on('data', (part) => {
      parts.push(part);
      got += part.length;
      if (got < size) return;
      const message = parts.length > 1 ? Buffer.concat(parts) : part;
      [parts, got] = [[], 0];
      lookAt(message);
      socket.write(message);
    });
  },
  compute: () => process.on('message', (steps) => process.send(compute(steps))),
  sleep: () => setTimeout(() => process.disconnect(), 10),
  park: () => process.on('message', () => {}),
  write: () => ((globalThis.cell = 1), process.disconnect()),
  fault: () => process.kill(process.pid, 'SIGSEGV'),
  faultInThread() {
    new Worker(`process.kill(process.pid, 'SIGSEGV')`, { eval: true });
    setTimeout(() => process.disconnect(), 500);
  },
  taskMemory() {
    const held = [];
    const sleeper = async () => { await new Promise((wake) => setTimeout(wake, 1e6).unref()); };
    held.push(sleeper());
    gc();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 10000; i++) held.push(sleeper());
    gc();
    process.send((process.memoryUsage().heapUsed - before) / 10000, () => process.exit());
  },
};

/** A worker in that role; it says when it has begun. */
async function worker(role, data = {}) {
  const made = new Worker(FILE, { workerData: { role, ...data } });
  await once(made, 'online');
  return made;
}

/** A child in that role, once it says that it is ready. */
async function child(role, argument = 0, { pipes = [], flags = [] } = {}) {
  const made = fork(FILE, [role, String(argument)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc', ...pipes],
    execArgv: flags,
  });
  await once(made, 'message');
  return made;
}

const middleOf = (parts) => parts.sort((a, b) => a - b)[(parts.length - 1) >> 1];

/**
 * Seconds of each, after a fifth of a second that does not count: V8 compiles meanwhile. It is the
 * median of five parts, as one may be held up; none is over before 40 ms, since some ten messages
 * took twice as long in one part as in the next.
 */
async function timed(count, work) {
  const warm = clock() + 0.2;
  do await work();
  while (clock() < warm);
  const each = Math.ceil(count / 5);
  const parts = [];
  while (parts.length < 5) {
    const began = clock();
    let done = 0;
    for (; done < each || clock() - began < 0.04; done++) await work();
    parts.push((clock() - began) / done);
  }
  return middleOf(parts);
}

function timedWithoutAwait(count, work) {
  const warm = clock() + 0.1;
  do work();
  while (clock() < warm);
  const each = Math.ceil(count / 5);
  const parts = [];
  while (parts.length < 5) {
    const began = clock();
    for (let i = 0; i < each; i++) work();
    parts.push((clock() - began) / each);
  }
  return middleOf(parts);
}

const quantities = {};

// --- Starting

for (const name of ['spawn.thread', 'spawn.worker']) {
  quantities[name] = () => timed(2, () => once(new Worker('', { eval: true }), 'exit'));
}
quantities['spawn.process'] = () => timed(1, () => once(fork('/dev/null', { stdio: 'ignore' }), 'exit'));
quantities['spawn.exec'] = () => timed(5, () => once(spawn('/bin/true', { stdio: 'ignore' }), 'exit'));
quantities['spawn.task'] = async () => {
  const task = async () => {};
  const some = async () => {
    for (let i = 0; i < 50000; i++) await task();
  };
  return (await timed(5, some)) / 50000;
};

// --- Passing something to another and back

function fifos() {
  const folder = fs.mkdtempSync(join(os.tmpdir(), 'direct-'));
  const names = [join(folder, 'there'), join(folder, 'back')];
  execFileSync('mkfifo', names);
  const ends = names.map((name) => {
    const both = fs.openSync(name, 'r+');
    const pair = [fs.openSync(name, 'r'), fs.openSync(name, 'w')];
    fs.closeSync(both);
    return pair;
  });
  fs.rmSync(folder, { recursive: true });
  return ends;
}

async function throughPipes(kind, cpu, size, count) {
  const [[there, ourOut], [ourIn, back]] = fifos();
  on(cpu);
  const partner = await (kind === 'thread'
    ? worker('pipes', { there, back, size })
    : child('pipes', size, { pipes: [there, back] }));
  if (kind === 'process') fs.closeSync(there), fs.closeSync(back);
  on(FIRST);
  const bytes = new Uint8Array(size);
  const took = timedWithoutAwait(count, () => {
    give(ourOut, bytes);
    take(ourIn, bytes);
  });
  if (kind === 'process') partner.kill('SIGKILL');
  fs.closeSync(ourOut);
  fs.closeSync(ourIn);
  return took;
}

for (const kind of ['thread', 'process']) {
  quantities[`switch.${kind}`] = async () => (await throughPipes(kind, FIRST, 1, 1000)) / 2;
  quantities[`switch.${kind}-across`] = async () => (await throughPipes(kind, LAST, 1, 1000)) / 2;
}

const soMany = (size) => (size > 500000 ? 8 : size > 50000 ? 40 : 200);

let kept = 0;

const WAYS = {
  reference(size) {
    on(FIRST);
    const bytes = new Uint8Array(size);
    const many = size > 500000 ? 2e4 : 1e6;
    for (let i = 0; i < many; i++) kept += lookAt(bytes);
    const began = clock();
    for (let i = 0; i < many; i++) kept += lookAt(bytes);
    return (clock() - began) / many;
  },
  async thread(size) {
    on(LAST);
    const partner = await worker('echo');
    on(FIRST);
    const bytes = new Uint8Array(size);
    const took = await timed(soMany(size), () => {
      partner.postMessage(bytes);
      return once(partner, 'message');
    });
    await partner.terminate();
    return took;
  },
  async process(size) {
    on(LAST);
    const partner = await child('echo');
    on(FIRST);
    const bytes = new Uint8Array(size);
    const took = await timed(soMany(size), () => {
      partner.send(bytes);
      return once(partner, 'message');
    });
    partner.kill('SIGKILL');
    return took;
  },
  pipe: (size) => throughPipes('process', LAST, size, soMany(size)),
  async socket(size) {
    on(LAST);
    const partner = await child('socket', size, { pipes: ['pipe'] });
    on(FIRST);
    const socket = partner.stdio[4];
    const bytes = Buffer.alloc(size);
    const took = await timed(
      soMany(size),
      () =>
        new Promise((back) => {
          let left = size;
          const hear = (part) => {
            left -= part.length;
            if (left > 0) return;
            socket.off('data', hear);
            back();
          };
          socket.on('data', hear);
          socket.write(bytes);
        }),
    );
    partner.kill('SIGKILL');
    return took;
  },
  async 'shared-memory'(size) {
    const cells = new Int32Array(new SharedArrayBuffer(4096));
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    on(LAST);
    const partner = await worker('board', { cells, bytes });
    on(FIRST);
    const took = timedWithoutAwait(soMany(size), () => {
      const turn = Atomics.load(cells, 16);
      Atomics.store(cells, 0, turn + 1);
      Atomics.notify(cells, 0);
      while (Atomics.load(cells, 16) === turn) Atomics.wait(cells, 16, turn);
    });
    await partner.terminate();
    return took;
  },
};
for (const [way, how] of Object.entries(WAYS)) {
  for (const [name, size] of Object.entries(SIZES)) quantities[`handoff.${way}.${name}`] = () => how(size);
}

// --- Sharing

quantities['lock.uncontended'] = () => {
  const cells = new Int32Array(new SharedArrayBuffer(4096));
  share('locked', cells, 0);
  const began = clock();
  share('locked', cells, 0);
  return (clock() - began) / DONE.locked;
};

/** Seconds in which two workers on two CPUs do what each has to, and what they share. */
async function both(what) {
  const cells = new Int32Array(new SharedArrayBuffer(4096));
  const workers = [];
  for (const [number, cpu] of [FIRST, LAST].entries()) {
    on(cpu);
    workers.push(await worker('contend', { cells, number }));
  }
  on(...CPUS);
  const together = async () => {
    const done = workers.map((one) => once(one, 'message'));
    workers.forEach((one) => one.postMessage(what));
    await Promise.all(done);
  };
  await together();
  cells.fill(0);
  const began = clock();
  await together();
  const took = clock() - began;
  for (const one of workers) await one.terminate();
  return { took, cells };
}

quantities['lock.contended'] = async () => (await both('locked')).took / 2 / DONE.locked;
quantities['counter.thread-local'] = async () => (await both('own')).took / 2 / DONE.own;
quantities['race.lost-updates'] = async () => 1 - (await both('racing')).cells[32] / 2 / DONE.racing;
quantities['false-sharing'] = async () => {
  const apart = (await both('apart')).took;
  return (await both('adjacent')).took / apart;
};

// --- Computing

quantities['cpu.arithmetic'] = () => {
  kept += compute(1e6);
  const began = clock();
  kept += compute(1e7);
  return (clock() - began) / 10;
};

async function crew(kind, workers, steps, use) {
  const start = kind === 'threads' ? () => worker('compute') : () => child('compute');
  const all = [];
  for (let i = 0; i < workers; i++) all.push(await start());
  /** Seconds in which so many of them do so many steps each. */
  const work = async (many) => {
    const began = clock();
    const done = all.slice(0, many).map((one) => once(one, 'message'));
    all.slice(0, many).forEach((one) => (one.postMessage ?? one.send).call(one, steps));
    await Promise.all(done);
    return clock() - began;
  };
  await work(workers);
  const result = await use(work);
  all.forEach((one) => (one.terminate ?? one.kill).call(one, ...(one.terminate ? [] : ['SIGKILL'])));
  return result;
}

const A_WHILE = 3e7; // steps: some 50 ms
for (const kind of ['threads', 'processes']) {
  quantities[`cpu-scaling.${kind}`] = () =>
    crew(kind, CORES, A_WHILE, async (work) => {
      const alone = await work(1);
      return (CORES * alone) / (await work(CORES));
    });
  quantities[`cpu-scaling.${kind}-oversubscribed`] = () =>
    crew(kind, 4 * CORES, A_WHILE, async (work) => {
      const few = await work(CORES);
      return (4 * few) / (await work(4 * CORES));
    });
}
quantities['cpu-scaling.native-threads'] = async () => {
  const derive = () => new Promise((done) => pbkdf2('secret', 'salt', 20000, 32, 'sha256', done));
  const together = async (many) => {
    const began = clock();
    await Promise.all(
      Array.from({ length: many }, async () => {
        for (let i = 0; i < 5; i++) await derive();
      }),
    );
    return clock() - began;
  };
  await together(CORES);
  const alone = await together(1);
  return (CORES * alone) / (await together(CORES));
};

// --- Waiting

const sleep = (ms) => new Promise((wake) => setTimeout(wake, ms));
const allOf = (count, one) => Promise.all(Array.from({ length: count }, one));
for (const count of [10, 100, 1000]) {
  quantities[`waiters.async.${count}`] = () => timed(5, () => allOf(count, () => sleep(10)));
  quantities[`waiters.sequential.${count}`] = async () => (await timed(2, () => sleep(10))) * count;
}
quantities['waiters.threads.10'] = async () => {
  const began = clock();
  await allOf(10, () => once(new Worker(FILE, { workerData: { role: 'sleep' } }), 'exit'));
  return clock() - began;
};
quantities['waiters.processes.10'] = async () => {
  const began = clock();
  await allOf(10, () => once(fork(FILE, ['sleep', '0'], { stdio: 'ignore' }), 'exit'));
  return clock() - began;
};

quantities['loop.blocked'] = async () => {
  const lateness = async (computing) => {
    const began = clock();
    let late = 0;
    const rung = allOf(10, (_, i) => {
      const due = 2 * (i + 1);
      return sleep(due).then(() => (late += Math.max(0, clock() - began - due / 1e3)));
    });
    if (computing) setImmediate(() => { while (clock() < began + 0.02) kept += compute(1000); });
    await rung;
    return Math.max(late / 10, 1e-6);
  };
  // Timers go by whole milliseconds, so it matters where in one they were set.
  const some = [];
  for (let i = 0; i < 20; i++) {
    await sleep(Math.random() * 3);
    for (const until = clock() + Math.random() / 1e3; clock() < until; );
    await new Promise(setImmediate);
    some.push(await lateness(false));
  }
  const otherwise = some.reduce((sum, one) => sum + one) / some.length;
  return (await lateness(true)) / otherwise;
};

// --- Memory, faults, isolation

const pss = (pid) => 1024 * Number(/^Pss:\s*(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]);

quantities['footprint.thread'] = async () => {
  const before = pss('self');
  const workers = [];
  for (let i = 0; i < 4; i++) workers.push(await worker('park'));
  await sleep(30);
  const after = pss('self');
  for (const one of workers) await one.terminate();
  return (after - before) / 4;
};
quantities['footprint.process'] = async () => {
  const before = pss('self');
  const children = [];
  for (let i = 0; i < 3; i++) children.push(await child('park'));
  const after = children.reduce((sum, one) => sum + pss(one.pid), pss('self'));
  for (const one of children) one.kill('SIGKILL'), await once(one, 'exit');
  return (after - before) / 3;
};
quantities['footprint.task'] = async () => {
  const made = await child('taskMemory', 0, { flags: ['--expose-gc'] });
  return (await once(made, 'message'))[0];
};

const died = async (role) => (await once(await child(role), 'exit'))[1] !== null;
quantities['crash.process'] = async () => Number(await died('fault')); // and here we are
quantities['crash.thread'] = async () => 1 - Number(await died('faultInThread'));
quantities['thread.end-leaves-others'] = async () => {
  await once(new Worker('', { eval: true }), 'exit');
  return 1; // here we are
};
quantities['isolation.memory.thread'] = async () => {
  globalThis.cell = 0;
  await once(new Worker(FILE, { workerData: { role: 'write' } }), 'exit');
  return Number(globalThis.cell === 0);
};
quantities['isolation.memory.process'] = async () => {
  globalThis.cell = 0;
  await once(await child('write'), 'exit');
  return Number(globalThis.cell === 0);
};

if (!isMainThread) {
  IN_A_WORKER[workerData.role](workerData);
} else if (process.channel) {
  process.on('disconnect', () => process.exit());
  const [role, argument] = process.argv.slice(2);
  process.send('ready', () => IN_A_CHILD[role](Number(argument)));
} else {
  const named = process.argv.slice(2);
  const wanted = Object.keys(quantities).filter((name) => named.length === 0 || named.includes(name));
  const values = Object.fromEntries(wanted.map((name) => [name, []]));
  // A moment may be a bad one: the median of three that lie apart is told.
  for (let round = 0; round < 3; round++) {
    for (const name of wanted) {
      on(...CPUS);
      values[name].push(await quantities[name]());
    }
  }
  for (const name of wanted) fs.writeSync(1, `${name} ${middleOf(values[name])}\n`);
  process.exit();
}
