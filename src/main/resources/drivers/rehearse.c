/*
 * A workload's own mix, run in miniature by native code under one arrangement after the other.
 *
 *   cc -std=gnu11 -O1 -pthread -o rehearse rehearse.c
 *
 * It includes probe.c, which must lie beside it, and answers the same requests and two more:
 *
 *   -> {"id":1,"do":"calibrate","seconds":0.05}
 *   <- {"id":1,"steps_per_s":9.0e8,"native_steps_per_s":9.0e8}
 *   -> {"id":2,"do":"rehearse","model":"threads","arrangement":"thread-pool","processes":1,"threads":2,
 *       "tasks":1,"offload":0,"steps":210000,"native_steps":0,"wait_s":0.02,"blocking":false,
 *       "message_bytes":4096,"shared_bytes":0,"pattern":"none","concurrency":200,
 *       "warmup_s":0.05,"window_s":0.2,"seed":1,"deadline_s":2.0,"max_tasks":512,"max_bytes":536870912}
 *   <- {"id":2,"tasks":1234,"computed":1236.4,"seconds":0.2,"mean_latency_s":0.03,"latencies_s":[...],
 *       "cpu_s":0.39,"memory_bytes":31000000,"in_flight":200}
 *      or {"id":2,"failed":"worker 2 died of signal 9","reason":"failed"}
 *
 * The conventions of a rehearsal are those of rehearse.py. Here native_steps are steps like any other.
 * Each window runs in a process of its own, forked from this small one, which is killed with all its
 * workers when the window is over. Therefore nothing in it is ever freed, and failing means leaving.
 */
#define REHEARSAL
#include "probe.c"

#ifdef __linux__
#include <sys/eventfd.h>
#include <sys/uio.h>

#define LINES_TOUCHED 64L       /* cache lines of the shared data that a task uses */
#define LATENCIES_TOLD 200
#define BATCH_BYTES (64 * KIB)  /* messages up to this are received many at a time */
#define MOST_PARTS 64           /* of messages, sent by one call */
#define THREAD_BYTES (64 * KIB) /* what a thread takes, rounded up */
#define AHEAD 2                 /* tasks that a worker has before it beside the one under way */
#define SLICE_STEPS 100000L     /* of arithmetic are seen to be done: a tenth of a millisecond or so */
#define GOLDEN 0.6180339887498949

static double at_least(double least, double value) { return value > least ? value : least; }

/* --- The mix -------------------------------------------------------------------------------------- */

enum pattern { UNSHARED, READ_MOSTLY, READ_WRITE };

/** What one task does, and how many are under way. */
static struct mix {
  long steps;
  double wait;
  bool blocking;
  size_t message_bytes;
  long shared_bytes;
  enum pattern pattern;
  long processes, threads, tasks, offload, concurrency; /* the shape */
  double warmup, length;
  uint64_t seed;
  char *message;             /* where it goes by reference, everybody's */
  volatile int64_t *words;   /* the shared data */
  long distance;             /* between those of its words that are used */
  pthread_mutex_t *lock;     /* in shared memory too, for threads and processes alike */
} mix;

static _Thread_local volatile uint32_t kept_here; /* the compiler must believe that somebody reads this */

/** The arithmetic that one worker has done within the window, on a cache line of its own. */
struct tally {
  _Alignas(64) volatile int64_t steps;
};

/** What all processes of a window know of it, in memory that they share. */
static struct shown {
  volatile double opens, closes; /* never, until all workers stand ready */
  _Atomic long tallies_taken;
  struct tally tallies[];
} *shown;

static _Thread_local struct tally *tally; /* this worker's, once it has computed */

static void has_computed(long steps) {
  double at = now();
  if (at < shown->opens || at >= shown->closes) return;
  if (tally == NULL) tally = &shown->tallies[shown->tallies_taken++];
  tally->steps += steps;
}

/** Half of the steps, the first or, rounded up, the second; at least one, which tells that it was done. */
static long half_of_steps(bool second) {
  long half = (mix.steps + second) / 2;
  return half > 0 ? half : 1;
}

/** Half of the arithmetic. */
static void compute(bool second) {
  for (long left = half_of_steps(second); left > 0; left -= SLICE_STEPS) {
    long steps = left < SLICE_STEPS ? left : SLICE_STEPS;
    kept_here = arithmetic(1 + kept_here, steps);
    has_computed(steps);
  }
}


/** Reads one byte of each page. */
static void look_at(const char *message) {
  uint32_t sum = 0;
  for (size_t page = 0; page < mix.message_bytes; page += PAGE) sum += (unsigned char)message[page];
  kept_here = sum;
}

/** Uses the shared data as the pattern says. */
static void touch_shared(bool guarded) {
  if (mix.pattern == UNSHARED) return;
  long end = mix.shared_bytes / (long)sizeof *mix.words;
  if (mix.pattern == READ_MOSTLY) {
    int64_t sum = 0;
    for (long i = 0; i < end; i += mix.distance) sum += mix.words[i];
    kept_here = (uint32_t)sum;
    return;
  }
  if (guarded) pthread_mutex_lock(mix.lock);
  for (long i = 0; i < end; i += mix.distance) mix.words[i]++;
  if (guarded) pthread_mutex_unlock(mix.lock);
}

/** One task, in a worker that may sleep. */
static void run_task(const char *message, double wait, bool guarded) {
  look_at(message);
  compute(false);
  if (wait > 0) pause_for(wait);
  compute(true);
  touch_shared(guarded);
}

static _Thread_local uint64_t waits; /* each loop of several has its own; 0 is not yet begun */

/** Lets the tasks of one loop of several wait in an order of their own. */
static void vary_waits(long number) { waits = mix.seed + (uint64_t)number * 2654435769u; }

static _Thread_local long begun_at_once; /* tasks that are yet to be begun amid their waits */

/** The wait of the next task: a quarter less or more than the mean (xorshift64*). */
static double next_wait(void) {
  if (begun_at_once > 0) {
    double part = GOLDEN * ((double)begun_at_once-- + GOLDEN * (double)(mix.seed % 1024));
    return mix.wait * (part - (double)(long)part);
  }
  if (waits == 0) vary_waits(0);
  waits ^= waits >> 12, waits ^= waits << 25, waits ^= waits >> 27;
  double uniform = (double)((waits * 2685821657736338717ull) >> 11) / 9007199254740992.0;
  return mix.wait * (0.75 + 0.5 * uniform);
}

/* --- The window ------------------------------------------------------------------------------------- */

/** The tasks that end between the end of the warm-up and the end of the window are counted. */
static struct window {
  double cpu_before;
  bool has_opened;
  long in_flight;
  pid_t processes[MOST_WORKERS + 1];
  int process_count;
  int tell; /* where the outcome is written to */
} window;

/** What was counted: by each of several loops for itself, else by the one thread that hands out the tasks. */
static _Thread_local struct counted {
  long tasks;
  double waited, latencies[LATENCIES_TOLD];
} counted;

/** Processor seconds that these processes have used. */
static double cpu_used(void) {
  double sum = 0;
  for (int i = 0; i < window.process_count; i++) {
    clockid_t clock;
    struct timespec t;
    if (clock_getcpuclockid(window.processes[i], &clock) != 0 || clock_gettime(clock, &t) != 0) continue;
    sum += (double)t.tv_sec + (double)t.tv_nsec / 1e9;
  }
  return sum;
}

static void count_task(double latency) {
  static _Thread_local uint32_t draw = 1;
  counted.tasks++;
  counted.waited += latency;
  long place = counted.tasks - 1;
  if (place >= LATENCIES_TOLD) { /* each task is as likely as any other to be among those told */
    draw = arithmetic(draw, 1);
    place = (long)((double)draw / 2147483648.0 * (double)counted.tasks);
  }
  if (place < LATENCIES_TOLD) counted.latencies[place] = latency;
}

/** A task that was submitted then has ended now. */
static void task_ended(double submitted) {
  double at = now();
  if (at >= shown->opens && at < shown->closes) count_task(at - submitted);
}

/** Called when all workers stand ready. */
static void start_window(void) {
  double opens = now() + mix.warmup;
  shown->closes = opens + mix.length;
  shown->opens = opens;
}

static void see_it_open(void) {
  window.cpu_before = cpu_used();
  window.has_opened = true;
}

/** Until it opens or, if it has been seen to be open, closes; 0 or less when that is over. */
static double window_left(void) {
  double at = now();
  if (!window.has_opened && at >= shown->opens) see_it_open();
  return (window.has_opened ? shown->closes : shown->opens) - at;
}

/** Sees the window open, for those who count elsewhere. */
static void watch_window(void) {
  pause_for(at_least(0, shown->opens - now()));
  see_it_open();
}

static long latencies_of(const struct counted *one) {
  return one->tasks < LATENCIES_TOLD ? one->tasks : LATENCIES_TOLD;
}

static void *room_for(size_t count, size_t size);

/** Takes what all loops have counted; of the latencies an even choice where they are too many. */
static void sum_up(const struct counted *loops, long count) {
  double *all = room_for((size_t)count, sizeof counted.latencies);
  long told = 0;
  for (long i = 0; i < count; i++) {
    counted.tasks += loops[i].tasks;
    counted.waited += loops[i].waited;
    memcpy(all + told, loops[i].latencies, (size_t)latencies_of(&loops[i]) * sizeof *all);
    told += latencies_of(&loops[i]);
  }
  long kept = told < LATENCIES_TOLD ? told : LATENCIES_TOLD;
  for (long i = 0; i < kept; i++) counted.latencies[i] = all[i * told / kept];
}

/** The arithmetic done within the window, in tasks. */
static double computed_in_window(void) {
  double steps = 0;
  for (long i = 0; i < shown->tallies_taken; i++) steps += (double)shown->tallies[i].steps;
  return steps / (double)(half_of_steps(false) + half_of_steps(true));
}

static void tell_outcome(bool whole_tasks) {
  double computed = computed_in_window();
  double cpu = window.has_opened ? cpu_used() - window.cpu_before : 0;
  double memory = 0;
  for (int i = 0; i < window.process_count; i++) memory += pss(window.processes[i]);
  FILE *out = fdopen(window.tell, "w");
  if (out == NULL) _exit(1);
  fprintf(out, "\"tasks\":%ld,\"seconds\":%.9g,\"in_flight\":%ld,\"cpu_s\":%.9g", counted.tasks,
          shown->closes - shown->opens, window.in_flight, cpu);
  if (!whole_tasks) fprintf(out, ",\"computed\":%.9g", computed);
  if (isfinite(memory)) fprintf(out, ",\"memory_bytes\":%.0f", memory);
  if (counted.tasks > 0) fprintf(out, ",\"mean_latency_s\":%.9g", counted.waited / (double)counted.tasks);
  for (long i = 0; i < latencies_of(&counted); i++)
    fprintf(out, "%s%.9g", i ? "," : ",\"latencies_s\":[", counted.latencies[i]);
  fprintf(out, "%s", counted.tasks > 0 ? "]" : "");
  fclose(out);
  _exit(0);
}

/** Tells why there is no outcome, and leaves; the driver ends the others. */
static void fail(void) {
  char told[2 * sizeof the_why];
  int length = snprintf(told, sizeof told, "\"failed\":\"%s\",\"reason\":\"%s\"", the_why.detail, the_why.reason);
  write_fully(window.tell, told, (size_t)length);
  _exit(0);
}

static void *room_for(size_t count, size_t size) {
  void *memory = calloc(count > 0 ? count : 1, size);
  if (memory == NULL) refused("calloc", ENOMEM), fail();
  return memory;
}

static void need_call(bool worked, const char *call) {
  if (!worked) refused(call, errno), fail();
}

static void need_thread(void *body(void *), void *with) {
  pthread_t thread;
  if (!start_thread(&thread, body, with)) fail();
}

/* --- Tasks and queues of them ------------------------------------------------------------------------- */

enum phase { SUBMITTED, HALF_COMPUTED, COMPUTED };

struct task {
  double submitted, wait; /* the head of a message between processes, too */
  double due;
  enum phase phase;
  char *message;
  struct task *next;
};

struct list {
  struct task *first, *last;
};

static void append(struct list *list, struct task *task) {
  task->next = NULL;
  if (list->first == NULL)
    list->first = task;
  else
    list->last->next = task;
  list->last = task;
}

static struct task *shift(struct list *list) {
  struct task *task = list->first;
  if (task != NULL) list->first = task->next;
  return task;
}

/** Between threads. Who waits in a loop hears a bell, anybody else is woken by the condition. */
struct queue {
  pthread_mutex_t mutex;
  pthread_cond_t filled;
  struct list list;
  int bell;
};

static void make_queue(struct queue *queue) {
  pthread_condattr_t monotonic;
  pthread_condattr_init(&monotonic);
  pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
  pthread_mutex_init(&queue->mutex, NULL);
  pthread_cond_init(&queue->filled, &monotonic);
  queue->list.first = NULL;
  queue->bell = -1;
}

static void enqueue(struct queue *queue, struct task *task) {
  pthread_mutex_lock(&queue->mutex);
  bool was_empty = queue->list.first == NULL;
  append(&queue->list, task);
  if (queue->bell < 0) pthread_cond_signal(&queue->filled);
  pthread_mutex_unlock(&queue->mutex);
  if (was_empty && queue->bell >= 0) eventfd_write(queue->bell, 1);
}

/** The next task, or NULL if none comes until then. */
static struct task *dequeue_until(struct queue *queue, double until) {
  struct timespec t = {(time_t)until, (long)((until - (double)(time_t)until) * 1e9)};
  int late = 0;
  pthread_mutex_lock(&queue->mutex);
  while (queue->list.first == NULL && late == 0)
    late = pthread_cond_timedwait(&queue->filled, &queue->mutex, &t);
  struct task *task = shift(&queue->list);
  pthread_mutex_unlock(&queue->mutex);
  return task;
}

static struct task *dequeue(struct queue *queue) {
  pthread_mutex_lock(&queue->mutex);
  while (queue->list.first == NULL) pthread_cond_wait(&queue->filled, &queue->mutex);
  struct task *task = shift(&queue->list);
  pthread_mutex_unlock(&queue->mutex);
  return task;
}

static struct list dequeue_all(struct queue *queue) {
  pthread_mutex_lock(&queue->mutex);
  struct list all = queue->list;
  queue->list.first = NULL;
  pthread_mutex_unlock(&queue->mutex);
  return all;
}

static void submit(struct task *task) {
  task->submitted = now();
  task->wait = next_wait();
  task->phase = SUBMITTED;
}

static struct task *so_many_tasks(long count) {
  struct task *tasks = room_for((size_t)count, sizeof *tasks);
  for (long i = 0; i < count; i++) tasks[i].message = mix.message;
  return tasks;
}

/* --- An event loop --------------------------------------------------------------------------------------

   What is ready runs in turn; what waits lies in a heap, whose root arms one timer. */

struct loop {
  bool guarded; /* are there others who touch the shared data? */
  struct list ready;
  struct task **heap;
  long waiting, room;
  int poll, timer;
  struct queue *workers;        /* who compute, or NULL: the loop itself does */
  void (*heard)(struct loop *); /* something came by the one other descriptor */
  int other;
};

static void listen_for(struct loop *loop, int descriptor, uint32_t events, int operation) {
  struct epoll_event what = {.events = events, .data.fd = descriptor};
  need_call(epoll_ctl(loop->poll, operation, descriptor, &what) == 0, "epoll_ctl");
}

static void make_loop(struct loop *loop, int other) {
  loop->poll = epoll_create1(EPOLL_CLOEXEC);
  loop->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  need_call(loop->poll >= 0 && loop->timer >= 0, "epoll_create1 and timerfd_create");
  listen_for(loop, loop->timer, EPOLLIN | EPOLLET, EPOLL_CTL_ADD); /* an edge need not be read */
  loop->other = other;
  if (other >= 0) listen_for(loop, other, EPOLLIN, EPOLL_CTL_ADD);
}

static void wait_on_loop(struct loop *loop, struct task *task) {
  task->due = now() + task->wait;
  if (loop->waiting == loop->room) {
    loop->room = 2 * loop->room + 64;
    loop->heap = realloc(loop->heap, (size_t)loop->room * sizeof *loop->heap);
    if (loop->heap == NULL) refused("realloc", ENOMEM), fail();
  }
  long at = loop->waiting++;
  for (; at > 0 && loop->heap[(at - 1) / 2]->due > task->due; at = (at - 1) / 2)
    loop->heap[at] = loop->heap[(at - 1) / 2];
  loop->heap[at] = task;
}

static struct task *first_waiting(struct loop *loop) {
  struct task *first = loop->heap[0], *last = loop->heap[--loop->waiting];
  long at = 0;
  for (long child = 1; child < loop->waiting; child = 2 * at + 1) {
    if (child + 1 < loop->waiting && loop->heap[child + 1]->due < loop->heap[child]->due) child++;
    if (loop->heap[child]->due >= last->due) break;
    loop->heap[at] = loop->heap[child], at = child;
  }
  loop->heap[at] = last;
  return first;
}

/** Takes a task as far as it gets without waiting; one that has ended is replaced. */
static void advance(struct loop *loop, struct task *task) {
  if (task->phase == SUBMITTED && loop->workers != NULL) {
    enqueue(loop->workers, task);
    return;
  }
  if (task->phase == SUBMITTED) {
    look_at(task->message);
    compute(false);
    task->phase = HALF_COMPUTED;
    if (task->wait > 0 && !mix.blocking) {
      wait_on_loop(loop, task);
      return;
    }
    if (task->wait > 0) pause_for(task->wait);
  }
  if (task->phase == COMPUTED && mix.blocking && task->wait > 0) pause_for(task->wait);
  if (task->phase == HALF_COMPUTED) compute(true);
  touch_shared(loop->guarded);
  task_ended(task->submitted);
  submit(task);
  append(&loop->ready, task);
}

/** What the workers have computed waits and touches the shared data on the loop. */
static void computed(struct loop *loop, struct task *task) {
  task->phase = COMPUTED;
  if (task->wait > 0 && !mix.blocking)
    wait_on_loop(loop, task);
  else
    append(&loop->ready, task);
}

static void arm(struct loop *loop, double due) {
  due = at_least(1e-9, due);
  struct itimerspec t = {{0, 0}, {(time_t)due, (long)((due - (double)(time_t)due) * 1e9)}};
  timerfd_settime(loop->timer, TFD_TIMER_ABSTIME, &t, NULL);
}

/** Runs what is ready by now, and waits until then, if need be, for more. */
static void turn(struct loop *loop, double until) {
  struct epoll_event events[2];
  double at = now();
  while (loop->waiting > 0 && loop->heap[0]->due <= at) append(&loop->ready, first_waiting(loop));
  struct list ready = loop->ready;
  loop->ready.first = NULL;
  while (ready.first != NULL && now() < shown->closes) advance(loop, shift(&ready));
  if (loop->ready.first == NULL) arm(loop, loop->waiting > 0 ? smaller(loop->heap[0]->due, until) : until);
  int count = epoll_wait(loop->poll, events, 2, loop->ready.first == NULL ? -1 : 0);
  for (int i = 0; i < count; i++)
    if (events[i].data.fd == loop->other) loop->heard(loop);
}

/* --- Arrangements in one process -------------------------------------------------------------------------- */

static void plain_loop(void) {
  double submitted;
  start_window();
  while (now() < shown->opens) run_task(mix.message, next_wait(), false);
  see_it_open();
  shown->opens = now();
  while ((submitted = now()) < shown->closes) {
    run_task(mix.message, next_wait(), false);
    count_task(now() - submitted);
  }
  shown->closes = now(); /* whole tasks only */
}

/** Holds so many tasks until the window closes. */
static void hold(struct loop *loop, long count) {
  struct task *tasks = so_many_tasks(count);
  begun_at_once = mix.blocking ? 0 : count;
  for (long i = 0; i < count; i++) submit(&tasks[i]), append(&loop->ready, &tasks[i]);
  while (now() < shown->closes) turn(loop, loop->guarded ? shown->closes : now() + window_left());
}

static void one_loop(void) {
  struct loop loop = {0};
  make_loop(&loop, -1);
  start_window();
  hold(&loop, window.in_flight);
}

static struct queue todo, done;
static sem_t ready;

static void *compute_for_loop(void *unused) {
  (void)unused;
  sem_post(&ready);
  for (struct task *task; (task = dequeue(&todo)) != NULL; enqueue(&done, task)) {
    look_at(task->message);
    compute(false);
    compute(true);
  }
  return NULL;
}

static void workers_are_done(struct loop *loop) {
  eventfd_t rings;
  eventfd_read(done.bell, &rings);
  struct list all = dequeue_all(&done);
  while (all.first != NULL) computed(loop, shift(&all));
}

static void loop_with_workers(void) {
  struct loop loop = {.workers = &todo, .heard = workers_are_done};
  make_queue(&todo), make_queue(&done);
  done.bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  need_call(done.bell >= 0, "eventfd");
  for (long i = 0; i < mix.offload; i++) need_thread(compute_for_loop, NULL);
  for (long i = 0; i < mix.offload; i++) sem_wait(&ready);
  make_loop(&loop, done.bell);
  start_window();
  hold(&loop, window.in_flight);
}

static void *pool_worker(void *unused) {
  (void)unused;
  sem_post(&ready);
  for (struct task *task; (task = dequeue(&todo)) != NULL; enqueue(&done, task))
    run_task(task->message, task->wait, true);
  return NULL;
}

static void thread_pool(void) {
  struct task *tasks = so_many_tasks(window.in_flight);
  make_queue(&todo), make_queue(&done);
  for (long i = 0; i < mix.threads; i++) need_thread(pool_worker, NULL);
  for (long i = 0; i < mix.threads; i++) sem_wait(&ready);
  start_window();
  begun_at_once = mix.threads;
  for (long i = 0; i < window.in_flight; i++) submit(&tasks[i]), enqueue(&todo, &tasks[i]);
  while (now() < shown->closes) {
    struct task *task = dequeue_until(&done, now() + at_least(0, window_left()));
    if (task == NULL) continue;
    task_ended(task->submitted);
    submit(task);
    enqueue(&todo, task);
  }
}

/* Several loops share out the tasks in flight, as servers do that listen on one port. */

static pthread_barrier_t go;
static struct counted *counts; /* of each loop */

static void hold_share(long number, long loops) {
  struct loop loop = {.guarded = true};
  make_loop(&loop, -1);
  vary_waits(number);
  hold(&loop, window.in_flight / loops + (number < window.in_flight % loops));
}

static void *loop_thread(void *number) {
  pthread_barrier_wait(&go);
  pthread_barrier_wait(&go); /* the window has been started */
  hold_share((long)(intptr_t)number, mix.threads);
  counts[(intptr_t)number] = counted;
  return NULL;
}

static void loops_in_threads(void) {
  pthread_t *threads = room_for((size_t)mix.threads, sizeof *threads);
  counts = room_for((size_t)mix.threads, sizeof *counts);
  pthread_barrier_init(&go, NULL, (unsigned)mix.threads + 1);
  for (long i = 0; i < mix.threads; i++)
    if (!start_thread(&threads[i], loop_thread, (void *)(intptr_t)i)) fail();
  pthread_barrier_wait(&go);
  start_window();
  pthread_barrier_wait(&go);
  watch_window();
  for (long i = 0; i < mix.threads; i++) need_call(pthread_join(threads[i], NULL) == 0, "pthread_join");
  sum_up(counts, mix.threads);
}

/* --- Workers in processes ------------------------------------------------------------------------------------

   A message begins with when its task was submitted and how long that task waits. It goes over a socket
   pair and comes back as a whole. */

struct head {
  double submitted, wait;
};

static size_t frame_size(void) {
  return mix.message_bytes > sizeof(struct head) ? mix.message_bytes : sizeof(struct head);
}

/** The blocking end of a worker: for one task at a time. */
static void one_at_a_time(int channel) {
  char *frame = room_for(1, frame_size());
  while (read_fully(channel, frame, frame_size())) {
    run_task(frame, ((struct head *)(void *)frame)->wait, true);
    if (!write_fully(channel, frame, frame_size())) return;
  }
}

static int shared_channel;
static pthread_mutex_t sending = PTHREAD_MUTEX_INITIALIZER;
static struct queue spare; /* tasks whose message may be overwritten */

static void *one_of_several(void *unused) {
  (void)unused;
  for (struct task *task; (task = dequeue(&todo)) != NULL; enqueue(&spare, task)) {
    run_task(task->message, ((struct head *)(void *)task->message)->wait, true);
    pthread_mutex_lock(&sending);
    if (!write_fully(shared_channel, task->message, frame_size())) _exit(0);
    pthread_mutex_unlock(&sending);
  }
  return NULL;
}

/** A worker of several threads, and one more that listens. */
static void several_at_a_time(int channel) {
  shared_channel = channel;
  make_queue(&todo), make_queue(&spare);
  for (long i = 0; i < mix.threads; i++) need_thread(one_of_several, NULL);
  for (long i = 0; i < mix.threads + AHEAD; i++) {
    struct task *task = room_for(1, sizeof *task);
    task->message = room_for(1, frame_size());
    enqueue(&spare, task);
  }
  for (struct task *task; (task = dequeue(&spare)) != NULL; enqueue(&todo, task))
    if (!read_fully(channel, task->message, frame_size())) return;
}

/** A loop that learns its number, and tells what it has counted. */
static void one_of_the_loops(int channel) {
  long number;
  if (!read_fully(channel, &number, sizeof number)) return;
  hold_share(number, mix.processes);
  write_fully(channel, &counted, sizeof counted);
  read_fully(channel, &number, sizeof number); /* nothing comes: our time and memory are still to be read */
}

/* --- Their master ---------------------------------------------------------------------------------------------- */

struct worker {
  int number, channel;
  pid_t process;
  long under_way;
  struct head *unsent; /* a ring of as many as there are tasks in flight */
  long first, count;
  size_t sent, got;
  bool stuck;
  char *in;
};

struct body {
  void (*serve)(int channel);
  int ours, theirs;
};

static void worker_process(void *with) {
  struct body *body = with;
  close(body->ours);
  if (write_fully(body->theirs, "!", 1)) body->serve(body->theirs);
}

/** Tells how a worker came to its end. */
static void lost(const struct worker *worker) {
  int status = reap(worker->process);
  if (WIFSIGNALED(status))
    absent("failed", "worker %d died of signal %d", worker->number, WTERMSIG(status));
  else
    absent("failed", "worker %d ended with status %d", worker->number, WEXITSTATUS(status));
  fail();
}

static size_t room_in(void) {
  return frame_size() > BATCH_BYTES ? frame_size() : BATCH_BYTES / frame_size() * frame_size();
}

static struct worker *start_workers(void serve(int)) {
  struct worker *workers = room_for((size_t)mix.processes, sizeof *workers);
  for (long i = 0; i < mix.processes; i++) {
    int ends[2];
    need_call(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0, "socketpair");
    struct body body = {serve, ends[0], ends[1]};
    struct worker *worker = &workers[i];
    worker->number = (int)i, worker->channel = ends[0];
    worker->process = start_child(worker_process, &body);
    if (worker->process < 0) fail();
    close(ends[1]);
    window.processes[window.process_count++] = worker->process;
    worker->unsent = room_for((size_t)window.in_flight, sizeof *worker->unsent);
    worker->in = room_for(1, room_in());
  }
  for (long i = 0; i < mix.processes; i++) {
    char byte;
    if (!read_fully(workers[i].channel, &byte, 1)) lost(&workers[i]);
  }
  return workers;
}

static int master_poll;

static void listen_to(struct worker *worker, uint32_t events, int operation) {
  struct epoll_event what = {.events = events, .data.ptr = worker};
  need_call(epoll_ctl(master_poll, operation, worker->channel, &what) == 0, "epoll_ctl");
}

/** Sends what there is to send, as far as the socket takes it. */
static void send_heads(struct worker *worker) {
  bool full = false;
  while (worker->count > 0 && !full) {
    struct iovec parts[MOST_PARTS];
    struct msghdr what = {.msg_iov = parts};
    size_t skip = worker->sent;
    for (long i = 0; i < worker->count && what.msg_iovlen + 2 <= MOST_PARTS; i++, skip = 0) {
      char *head = (char *)&worker->unsent[(worker->first + i) % window.in_flight];
      size_t of_head = skip < sizeof(struct head) ? skip : sizeof(struct head), of_rest = skip - of_head;
      size_t rest = frame_size() - sizeof(struct head);
      parts[what.msg_iovlen++] = (struct iovec){head + of_head, sizeof(struct head) - of_head};
      if (rest > 0) parts[what.msg_iovlen++] = (struct iovec){mix.message + of_rest, rest - of_rest};
    }
    ssize_t sent = sendmsg(worker->channel, &what, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) lost(worker);
    full = sent < 0;
    for (worker->sent += full ? 0 : (size_t)sent; worker->sent >= frame_size(); worker->sent -= frame_size())
      worker->first = (worker->first + 1) % window.in_flight, worker->count--;
  }
  if (full != worker->stuck) listen_to(worker, EPOLLIN | (full ? EPOLLOUT : 0), EPOLL_CTL_MOD);
  worker->stuck = full;
}

static void hand_over(struct worker *worker, double submitted) {
  worker->unsent[(worker->first + worker->count++) % window.in_flight] = (struct head){submitted, next_wait()};
  worker->under_way++;
}

/** Counts the results that have come as a whole; there are so many. */
static long receive(struct worker *worker) {
  ssize_t bytes = recv(worker->channel, worker->in + worker->got, room_in() - worker->got, MSG_DONTWAIT);
  if (bytes == 0 || (bytes < 0 && errno != EAGAIN)) lost(worker);
  if (bytes < 0) return 0;
  worker->got += (size_t)bytes;
  long whole = (long)(worker->got / frame_size());
  for (long i = 0; i < whole; i++) {
    struct head head;
    memcpy(&head, worker->in + (size_t)i * frame_size(), sizeof head);
    task_ended(head.submitted);
  }
  worker->got -= (size_t)whole * frame_size();
  memmove(worker->in, worker->in + (size_t)whole * frame_size(), whole > 0 ? worker->got : 0);
  worker->under_way -= whole;
  return whole;
}

/** Keeps the tasks in flight going through workers and back, so many at most handed to each. */
static void feed(struct worker *workers, long most) {
  double *queued = room_for((size_t)window.in_flight, sizeof *queued); /* a ring of submissions */
  long first = 0, count = window.in_flight;
  master_poll = epoll_create1(EPOLL_CLOEXEC);
  need_call(master_poll >= 0, "epoll_create1");
  for (long i = 0; i < mix.processes; i++) listen_to(&workers[i], EPOLLIN, EPOLL_CTL_ADD);
  start_window();
  begun_at_once = mix.processes * mix.threads;
  for (long i = 0; i < count; i++) queued[i] = now();
  for (long level = 0; level < most && count > 0; level++) /* dealt out evenly */
    for (long i = 0; i < mix.processes && count > 0; i++, first++, count--) hand_over(&workers[i], queued[first]);
  for (long i = 0; i < mix.processes; i++) send_heads(&workers[i]);
  while (now() < shown->closes) {
    struct epoll_event events[MOST_PARTS];
    int heard = epoll_wait(master_poll, events, MOST_PARTS, (int)(at_least(0, window_left()) * 1e3) + 1);
    for (int i = 0; i < heard; i++) {
      struct worker *worker = events[i].data.ptr;
      long ended = events[i].events & ~(uint32_t)EPOLLOUT ? receive(worker) : 0;
      for (; ended > 0; ended--) queued[(first + count++) % window.in_flight] = now();
      for (; count > 0 && worker->under_way < most; count--, first++)
        hand_over(worker, queued[first % window.in_flight]);
      send_heads(worker);
    }
  }
}

static void process_pool(void) { feed(start_workers(one_at_a_time), 1 + AHEAD); }
static void processes_with_threads(void) { feed(start_workers(several_at_a_time), mix.threads + AHEAD); }

static void loops_in_processes(void) {
  struct worker *workers = start_workers(one_of_the_loops);
  start_window();
  for (long i = 0; i < mix.processes; i++)
    if (!write_fully(workers[i].channel, &i, sizeof i)) lost(&workers[i]);
  watch_window();
  counts = room_for((size_t)mix.processes, sizeof *counts);
  for (long i = 0; i < mix.processes; i++)
    if (!read_fully(workers[i].channel, &counts[i], sizeof *counts)) lost(&workers[i]);
  sum_up(counts, mix.processes);
}

static void loop_per_core(void) {
  if (mix.processes > 1)
    loops_in_processes();
  else if (mix.threads > 1)
    loops_in_threads();
  else
    one_loop();
}

/* --- The conversation ---------------------------------------------------------------------------------------------- */

enum holds { ALL, ONE, WHAT_LOOPS_HOLD };

static const struct arrangement {
  const char *name;
  void (*run)(void);
  enum holds holds;
  bool processes, threads, offload; /* which of these it has */
} arrangements[] = {
    {"plain-loop", plain_loop, ONE, false, false, false},
    {"loop", one_loop, WHAT_LOOPS_HOLD, false, false, false},
    {"loop-per-core", loop_per_core, WHAT_LOOPS_HOLD, true, true, false},
    {"loop-with-workers", loop_with_workers, WHAT_LOOPS_HOLD, false, false, true},
    {"thread-pool", thread_pool, ALL, false, true, false},
    {"process-pool", process_pool, ALL, true, false, false},
    {"processes-with-threads", processes_with_threads, ALL, true, true, false},
};

struct rehearsal {
  bool has_id;
  long id;
  char what[16], arrangement[32], pattern[16];
  double seconds, deadline, native_steps;
  long max_tasks, max_bytes;
};

static bool truth(struct reader *in) {
  blanks(in);
  bool value = *in->at == 't';
  ignore(in, 0);
  return value;
}

static long whole(struct reader *in, long least) {
  double value = number(in);
  return value > 1e15 ? (long)1e15 : value < (double)least ? least : (long)value;
}

static bool read_rehearsal(const char *line, struct rehearsal *request) {
  struct reader in = {line, false};
  *request = (struct rehearsal){.seconds = 0.05, .deadline = 5, .max_tasks = 1024, .max_bytes = 512 * MIB};
  mix = (struct mix){.processes = 1, .threads = 1, .tasks = 1, .offload = 1, .concurrency = 1, .seed = 1};
  strcpy(request->pattern, "none");
  expect(&in, '{');
  do {
    char key[24];
    string(&in, key, sizeof key);
    expect(&in, ':');
    if (in.bad) return false;
    if (strcmp(key, "id") == 0)
      request->id = (long)number(&in), request->has_id = !in.bad;
    else if (strcmp(key, "do") == 0)
      string(&in, request->what, sizeof request->what);
    else if (strcmp(key, "arrangement") == 0)
      string(&in, request->arrangement, sizeof request->arrangement);
    else if (strcmp(key, "pattern") == 0)
      string(&in, request->pattern, sizeof request->pattern);
    else if (strcmp(key, "blocking") == 0)
      mix.blocking = truth(&in);
    else if (strcmp(key, "seconds") == 0)
      request->seconds = number(&in);
    else if (strcmp(key, "deadline_s") == 0)
      request->deadline = number(&in);
    else if (strcmp(key, "native_steps") == 0)
      request->native_steps = (double)whole(&in, 0);
    else if (strcmp(key, "max_tasks") == 0)
      request->max_tasks = whole(&in, 0);
    else if (strcmp(key, "max_bytes") == 0)
      request->max_bytes = whole(&in, 0);
    else if (strcmp(key, "steps") == 0)
      mix.steps = whole(&in, 0);
    else if (strcmp(key, "wait_s") == 0)
      mix.wait = at_least(0, number(&in));
    else if (strcmp(key, "message_bytes") == 0)
      mix.message_bytes = (size_t)whole(&in, 0);
    else if (strcmp(key, "shared_bytes") == 0)
      mix.shared_bytes = whole(&in, 0);
    else if (strcmp(key, "processes") == 0)
      mix.processes = whole(&in, 1);
    else if (strcmp(key, "threads") == 0)
      mix.threads = whole(&in, 1);
    else if (strcmp(key, "tasks") == 0)
      mix.tasks = whole(&in, 1);
    else if (strcmp(key, "offload") == 0)
      mix.offload = whole(&in, 1);
    else if (strcmp(key, "concurrency") == 0)
      mix.concurrency = whole(&in, 1);
    else if (strcmp(key, "warmup_s") == 0)
      mix.warmup = at_least(0, number(&in));
    else if (strcmp(key, "window_s") == 0)
      mix.length = at_least(0, number(&in));
    else if (strcmp(key, "seed") == 0)
      mix.seed = (uint64_t)whole(&in, 0) * 2654435769u + 1; /* never 0, which would stay 0 */
    else
      ignore(&in, 0);
  } while (!in.bad && skip(&in, ','));
  expect(&in, '}');
  mix.steps += (long)request->native_steps;
  mix.pattern = strcmp(request->pattern, "read-mostly") == 0  ? READ_MOSTLY
                : strcmp(request->pattern, "read-write") == 0 ? READ_WRITE
                                                              : UNSHARED;
  return !in.bad;
}

static double processes_of(const struct arrangement *how) { return how->processes ? (double)mix.processes : 0; }

static double threads_of(const struct arrangement *how) {
  return how->threads ? (double)mix.threads * (how->processes ? (double)mix.processes : 1) : 0;
}

/** Who compute: at least one. */
static double workers_of(const struct arrangement *how) {
  return 1 + processes_of(how) + threads_of(how) + (how->offload ? (double)mix.offload : 0);
}

/** Refuses what is too big for what the request allows. */
static bool within_limits(const struct arrangement *how, const struct rehearsal *request) {
  double processes = processes_of(how), threads = threads_of(how), workers = workers_of(how) - 1;
  bool handed_over = how->processes && how->holds == ALL;
  double messages = handed_over ? (1 + AHEAD) * (processes + threads) : 1;
  double bytes = processes * (double)FORK_BYTES + (workers - processes) * (double)THREAD_BYTES +
                 messages * (double)mix.message_bytes + (double)mix.shared_bytes;
  if (workers > (double)request->max_tasks)
    absent("not-permitted", "needs %.0f tasks, max_tasks is %ld", workers, request->max_tasks);
  else if (bytes > (double)request->max_bytes)
    absent("not-permitted", "needs %.0f bytes, max_bytes is %ld", bytes, request->max_bytes);
  else if (processes > MOST_WORKERS)
    absent("not-permitted", "%.0f processes are more than this driver can hold", processes);
  else
    return true;
  return false;
}

static void one_window(void *with) {
  const struct arrangement *how = with;
  setpgid(0, 0);
  signal(SIGPIPE, SIG_IGN);
  window.processes[window.process_count++] = getpid();
  sem_init(&ready, 0, 0);
  shown = shared_memory(sizeof *shown + (size_t)workers_of(how) * sizeof *shown->tallies);
  if (shown == NULL) fail();
  shown->opens = shown->closes = INFINITY;
  mix.message = room_for(1, frame_size());
  memset(mix.message, 1, frame_size());
  if (mix.pattern != UNSHARED) {
    pthread_mutexattr_t among_processes;
    if (mix.shared_bytes < PAGE) mix.shared_bytes = PAGE;
    mix.words = shared_memory((size_t)mix.shared_bytes);
    mix.lock = shared_memory(sizeof *mix.lock);
    if (mix.words == NULL || mix.lock == NULL) fail();
    mix.distance = mix.shared_bytes / LINES_TOUCHED / (long)sizeof *mix.words;
    if (mix.distance < 1) mix.distance = 1;
    pthread_mutexattr_init(&among_processes);
    pthread_mutexattr_setpshared(&among_processes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(mix.lock, &among_processes);
  }
  how->run();
  tell_outcome(how->holds == ONE);
}

/** All that the window tells, up to the deadline; NULL if there was no time for all of it. */
static char *outcome_of(int from, double deadline) {
  static char told[16 * KIB];
  size_t got = 0;
  int poll = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event what = {.events = EPOLLIN};
  bool whole = false;
  if (poll < 0 || epoll_ctl(poll, EPOLL_CTL_ADD, from, &what) != 0) refused("epoll_create1", errno);
  for (double left; !whole && (left = deadline - now()) > 0;) {
    if (epoll_wait(poll, &what, 1, (int)(left * 1e3) + 1) <= 0) continue;
    ssize_t bytes = read(from, told + got, sizeof told - 1 - got);
    whole = bytes <= 0;
    if (bytes > 0) got += (size_t)bytes;
  }
  close(poll);
  told[got] = '\0';
  return whole ? told : NULL;
}

/** Ends a window's process and all its workers, and waits until the last is gone: the next needs the CPUs. */
static void end_group(pid_t leader) {
  kill(-leader, SIGKILL);
  end(leader);
  while (waitpid(-leader, NULL, 0) > 0 || errno == EINTR) {
  }
}

static void rehearse(const struct rehearsal *request) {
  const struct arrangement *how = NULL;
  int ends[2];
  char *told = "";
  double deadline = now() + request->deadline;
  for (size_t i = 0; i < sizeof arrangements / sizeof *arrangements; i++)
    if (strcmp(arrangements[i].name, request->arrangement) == 0) how = &arrangements[i];
  printf("{\"id\":%ld,", request->id);
  if (how == NULL) {
    printf("\"failed\":\"native code has no such arrangement\",\"reason\":\"no-such-concept\"}");
    return;
  }
  double loops = (double)mix.tasks * (double)(how->processes ? mix.processes : 1) *
                 (double)(how->threads ? mix.threads : 1);
  window = (struct window){.in_flight = how->holds == ONE                                              ? 1
                                        : how->holds == ALL || loops > (double)mix.concurrency ? mix.concurrency
                                                                                               : (long)loops};
  pid_t process = -1;
  if (within_limits(how, request)) {
    if (pipe2(ends, O_CLOEXEC) == 0) {
      window.tell = ends[1];
      process = start_child(one_window, (void *)(uintptr_t)how);
      close(ends[1]);
      if (process > 0) told = outcome_of(ends[0], deadline);
      close(ends[0]);
    } else {
      refused("pipe2", errno);
    }
  }
  if (process > 0) end_group(process);
  if (process < 0)
    printf("\"failed\":\"%s\",\"reason\":\"%s\"}", the_why.detail, the_why.reason);
  else if (told == NULL)
    printf("\"failed\":\"no outcome by the deadline\",\"reason\":\"timed-out\"}");
  else
    printf("%s}", *told ? told : "\"failed\":\"the process of the window died\",\"reason\":\"failed\"");
}

static double processor_time(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/** Steps per second of processor time, alone. */
static double calibrated_steps(double seconds) {
  double steps = 0, closes = now() + seconds, began = processor_time();
  do kept_here = arithmetic(1 + kept_here, 10000), steps += 10000;
  while (now() < closes);
  return steps / (processor_time() - began);
}

static void answer_rehearsal(const char *line) {
  struct rehearsal request;
  bool readable = read_rehearsal(line, &request);
  bool calibration = strcmp(request.what, "calibrate") == 0;
  if (!readable || !request.has_id || !(calibration || strcmp(request.what, "rehearse") == 0)) {
    answer(line);
    return;
  }
  if (calibration) {
    double steps = calibrated_steps(request.seconds);
    printf("{\"id\":%ld,\"steps_per_s\":%.9g,\"native_steps_per_s\":%.9g}", request.id, steps, steps);
  } else {
    rehearse(&request);
  }
  finish_line();
  printf("{\"id\":%ld,\"done\":true}", request.id);
  finish_line();
}

int main(void) {
  prctl(PR_SET_CHILD_SUBREAPER, 1); /* a window leaves its workers to us */
  return converse(answer_rehearsal);
}

#else /* no epoll, no timerfd */

int main(void) { return converse(answer); }

#endif
