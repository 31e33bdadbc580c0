/*
 * What threads and processes cost a native program, on this machine.
 *
 *   cc -std=c11 -O1 -pthread -o probe probe.c
 *
 * Protocol: JSON lines. A request comes in on standard input, samples go out on standard output.
 *
 *   -> {"id":1,"do":"describe"}
 *   <- {"id":1,"runtime":"native","version":"12.2.0","traits":{...},"probes":[...],
 *       "absent":{"spawn.task":{"reason":"no-such-concept","detail":"..."}},"cost_ms":{...},"begin_ms":{...}}
 *   <- {"id":1,"done":true}
 *   -> {"id":2,"do":"measure","probes":["spawn.thread"],"rounds":2,"batch_ms":4,
 *       "max_tasks":64,"max_bytes":134217728,"cpus":[0,1],"deadline_ms":800}
 *   <- {"id":2,"probe":"spawn.thread","round":0,"value":7.1e-06}
 *   <- {"id":2,"probe":"crash.thread","absent":"not-permitted","detail":"EAGAIN"}
 *   <- {"id":2,"done":true}
 *
 * A request that cannot be read is answered by {"error": "..."}. End of input ends the driver at
 * once, in the middle of a measurement too, and its children with it. SIGTERM and SIGINT do the same.
 *
 * Conventions, the same in every driver:
 *
 * - One sample is one batch, as long as batch_ms, divided by its operations. No statistics here.
 * - Seconds, bytes, or plain ratios and shares. Probes take turns, round by round.
 * - The first batch of a probe is found by trying; that is its warm-up, and is not reported.
 * - Round trips begin by half a batch that is not timed, since a CPU that was idle answers late.
 * - spawn.*: from the call that starts it to the one that sees it ended, on one CPU. What forks does
 *   so in the nursery: a pristine process, since a fork costs what its parent's memory and past make
 *   of it.
 * - switch.*: one way, that is half of a round trip of one byte. handoff.*: the whole round trip of a
 *   message to a standing worker, which touches each page of it, and back; on two CPUs if there are
 *   two. handoff.reference.*: the same work called for on the spot, in one thread.
 * - lock.contended, counter.thread-local: wall time divided by the operations of all workers, counted
 *   in a given time; a worker that is held up cannot stretch it.
 * - Shares are of trials: crash.* in which the others lived on, isolation.* in which the other did
 *   not see the write.
 * - cpu-scaling.*: throughput within a window of 40 ms, as a scheduler needs time to spread workers. It
 *   opens when all could begin; one that works alone spends a part of it on each CPU.
 * - waiters.sequential.*: waits in a row add up, so a few are timed and the sum is taken.
 * - Footprints are PSS: shared pages are counted once, divided among those who share them.
 * - A probe that would need more than max_tasks or max_bytes says "not-permitted", and so does one to
 *   which the system refuses a thread, a process or a descriptor.
 *
 * Within this file: what measures returns a number; NAN says that there is none, and why() says why.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#endif

#define KIB 1024L
#define MIB (1024 * KIB)
#define PAGE 4096
#define APART 128        /* bytes: two cache lines, as adjacent ones are often fetched together */
#define WAIT 0.01        /* seconds of one wait in waiters.* */
#define WINDOW 0.04      /* seconds over which throughput is counted */
#define MOST_TURNS 4     /* CPUs on which a lone worker spends a part of it */
#define MEETING 0.01     /* seconds in which contenders meet often */
#define EARLY 4          /* round trips in which a new partner gets its pages, at least */
#define TRIALS 4         /* of a crash or an isolation, for one sample */
#define OVERSUBSCRIBED 64
#define MOST_CONTENDERS 8
#define MOST_CPUS 1024
#define MOST_WORKERS (4 * MOST_CPUS)
#define FORK_BYTES (512 * KIB) /* what a forked copy of this driver takes, rounded up */
#define LARGE_PARENT (64 * MIB)

extern char **environ;

/* --- Why there is no number ----------------------------------------------------------------- */

struct why {
  char reason[24];
  char detail[160];
};

static struct why the_why;

/** Says why there is no number, by a word of the protocol, and returns NAN. */
__attribute__((format(printf, 2, 3))) static double absent(const char *reason, const char *detail, ...) {
  va_list more;
  snprintf(the_why.reason, sizeof the_why.reason, "%s", reason);
  va_start(more, detail);
  vsnprintf(the_why.detail, sizeof the_why.detail, detail, more);
  va_end(more);
  return NAN;
}

/** The same for a call that the system refused. */
static double refused(const char *call, int error) {
  static const struct {
    int error;
    const char *name, *reason;
  } known[] = {
      {EAGAIN, "EAGAIN", "not-permitted"}, {EPERM, "EPERM", "not-permitted"},
      {EACCES, "EACCES", "not-permitted"}, {ENOMEM, "ENOMEM", "not-permitted"},
      {EMFILE, "EMFILE", "not-permitted"}, {ENFILE, "ENFILE", "not-permitted"},
      {ENOENT, "ENOENT", "not-installed"}, {ENOSYS, "ENOSYS", "no-such-concept"},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (known[i].error == error) return absent(known[i].reason, "%s: %s", known[i].name, call);
  return absent("failed", "%s: %s", call, strerror(error));
}

/* --- One request ------------------------------------------------------------------------------ */

struct cpus {
  int count;
  int ids[MOST_CPUS];
};

/** What a request allows. */
static struct {
  double batch; /* seconds */
  long max_tasks, max_bytes;
  double deadline;
  struct cpus cpus;
} bench;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Of the standard library's own, libm would have to be linked for. A NAN that comes second stays. */
static double larger(double a, double b) { return a > b ? a : b; }
static double smaller(double a, double b) { return a < b ? a : b; }

static void pause_for(double seconds) {
  struct timespec t = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
  nanosleep(&t, NULL);
}

static long ballast; /* bytes that a nursery keeps; see there */
static void drop_ballast(void);

static bool allows(long tasks, long bytes) {
  if (tasks > bench.max_tasks) {
    absent("not-permitted", "needs %ld tasks, max_tasks is %ld", tasks, bench.max_tasks);
    return false;
  }
  if (bytes > bench.max_bytes) {
    absent("not-permitted", "needs %ld bytes, max_bytes is %ld", bytes, bench.max_bytes);
    return false;
  }
  if (bytes + ballast > bench.max_bytes) drop_ballast();
  return true;
}

static struct cpus allowed_cpus(void) {
  struct cpus cpus = {0, {0}};
#ifdef __linux__
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0)
    for (int cpu = 0; cpu < CPU_SETSIZE && cpus.count < MOST_CPUS; cpu++)
      if (CPU_ISSET(cpu, &set)) cpus.ids[cpus.count++] = cpu;
#endif
  if (cpus.count == 0) {
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    for (; cpus.count < online && cpus.count < MOST_CPUS; cpus.count++) cpus.ids[cpus.count] = cpus.count;
  }
  return cpus;
}

/** Keeps the calling thread on these CPUs. */
static bool stay_on(const struct cpus *cpus) {
#ifdef __linux__
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int i = 0; i < cpus->count; i++) CPU_SET(cpus->ids[i], &set);
  if (sched_setaffinity(0, sizeof set, &set) == 0) return true;
  refused("sched_setaffinity", errno);
#else
  (void)cpus;
  absent("no-such-concept", "this system cannot keep a thread on a CPU");
#endif
  return false;
}

static bool stay_on_one(int cpu) {
  struct cpus one = {1, {cpu}};
  return stay_on(&one);
}

static int first_cpu(void) { return bench.cpus.ids[0]; }
static int last_cpu(void) { return bench.cpus.ids[bench.cpus.count - 1]; }

/** A number of operations; returns the seconds that they took. */
typedef double batch(long count, void *with);

static long *batch_size; /* of the probe that is running; 0 until it is calibrated */

/** The batch that should have taken the time aimed at. */
static long resized(long count, double aim, double took) {
  double fit = took > 0 ? (double)count * aim / took : (double)count * 8;
  return fit < 1 ? 1 : fit > (double)count * 16 ? count * 16 : (long)fit;
}

static double cost_of_the_timer(void) {
  double began = now();
  for (int i = 0; i < 1000; i++) now();
  return (now() - began) / 1000;
}

static long calibrated(batch *run, void *with, double aim) {
  for (long count = 1;; count *= 4) {
    double took = run(count, with);
    if (took >= aim / 10 && count > 1) took = smaller(run(count, with), took); /* or was it only held up? */
    if (isnan(took)) return 1;
    if (took >= aim / 10 || now() > bench.deadline) return resized(count, aim, took);
  }
}

/** Seconds per operation, in one batch. */
static double per_operation(batch *run, void *with) {
  double aim = larger(bench.batch, 1000 * cost_of_the_timer());
  if (*batch_size == 0) *batch_size = calibrated(run, with, aim);
  long count = *batch_size;
  double took = run(count, with);
  if (!isnan(took)) *batch_size = resized(count, aim, took);
  return took / (double)count;
}

/**
 * The same for round trips to a new partner. The first ones do not count: it gets its pages by them,
 * and its CPU was idle.
 */
static double per_round_trip(batch *run, void *with) {
  run(*batch_size / 2 + EARLY, with);
  return per_operation(run, with);
}

/* --- Threads and children ------------------------------------------------------------------------ */

static bool start_thread(pthread_t *thread, void *body(void *), void *with) {
  int error = pthread_create(thread, NULL, body, with);
  if (error) refused("pthread_create", error);
  return error == 0;
}

#ifndef __linux__
static void *watch(void *parent) {
  while (getppid() == *(pid_t *)parent) pause_for(0.2);
  _exit(1);
}
#endif

/** Called in a child: when the parent is gone, so are we. */
static void die_with(pid_t parent) {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#else
  static pid_t ours;
  pthread_t thread;
  ours = parent;
  pthread_create(&thread, NULL, watch, &ours);
#endif
  if (getppid() != parent) _exit(1);
}

/** A child that runs body(with) and leaves; -1 if there can be none. */
static pid_t start_child(void body(void *), void *with) {
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) {
    die_with(parent);
    body(with);
    _exit(0);
  }
  if (child < 0) refused("fork", errno);
  return child;
}

/** The wait status of a child that ends by itself. */
static int reap(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

static void end(pid_t child) {
  kill(child, SIGKILL);
  reap(child);
}

static bool read_fully(int from, void *data, size_t size) {
  for (char *at = data; size > 0;) {
    ssize_t got = read(from, at, size);
    if (got == 0 || (got < 0 && errno != EINTR)) return false;
    if (got > 0) at += got, size -= (size_t)got;
  }
  return true;
}

static bool write_fully(int to, const void *data, size_t size) {
  for (const char *at = data; size > 0;) {
    ssize_t put = write(to, at, size);
    if (put < 0 && errno != EINTR) return false;
    if (put > 0) at += put, size -= (size_t)put;
  }
  return true;
}

/** Zeroed memory that children share. */
static void *shared_memory(size_t size) {
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) refused("mmap", errno);
  return memory == MAP_FAILED ? NULL : memory;
}

/* --- The nurseries ---------------------------------------------------------------------------------

   Processes from which to fork: made before the driver has threads or a past. A job names a function
   by its address, which is the same on both sides. One of them is for jobs with a ballast, which it
   keeps from job to job: to write to so many pages takes fifty times as long as a fork. */

struct job {
  batch *run;
  long count, ballast;
  struct cpus cpus;
};

struct outcome {
  double value;
  struct why why;
};

static int nurseries[] = {-1, -1}; /* our ends of socket pairs; the second is the one with the ballast */

static void *touched(long size) {
  char *memory = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return NULL;
  for (long page = 0; page < size; page += PAGE) memory[page] = 1;
  return memory;
}

/** The nursery's life; it ends with its input, that is with the driver. */
static void serve_jobs(int lines) {
  struct job job;
  void *memory = NULL;
  long size = 0;
  while (read_fully(lines, &job, sizeof job)) {
    struct outcome outcome = {NAN, {"", ""}};
    if (size != job.ballast) {
      if (memory != NULL) munmap(memory, (size_t)size);
      size = job.ballast;
      memory = size > 0 ? touched(size) : NULL;
    }
    if (size > 0 && memory == NULL) {
      size = 0;
      refused("mmap", ENOMEM);
    } else {
      stay_on(&job.cpus);
      outcome.value = job.run(job.count, NULL);
    }
    outcome.why = the_why;
    if (!write_fully(lines, &outcome, sizeof outcome)) break;
  }
}

static void found_nursery(int *nursery) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) return;
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    die_with(parent);
    serve_jobs(ends[1]);
    _exit(0);
  }
  close(ends[1]);
  if (child < 0)
    close(ends[0]);
  else
    *nursery = ends[0];
}

/** What that function returns there, beside so many bytes of ballast, on those CPUs. */
static double in_the_nursery(batch *run, long count, long beside, const struct cpus *cpus) {
  struct job job = {run, count, beside, *cpus};
  struct outcome outcome;
  int nursery = nurseries[beside > 0];
  if (nursery < 0) return absent("not-permitted", "EAGAIN: fork of a process to fork from");
  if (!write_fully(nursery, &job, sizeof job) || !read_fully(nursery, &outcome, sizeof outcome))
    return absent("failed", "the process to fork from is gone");
  if (beside > 0) ballast = beside;
  if (isnan(outcome.value)) the_why = outcome.why;
  return outcome.value;
}

static double do_nothing(long count, void *with) {
  (void)with;
  return (double)count;
}

static void drop_ballast(void) {
  struct job job = {do_nothing, 0, 0, bench.cpus};
  struct outcome outcome;
  if (write_fully(nurseries[1], &job, sizeof job)) read_fully(nurseries[1], &outcome, sizeof outcome);
  ballast = 0;
}

struct nursery_batch {
  batch *run;
  long beside; /* bytes of ballast */
};

static double nursery_batch(long count, void *with) {
  const struct nursery_batch *what = with;
  struct cpus one = {1, {first_cpu()}};
  return in_the_nursery(what->run, count, what->beside, &one);
}

/* --- Starting ---------------------------------------------------------------------------------------- */

static void *nothing(void *with) { return with; }

static double start_threads(long count, void *with) {
  double began = now();
  (void)with;
  for (long i = 0; i < count; i++) {
    pthread_t thread;
    if (!start_thread(&thread, nothing, NULL)) return NAN;
    pthread_join(thread, NULL);
  }
  return now() - began;
}

static double spawn_thread(int unused) {
  (void)unused;
  stay_on_one(first_cpu());
  return per_operation(start_threads, NULL);
}

static double fork_exit_wait(long count, void *with) {
  double began = now();
  (void)with;
  for (long i = 0; i < count; i++) {
    pid_t child = fork();
    if (child == 0) _exit(0);
    if (child < 0) return refused("fork", errno);
    reap(child);
  }
  return now() - began;
}

static double spawn_true(long count, void *with) {
  char *program = access("/bin/true", X_OK) == 0 ? "/bin/true" : "/usr/bin/true";
  char *arguments[] = {program, NULL};
  double began = now();
  (void)with;
  for (long i = 0; i < count; i++) {
    pid_t child;
    int error = posix_spawn(&child, program, NULL, NULL, arguments, environ);
    if (error) return refused("posix_spawn of true", error);
    reap(child);
  }
  return now() - began;
}

static double spawn_fork(int unused) {
  struct nursery_batch what = {fork_exit_wait, 0};
  (void)unused;
  return allows(2, 0) ? per_operation(nursery_batch, &what) : NAN;
}

/** The first fork takes half as long again, as it makes the pages of its parent read-only. */
enum { FORKS_OF_A_LARGE_PARENT = 4 };

static double fork_a_large_parent(int bytes) {
  struct nursery_batch what = {fork_exit_wait, bytes};
  return allows(2, bytes) ? nursery_batch(FORKS_OF_A_LARGE_PARENT, &what) / FORKS_OF_A_LARGE_PARENT : NAN;
}

static double spawn_exec(int unused) {
  struct nursery_batch what = {spawn_true, 0};
  (void)unused;
  return allows(2, 0) ? per_operation(nursery_batch, &what) : NAN;
}

/* --- A partner that sends back what it gets -------------------------------------------------------------- */

enum kind { THREAD, PROCESS };

/** Two ends of two channels, and who serves the far one. */
struct partner {
  enum kind kind;
  void (*serve)(int receive, int send);
  int cpu; /* -1: any */
  int receive, send, their_receive, their_send;
  pthread_t thread;
  pid_t child;
};

static void serve_partner(struct partner *partner) {
  if (partner->cpu >= 0) stay_on_one(partner->cpu);
  partner->serve(partner->their_receive, partner->their_send);
}

static void *partner_thread(void *partner) {
  serve_partner(partner);
  return NULL;
}

static void partner_process(void *with) {
  struct partner *partner = with;
  close(partner->send);
  close(partner->receive);
  serve_partner(partner);
}

static void hang_up(int one, int other) {
  close(one);
  if (other != one) close(other);
}

/** Opens the channels: two pipes, or a socket pair, which goes both ways. */
static bool open_channels(struct partner *partner, bool sockets) {
  int there[2], back[2];
  if (sockets) {
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, there) < 0) return refused("socketpair", errno), false;
    partner->send = partner->receive = there[0];
    partner->their_send = partner->their_receive = there[1];
    return true;
  }
  if (pipe(there) < 0) return refused("pipe", errno), false;
  if (pipe(back) < 0) return hang_up(there[0], there[1]), refused("pipe", errno), false;
  partner->their_receive = there[0], partner->send = there[1];
  partner->receive = back[0], partner->their_send = back[1];
  return true;
}

static bool meet(struct partner *partner, bool sockets) {
  bool met;
  if (!open_channels(partner, sockets)) return false;
  if (partner->kind == THREAD) {
    met = start_thread(&partner->thread, partner_thread, partner);
  } else {
    partner->child = start_child(partner_process, partner);
    met = partner->child > 0;
  }
  if (!met || partner->kind == PROCESS) hang_up(partner->their_receive, partner->their_send);
  if (!met) hang_up(partner->receive, partner->send);
  return met;
}

static void part(struct partner *partner) {
  if (partner->kind == THREAD) {
    close(partner->send); /* the end of its input */
    pthread_join(partner->thread, NULL);
    hang_up(partner->their_receive, partner->their_send);
    close(partner->receive);
  } else {
    end(partner->child);
    hang_up(partner->receive, partner->send);
  }
}

static void serve_bytes(int receive, int send) {
  char byte;
  while (read(receive, &byte, 1) == 1 && write(send, &byte, 1) == 1) {
  }
}

static double send_bytes(long count, void *with) {
  const struct partner *partner = with;
  char byte = 'x';
  double began = now();
  for (long i = 0; i < count; i++)
    if (write(partner->send, &byte, 1) != 1 || read(partner->receive, &byte, 1) != 1)
      return absent("failed", "the partner is gone");
  return now() - began;
}

static double switching(enum kind kind, bool across) {
  struct partner partner = {.kind = kind, .serve = serve_bytes};
  if (!allows(1, 0)) return NAN;
  if (across && bench.cpus.count < 2) return absent("no-such-concept", "there is only one CPU to use");
  if (!stay_on_one(first_cpu())) return NAN;
  partner.cpu = across ? last_cpu() : first_cpu();
  if (!meet(&partner, false)) return NAN;
  double round_trip = per_round_trip(send_bytes, &partner);
  part(&partner);
  return round_trip / 2;
}

static double switch_one(int kind) { return switching((enum kind)kind, false); }
static double switch_across(int kind) { return switching((enum kind)kind, true); }

/* --- Handing over ---------------------------------------------------------------------------------------- */

static char buffer_here[1024 * 1024], buffer_there[1024 * 1024];

/** Writes to one byte of each page. */
static void touch(char *message, long size) {
  volatile char *bytes = message;
  for (long page = 0; page < size; page += PAGE) bytes[page]++;
}

/** By read and write: first how many messages of what size, then the messages. */
static void serve_messages(int receive, int send) {
  long head[2];
  while (read_fully(receive, head, sizeof head))
    for (long i = 0; i < head[0]; i++) {
      if (!read_fully(receive, buffer_there, (size_t)head[1])) return;
      touch(buffer_there, head[1]);
      if (!write_fully(send, buffer_there, (size_t)head[1])) return;
    }
}

struct conversation {
  struct partner *partner;
  long size;
};

static double send_messages(long count, void *with) {
  const struct conversation *talk = with;
  long head[2] = {count, talk->size};
  double began = now();
  if (!write_fully(talk->partner->send, head, sizeof head)) return absent("failed", "the partner is gone");
  for (long i = 0; i < count; i++)
    if (!write_fully(talk->partner->send, buffer_here, (size_t)talk->size) ||
        !read_fully(talk->partner->receive, buffer_here, (size_t)talk->size))
      return absent("failed", "the partner is gone");
  return now() - began;
}

static double by_descriptor(long size, bool sockets) {
  struct partner partner = {.kind = PROCESS, .serve = serve_messages, .cpu = last_cpu()};
  struct conversation talk = {&partner, size};
  if (!allows(1, 2 * size)) return NAN;
  stay_on_one(first_cpu());
  if (!meet(&partner, sockets)) return NAN;
  double round_trip = per_round_trip(send_messages, &talk);
  part(&partner);
  return round_trip;
}

static double handoff_pipe(int size) { return by_descriptor(size, false); }
static double handoff_socket(int size) { return by_descriptor(size, true); }

/** A message that stays where both processes see it, and two signals. */
struct board {
  sem_t there, back;
  char *message;
  long size;
  int cpu;
  bool over;
};

static void serve_board(void *with) {
  struct board *board = with;
  stay_on_one(board->cpu);
  while (true) {
    while (sem_wait(&board->there) < 0) {
    }
    if (board->over) return;
    touch(board->message, board->size);
    sem_post(&board->back);
  }
}

static double post_to_board(long count, void *with) {
  struct board *board = with;
  double began = now();
  for (long i = 0; i < count; i++) {
    sem_post(&board->there);
    while (sem_wait(&board->back) < 0) {
    }
  }
  return now() - began;
}

static double handoff_shared_memory(int size) {
  pid_t child;
  double round_trip = NAN;
  size_t bytes = sizeof(struct board) + (size_t)size;
  if (!allows(1, size)) return NAN;
  struct board *board = shared_memory(bytes);
  if (board == NULL) return NAN;
  board->message = (char *)(board + 1);
  board->size = size;
  board->cpu = last_cpu();
  if (sem_init(&board->there, 1, 0) < 0 || sem_init(&board->back, 1, 0) < 0) {
    round_trip = refused("sem_init", errno);
  } else if ((child = start_child(serve_board, board)) > 0) {
    stay_on_one(first_cpu());
    round_trip = per_round_trip(post_to_board, board);
    board->over = true;
    sem_post(&board->there);
    reap(child);
  }
  munmap(board, bytes);
  return round_trip;
}

/** Called through a pointer that may change at any time, so that no compiler sees who works. */
static void (*volatile worker)(char *message, long size) = touch;

static double call_worker(long count, void *with) {
  long size = *(long *)with;
  double began = now();
  for (long i = 0; i < count; i++) worker(buffer_here, size);
  return now() - began;
}

static double handoff_reference(int size) {
  long bytes = size;
  if (!allows(0, size)) return NAN;
  stay_on_one(first_cpu());
  touch(buffer_here, size);
  return per_operation(call_worker, &bytes);
}

/** A queue of one place each way, by mutex and condition: what most programs use between threads. */
struct place {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  char *message;
};

struct queues {
  struct place there, back;
  long size;
};

static char the_end[1];

static void put(struct place *place, char *message) {
  pthread_mutex_lock(&place->mutex);
  place->message = message;
  pthread_cond_signal(&place->changed);
  pthread_mutex_unlock(&place->mutex);
}

static char *take(struct place *place) {
  pthread_mutex_lock(&place->mutex);
  while (place->message == NULL) pthread_cond_wait(&place->changed, &place->mutex);
  char *message = place->message;
  place->message = NULL;
  pthread_mutex_unlock(&place->mutex);
  return message;
}

static void *serve_queue(void *with) {
  struct queues *queues = with;
  stay_on_one(last_cpu());
  for (char *message; (message = take(&queues->there)) != the_end;) {
    touch(message, queues->size);
    put(&queues->back, message);
  }
  return NULL;
}

static double queue_messages(long count, void *with) {
  struct queues *queues = with;
  double began = now();
  for (long i = 0; i < count; i++) {
    put(&queues->there, buffer_here);
    take(&queues->back);
  }
  return now() - began;
}

static double handoff_thread(int size) {
  struct queues queues = {{PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL},
                          {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL},
                          size};
  pthread_t thread;
  if (!allows(1, size) || !start_thread(&thread, serve_queue, &queues)) return NAN;
  stay_on_one(first_cpu());
  double round_trip = per_round_trip(queue_messages, &queues);
  put(&queues.there, the_end);
  pthread_join(thread, NULL);
  return round_trip;
}

/* --- Sharing ---------------------------------------------------------------------------------------------- */

/** What contenders share. Counters that are apart stand on cache lines of their own. */
static struct {
  pthread_mutex_t mutex;
  long guarded;
  atomic_long racing;
  _Alignas(APART) char counters[(MOST_CONTENDERS + 1) * APART];
} shared = {.mutex = PTHREAD_MUTEX_INITIALIZER};

/** A thousand operations of one of several workers. */
typedef void chunk(int worker);
enum { CHUNK = 1000 };

struct contender {
  int number, cpu;
  chunk *work;
  long done;
  pthread_t thread;
  atomic_int *missing;
  _Atomic double *deadline;
};

static void *contend(void *with) {
  struct contender *self = with;
  stay_on_one(self->cpu);
  if (atomic_fetch_sub(self->missing, 1) == 1) atomic_store(self->deadline, now() + MEETING);
  for (double deadline; (deadline = atomic_load(self->deadline)) == 0;) sched_yield();
  while (now() < *self->deadline) {
    self->work(self->number);
    self->done += CHUNK;
  }
  return NULL;
}

static int contenders(void) { return bench.cpus.count < MOST_CONTENDERS ? bench.cpus.count : MOST_CONTENDERS; }

/** Operations that workers do at the same time, one pinned to each CPU; they start at a barrier. */
static double together(int workers, chunk *work) {
  struct contender all[MOST_CONTENDERS];
  atomic_int missing = workers;
  _Atomic double deadline = 0;
  double done = 0;
  int started = 0;
  if (!allows(workers, 0)) return NAN;
  for (; started < workers; started++) {
    all[started] = (struct contender){.number = started,
                                      .cpu = bench.cpus.ids[started % bench.cpus.count],
                                      .work = work,
                                      .missing = &missing,
                                      .deadline = &deadline};
    if (!start_thread(&all[started].thread, contend, &all[started])) break;
  }
  if (started < workers) atomic_store(&deadline, 1); /* long past: those who wait go home */
  for (int i = 0; i < started; i++) {
    pthread_join(all[i].thread, NULL);
    done += (double)all[i].done;
  }
  return started < workers ? NAN : larger(1, done);
}

static void add_guarded(int worker) {
  (void)worker;
  for (int i = 0; i < CHUNK; i++) {
    pthread_mutex_lock(&shared.mutex);
    shared.guarded++;
    pthread_mutex_unlock(&shared.mutex);
  }
}

static void add_own(int worker) {
  volatile long *mine = (volatile long *)(shared.counters + worker * APART);
  for (int i = 0; i < CHUNK; i++) (*mine)++;
}

__attribute__((noinline)) static long successor(long value) { return value + 1; }

static void add_racing(int worker) {
  (void)worker;
  for (int i = 0; i < CHUNK; i++) {
    long value = atomic_load_explicit(&shared.racing, memory_order_relaxed);
    atomic_store_explicit(&shared.racing, successor(value), memory_order_relaxed);
  }
}

static void add_to(int byte) {
  atomic_long *mine = (atomic_long *)(shared.counters + byte);
  for (int i = 0; i < CHUNK; i++) atomic_fetch_add_explicit(mine, 1, memory_order_relaxed);
}

static void add_apart(int worker) { add_to(worker * APART); }
static void add_adjacent(int worker) { add_to(worker * (int)sizeof(atomic_long)); }

static double lock_many(long count, void *with) {
  double began = now();
  (void)with;
  for (long i = 0; i < count; i++) add_guarded(0);
  return now() - began;
}

static double lock_uncontended(int unused) {
  (void)unused;
  return per_operation(lock_many, NULL) / CHUNK;
}

static double lock_contended(int unused) {
  (void)unused;
  return MEETING / together(contenders() > 1 ? contenders() : 2, add_guarded);
}

static double counter_thread_local(int unused) {
  (void)unused;
  return MEETING / together(contenders(), add_own);
}

static double race_lost_updates(int unused) {
  (void)unused;
  atomic_store(&shared.racing, 0);
  double updates = together(2, add_racing);
  return larger(0, 1 - (double)atomic_load(&shared.racing) / updates);
}

static double false_sharing(int unused) {
  (void)unused;
  if (bench.cpus.count < 2) return absent("no-such-concept", "there is only one CPU to use");
  return together(2, add_apart) / together(2, add_adjacent);
}

/* --- Computing --------------------------------------------------------------------------------------------- */

static uint32_t arithmetic(uint32_t x, long steps) {
  for (long i = 0; i < steps; i++) x = (x * 1103515245u + 12345u) & 0x7fffffffu;
  return x;
}

static volatile uint32_t kept; /* the compiler must believe that somebody reads this */

static double compute_thousands(long count, void *with) {
  double began = now();
  (void)with;
  kept = arithmetic(1 + kept, count * 1000);
  return now() - began;
}

static double cpu_arithmetic(int unused) {
  (void)unused;
  return per_operation(compute_thousands, NULL) * 1000;
}

/** Chunks of work that end before the deadline. */
static long chunks_until(double deadline) {
  for (long done = 0;; done++) {
    kept = arithmetic(1 + kept, 10000);
    if (now() >= deadline) return done;
  }
}

/** The same, for an equal part of the time on each of some CPUs. */
static long chunks_by_turns(double deadline) {
  int step = (bench.cpus.count + MOST_TURNS - 1) / MOST_TURNS, left = (bench.cpus.count + step - 1) / step;
  long done = 0;
  for (int i = 0; i < bench.cpus.count; i += step, left--) {
    stay_on_one(bench.cpus.ids[i]);
    double began = now();
    done += chunks_until(began + (deadline - began) / left);
  }
  return done;
}

struct crew {
  bool lone;     /* CPUs differ in speed: one that works alone goes from one to the other */
  int ready;     /* the writing end of a pipe, by which processes tell that they could begin */
  int gun;       /* the reading end of another, whose end is the starting gun */
  int keep_off;
  double deadline; /* the same for all: who comes late to a crowded CPU has less of the window */
  atomic_long done;
};

static void crew_work(struct crew *crew) {
  char byte;
  while (read(crew->gun, &byte, 1) < 0 && errno == EINTR) {
  }
  atomic_fetch_add(&crew->done, crew->lone ? chunks_by_turns(crew->deadline) : chunks_until(crew->deadline));
}

static void *crew_thread(void *crew) {
  crew_work(crew);
  return NULL;
}

static void crew_process(void *with) {
  struct crew *crew = with;
  close(crew->keep_off);
  chunks_until(0); /* makes its pages its own first, which takes a part of the window */
  write_fully(crew->ready, "r", 1);
  close(crew->ready); /* so that nobody waits for one that ended early */
  crew_work(crew);
}

/** Waits until so many have told that they could begin. */
static bool all_ready(int ready, int workers) {
  char told[MOST_WORKERS];
  if (read_fully(ready, told, (size_t)workers)) return true;
  absent("failed", "a worker ended before it could begin");
  return false;
}

/** Chunks that so many workers do within the window. */
static double throughput(enum kind kind, int workers) {
  static pthread_t threads[MOST_WORKERS];
  static pid_t children[MOST_WORKERS];
  int gun[2], ready[2], started = 0;
  if (!allows(workers, kind == PROCESS ? workers * FORK_BYTES : 0)) return NAN;
  struct crew *crew = shared_memory(sizeof *crew);
  if (crew == NULL) return NAN;
  if (pipe(gun) < 0) return munmap(crew, sizeof *crew), refused("pipe", errno);
  if (pipe(ready) < 0) return hang_up(gun[0], gun[1]), munmap(crew, sizeof *crew), refused("pipe", errno);
  *crew = (struct crew){.lone = workers == 1, .ready = ready[1], .gun = gun[0], .keep_off = gun[1]};
  for (; started < workers; started++)
    if (kind == THREAD ? !start_thread(&threads[started], crew_thread, crew)
                       : (children[started] = start_child(crew_process, crew)) < 0)
      break;
  close(ready[1]);
  bool all = started == workers && (kind == THREAD || all_ready(ready[0], workers));
  crew->deadline = now() + WINDOW;
  close(gun[1]);
  for (int i = 0; i < started; i++)
    if (kind == THREAD)
      pthread_join(threads[i], NULL);
    else
      reap(children[i]);
  double done = larger(1, (double)atomic_load(&crew->done));
  hang_up(gun[0], ready[0]);
  munmap(crew, sizeof *crew);
  return all ? done : NAN;
}

static double scaling(int kind) { return throughput((enum kind)kind, bench.cpus.count) / throughput((enum kind)kind, 1); }

static double scaling_oversubscribed(int kind) {
  return throughput((enum kind)kind, 4 * bench.cpus.count) / throughput((enum kind)kind, bench.cpus.count);
}

static long share_of_work; /* steps of each of those who share the same work */

static void work_share(void *with) {
  (void)with;
  kept = arithmetic(1, share_of_work);
}

static void *work_share_thread(void *with) {
  work_share(with);
  return NULL;
}

static void divide_work(long workers) { share_of_work = 32000000 / workers; /* 64 ms in all, or so */ }

static double work_in_threads(long workers, void *with) {
  static pthread_t threads[MOST_WORKERS];
  double began = now();
  long started = 0;
  (void)with;
  divide_work(workers);
  while (started < workers && start_thread(&threads[started], work_share_thread, NULL)) started++;
  for (long i = 0; i < started; i++) pthread_join(threads[i], NULL);
  return started < workers ? NAN : now() - began;
}

/** Seconds from the first fork to the last wait. */
static double in_processes(long count, void body(void *)) {
  static pid_t children[MOST_WORKERS];
  double began = now();
  long started = 0;
  while (started < count && (children[started] = start_child(body, NULL)) > 0) started++;
  for (long i = 0; i < started; i++) reap(children[i]);
  return started < count ? NAN : now() - began;
}

static double work_in_processes(long workers, void *with) {
  (void)with;
  divide_work(workers);
  return in_processes(workers, work_share);
}

static double oversubscription(int kind) {
  if (!allows(OVERSUBSCRIBED, kind == PROCESS ? OVERSUBSCRIBED * FORK_BYTES : 0)) return NAN;
  if (kind == THREAD) return work_in_threads(OVERSUBSCRIBED, NULL) / work_in_threads(bench.cpus.count, NULL);
  return in_the_nursery(work_in_processes, OVERSUBSCRIBED, 0, &bench.cpus) /
         in_the_nursery(work_in_processes, bench.cpus.count, 0, &bench.cpus);
}

static double noise_lost_share(int unused) {
  double began = now(), last = began, lost = 0;
  (void)unused;
  while (last < began + 0.02) {
    double tick = now();
    if (tick - last > 20e-6) lost += tick - last;
    last = tick;
  }
  return lost / (last - began);
}

/* --- Waiting ------------------------------------------------------------------------------------------------ */

static void wait_once(void *with) {
  (void)with;
  pause_for(WAIT);
}

static void *wait_once_thread(void *with) {
  wait_once(with);
  return NULL;
}

static double wait_in_processes(long count, void *with) {
  (void)with;
  return in_processes(count, wait_once);
}

static double waiters_threads(int count) {
  static pthread_t threads[MOST_WORKERS];
  int started = 0;
  if (!allows(count, 0)) return NAN;
  double began = now();
  while (started < count && start_thread(&threads[started], wait_once_thread, NULL)) started++;
  for (int i = 0; i < started; i++) pthread_join(threads[i], NULL);
  return started < count ? NAN : now() - began;
}

static double waiters_processes(int count) {
  return allows(count, count * FORK_BYTES) ? in_the_nursery(wait_in_processes, count, 0, &bench.cpus) : NAN;
}

static double wait_in_a_row(long count, void *with) {
  double began = now();
  (void)with;
  for (long i = 0; i < count; i++) pause_for(WAIT);
  return now() - began;
}

static double waiters_sequential(int count) { return per_operation(wait_in_a_row, NULL) * count; }

/**
 * An event loop of epoll and timerfd: sets timers, the first after so many seconds and the others at
 * that distance from each other, computes for a while, and serves them. Returns their mean lateness.
 */
static double loop(int timers, double first, double distance, double computing) {
#ifdef __linux__
  struct epoll_event event = {.events = EPOLLIN};
  double began = now(), late = 0;
  static int descriptors[1000];
  int open = 0, poll = epoll_create1(EPOLL_CLOEXEC);
  if (poll < 0) return refused("epoll_create1", errno);
  for (; open < timers; open++) {
    double due = first + distance * open;
    long whole = (long)due;
    struct itimerspec at = {{0, 0}, {whole, (long)((due - (double)whole) * 1e9)}};
    event.data.u32 = (uint32_t)open;
    descriptors[open] = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    if (descriptors[open] < 0) {
      late = refused("timerfd_create", errno);
      break;
    }
    if (timerfd_settime(descriptors[open], 0, &at, NULL) < 0 ||
        epoll_ctl(poll, EPOLL_CTL_ADD, descriptors[open], &event) < 0) {
      late = refused("epoll_ctl", errno);
      close(descriptors[open]);
      break;
    }
  }
  if (computing > 0) chunks_until(began + computing);
  for (int rung = 0; rung < timers && open == timers;) {
    struct epoll_event events[64];
    int ready = epoll_wait(poll, events, 64, -1);
    for (int i = 0; i < ready; i++, rung++) {
      uint64_t times;
      int timer = (int)events[i].data.u32;
      if (read(descriptors[timer], &times, sizeof times) > 0)
        late += now() - (began + first + distance * timer);
    }
  }
  while (open > 0) close(descriptors[--open]);
  close(poll);
  return late / timers;
#else
  (void)timers, (void)first, (void)distance, (void)computing;
  return absent("no-such-concept", "this loop is made of epoll and timerfd");
#endif
}

static double waiters_async(int count) {
  /* A table of descriptors that has to grow is waited for, and that only once. */
  if (*batch_size == 0 && isnan(loop(count, 1e-9, 0, 0))) return NAN;
  *batch_size = 1;
  double began = now();
  return isnan(loop(count, WAIT, 0, 0)) ? NAN : now() - began;
}

/** Mean lateness of ten timers within 20 ms while one callback computes, over when none does. */
static double loop_blocked(int unused) {
  (void)unused;
  double free = larger(1e-6, loop(10, 0.002, 0.002, 0));
  return loop(10, 0.002, 0.002, 0.02) / free;
}

/* --- Memory -------------------------------------------------------------------------------------------------- */

/** Proportional set size in bytes. */
static double pss(pid_t process) {
  char path[64], line[256];
  long kib = -1;
  snprintf(path, sizeof path, "/proc/%ld/smaps_rollup", (long)process);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT && access("/proc/self/smaps_rollup", F_OK) != 0)
    return access("/proc/self", F_OK) == 0 ? absent("too-old", "no smaps_rollup: a kernel before 4.14")
                                           : absent("not-mounted", "no /proc");
  if (file < 0) return refused("smaps_rollup", errno);
  FILE *lines = fdopen(file, "r");
  while (lines != NULL && fgets(line, sizeof line, lines) != NULL)
    if (sscanf(line, "Pss: %ld", &kib) == 1) break;
  if (lines != NULL) fclose(lines);
  return kib < 0 ? absent("failed", "smaps_rollup has no Pss") : (double)(kib * KIB);
}

static void park_child(void *told) {
  sem_post(told);
  while (true) pause();
}

static void *park_thread(void *told) {
  park_child(told);
  return NULL;
}

struct part {
  const char *of;
  long count;
  int answer;
};

static void become_afresh(void *with) {
  const struct part *part = with;
  char count[24];
  snprintf(count, sizeof count, "%ld", part->count);
  stay_on(&bench.cpus);
  if (dup2(part->answer, STDOUT_FILENO) >= 0) execl("/proc/self/exe", "probe", part->of, count, (char *)NULL);
}

/**
 * What that function returns in this program started anew: how many pages are used hangs on where the
 * system lays a program out, which it chooses once for each.
 */
static double afresh(const char *of, batch *run, long count) {
  int ends[2];
  struct outcome outcome;
  if (pipe(ends) < 0) return refused("pipe", errno);
  struct part part = {of, count, ends[1]};
  pid_t child = start_child(become_afresh, &part);
  close(ends[1]);
  bool told = child > 0 && read_fully(ends[0], &outcome, sizeof outcome);
  close(ends[0]);
  if (child > 0) reap(child);
  if (child < 0) return NAN;
  if (!told) return in_the_nursery(run, count, 0, &bench.cpus); /* no /proc, and it says so */
  if (isnan(outcome.value)) the_why = outcome.why;
  return outcome.value;
}

struct count_of {
  long threads;
  struct outcome *outcome;
};

/** In a child: what threads add to it. The first shows the way and is not counted. */
static void grow_by_threads(void *with) {
  struct count_of *what = with;
  double before = 0;
  sem_t told;
  sem_init(&told, 0, 0);
  for (long i = 0; i <= what->threads; i++) {
    pthread_t thread;
    if (i == 1) before = pss(getpid());
    if (!start_thread(&thread, park_thread, &told)) {
      what->outcome->why = the_why;
      return;
    }
    while (sem_wait(&told) < 0) {
    }
  }
  what->outcome->value = (pss(getpid()) - before) / (double)what->threads;
  what->outcome->why = the_why;
}

static double thread_footprint(long threads, void *with) {
  struct outcome *outcome = shared_memory(sizeof *outcome);
  struct count_of what = {threads, outcome};
  double value = NAN;
  (void)with;
  if (outcome == NULL) return NAN;
  outcome->value = NAN;
  pid_t child = start_child(grow_by_threads, &what);
  if (child > 0) {
    reap(child);
    value = outcome->value;
    the_why = outcome->why;
  }
  munmap(outcome, sizeof *outcome);
  return value;
}

static double footprint_thread(int unused) {
  long threads = bench.max_tasks - 3 < 64 ? bench.max_tasks - 3 : 64;
  (void)unused;
  return allows(threads < 1 ? 4 : threads + 3, 0) ? afresh("threads", thread_footprint, threads) : NAN;
}

/** What forked children add, to themselves and to their parent. */
static double process_footprint(long processes, void *with) {
  pid_t children[16];
  long started = 0;
  double before = pss(getpid()), after = 0;
  (void)with;
  sem_t *told = shared_memory(sizeof *told);
  if (told == NULL) return NAN;
  if (sem_init(told, 1, 0) < 0) return munmap(told, sizeof *told), refused("sem_init", errno);
  while (started < processes && (children[started] = start_child(park_child, told)) > 0) started++;
  for (long i = 0; i < started; i++)
    while (sem_wait(told) < 0) {
    }
  for (long i = 0; i < started; i++) after += pss(children[i]);
  after += pss(getpid());
  for (long i = 0; i < started; i++) end(children[i]);
  munmap(told, sizeof *told);
  return started < processes ? NAN : (after - before) / (double)processes;
}

static double footprint_process(int processes) {
  return allows(processes + 2, processes * FORK_BYTES) ? afresh("processes", process_footprint, processes) : NAN;
}

/* --- Faults and isolation -------------------------------------------------------------------------------------- */

/** True, false, or NAN. */
typedef double trial(void);

static double share(trial *once) {
  double positive = 0;
  for (int i = 0; i < TRIALS; i++) positive += once();
  return positive / TRIALS;
}

static void *crash(void *with) {
  int *volatile nowhere = NULL;
  *(volatile int *)nowhere = 1;
  return with;
}

/** No core file, and no helper program that makes one. */
static void leave_no_core(void) {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
  prctl(PR_SET_DUMPABLE, 0);
#endif
  signal(SIGSEGV, SIG_DFL);
}

static void crash_alone(void *with) {
  leave_no_core();
  crash(with);
}

/** A child faults; a sibling and we are the others. */
static double others_survive_process(void) {
  struct partner sibling = {.kind = PROCESS, .serve = serve_bytes, .cpu = -1};
  if (!meet(&sibling, false)) return NAN;
  pid_t child = start_child(crash_alone, NULL);
  double survived = NAN;
  if (child > 0) {
    if (WIFSIGNALED(reap(child)))
      survived = isnan(send_bytes(1, &sibling)) ? 0 : 1;
    else
      absent("failed", "the child would not crash");
  }
  part(&sibling);
  return survived;
}

static void crash_in_thread(void *survivors) {
  pthread_t thread;
  leave_no_core();
  if (pthread_create(&thread, NULL, crash, NULL) != 0) _exit(1);
  pause_for(0.5);
  atomic_store((atomic_int *)survivors, 1);
}

/** A thread faults in a child made for it; the main thread of that child is the other. */
static double others_survive_thread(void) {
  atomic_int *survivors = shared_memory(sizeof *survivors);
  double survived = NAN;
  if (survivors == NULL) return NAN;
  pid_t child = start_child(crash_in_thread, survivors);
  if (child > 0) {
    int status = reap(child);
    if (WIFSIGNALED(status) || atomic_load(survivors))
      survived = atomic_load(survivors);
    else
      refused("pthread_create", EAGAIN);
  }
  munmap(survivors, sizeof *survivors);
  return survived;
}

static double crash_process(int unused) {
  (void)unused;
  return allows(2, 2 * FORK_BYTES) ? share(others_survive_process) : NAN;
}

static double crash_thread(int unused) {
  (void)unused;
  return allows(2, FORK_BYTES) ? share(others_survive_thread) : NAN;
}

/** A thread ends; another still answers. */
static double other_works_on(void) {
  struct partner other = {.kind = THREAD, .serve = serve_bytes, .cpu = -1};
  pthread_t ending;
  if (!meet(&other, false)) return NAN;
  bool ended = start_thread(&ending, nothing, NULL);
  if (ended) pthread_join(ending, NULL);
  double answered = !ended ? NAN : isnan(send_bytes(1, &other)) ? 0 : 1;
  part(&other);
  return answered;
}

static double thread_end_leaves_others(int unused) {
  (void)unused;
  return allows(2, 0) ? share(other_works_on) : NAN;
}

static atomic_int cell;

static void write_cell(void *with) {
  (void)with;
  atomic_store(&cell, 1);
}

static void *write_cell_thread(void *with) {
  write_cell(with);
  return NULL;
}

static double unseen_from_thread(void) {
  pthread_t writer;
  atomic_store(&cell, 0);
  if (!start_thread(&writer, write_cell_thread, NULL)) return NAN;
  pthread_join(writer, NULL);
  return atomic_load(&cell) == 0;
}

static double unseen_from_process(void) {
  atomic_store(&cell, 0);
  pid_t writer = start_child(write_cell, NULL);
  if (writer < 0) return NAN;
  reap(writer);
  return atomic_load(&cell) == 0;
}

static double isolation(int kind) {
  return allows(1, 0) ? share(kind == THREAD ? unseen_from_thread : unseen_from_process) : NAN;
}

/* --- The catalogue -------------------------------------------------------------------------------------------------- */

static struct probe {
  const char *name;
  double (*sample)(int with);
  int with;
  double cost_ms; /* of one round; a guess until the probe has run once */
  long batch_size;
} catalogue[] = {
    {"spawn.thread", spawn_thread, 0, 5, 0},
    {"spawn.process", spawn_fork, 0, 5, 0},
    {"spawn.fork", spawn_fork, 0, 5, 0},
    {"spawn.exec", spawn_exec, 0, 5, 0},
    {"fork.small-parent", spawn_fork, 0, 5, 0},
    {"fork.large-parent", fork_a_large_parent, LARGE_PARENT, 15, 0},
    {"switch.thread", switch_one, THREAD, 5, 0},
    {"switch.process", switch_one, PROCESS, 5, 0},
    {"switch.thread-across", switch_across, THREAD, 5, 0},
    {"switch.process-across", switch_across, PROCESS, 5, 0},
#define SIZES(name, sample)                                                            \
  {"handoff." name ".64B", sample, 64, 5, 0}, {"handoff." name ".4KiB", sample, 4 * KIB, 5, 0}, \
      {"handoff." name ".64KiB", sample, 64 * KIB, 5, 0}, {"handoff." name ".1MiB", sample, MIB, 5, 0}
    SIZES("reference", handoff_reference),
    SIZES("thread", handoff_thread),
    SIZES("process", handoff_socket), /* the usual way between processes that are related */
    SIZES("pipe", handoff_pipe),
    SIZES("socket", handoff_socket),
    SIZES("shared-memory", handoff_shared_memory),
    {"lock.uncontended", lock_uncontended, 0, 5, 0},
    {"lock.contended", lock_contended, 0, 11, 0},
    {"counter.thread-local", counter_thread_local, 0, 11, 0},
    {"race.lost-updates", race_lost_updates, 0, 11, 0},
    {"false-sharing", false_sharing, 0, 21, 0},
    {"cpu.arithmetic", cpu_arithmetic, 0, 5, 0},
    {"cpu-scaling.threads", scaling, THREAD, 82, 0},
    {"cpu-scaling.processes", scaling, PROCESS, 82, 0},
    {"cpu-scaling.threads-oversubscribed", scaling_oversubscribed, THREAD, 85, 0},
    {"cpu-scaling.processes-oversubscribed", scaling_oversubscribed, PROCESS, 88, 0},
    {"oversubscription.threads", oversubscription, THREAD, 66, 0},
    {"oversubscription.processes", oversubscription, PROCESS, 77, 0},
#define COUNTS(name, sample, ten, hundred, thousand)                                        \
  {"waiters." name ".10", sample, 10, ten, 0}, {"waiters." name ".100", sample, 100, hundred, 0}, \
      {"waiters." name ".1000", sample, 1000, thousand, 0}
    COUNTS("async", waiters_async, 11, 11, 20),
    COUNTS("threads", waiters_threads, 11, 15, 80),
    COUNTS("processes", waiters_processes, 13, 30, 300),
    COUNTS("sequential", waiters_sequential, 11, 11, 11),
    {"loop.blocked", loop_blocked, 0, 41, 0},
    {"footprint.thread", footprint_thread, 0, 12, 0},
    {"footprint.process", footprint_process, 8, 5, 0},
    {"crash.process", crash_process, 0, 5, 0},
    {"crash.thread", crash_thread, 0, 5, 0},
    {"thread.end-leaves-others", thread_end_leaves_others, 0, 5, 0},
    {"isolation.memory.thread", isolation, THREAD, 5, 0},
    {"isolation.memory.process", isolation, PROCESS, 5, 0},
    {"noise.lost-share", noise_lost_share, 0, 21, 0},
};
enum { PROBES = sizeof catalogue / sizeof *catalogue };

static const struct {
  const char *name, *why;
} no_such_concept[] = {
    {"spawn.forkserver", "a C program has fork itself"},
    {"spawn.spawn", "a C program has posix_spawn: see spawn.exec"},
    {"spawn.virtual-thread", "C has no virtual threads"},
    {"spawn.worker", "C has no workers beside threads and processes"},
    {"spawn.task", "a task is whatever the program makes of an event loop"},
    {"footprint.task", "a task is whatever the program makes of an event loop"},
    {"footprint.virtual-thread", "C has no virtual threads"},
    {"cpu-scaling.native-threads", "there is no interpreter lock to release"},
    {"handoff.queue.64B", "C has no queue between processes for messages of any size"},
    {"handoff.queue.4KiB", "C has no queue between processes for messages of any size"},
    {"handoff.queue.64KiB", "C has no queue between processes for messages of any size"},
    {"handoff.queue.1MiB", "C has no queue between processes for messages of any size"},
};
enum { NOT_THERE = sizeof no_such_concept / sizeof *no_such_concept };

/* --- The conversation ---------------------------------------------------------------------------------------------- */

/** As much JSON as a request is made of; `bad` once it is not. */
struct reader {
  const char *at;
  bool bad;
};

static void blanks(struct reader *in) {
  while (*in->at == ' ' || *in->at == '\t' || *in->at == '\r' || *in->at == '\n') in->at++;
}

static bool skip(struct reader *in, char c) {
  blanks(in);
  if (*in->at != c) return false;
  in->at++;
  return true;
}

static void expect(struct reader *in, char c) {
  if (!skip(in, c)) in->bad = true;
}

static double number(struct reader *in) {
  char *after;
  blanks(in);
  bool looks_like_one = *in->at == '-' || (*in->at >= '0' && *in->at <= '9');
  double value = strtod(in->at, &after);
  if (!looks_like_one || after == in->at || !isfinite(value)) in->bad = true;
  in->at = after;
  return value;
}

/** A string without its escapes, of which names have none; cut where it does not fit. */
static void string(struct reader *in, char *into, size_t size) {
  size_t used = 0;
  expect(in, '"');
  while (!in->bad && *in->at != '"') {
    if (*in->at == '\\') in->at++;
    if (*in->at == '\0') {
      in->bad = true;
      return;
    }
    if (used + 1 < size) into[used++] = *in->at;
    in->at++;
  }
  into[used] = '\0';
  expect(in, '"');
}

static void ignore(struct reader *in, int depth) {
  char text[8];
  blanks(in);
  char open = *in->at;
  if (depth > 16) {
    in->bad = true;
  } else if (open == '"') {
    string(in, text, sizeof text);
  } else if (open == '[' || open == '{') {
    char shut = open == '[' ? ']' : '}';
    in->at++;
    if (skip(in, shut)) return;
    do {
      if (open == '{') string(in, text, sizeof text), expect(in, ':');
      ignore(in, depth + 1);
    } while (!in->bad && skip(in, ','));
    expect(in, shut);
  } else if (strncmp(in->at, "true", 4) == 0 || strncmp(in->at, "null", 4) == 0) {
    in->at += 4;
  } else if (strncmp(in->at, "false", 5) == 0) {
    in->at += 5;
  } else {
    number(in);
  }
}

enum { MOST_NAMES = 256, NAME = 64 };

struct request {
  bool has_id, has_probes;
  long id;
  char what[16];
  char names[MOST_NAMES][NAME];
  bool dropped[MOST_NAMES]; /* there is no use in asking again */
  int count;
  long rounds, max_tasks, max_bytes;
  double batch_ms, deadline_ms;
  struct cpus cpus;
};

static void read_probes(struct reader *in, struct request *request) {
  request->has_probes = true;
  expect(in, '[');
  if (skip(in, ']')) return;
  do {
    if (request->count == MOST_NAMES) in->bad = true;
    if (!in->bad) string(in, request->names[request->count++], NAME);
  } while (!in->bad && skip(in, ','));
  expect(in, ']');
}

static void read_cpus(struct reader *in, struct request *request) {
  struct cpus allowed = allowed_cpus();
  expect(in, '[');
  if (skip(in, ']')) return;
  do {
    int cpu = (int)number(in);
    for (int i = 0; i < allowed.count && request->cpus.count < MOST_CPUS; i++)
      if (allowed.ids[i] == cpu) request->cpus.ids[request->cpus.count++] = cpu;
  } while (!in->bad && skip(in, ','));
  expect(in, ']');
}

static bool read_request(const char *line, struct request *request) {
  struct reader in = {line, false};
  memset(request, 0, sizeof *request);
  request->rounds = 1, request->max_tasks = 64, request->max_bytes = 128 * MIB;
  request->batch_ms = 4, request->deadline_ms = 10000;
  expect(&in, '{');
  if (!in.bad && !skip(&in, '}')) {
    do {
      char key[24];
      string(&in, key, sizeof key);
      expect(&in, ':');
      if (in.bad) return false;
      if (strcmp(key, "id") == 0)
        request->id = (long)number(&in), request->has_id = !in.bad;
      else if (strcmp(key, "do") == 0)
        string(&in, request->what, sizeof request->what);
      else if (strcmp(key, "probes") == 0)
        read_probes(&in, request);
      else if (strcmp(key, "cpus") == 0)
        read_cpus(&in, request);
      else if (strcmp(key, "rounds") == 0)
        request->rounds = (long)number(&in);
      else if (strcmp(key, "max_tasks") == 0)
        request->max_tasks = (long)number(&in);
      else if (strcmp(key, "max_bytes") == 0)
        request->max_bytes = (long)number(&in);
      else if (strcmp(key, "batch_ms") == 0)
        request->batch_ms = number(&in);
      else if (strcmp(key, "deadline_ms") == 0)
        request->deadline_ms = number(&in);
      else
        ignore(&in, 0);
    } while (!in.bad && skip(&in, ','));
    expect(&in, '}');
  }
  blanks(&in);
  return !in.bad && *in.at == '\0' && request->has_id && request->what[0] != '\0' &&
         (strcmp(request->what, "measure") != 0 || request->has_probes);
}

/** Ends at once; the system ends our children with us. */
static void leave(void) { _exit(0); }

static void quoted(const char *text) {
  putchar('"');
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\') putchar('\\');
    putchar((unsigned char)*text < ' ' ? ' ' : *text);
  }
  putchar('"');
}

static void finish_line(void) {
  putchar('\n');
  if (fflush(stdout) != 0) leave(); /* nobody listens any more */
}

static void say_absent(long id, const char *name, const char *reason, const char *detail) {
  printf("{\"id\":%ld,\"probe\":", id);
  quoted(name);
  printf(",\"absent\":\"%s\",\"detail\":", reason);
  quoted(detail);
  putchar('}');
  finish_line();
}

static void describe(long id) {
  char compiler[64], version[32];
#if defined(__clang__)
  snprintf(version, sizeof version, "%d.%d.%d", __clang_major__, __clang_minor__, __clang_patchlevel__);
  snprintf(compiler, sizeof compiler, "clang %s", version);
#elif defined(__GNUC__)
  snprintf(version, sizeof version, "%d.%d.%d", __GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__);
  snprintf(compiler, sizeof compiler, "gcc %s", version);
#else
  snprintf(version, sizeof version, "%ld", __STDC_VERSION__);
  snprintf(compiler, sizeof compiler, "unknown");
#endif
  printf("{\"id\":%ld,\"runtime\":\"native\",\"version\":\"%s\",\"traits\":{\"compiler\":\"%s\",", id, version,
         compiler);
  printf("\"cpu_count\":\"%ld\",\"affinity\":\"%d\"},\"probes\":[", sysconf(_SC_NPROCESSORS_ONLN),
         allowed_cpus().count);
  for (int i = 0; i < PROBES; i++) printf("%s\"%s\"", i ? "," : "", catalogue[i].name);
  printf("],\"absent\":{");
  for (int i = 0; i < NOT_THERE; i++)
    printf("%s\"%s\":{\"reason\":\"no-such-concept\",\"detail\":\"%s\"}", i ? "," : "", no_such_concept[i].name,
           no_such_concept[i].why);
  printf("},\"cost_ms\":{");
  for (int i = 0; i < PROBES; i++) printf("%s\"%s\":%.1f", i ? "," : "", catalogue[i].name, catalogue[i].cost_ms);
  printf("},\"begin_ms\":{\"fork.large-parent\":200}}"); /* its ballast is made */
  finish_line();
}

static struct probe *find(const char *name) {
  for (int i = 0; i < PROBES; i++)
    if (strcmp(catalogue[i].name, name) == 0) return &catalogue[i];
  return NULL;
}

static const char *why_missing(const char *name) {
  for (int i = 0; i < NOT_THERE; i++)
    if (strcmp(no_such_concept[i].name, name) == 0) return no_such_concept[i].why;
  return "unknown probe";
}

/** Says one sample, or why there is none. False if there is no use in asking again. */
static bool sample(long id, const char *name, long turn) {
  struct probe *probe = find(name);
  if (probe == NULL) return say_absent(id, name, "no-such-concept", why_missing(name)), false;
  double began = now();
  if (began + probe->cost_ms / 1e3 > bench.deadline) return true;
  bool first = probe->batch_size == 0;
  absent("failed", "no reason given");
  batch_size = &probe->batch_size;
  stay_on(&bench.cpus);
  double value = probe->sample(probe->with);
  stay_on(&bench.cpus);
  if (isfinite(value) && value < 0) value = absent("failed", "a value of %g", value);
  if (!isfinite(value)) return say_absent(id, name, the_why.reason, the_why.detail), false;
  printf("{\"id\":%ld,\"probe\":\"%s\",\"round\":%ld,\"value\":%.9g}", id, name, turn, value);
  finish_line();
  if (!(first && probe->batch_size != 0)) probe->cost_ms = (now() - began) * 1e3; /* without calibration */
  return true;
}

static void measure(struct request *request) {
  struct cpus before = allowed_cpus();
  bench.batch = request->batch_ms / 1e3;
  bench.max_tasks = request->max_tasks;
  bench.max_bytes = request->max_bytes;
  bench.deadline = now() + request->deadline_ms / 1e3;
  bench.cpus = request->cpus.count > 0 ? request->cpus : before;
  for (long turn = 0; turn < request->rounds; turn++)
    for (int i = 0; i < request->count; i++)
      if (!request->dropped[i]) request->dropped[i] = !sample(request->id, request->names[i], turn);
  stay_on(&before);
}

static void answer(const char *line) {
  static struct request request;
  if (!read_request(line, &request)) {
    printf("{");
    if (request.has_id) printf("\"id\":%ld,", request.id);
    printf("\"error\":\"malformed request\"}");
    finish_line();
    return;
  }
  if (strcmp(request.what, "describe") == 0) {
    describe(request.id);
  } else if (strcmp(request.what, "measure") == 0) {
    measure(&request);
  } else {
    printf("{\"id\":%ld,\"error\":\"unknown request\"}", request.id);
    finish_line();
    return;
  }
  printf("{\"id\":%ld,\"done\":true}", request.id);
  finish_line();
}

/* Requests are read ahead of their turn, so that the end of input is seen while a probe runs. */

struct line {
  struct line *next;
  char text[];
};

static struct line *first_line, **last_line = &first_line;
static pthread_mutex_t lines_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t lines_changed = PTHREAD_COND_INITIALIZER;

static void *listen_to_input(void *unused) {
  char *text = NULL;
  size_t room = 0;
  (void)unused;
  for (ssize_t length; (length = getline(&text, &room, stdin)) > 0;) {
    struct line *line = malloc(sizeof *line + (size_t)length + 1);
    if (line == NULL) break;
    memcpy(line->text, text, (size_t)length + 1);
    for (char *nul = line->text; (nul = memchr(nul, '\0', (size_t)(line->text + length - nul))) != NULL;)
      *nul = '?'; /* so that the text does not end there */
    line->next = NULL;
    pthread_mutex_lock(&lines_mutex);
    *last_line = line;
    last_line = &line->next;
    pthread_cond_signal(&lines_changed);
    pthread_mutex_unlock(&lines_mutex);
  }
  leave();
  return NULL;
}

static struct line *next_line(void) {
  pthread_mutex_lock(&lines_mutex);
  while (first_line == NULL) pthread_cond_wait(&lines_changed, &lines_mutex);
  struct line *line = first_line;
  first_line = line->next;
  if (first_line == NULL) last_line = &first_line;
  pthread_mutex_unlock(&lines_mutex);
  return line;
}

/** Answers one request after the other, until there is nobody to answer to. */
static int converse(void answers(const char *)) {
  pthread_t listener;
  signal(SIGPIPE, SIG_IGN);
  for (int i = 0; i < 2; i++) found_nursery(&nurseries[i]);
  if (pthread_create(&listener, NULL, listen_to_input, NULL) != 0) return 70;
  while (true) {
    struct line *line = next_line();
    if (line->text[strspn(line->text, " \t\r\n")] != '\0') answers(line->text);
    free(line);
  }
}

#ifndef REHEARSAL /* which includes this file, and has a main of its own */
/** The life of a program started afresh. */
static int tell_footprint(const char *of, long count) {
  struct outcome outcome = {NAN, {"", ""}};
  outcome.value = (strcmp(of, "threads") == 0 ? thread_footprint : process_footprint)(count, NULL);
  outcome.why = the_why;
  return write_fully(STDOUT_FILENO, &outcome, sizeof outcome) ? 0 : 1;
}

int main(int words, char **said) { return words == 3 ? tell_footprint(said[1], atol(said[2])) : converse(answer); }
#endif
