/*
 * What bench/probes compares the native probes with: each quantity measured once more, by a program
 * of its own that shares no code with advise and does nothing clever.
 *
 *   cc -std=c11 -O2 -pthread -o direct direct.c && ./direct [QUANTITY...]
 *
 * A line of output is a quantity and its value in seconds, bytes, or as a plain ratio or share. Each
 * quantity is measured in children of a main process that does nothing else.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static int first, last, cores; /* CPUs that we may run on */

static double clock_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

static void on(int cpu) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  sched_setaffinity(0, sizeof set, &set);
}

static void *map(size_t bytes, int how) {
  void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, how | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) exit(1);
  return memory;
}

static void must(int ok) {
  if (!ok) exit(1);
}

/* --- Starting --- */

static void *nothing(void *unused) { return unused; }

static double thread_start(long unused) {
  on(first);
  double began = clock_s();
  for (int i = 0; i < 300; i++) {
    pthread_t thread;
    must(pthread_create(&thread, NULL, nothing, NULL) == 0);
    pthread_join(thread, NULL);
  }
  return (clock_s() - began) / 300 + 0 * unused;
}

static double forking(long ballast) {
  int count = ballast ? 4 : 60;
  on(first);
  if (ballast) memset(map(ballast, MAP_PRIVATE), 1, ballast);
  double began = clock_s();
  for (int i = 0; i < count; i++) {
    pid_t child = fork();
    if (child == 0) _exit(0);
    must(waitpid(child, NULL, 0) == child);
  }
  return (clock_s() - began) / count;
}

static double exec_true(long unused) {
  char *words[] = {"/bin/true", NULL};
  on(first);
  double began = clock_s();
  for (int i = 0; i < 12; i++) {
    pid_t child;
    must(posix_spawn(&child, words[0], NULL, NULL, words, environ) == 0);
    waitpid(child, NULL, 0);
  }
  return (clock_s() - began) / 12 + 0 * unused;
}

/* --- Two parties and two channels --- */

struct parties {
  int cpu, in, out;
  long size, count;
};

static char ours[1 << 20], theirs[1 << 20];

static void look_at(volatile char *message, long size) {
  for (long i = 0; i < size; i += 4096) message[i]++;
}

static void get(int from, char *at, long left) {
  while (left > 0) {
    ssize_t got = read(from, at, left);
    must(got > 0);
    at += got, left -= got;
  }
}

static void give(int to, const char *at, long left) {
  while (left > 0) {
    ssize_t put = write(to, at, left);
    must(put > 0);
    at += put, left -= put;
  }
}

static void *answer(void *with) {
  struct parties *p = with;
  on(p->cpu);
  for (long i = 0; i < p->count; i++) {
    get(p->in, theirs, p->size);
    look_at(theirs, p->size);
    give(p->out, theirs, p->size);
  }
  return NULL;
}

/** Seconds of a round trip; as many go before the clock starts, since an idle CPU is slow to wake. */
static double round_trip(int process, int sockets, int cpu, long size, long count) {
  int there[2], back[2];
  if (sockets) {
    must(socketpair(AF_UNIX, SOCK_STREAM, 0, there) == 0);
    back[0] = there[0], back[1] = there[1];
    int swap = there[0];
    there[0] = there[1], there[1] = swap; /* we use one end, they the other */
  } else {
    must(pipe(there) == 0 && pipe(back) == 0);
  }
  struct parties p = {cpu, there[0], back[1], size, 2 * count};
  pthread_t thread;
  pid_t child = 0;
  if (process) {
    child = fork();
    if (child == 0) {
      answer(&p);
      _exit(0);
    }
  } else {
    must(pthread_create(&thread, NULL, answer, &p) == 0);
  }
  on(first);
  double began = 0;
  for (long i = -count; i < count; i++) {
    if (i == 0) began = clock_s();
    give(there[1], ours, size);
    get(back[0], ours, size);
  }
  double took = (clock_s() - began) / count;
  if (process) waitpid(child, NULL, 0);
  else pthread_join(thread, NULL);
  return took;
}

static double switch_thread(long across) { return round_trip(0, 0, across ? last : first, 1, 2000) / 2; }
static double switch_process(long across) { return round_trip(1, 0, across ? last : first, 1, 2000) / 2; }

static long so_many(long size) { return size > 500000 ? 10 : size > 50000 ? 150 : 500; }

static double by_pipe(long size) { return round_trip(1, 0, last, size, so_many(size)); }
static double by_socket(long size) { return round_trip(1, 1, last, size, so_many(size)); }

static double by_shared_memory(long size) {
  struct {
    sem_t there, back;
    char message[1 << 20];
  } *board = map(sizeof *board, MAP_SHARED);
  long count = size > 500000 ? 100 : 500;
  sem_init(&board->there, 1, 0), sem_init(&board->back, 1, 0);
  memset(board->message, 1, size);
  pid_t child = fork();
  if (child == 0) {
    on(last);
    for (long i = 0; i < 2 * count; i++) {
      sem_wait(&board->there);
      look_at(board->message, size);
      sem_post(&board->back);
    }
    _exit(0);
  }
  on(first);
  double began = 0;
  for (long i = -count; i < count; i++) {
    if (i == 0) began = clock_s();
    sem_post(&board->there);
    sem_wait(&board->back);
  }
  double took = (clock_s() - began) / count;
  waitpid(child, NULL, 0);
  return took;
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t there_is_work = PTHREAD_COND_INITIALIZER, there_is_a_result = PTHREAD_COND_INITIALIZER;
static char *work, *result;
static int is_over;

static void *serve(void *size) {
  on(last);
  pthread_mutex_lock(&mutex);
  while (1) {
    while (work == NULL && !is_over) pthread_cond_wait(&there_is_work, &mutex);
    if (is_over) break;
    char *mine = work;
    work = NULL;
    pthread_mutex_unlock(&mutex);
    look_at(mine, *(long *)size);
    pthread_mutex_lock(&mutex);
    result = mine;
    pthread_cond_signal(&there_is_a_result);
  }
  pthread_mutex_unlock(&mutex);
  return NULL;
}

static double by_condition(long size) {
  pthread_t thread;
  long count = 500;
  must(pthread_create(&thread, NULL, serve, &size) == 0);
  on(first);
  double began = 0;
  for (long i = -count; i < count; i++) {
    if (i == 0) began = clock_s();
    pthread_mutex_lock(&mutex);
    work = ours;
    pthread_cond_signal(&there_is_work);
    while (result == NULL) pthread_cond_wait(&there_is_a_result, &mutex);
    result = NULL;
    pthread_mutex_unlock(&mutex);
  }
  double took = (clock_s() - began) / count;
  pthread_mutex_lock(&mutex);
  is_over = 1;
  pthread_cond_signal(&there_is_work);
  pthread_mutex_unlock(&mutex);
  pthread_join(thread, NULL);
  return took;
}

static double by_call(long size) {
  void (*volatile callee)(volatile char *, long) = look_at;
  long count = size > 500000 ? 5000 : 200000;
  on(first);
  memset(ours, 1, size);
  double began = clock_s();
  for (long i = 0; i < count; i++) callee(ours, size);
  return (clock_s() - began) / count;
}

/* --- Sharing --- */

static struct {
  pthread_mutex_t mutex;
  long counter;
} guarded = {.mutex = PTHREAD_MUTEX_INITIALIZER};
static atomic_long racing;
static _Alignas(128) atomic_long slots[64];
static atomic_int waiting;

static double lock_alone(long unused) {
  pthread_t thread;
  must(pthread_create(&thread, NULL, nothing, NULL) == 0); /* glibc locks more cheaply until there was one */
  pthread_join(thread, NULL);
  double began = clock_s();
  for (int i = 0; i < 300000; i++) {
    pthread_mutex_lock(&guarded.mutex);
    guarded.counter++;
    pthread_mutex_unlock(&guarded.mutex);
  }
  return (clock_s() - began) / 300000 + 0 * unused;
}

static void *lock_work(void *unused) {
  for (int i = 0; i < 100000; i++) {
    pthread_mutex_lock(&guarded.mutex);
    guarded.counter++;
    pthread_mutex_unlock(&guarded.mutex);
  }
  return unused;
}

static void *own_work(void *number) {
  volatile long *mine = (volatile long *)&slots[16 * (long)number];
  for (int i = 0; i < 20000000; i++) ++*mine;
  return NULL;
}

static void *race_work(void *unused) {
  for (int i = 0; i < 1000000; i++)
    atomic_store_explicit(&racing, atomic_load_explicit(&racing, memory_order_relaxed) + 1, memory_order_relaxed);
  return unused;
}

static void *apart_work(void *number) {
  for (int i = 0; i < 500000; i++) atomic_fetch_add_explicit(&slots[16 * (long)number], 1, memory_order_relaxed);
  return NULL;
}

static void *adjacent_work(void *number) {
  for (int i = 0; i < 500000; i++) atomic_fetch_add_explicit(&slots[(long)number], 1, memory_order_relaxed);
  return NULL;
}

struct part {
  void *(*body)(void *);
  long number;
  int parts;
};

static void *start_together(void *with) {
  struct part *part = with;
  on(part->number == 0 ? first : last);
  atomic_fetch_add(&waiting, 1);
  while (atomic_load(&waiting) < part->parts) sched_yield();
  return part->body((void *)part->number);
}

/** Seconds that two workers on two CPUs take to do what each has to do. */
static double both(void *body(void *)) {
  struct part parts[2] = {{body, 0, 2}, {body, 1, 2}};
  pthread_t thread;
  atomic_store(&waiting, 0);
  must(pthread_create(&thread, NULL, start_together, &parts[1]) == 0);
  on(first);
  while (atomic_load(&waiting) < 1) sched_yield();
  double began = clock_s();
  start_together(&parts[0]);
  pthread_join(thread, NULL);
  return clock_s() - began;
}

static double lock_fought_over(long unused) { return both(lock_work) / 200000 + 0 * unused; }
static double counters_of_their_own(long unused) { return both(own_work) / 40000000 + 0 * unused; }
static double lost(long unused) {
  both(race_work);
  return 1 - atomic_load(&racing) / 2000000.0 + 0 * unused;
}
static double sharing_a_line(long unused) {
  double apart = both(apart_work);
  return both(adjacent_work) / apart + 0 * unused;
}

/* --- Computing --- */

static volatile uint32_t kept;

static void compute(long steps) {
  uint32_t x = kept;
  for (long i = 0; i < steps; i++) x = (x * 1103515245u + 12345u) & 0x7fffffffu;
  kept = x;
}

static double a_million_steps(long unused) {
  double began = clock_s();
  compute(10000000);
  return (clock_s() - began) / 10 + 0 * unused;
}

static void *compute_thread(void *steps) {
  compute(*(long *)steps);
  return NULL;
}

/** Seconds in which so many workers do so many steps each. */
static double crew(int process, int workers, long steps) {
  pthread_t threads[1024];
  pid_t children[1024];
  double began = clock_s();
  for (int i = 0; i < workers; i++)
    if (!process) {
      must(pthread_create(&threads[i], NULL, compute_thread, &steps) == 0);
    } else if ((children[i] = fork()) == 0) {
      compute(steps);
      _exit(0);
    }
  for (int i = 0; i < workers; i++)
    if (process) waitpid(children[i], NULL, 0);
    else pthread_join(threads[i], NULL);
  return clock_s() - began;
}

static const long A_WHILE = 40000000; /* steps: some 60 ms */

static double scaling(long process) {
  double alone = crew(process, 1, A_WHILE);
  return cores * alone / crew(process, cores, A_WHILE);
}

static double crowding(long process) {
  double few = crew(process, cores, A_WHILE);
  return 4 * few / crew(process, 4 * cores, A_WHILE);
}

static double oversubscription(long process) {
  double few = crew(process, cores, 32000000 / cores);
  return crew(process, 64, 32000000 / 64) / few;
}

/* --- Waiting --- */

static void sleep_10_ms(void) { nanosleep(&(struct timespec){0, 10000000}, NULL); }

static void *sleeper(void *unused) {
  sleep_10_ms();
  return unused;
}

static double wait_in_threads(long count) {
  pthread_t threads[1000];
  double began = clock_s();
  for (int i = 0; i < count; i++) must(pthread_create(&threads[i], NULL, sleeper, NULL) == 0);
  for (int i = 0; i < count; i++) pthread_join(threads[i], NULL);
  return clock_s() - began;
}

static double wait_in_processes(long count) {
  pid_t children[1000];
  double began = clock_s();
  for (int i = 0; i < count; i++)
    if ((children[i] = fork()) == 0) {
      sleep_10_ms();
      _exit(0);
    }
  for (int i = 0; i < count; i++) waitpid(children[i], NULL, 0);
  return clock_s() - began;
}

static double wait_in_a_row(long count) {
  double began = clock_s();
  sleep_10_ms(), sleep_10_ms();
  return (clock_s() - began) / 2 * count;
}

/** Sets timers, computes for so long, and serves them; seconds that they were late, on average. */
static double timers(int count, double first_due, double apart, double computing) {
  int poll = epoll_create1(0), fds[1000];
  double late = 0, began = clock_s();
  for (int i = 0; i < count; i++) {
    struct itimerspec due = {{0, 0}, {0, (long)(1e9 * (first_due + apart * i))}};
    struct epoll_event event = {.events = EPOLLIN, .data = {.u32 = i}};
    fds[i] = timerfd_create(CLOCK_MONOTONIC, 0);
    must(timerfd_settime(fds[i], 0, &due, NULL) == 0 && epoll_ctl(poll, EPOLL_CTL_ADD, fds[i], &event) == 0);
  }
  while (clock_s() < began + computing) compute(10000);
  for (int rung = 0; rung < count;) {
    struct epoll_event events[100];
    int ready = epoll_wait(poll, events, 100, -1);
    for (int i = 0; i < ready; i++, rung++) {
      uint64_t expired;
      must(read(fds[events[i].data.u32], &expired, 8) == 8);
      late += clock_s() - began - first_due - apart * events[i].data.u32;
    }
  }
  for (int i = 0; i < count; i++) close(fds[i]);
  close(poll);
  return late / count;
}

static double wait_on_a_loop(long count) {
  double began = clock_s();
  timers(count, 0.01, 0, 0);
  return clock_s() - began;
}

static double blocking_the_loop(long unused) {
  double otherwise = timers(10, 0.002, 0.002, 0);
  return timers(10, 0.002, 0.002, 0.02) / otherwise + 0 * unused;
}

/* --- Memory, faults, isolation --- */

static double pss(pid_t process) {
  char name[64], line[256];
  long kib = 0;
  snprintf(name, sizeof name, "/proc/%d/smaps_rollup", (int)process);
  FILE *file = fopen(name, "r");
  must(file != NULL);
  while (fgets(line, sizeof line, file))
    if (sscanf(line, "Pss: %ld", &kib) == 1) break;
  fclose(file);
  return kib * 1024.0;
}

static sem_t *parked;

static void *park(void *unused) {
  sem_post(parked);
  while (1) pause();
  return unused;
}

static double memory_of(long process) {
  int count = process ? 8 : 64;
  pid_t children[8];
  double before = 0, after = 0;
  parked = map(sizeof *parked, MAP_SHARED);
  sem_init(parked, 1, 0);
  for (int i = process ? 0 : -1; i < count; i++) { /* the first thread brings what all share */
    pthread_t thread;
    if (i == 0) before = pss(getpid());
    if (!process) must(pthread_create(&thread, NULL, park, NULL) == 0);
    else if ((children[i] = fork()) == 0) park(NULL);
    sem_wait(parked);
  }
  for (int i = 0; process && i < count; i++) after += pss(children[i]);
  after += pss(getpid());
  for (int i = 0; process && i < count; i++) kill(children[i], SIGKILL), waitpid(children[i], NULL, 0);
  return (after - before) / count;
}

static void *fault(void *nowhere) {
  *(volatile int *)nowhere = 1;
  return NULL;
}

static void quietly(void) {
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  prctl(PR_SET_DUMPABLE, 0);
}

static double survivors_of_a_process(long unused) {
  pid_t child = fork();
  int status = 0;
  if (child == 0) quietly(), fault(NULL);
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) + 0 * unused; /* and here we are */
}

static double survivors_of_a_thread(long unused) {
  pid_t child = fork();
  int status = 0;
  if (child == 0) {
    pthread_t thread;
    quietly();
    pthread_create(&thread, NULL, fault, NULL);
    pthread_join(thread, NULL);
    _exit(0);
  }
  waitpid(child, &status, 0);
  return !WIFSIGNALED(status) + 0 * unused;
}

static double survivors_of_an_end(long unused) {
  pthread_t thread;
  pthread_create(&thread, NULL, nothing, NULL);
  pthread_join(thread, NULL);
  return 1 + 0 * unused; /* here we are */
}

static int cell;

static void *write_cell(void *unused) {
  cell = 1;
  return unused;
}

static double unseen(long process) {
  pthread_t thread;
  if (process) {
    pid_t child = fork();
    if (child == 0) write_cell(NULL), _exit(0);
    waitpid(child, NULL, 0);
  } else {
    pthread_create(&thread, NULL, write_cell, NULL);
    pthread_join(thread, NULL);
  }
  return !*(volatile int *)&cell;
}

static const struct {
  const char *name;
  double (*measure)(long);
  long with;
} quantities[] = {
    {"spawn.thread", thread_start, 0},
    {"spawn.process", forking, 0},
    {"spawn.fork", forking, 0},
    {"spawn.exec", exec_true, 0},
    {"fork.small-parent", forking, 0},
    {"fork.large-parent", forking, 64 << 20},
    {"switch.thread", switch_thread, 0},
    {"switch.process", switch_process, 0},
    {"switch.thread-across", switch_thread, 1},
    {"switch.process-across", switch_process, 1},
#define EACH_SIZE(name, how) \
  {name ".64B", how, 64}, {name ".4KiB", how, 4096}, {name ".64KiB", how, 65536}, {name ".1MiB", how, 1048576}
    EACH_SIZE("handoff.reference", by_call),
    EACH_SIZE("handoff.thread", by_condition),
    EACH_SIZE("handoff.process", by_socket),
    EACH_SIZE("handoff.socket", by_socket),
    EACH_SIZE("handoff.pipe", by_pipe),
    EACH_SIZE("handoff.shared-memory", by_shared_memory),
    {"lock.uncontended", lock_alone, 0},
    {"lock.contended", lock_fought_over, 0},
    {"counter.thread-local", counters_of_their_own, 0},
    {"race.lost-updates", lost, 0},
    {"false-sharing", sharing_a_line, 0},
    {"cpu.arithmetic", a_million_steps, 0},
    {"cpu-scaling.threads", scaling, 0},
    {"cpu-scaling.processes", scaling, 1},
    {"cpu-scaling.threads-oversubscribed", crowding, 0},
    {"cpu-scaling.processes-oversubscribed", crowding, 1},
    {"oversubscription.threads", oversubscription, 0},
    {"oversubscription.processes", oversubscription, 1},
#define EACH_COUNT(name, how) {name ".10", how, 10}, {name ".100", how, 100}, {name ".1000", how, 1000}
    EACH_COUNT("waiters.async", wait_on_a_loop),
    EACH_COUNT("waiters.threads", wait_in_threads),
    EACH_COUNT("waiters.sequential", wait_in_a_row),
    {"waiters.processes.10", wait_in_processes, 10},
    {"waiters.processes.100", wait_in_processes, 100},
    {"loop.blocked", blocking_the_loop, 0},
    {"footprint.thread", memory_of, 0},
    {"footprint.process", memory_of, 1},
    {"crash.process", survivors_of_a_process, 0},
    {"crash.thread", survivors_of_a_thread, 0},
    {"thread.end-leaves-others", survivors_of_an_end, 0},
    {"isolation.memory.thread", unseen, 0},
    {"isolation.memory.process", unseen, 1},
};

static int is_wanted(const char *name, int argc, char **argv) {
  for (int i = 1; i < argc; i++)
    if (strcmp(argv[i], name) == 0) return 1;
  return argc == 1;
}

static int by_size(const void *a, const void *b) {
  double one = *(const double *)a, other = *(const double *)b;
  return (one > other) - (one < other);
}

/* A moment may be a bad one: the median of three that lie apart is told. */
enum { ROUNDS = 3, ALL = sizeof quantities / sizeof *quantities };

int main(int argc, char **argv) {
  cpu_set_t set;
  sched_getaffinity(0, sizeof set, &set);
  cores = CPU_COUNT(&set);
  for (first = 0; !CPU_ISSET(first, &set);) first++;
  for (last = CPU_SETSIZE - 1; !CPU_ISSET(last, &set);) last--;
  double(*values)[ROUNDS] = map(ALL * sizeof *values, MAP_SHARED);
  int known[ALL] = {0};
  for (int round = 0; round < ROUNDS; round++) {
    for (int i = 0; i < ALL; i++) {
      if (!is_wanted(quantities[i].name, argc, argv)) continue;
      pid_t child = fork();
      if (child == 0) {
        values[i][round] = quantities[i].measure(quantities[i].with);
        _exit(0);
      }
      int status;
      known[i] += waitpid(child, &status, 0) == child && status == 0;
    }
  }
  for (int i = 0; i < ALL; i++) {
    if (known[i] < ROUNDS) continue;
    qsort(values[i], ROUNDS, sizeof(double), by_size);
    printf("%s %.9g\n", quantities[i].name, values[i][ROUNDS / 2]);
  }
  return 0;
}
