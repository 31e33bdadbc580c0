/*
 * Runs one mix under one model for a while, natively, and prints how fast it went.
 *
 *     cc -O2 -pthread -o oracle oracle.c
 *     ./oracle calibrate
 *     ./oracle arrangement=thread-pool threads=4 steps=20000 wait=0.02 concurrency=64 ...
 *
 * What a task does, and what is printed, is the same as in oracle.py.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define PLACES 64
#define WRITES 20
#define SMALL (64 << 10)
#define STACK (256 << 10)

static struct {
    char arrangement[40], pattern[20];
    int processes, threads, offload, blocking, concurrency, seed;
    long steps;
    size_t message, shared;
    double wait, warmup, window, limit;
} mix = {.processes = 1, .threads = 1, .concurrency = 1, .seed = 1,
         .warmup = 0.2, .window = 0.5, .limit = 30};

static double t0, start_at, stop_at;

static void die(const char *what) { perror(what); exit(1); }

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void sleep_for(double seconds) {
    struct timespec t = {(time_t)seconds, (long)((seconds - (time_t)seconds) * 1e9)};
    while (clock_nanosleep(CLOCK_MONOTONIC, 0, &t, &t) == EINTR) {}
}

/* A task */

static volatile uint64_t sink;

static __attribute__((noinline)) void arithmetic(long steps) {
    uint64_t x = 1;
    for (long i = 0; i < steps; i++) x = x * 6364136223846793005ULL + 1442695040888963407ULL;
    sink = x;
}

static struct { pthread_mutex_t lock; unsigned char data[]; } *shared;
static int locked;

static void make_shared(int with_lock) {
    if (!mix.shared || !strcmp(mix.pattern, "none")) { mix.shared = 0; return; }
    shared = mmap(NULL, sizeof *shared + mix.shared, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) die("mmap");
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&shared->lock, &kind);
    locked = with_lock;
}

typedef struct { uint64_t number; double offset; } Tasks;

static void touch(Tasks *tasks) {
    if (!mix.shared) return;
    uint64_t number = ++tasks->number;
    int writes = !strcmp(mix.pattern, "read-write") || number % WRITES == 0;
    if (writes && locked) pthread_mutex_lock(&shared->lock);
    unsigned total = 0;
    for (uint64_t place = 0; place < PLACES; place++) {
        unsigned char *at = &shared->data[(number * 40503 + place * 65599) % mix.shared];
        if (writes) ++*at; else total += *at;
    }
    if (writes && locked) pthread_mutex_unlock(&shared->lock);
    sink = total;
}

static Tasks tasks_of(int seed) { return (Tasks){seed * 7919ULL, seed * 0.754877}; }

/* A quarter more or less, in a sequence whose mean settles soon. */
static double next_wait(Tasks *tasks) {
    double u = tasks->offset + ++tasks->number * 0.6180339887498949;
    return mix.wait * (0.75 + 0.5 * (u - (uint64_t)u));
}

static void block(Tasks *tasks) { if (mix.wait > 0) sleep_for(next_wait(tasks)); }

static void compute(Tasks *tasks) { arithmetic(mix.steps); touch(tasks); }

/* When each task was submitted, begun, computed from, ended, received. */

typedef struct { double submitted, begun, computing, ended, received; } Record;
typedef struct { Record *all; size_t count, room; } Records;

static void record(Records *r, Record one) {
    if (r->count == r->room) {
        r->room = r->room ? 2 * r->room : 1024;
        r->all = realloc(r->all, r->room * sizeof one);
        if (!r->all) die("realloc");
    }
    r->all[r->count++] = one;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void report(Records *r, int slots) {
    double credit = 0, service = 0, *latency = malloc((r->count + 1) * sizeof *latency);
    size_t completed = 0;
    for (size_t i = 0; i < r->count; i++) {
        Record *t = &r->all[i];
        double span = t->ended - t->computing;
        double from = t->computing > start_at ? t->computing : start_at;
        double to = t->ended < stop_at ? t->ended : stop_at;
        if (span > 0 && to > from) credit += (to - from) / span;
        if (t->received >= start_at && t->received < stop_at) {
            latency[completed++] = t->received - t->submitted;
            service += t->received - t->begun;
        }
    }
    qsort(latency, completed, sizeof *latency, ascending);
    printf("{\"completed\": %zu, \"credit\": %g, \"seconds\": %g, \"in_service\": %d, ", completed,
           credit, mix.window, slots < mix.concurrency ? slots : mix.concurrency);
    if (completed)
        printf("\"mean_service_s\": %g, \"p50_ms\": %g, \"p99_ms\": %g}\n", service / completed,
               latency[completed / 2] * 1e3, latency[(size_t)(completed * 0.99)] * 1e3);
    else
        printf("\"mean_service_s\": null, \"p50_ms\": null, \"p99_ms\": null}\n");
}

static void begin(void) {
    t0 = now();
    start_at = t0 + mix.warmup;
    stop_at = start_at + mix.window;
}

/* Processes and sockets */

static void read_all(int fd, void *to, size_t count) {
    for (char *at = to; count;) {
        ssize_t got = read(fd, at, count);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) exit(0); /* the other side is gone */
        at += got;
        count -= got;
    }
}

static void write_all(int fd, const void *from, size_t count) {
    for (const char *at = from; count;) {
        ssize_t put = write(fd, at, count);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) exit(0);
        at += put;
        count -= put;
    }
}

/* Forks; in the child runs work(fd, seed) and ends. */
static int child(void (*work)(int, int), int seed) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair)) die("socketpair");
    pid_t pid = fork();
    if (pid < 0) die("fork");
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(pair[0]);
        work(pair[1], seed);
        exit(0);
    }
    close(pair[1]);
    return pair[0];
}

static pthread_t thread(void *(*work)(void *), void *argument) {
    pthread_t id;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK);
    if (pthread_create(&id, &attributes, work, argument)) die("pthread_create");
    return id;
}

/* One thread of control */

static void plain_loop(void) {
    make_shared(0);
    Tasks tasks = tasks_of(mix.seed);
    Records records = {0};
    begin();
    for (double began; (began = now()) < stop_at;) {
        block(&tasks);
        double computing = now();
        compute(&tasks);
        double ended = now();
        record(&records, (Record){began, began, computing, ended, ended});
    }
    report(&records, 1);
}

/* An event loop: a heap of the waits that are under way, and epoll to sleep until the next. */

typedef struct { double due, begun; } Wait;

static void sift(Wait *heap, int count, int at) {
    for (int least; ; at = least) {
        int left = 2 * at + 1;
        least = at;
        if (left < count && heap[left].due < heap[least].due) least = left;
        if (left + 1 < count && heap[left + 1].due < heap[least].due) least = left + 1;
        if (least == at) return;
        Wait swap = heap[at];
        heap[at] = heap[least];
        heap[least] = swap;
    }
}

static void push(Wait *heap, int *count, Wait wait) {
    int at = (*count)++;
    for (; at > 0 && heap[(at - 1) / 2].due > wait.due; at = (at - 1) / 2)
        heap[at] = heap[(at - 1) / 2];
    heap[at] = wait;
}

static Wait pop(Wait *heap, int *count) {
    Wait first = heap[0];
    heap[0] = heap[--*count];
    sift(heap, *count, 0);
    return first;
}

static void rest(int poller, double until) {
    double left = until - now();
    if (left < 0) left = 0;
    struct timespec t = {(time_t)left, (long)((left - (time_t)left) * 1e9)};
    struct epoll_event event;
    epoll_pwait2(poller, &event, 1, &t, NULL);
}

static double due(Tasks *tasks, double begun) {
    if (mix.wait <= 0) return begun;
    if (!mix.blocking) return begun + next_wait(tasks);
    block(tasks);
    return now();
}

static void event_loop(Tasks *tasks, Records *records, int share) {
    int poller = epoll_create1(EPOLL_CLOEXEC), count = 0;
    Wait *heap = malloc((share + 1) * sizeof *heap);
    for (int i = 0; i < share && now() < stop_at; i++) {
        double begun = now();
        push(heap, &count, (Wait){due(tasks, begun), begun});
    }
    while (count && now() < stop_at) {
        double next = heap[0].due;
        rest(poller, next < stop_at ? next : stop_at);
        double computing = now();
        if (computing < next || computing >= stop_at) continue;
        Wait wait = pop(heap, &count);
        compute(tasks);
        double ended = now();
        record(records, (Record){wait.begun, wait.begun, computing, ended, ended});
        push(heap, &count, (Wait){due(tasks, ended), ended});
    }
    close(poller);
    free(heap);
}

static void one_loop(void) {
    make_shared(0);
    Tasks tasks = tasks_of(mix.seed);
    Records records = {0};
    begin();
    event_loop(&tasks, &records, mix.concurrency);
    report(&records, mix.concurrency);
}

/* A loop per core: each keeps its own share of the tasks, as servers that share a port do. */

static int share_of(int loop, int loops) {
    return mix.concurrency / loops + (loop < mix.concurrency % loops);
}

static void loop_in_process(int fd, int loop) {
    Tasks tasks = tasks_of(mix.seed + loop);
    Records records = {0};
    write_all(fd, "r", 1);
    read_all(fd, &t0, sizeof t0);
    start_at = t0 + mix.warmup;
    stop_at = start_at + mix.window;
    event_loop(&tasks, &records, share_of(loop, mix.processes));
    write_all(fd, &records.count, sizeof records.count);
    write_all(fd, records.all, records.count * sizeof *records.all);
}

typedef struct { int loop; Records records; pthread_barrier_t *ready; } LoopThread;

static void *loop_in_thread(void *argument) {
    LoopThread *own = argument;
    Tasks tasks = tasks_of(mix.seed + own->loop);
    pthread_barrier_wait(own->ready); /* all stand */
    pthread_barrier_wait(own->ready); /* the time is set */
    event_loop(&tasks, &own->records, share_of(own->loop, mix.threads));
    return NULL;
}

static void loop_per_core(void) {
    make_shared(1);
    Records records = {0};
    if (mix.processes > 1) {
        int fds[mix.processes];
        for (int i = 0; i < mix.processes; i++) fds[i] = child(loop_in_process, i);
        char ready;
        for (int i = 0; i < mix.processes; i++) read_all(fds[i], &ready, 1);
        begin();
        for (int i = 0; i < mix.processes; i++) write_all(fds[i], &t0, sizeof t0);
        for (int i = 0; i < mix.processes; i++) {
            size_t count;
            read_all(fds[i], &count, sizeof count);
            for (Record one; count--; record(&records, one)) read_all(fds[i], &one, sizeof one);
        }
    } else {
        LoopThread loops[mix.threads];
        pthread_t ids[mix.threads];
        pthread_barrier_t ready;
        pthread_barrier_init(&ready, NULL, mix.threads + 1);
        for (int i = 0; i < mix.threads; i++) {
            loops[i] = (LoopThread){i, {0}, &ready};
            ids[i] = thread(loop_in_thread, &loops[i]);
        }
        pthread_barrier_wait(&ready);
        begin();
        pthread_barrier_wait(&ready);
        for (int i = 0; i < mix.threads; i++) {
            pthread_join(ids[i], NULL);
            for (size_t k = 0; k < loops[i].records.count; k++)
                record(&records, loops[i].records.all[k]);
        }
    }
    report(&records, mix.concurrency);
}

/* A queue between threads; what it carries is a message's task, by reference. */

typedef struct {
    Record *items;
    size_t head, count, room;
    int stopped;
    pthread_mutex_t lock;
    pthread_cond_t some;
} Queue;

static void make_queue(Queue *queue, size_t room) {
    *queue = (Queue){.items = malloc(room * sizeof(Record)), .room = room};
    pthread_mutex_init(&queue->lock, NULL);
    pthread_condattr_t clock;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&queue->some, &clock);
}

static void put(Queue *queue, Record task) {
    pthread_mutex_lock(&queue->lock);
    queue->items[(queue->head + queue->count++) % queue->room] = task;
    pthread_mutex_unlock(&queue->lock);
    pthread_cond_signal(&queue->some);
}

/* Whether there was a task by then. */
static int take(Queue *queue, Record *task, double until) {
    struct timespec t = {(time_t)until, (long)((until - (time_t)until) * 1e9)};
    pthread_mutex_lock(&queue->lock);
    int late = 0;
    while (!queue->count && !queue->stopped && !late)
        late = pthread_cond_timedwait(&queue->some, &queue->lock, &t) == ETIMEDOUT;
    int got = queue->count && !queue->stopped;
    if (got) {
        *task = queue->items[queue->head];
        queue->head = (queue->head + 1) % queue->room;
        queue->count--;
    }
    pthread_mutex_unlock(&queue->lock);
    return got;
}

static void stop(Queue *queue) {
    pthread_mutex_lock(&queue->lock);
    queue->stopped = 1;
    pthread_mutex_unlock(&queue->lock);
    pthread_cond_broadcast(&queue->some);
}

/* A pool of threads */

static Queue work, done;

static void *pool_thread(void *seed) {
    Tasks tasks = tasks_of((int)(intptr_t)seed);
    put(&done, (Record){0});
    Record task;
    while (take(&work, &task, now() + 3600)) {
        task.begun = now();
        block(&tasks);
        task.computing = now();
        compute(&tasks);
        task.ended = now();
        put(&done, task);
    }
    return NULL;
}

static void thread_pool(void) {
    make_shared(1);
    size_t room = mix.concurrency + mix.threads + 1;
    make_queue(&work, room);
    make_queue(&done, room);
    for (int i = 0; i < mix.threads; i++) thread(pool_thread, (void *)(intptr_t)(mix.seed + i));
    Record task;
    for (int i = 0; i < mix.threads; i++) take(&done, &task, now() + 10);
    Records records = {0};
    begin();
    for (int i = 0; i < mix.concurrency; i++) put(&work, (Record){.submitted = now()});
    while (take(&done, &task, stop_at)) {
        task.received = now();
        record(&records, task);
        put(&work, (Record){.submitted = task.received});
        if (task.received >= stop_at) break;
    }
    stop(&work);
    double last = stop_at + (mix.wait + 0.3 < 1 ? mix.wait + 0.3 : 1);
    int running = mix.threads < mix.concurrency ? mix.threads : mix.concurrency;
    while (running-- && take(&done, &task, last)) {
        task.received = now();
        record(&records, task);
    }
    report(&records, mix.threads);
}

/* A pool of processes, with one thread or several in each that take turns to receive. */

static pthread_mutex_t receiving = PTHREAD_MUTEX_INITIALIZER, sending = PTHREAD_MUTEX_INITIALIZER;
static int receiver;

static _Noreturn void *serve(void *seed) {
    Tasks tasks = tasks_of((int)(intptr_t)seed);
    size_t size = sizeof(Record) + mix.message;
    char *message = malloc(size);
    Record *task = (Record *)message;
    for (;;) {
        pthread_mutex_lock(&receiving);
        read_all(receiver, message, size);
        pthread_mutex_unlock(&receiving);
        task->begun = now();
        block(&tasks);
        task->computing = now();
        compute(&tasks);
        task->ended = now();
        pthread_mutex_lock(&sending);
        write_all(receiver, message, size);
        pthread_mutex_unlock(&sending);
    }
}

static void worker(int fd, int seed) {
    receiver = fd;
    for (int i = 1; i < mix.threads; i++) thread(serve, (void *)(intptr_t)(seed + i));
    write_all(fd, "r", 1);
    serve((void *)(intptr_t)seed);
}

static void process_pool(void) {
    make_shared(1);
    size_t size = sizeof(Record) + mix.message;
    int workers = mix.processes, most = mix.threads;
    if ((most + 2) * size <= SMALL) most += 2; /* two lie ready in the socket */
    struct pollfd fds[workers];
    int held[workers], all_held = 0;
    for (int i = 0; i < workers; i++) {
        fds[i] = (struct pollfd){child(worker, mix.seed + i * mix.threads), POLLIN, 0};
        held[i] = 0;
    }
    char ready;
    for (int i = 0; i < workers; i++) read_all(fds[i].fd, &ready, 1);
    char *message = malloc(size);
    memset(message, 1, size);
    Record *task = (Record *)message;
    Records records = {0};
    double *backlog = malloc(mix.concurrency * sizeof *backlog);
    int head = 0, waiting = mix.concurrency;
    begin();
    for (int i = 0; i < waiting; i++) backlog[i] = t0;
    double last = stop_at + (mix.wait + 0.3 < 1 ? mix.wait + 0.3 : 1);
    while (now() < (all_held ? last : stop_at)) {
        for (int least = 0; waiting && now() < stop_at;) {
            for (int i = 0; i < workers; i++) if (held[i] < held[least]) least = i;
            if (held[least] >= most) break;
            *task = (Record){.submitted = backlog[head]};
            head = (head + 1) % mix.concurrency;
            waiting--;
            held[least]++;
            all_held++;
            write_all(fds[least].fd, message, size);
        }
        if (poll(fds, workers, 50) <= 0) continue;
        for (int i = 0; i < workers; i++) {
            if (!(fds[i].revents & POLLIN)) continue;
            read_all(fds[i].fd, message, size);
            held[i]--;
            all_held--;
            task->received = now();
            record(&records, *task);
            if (task->received < stop_at)
                backlog[(head + waiting++) % mix.concurrency] = task->received;
        }
    }
    report(&records, mix.processes * mix.threads);
}

/* A loop that holds the waits, and threads that compute. */

static int bell;

static void *offload_thread(void *seed) {
    Tasks tasks = tasks_of((int)(intptr_t)seed);
    Record task;
    while (take(&work, &task, now() + 3600)) {
        task.computing = now();
        compute(&tasks);
        task.ended = now();
        put(&done, task);
        eventfd_write(bell, 1);
    }
    return NULL;
}

static void loop_with_workers(void) {
    make_shared(1);
    make_queue(&work, mix.concurrency + 1);
    make_queue(&done, mix.concurrency + 1);
    bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    for (int i = 0; i < mix.offload; i++)
        thread(offload_thread, (void *)(intptr_t)(mix.seed + i + 1));
    int poller = epoll_create1(EPOLL_CLOEXEC), count = 0;
    struct epoll_event listen = {.events = EPOLLIN};
    epoll_ctl(poller, EPOLL_CTL_ADD, bell, &listen);
    Tasks tasks = tasks_of(mix.seed);
    Records records = {0};
    Wait *heap = malloc((mix.concurrency + 1) * sizeof *heap);
    begin();
    for (int i = 0; i < mix.concurrency && now() < stop_at; i++) {
        double begun = now();
        push(heap, &count, (Wait){due(&tasks, begun), begun});
    }
    while (now() < stop_at) {
        rest(poller, count && heap[0].due < stop_at ? heap[0].due : stop_at);
        eventfd_t rings;
        eventfd_read(bell, &rings);
        Record task;
        while (take(&done, &task, 0)) {
            task.received = now();
            record(&records, task);
            push(heap, &count, (Wait){due(&tasks, task.received), task.received});
        }
        while (count && heap[0].due <= now() && now() < stop_at) {
            Wait wait = pop(heap, &count);
            put(&work, (Record){.submitted = wait.begun, .begun = wait.begun});
        }
    }
    stop(&work);
    report(&records, mix.concurrency);
}

static void calibrate(void) {
    double paces[9];
    arithmetic(50000000);
    for (int i = 0; i < 9; i++) {
        clock_t began = clock();
        arithmetic(20000000);
        paces[i] = 20000000 / ((double)(clock() - began) / CLOCKS_PER_SEC);
    }
    qsort(paces, 9, sizeof *paces, ascending);
    printf("{\"steps_per_s\": %g, \"native_bytes_per_s\": 0}\n", paces[4]);
}

static void set(const char *word) {
    const char *value = strchr(word, '=');
    if (!value) { fprintf(stderr, "what is %s?\n", word); exit(2); }
    size_t length = value++ - word;
#define IS(name) (length == strlen(name) && !strncmp(word, name, length))
    if (IS("arrangement")) snprintf(mix.arrangement, sizeof mix.arrangement, "%s", value);
    else if (IS("pattern")) snprintf(mix.pattern, sizeof mix.pattern, "%s", value);
    else if (IS("processes")) mix.processes = atoi(value);
    else if (IS("threads")) mix.threads = atoi(value);
    else if (IS("offload")) mix.offload = atoi(value);
    else if (IS("blocking")) mix.blocking = atoi(value);
    else if (IS("concurrency")) mix.concurrency = atoi(value);
    else if (IS("seed")) mix.seed = atoi(value);
    else if (IS("steps")) mix.steps = atol(value);
    else if (IS("message")) mix.message = atol(value);
    else if (IS("shared")) mix.shared = atol(value);
    else if (IS("wait")) mix.wait = atof(value);
    else if (IS("warmup")) mix.warmup = atof(value);
    else if (IS("window")) mix.window = atof(value);
    else if (IS("limit")) mix.limit = atof(value);
}

int main(int argc, char **argv) {
    if (argc == 2 && !strcmp(argv[1], "calibrate")) { calibrate(); return 0; }
    for (int i = 1; i < argc; i++) set(argv[i]);
    /* The end of this process is the end of its children; that of the time is its own. */
    struct itimerval limit = {{0, 0}, {(time_t)mix.limit + 1, 0}};
    setitimer(ITIMER_REAL, &limit, NULL);
    const struct { const char *name; void (*run)(void); } all[] = {
        {"plain-loop", plain_loop}, {"loop", one_loop}, {"loop-per-core", loop_per_core},
        {"loop-with-workers", loop_with_workers}, {"thread-pool", thread_pool},
        {"process-pool", process_pool}, {"processes-with-threads", process_pool}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!strcmp(mix.arrangement, all[i].name)) {
            all[i].run();
            fflush(stdout);
            _exit(0);
        }
    fprintf(stderr, "there is no arrangement %s here\n", mix.arrangement);
    return 2;
}
