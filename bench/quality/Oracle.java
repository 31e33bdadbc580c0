import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;

/**
 * Runs one mix under one model for a while, on the JVM, and prints how fast it went.
 *
 * <pre>
 *   java -cp CLASSES Oracle calibrate
 *   java -cp CLASSES Oracle arrangement=thread-pool threads=4 steps=20000 wait=0.02 ...
 * </pre>
 *
 * What a task does, and what is printed, is the same as in oracle.py. Processes are JVMs that talk
 * through their standard streams.
 */
@SuppressWarnings("try") // a file lock is held, not spoken to
final class Oracle {

  private static final double GOLDEN = 0.6180339887498949;
  private static final int PLACES = 64; // of the shared data, touched by each task
  private static final int WRITES = 20; // of so many tasks on read-mostly data, one writes
  private static final int SMALL = 32 << 10; // messages that lie in a pipe's buffer
  private static final int HEADER = 3 * Double.BYTES;

  private static double now() {
    return System.nanoTime() / 1e9; // one clock for all processes
  }

  private static final class Mix {
    String arrangement = "";
    String pattern = "none";
    int processes = 1;
    int threads = 1;
    int offload;
    long steps;
    double wait;
    boolean blocking;
    int message;
    int shared;
    int concurrency = 1;
    double warmup = 0.4;
    double window = 0.5;
    int seed = 1;
    double limit = 30;

    static Mix of(List<String> words) {
      Mix mix = new Mix();
      for (String word : words) {
        String value = word.substring(word.indexOf('=') + 1);
        switch (word.substring(0, word.indexOf('='))) {
          case "arrangement" -> mix.arrangement = value;
          case "pattern" -> mix.pattern = value;
          case "processes" -> mix.processes = Integer.parseInt(value);
          case "threads" -> mix.threads = Integer.parseInt(value);
          case "offload" -> mix.offload = Integer.parseInt(value);
          case "steps" -> mix.steps = Long.parseLong(value);
          case "wait" -> mix.wait = Double.parseDouble(value);
          case "blocking" -> mix.blocking = value.equals("1");
          case "message" -> mix.message = Integer.parseInt(value);
          case "shared" -> mix.shared = Integer.parseInt(value);
          case "concurrency" -> mix.concurrency = Integer.parseInt(value);
          case "warmup" -> mix.warmup = Double.parseDouble(value);
          case "window" -> mix.window = Double.parseDouble(value);
          case "seed" -> mix.seed = Integer.parseInt(value);
          case "limit" -> mix.limit = Double.parseDouble(value);
          default -> {}
        }
      }
      return mix;
    }

    boolean shares() {
      return shared > 0 && !pattern.equals("none");
    }

    int shareOf(int worker, int workers) {
      return concurrency / workers + (worker < concurrency % workers ? 1 : 0);
    }
  }

  // A task

  private static volatile long sink;

  private static long arithmetic(int steps, long x) {
    for (int i = 0; i < steps; i++) {
      x = x * 6364136223846793005L + 1442695040888963407L;
    }
    return x;
  }

  /** Steps in portions, so that the compiler sees the same method under every model. */
  private static void compute(long steps) {
    long x = 1;
    for (long left = steps; left > 0; left -= 2_000) {
      x = arithmetic((int) Math.min(left, 2_000), x);
    }
    sink = x;
  }

  private static void warm(double seconds) {
    for (double until = now() + seconds; now() < until; ) {
      compute(20_000);
    }
  }

  /** The common working set: on the heap with a lock, or a mapped file and its lock. */
  private static final class Shared {
    private final Mix mix;
    private final ByteBuffer data;
    private final ReentrantLock lock = new ReentrantLock();
    private final FileChannel file; // null within one process

    private Shared(Mix mix, ByteBuffer data, FileChannel file) {
      this.mix = mix;
      this.data = data;
      this.file = file;
    }

    static Shared inOneProcess(Mix mix) {
      return new Shared(mix, ByteBuffer.allocate(mix.shares() ? mix.shared : 0), null);
    }

    static Shared among(Mix mix, String path) throws IOException {
      if (!mix.shares()) {
        return inOneProcess(mix);
      }
      FileChannel file =
          FileChannel.open(Path.of(path), StandardOpenOption.READ, StandardOpenOption.WRITE);
      return new Shared(mix, file.map(FileChannel.MapMode.READ_WRITE, 0, mix.shared), file);
    }

    void touch(int number) throws IOException {
      if (!mix.shares()) {
        return;
      }
      if (mix.pattern.equals("read-write") || number % WRITES == 0) {
        lock.lock();
        try (FileLock others = file == null ? null : file.lock()) {
          for (int i = 0; i < PLACES; i++) {
            int at = place(number, i);
            data.put(at, (byte) (data.get(at) + 1));
          }
        } finally {
          lock.unlock();
        }
      } else {
        int total = 0;
        for (int i = 0; i < PLACES; i++) {
          total += data.get(place(number, i));
        }
        sink = total;
      }
    }

    private int place(int number, int i) {
      return (int) ((number * 40503L + i * 65599L) % mix.shared);
    }
  }

  /** Does tasks one after the other, as one worker or one loop does. */
  private static final class Tasks {
    private final Mix mix;
    private final Shared shared;
    private final double offset;
    private int number;

    Tasks(Mix mix, Shared shared, int seed) {
      this.mix = mix;
      this.shared = shared;
      this.offset = seed * 0.754877;
      this.number = seed * 7919;
    }

    /** A quarter more or less, in a sequence whose mean settles soon. */
    double nextWait() {
      return mix.wait * (0.75 + 0.5 * ((offset + ++number * GOLDEN) % 1));
    }

    void block() {
      if (mix.wait > 0) {
        double until = now() + nextWait();
        for (double left; (left = until - now()) > 0; ) {
          LockSupport.parkNanos((long) (left * 1e9));
        }
      }
    }

    void finish() throws IOException {
      compute(mix.steps);
      shared.touch(++number);
    }

    /** The whole of a task, in blocking code. */
    Task run(Task task) {
      try {
        task.begun = now();
        block();
        task.computing = now();
        finish();
        task.ended = now();
        return task;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** When it was submitted, begun, computed from, ended, received; and what it brought. */
  private static final class Task {
    double submitted;
    double begun;
    double computing;
    double ended;
    double received;
    final byte[] message;

    Task(double submitted, byte[] message) {
      this.submitted = submitted;
      this.message = message;
    }
  }

  private static final class Records {
    private double[] times = new double[5_000];
    private int count;

    synchronized void add(
        double submitted, double begun, double computing, double ended, double received) {
      if (count == times.length) {
        times = Arrays.copyOf(times, 2 * count);
      }
      times[count++] = submitted;
      times[count++] = begun;
      times[count++] = computing;
      times[count++] = ended;
      times[count++] = received;
    }

    void add(Task task) {
      task.received = now();
      add(task.submitted, task.begun, task.computing, task.ended, task.received);
    }

    synchronized void write(DataOutputStream out) throws IOException {
      out.writeInt(count);
      for (int i = 0; i < count; i++) {
        out.writeDouble(times[i]);
      }
      out.flush();
    }

    void read(DataInputStream in) throws IOException {
      for (int left = in.readInt() / 5; left > 0; left--) {
        add(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
      }
    }

    synchronized String summary(Mix mix, double t0, int slots) {
      double start = t0 + mix.warmup;
      double stop = start + mix.window;
      double credit = 0;
      double service = 0;
      List<Double> latencies = new ArrayList<>();
      for (int i = 0; i < count; i += 5) {
        double inside = Math.min(times[i + 3], stop) - Math.max(times[i + 2], start);
        if (inside > 0) {
          credit += inside / (times[i + 3] - times[i + 2]);
        }
        if (times[i + 4] >= start && times[i + 4] < stop) {
          latencies.add(times[i + 4] - times[i]);
          service += times[i + 4] - times[i + 1];
        }
      }
      latencies.sort(null);
      int completed = latencies.size();
      return "{\"completed\": %d, \"credit\": %s, \"seconds\": %s, \"in_service\": %d,"
              .formatted(completed, credit, mix.window, Math.min(slots, mix.concurrency))
          + " \"mean_service_s\": %s, \"p50_ms\": %s, \"p99_ms\": %s}"
              .formatted(
                  completed == 0 ? null : service / completed,
                  completed == 0 ? null : latencies.get(completed / 2) * 1e3,
                  completed == 0 ? null : latencies.get((int) (completed * 0.99)) * 1e3);
    }
  }

  // Loops

  private static String plainLoop(Mix mix) {
    Tasks tasks = new Tasks(mix, Shared.inOneProcess(mix), mix.seed);
    Records records = new Records();
    double t0 = now();
    for (double stop = t0 + mix.warmup + mix.window; now() < stop; ) {
      records.add(tasks.run(new Task(now(), null)));
    }
    return records.summary(mix, t0, 1);
  }

  /** One event loop: a thread with the queue of what is ready and what is due. */
  private static final class EventLoop {
    private final Mix mix;
    private final Tasks tasks;
    private final Records records;
    private final double stop;
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final Optional<ExecutorService> workers;

    EventLoop(Mix mix, Tasks tasks, Records records, double stop, Optional<ExecutorService> workers) {
      this.mix = mix;
      this.tasks = tasks;
      this.records = records;
      this.stop = stop;
      this.workers = workers;
    }

    /** Holds that many tasks in flight until the time is over. */
    void run(int share) throws InterruptedException {
      double since = now();
      for (int i = 0; i < share; i++) {
        loop.execute(() -> begin(since));
      }
      Thread.sleep((long) Math.max(0, (stop - now()) * 1e3));
      loop.shutdownNow();
      loop.awaitTermination((long) (mix.limit * 1e3), TimeUnit.MILLISECONDS);
    }

    /** A task is under way from when the one before it ended, not from its first turn on. */
    private void begin(double since) {
      Task task = new Task(since, null);
      task.begun = since;
      if (now() >= stop) {
        return;
      }
      if (mix.wait > 0 && !mix.blocking) {
        loop.schedule(() -> compute(task), (long) (tasks.nextWait() * 1e9), TimeUnit.NANOSECONDS);
      } else {
        tasks.block();
        compute(task);
      }
    }

    private void compute(Task task) {
      if (now() >= stop) {
        return;
      }
      if (workers.isPresent()) {
        workers.get().execute(() -> {
          work(task);
          again(task);
        });
      } else {
        work(task);
        end(task);
      }
    }

    private void work(Task task) {
      try {
        task.computing = now();
        tasks.finish();
        task.ended = now();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private void again(Task task) {
      try {
        loop.execute(() -> end(task));
      } catch (java.util.concurrent.RejectedExecutionException over) {
        records.add(task);
      }
    }

    private void end(Task task) {
      records.add(task);
      if (!loop.isShutdown()) {
        try {
          loop.execute(() -> begin(task.received));
        } catch (java.util.concurrent.RejectedExecutionException over) {
          return;
        }
      }
    }
  }

  private static String oneLoop(Mix mix) throws Exception {
    Records records = new Records();
    Tasks tasks = new Tasks(mix, Shared.inOneProcess(mix), mix.seed);
    double t0 = now();
    new EventLoop(mix, tasks, records, t0 + mix.warmup + mix.window, Optional.empty())
        .run(mix.concurrency);
    return records.summary(mix, t0, mix.concurrency);
  }

  private static String loopWithWorkers(Mix mix) throws Exception {
    Records records = new Records();
    Tasks tasks = new Tasks(mix, Shared.inOneProcess(mix), mix.seed);
    ExecutorService workers = Executors.newFixedThreadPool(mix.offload);
    double t0 = now();
    new EventLoop(mix, tasks, records, t0 + mix.warmup + mix.window, Optional.of(workers))
        .run(mix.concurrency);
    return records.summary(mix, t0, mix.concurrency);
  }

  /** Each loop keeps its own share of the tasks, as servers that share a port do. */
  private static String loopPerCore(Mix mix) throws Exception {
    return mix.processes > 1 ? loopsInProcesses(mix) : loopsInThreads(mix);
  }

  private static String loopsInThreads(Mix mix) throws Exception {
    Records all = new Records();
    Shared shared = Shared.inOneProcess(mix);
    double t0 = now();
    double stop = t0 + mix.warmup + mix.window;
    inThreads(
        mix.threads,
        i -> {
          try {
            new EventLoop(mix, new Tasks(mix, shared, mix.seed + i), all, stop, Optional.empty())
                .run(mix.shareOf(i, mix.threads));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return all.summary(mix, t0, mix.concurrency);
  }

  private static void inThreads(int count, IntConsumer work) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      threads.add(new Thread(() -> work.accept(number)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  // Threads: a pool of them, or a virtual one for each task

  private static String threadPool(Mix mix) throws Exception {
    return pool(mix, Executors.newFixedThreadPool(mix.threads), mix.threads);
  }

  private static String virtualThreads(Mix mix) throws Exception {
    ExecutorService each =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    return pool(mix, each, mix.concurrency);
  }

  private static String pool(Mix mix, ExecutorService workers, int slots) throws Exception {
    Shared shared = Shared.inOneProcess(mix);
    AtomicInteger seeds = new AtomicInteger(mix.seed);
    // A virtual thread lives for one task; the sequence of waits belongs to what carries it.
    BlockingQueue<Tasks> idle = new LinkedBlockingQueue<>();
    ThreadLocal<Tasks> own =
        ThreadLocal.withInitial(() -> new Tasks(mix, shared, seeds.getAndIncrement()));
    boolean pooled = slots != mix.concurrency || mix.arrangement.equals("thread-pool");
    BlockingQueue<Task> done = new LinkedBlockingQueue<>();
    java.util.function.Consumer<Task> submit =
        task ->
            workers.execute(
                () -> {
                  if (pooled) {
                    done.add(own.get().run(task));
                  } else {
                    Tasks tasks = Optional.ofNullable(idle.poll()).orElseGet(own::get);
                    done.add(tasks.run(task));
                    idle.add(tasks);
                  }
                });
    if (pooled) { // all workers stand ready
      CountDownLatch ready = new CountDownLatch(mix.threads);
      for (int i = 0; i < mix.threads; i++) {
        workers.execute(
            () -> {
              ready.countDown();
              try {
                ready.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
      }
      ready.await();
    }
    Records records = new Records();
    byte[] message = new byte[mix.message];
    double t0 = now();
    double stop = t0 + mix.warmup + mix.window;
    for (int i = 0; i < mix.concurrency; i++) {
      submit.accept(new Task(now(), message));
    }
    for (double time; (time = now()) < stop; ) {
      Task task = done.poll((long) ((stop - time) * 1e9), TimeUnit.NANOSECONDS);
      if (task != null) {
        records.add(task);
        submit.accept(new Task(task.received, task.message));
      }
    }
    if (workers instanceof java.util.concurrent.ThreadPoolExecutor queued) {
      queued.getQueue().clear();
    }
    int running = Math.min(slots, mix.concurrency);
    double last = stop + Math.min(1, 0.3 + mix.wait);
    for (double time; running-- > 0 && (time = now()) < last; ) {
      Task task = done.poll((long) ((last - time) * 1e9), TimeUnit.NANOSECONDS);
      if (task != null) {
        records.add(task);
      }
    }
    return records.summary(mix, t0, slots);
  }

  // Processes

  /** A JVM that talks through its standard streams. */
  private static final class Child {
    final Process process;
    final DataInputStream in;
    final DataOutputStream out;

    Child(Mix mix, String role, int number, String file, String[] words) throws IOException {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:-UsePerfData",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "Oracle",
                  role,
                  String.valueOf(number),
                  file));
      command.addAll(List.of(words));
      process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      int buffer = Math.max(8192, Math.min(1 << 16, HEADER + mix.message));
      in = new DataInputStream(new BufferedInputStream(process.getInputStream(), buffer));
      out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), buffer));
    }
  }

  private static List<Child> children(Mix mix, String role, String[] words) throws IOException {
    Path file = Files.createTempFile("oracle-", ".shared");
    file.toFile().deleteOnExit();
    if (mix.shares()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.allocate(1), mix.shared - 1);
      }
    }
    List<Child> children = new ArrayList<>();
    for (int i = 0; i < mix.processes; i++) {
      children.add(new Child(mix, role, i, file.toString(), words));
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> children.forEach(child -> child.process.destroyForcibly())));
    for (Child child : children) {
      child.in.readByte();
    }
    Files.delete(file);
    return children;
  }

  private static String loopsInProcesses(Mix mix) throws Exception {
    List<Child> children = children(mix, "loop", words);
    double t0 = now();
    for (Child child : children) {
      child.out.writeDouble(t0);
      child.out.flush();
    }
    Records records = new Records();
    for (Child child : children) {
      records.read(child.in);
    }
    return records.summary(mix, t0, mix.concurrency);
  }

  private static void loopInProcess(Mix mix, int number, String file) throws Exception {
    Tasks tasks = new Tasks(mix, Shared.among(mix, file), mix.seed + number);
    DataInputStream in = new DataInputStream(System.in);
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
    out.writeByte(1);
    out.flush();
    Records records = new Records();
    new EventLoop(
            mix, tasks, records, in.readDouble() + mix.warmup + mix.window, Optional.empty())
        .run(mix.shareOf(number, mix.processes));
    records.write(out);
  }

  /** A thread for each child hands it its share of the tasks. */
  private static String processPool(Mix mix) throws Exception {
    List<Child> children = children(mix, "worker", words);
    boolean small = (mix.threads + 2) * (HEADER + mix.message) <= SMALL;
    int most = mix.threads + (small ? 2 : 0);
    Records records = new Records();
    double t0 = now();
    double stop = t0 + mix.warmup + mix.window;
    inThreads(
        mix.processes,
        i -> {
          try {
            hand(mix, children.get(i), mix.shareOf(i, mix.processes), most, records, stop);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    return records.summary(mix, t0, mix.processes * mix.threads);
  }

  private static void hand(Mix mix, Child child, int share, int most, Records records, double stop)
      throws IOException {
    byte[] message = new byte[mix.message];
    ArrayDeque<Double> backlog = new ArrayDeque<>();
    for (int i = 0; i < share; i++) {
      backlog.add(now());
    }
    int held = 0;
    for (; held < most && !backlog.isEmpty(); held++) {
      send(child.out, backlog.remove(), 0, 0, message);
    }
    while (held > 0) {
      double submitted = child.in.readDouble();
      double begun = child.in.readDouble();
      double computing = child.in.readDouble();
      child.in.readFully(message);
      double received = now();
      held--;
      records.add(submitted, begun, computing, received, received);
      if (received < stop) {
        backlog.add(received);
        send(child.out, backlog.remove(), 0, 0, message);
        held++;
      }
    }
  }

  private static void send(
      DataOutputStream out, double submitted, double begun, double computing, byte[] message)
      throws IOException {
    out.writeDouble(submitted);
    out.writeDouble(begun);
    out.writeDouble(computing);
    out.write(message);
    out.flush();
  }

  /** Its threads take turns to receive, as pre-forked servers take turns to accept. */
  private static void worker(Mix mix, int number, String file) throws Exception {
    Shared shared = Shared.among(mix, file);
    int buffer = Math.max(8192, Math.min(1 << 16, HEADER + mix.message));
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, buffer));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, buffer));
    out.writeByte(1);
    out.flush();
    inThreads(
        mix.threads,
        i -> {
          Tasks tasks = new Tasks(mix, shared, mix.seed + number * mix.threads + i);
          byte[] message = new byte[mix.message];
          try {
            while (true) {
              Task task;
              synchronized (in) {
                task = new Task(in.readDouble(), message);
                in.readDouble();
                in.readDouble();
                in.readFully(message);
              }
              tasks.run(task);
              synchronized (out) {
                send(out, task.submitted, task.begun, task.computing, message);
              }
            }
          } catch (IOException over) {
            Runtime.getRuntime().halt(0);
          }
        });
  }

  private static String calibrate() {
    warm(0.5);
    double[] paces = new double[9];
    java.lang.management.ThreadMXBean clock =
        java.lang.management.ManagementFactory.getThreadMXBean();
    for (int i = 0; i < paces.length; i++) {
      long began = clock.getCurrentThreadCpuTime();
      compute(30_000_000);
      paces[i] = 30_000_000 / ((clock.getCurrentThreadCpuTime() - began) / 1e9);
    }
    Arrays.sort(paces);
    return "{\"steps_per_s\": %s, \"native_bytes_per_s\": 0}".formatted(paces[4]);
  }

  private static String[] words;

  private static String run(Mix mix) throws Exception {
    return switch (mix.arrangement) {
      case "plain-loop" -> plainLoop(mix);
      case "loop" -> oneLoop(mix);
      case "loop-per-core" -> loopPerCore(mix);
      case "loop-with-workers" -> loopWithWorkers(mix);
      case "thread-pool" -> threadPool(mix);
      case "virtual-threads" -> virtualThreads(mix);
      case "process-pool", "processes-with-threads" -> processPool(mix);
      default ->
          throw new IllegalArgumentException("there is no arrangement " + mix.arrangement + " here");
    };
  }

  /** However it goes, neither this nor its children outlive their time. */
  private static void endAfter(double seconds) {
    Thread watch =
        new Thread(
            () -> {
              LockSupport.parkNanos((long) (seconds * 1e9));
              System.exit(3);
            });
    watch.setDaemon(true);
    watch.start();
  }

  public static void main(String[] arguments) throws Exception {
    words = arguments;
    if (arguments[0].equals("calibrate")) {
      System.out.println(calibrate());
      return;
    }
    boolean child = arguments[0].equals("loop") || arguments[0].equals("worker");
    Mix mix = Mix.of(Arrays.asList(arguments).subList(child ? 3 : 0, arguments.length));
    endAfter(mix.limit);
    warm(0.1);
    if (child) {
      int number = Integer.parseInt(arguments[1]);
      if (arguments[0].equals("loop")) {
        loopInProcess(mix, number, arguments[2]);
      } else {
        worker(mix, number, arguments[2]);
      }
      Runtime.getRuntime().halt(0);
    }
    System.out.println(run(mix));
    System.exit(0);
  }
}
