import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What bench/probes compares the probes of the JVM with: each quantity measured once more, by a
 * program of its own that shares no code with advise and does nothing clever.
 *
 * <p>{@code javac -d DIR Direct.java && java -cp DIR Direct [QUANTITY...]}. A line of output is a quantity
 * and its value in seconds, bytes, or as a plain ratio or share. The loops are run for a third of a
 * second before they count, as a JVM has to be.
 */
final class Direct {

  private static final Map<String, Integer> SIZES = new LinkedHashMap<>();

  static {
    SIZES.put("64B", 64);
    SIZES.put("4KiB", 4 << 10);
    SIZES.put("64KiB", 64 << 10);
    SIZES.put("1MiB", 1 << 20);
  }

  private static final List<Integer> CPUS = cpus();
  private static final int FIRST = CPUS.get(0);
  private static final int LAST = CPUS.get(CPUS.size() - 1);
  private static final Map<String, Callable<Double>> QUANTITIES = new LinkedHashMap<>();
  private static volatile long kept;

  /** A moment may be a bad one: the median of three that lie apart is told. */
  private static final int ROUNDS = 3;

  private static List<Integer> cpus() {
    try {
      String line =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(l -> l.startsWith("Cpus_allowed_list:"))
              .findFirst()
              .orElseThrow();
      List<Integer> cpus = new ArrayList<>();
      for (String range : line.substring(line.indexOf(':') + 1).strip().split(",")) {
        String[] ends = range.split("-");
        int to = Integer.parseInt(ends[ends.length - 1]);
        for (int cpu = Integer.parseInt(ends[0]); cpu <= to; cpu++) {
          cpus.add(cpu);
        }
      }
      return cpus;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does the work on a thread of that CPU. */
  private static <T> FutureTask<T> on(int cpu, Callable<T> work) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              pin(cpu);
              return work.call();
            });
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static void pin(int cpu) throws Exception {
    String self = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
    new ProcessBuilder("taskset", "-cp", String.valueOf(cpu), self).start().waitFor();
  }

  /** So many times something. */
  private interface Loop {
    void run(int count) throws Exception;
  }

  /** Seconds of each, warm: the median of five parts, as one may be held up. */
  private static double timed(int count, Loop loop) throws Exception {
    long warm = System.nanoTime() + 300_000_000;
    do {
      loop.run(count / 10 + 1);
    } while (System.nanoTime() < warm);
    int each = (count + 4) / 5;
    double[] parts = new double[5];
    for (int part = 0; part < parts.length; part++) {
      long began = System.nanoTime();
      loop.run(each);
      parts[part] = since(began) / each;
    }
    Arrays.sort(parts);
    return parts[2];
  }

  /** What is measured so many times comes out so many ways: the lock goes to and fro, or stays. */
  private static double middleOf(int times, Callable<Double> measure) throws Exception {
    double[] all = new double[times];
    for (int i = 0; i < times; i++) {
      all[i] = measure.call();
    }
    Arrays.sort(all);
    return all[times / 2];
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  // --- Children

  private static final List<Process> CHILDREN = new ArrayList<>();

  private static Process start(List<String> command) throws IOException {
    Process child = new ProcessBuilder(command).start();
    CHILDREN.add(child);
    return child;
  }

  private static List<String> jvm(String... role) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "Direct",
                "child"));
    command.addAll(List.of(role));
    return command;
  }

  private static List<String> onCpu(int cpu, List<String> command) {
    List<String> all = new ArrayList<>(List.of("taskset", "-c", String.valueOf(cpu)));
    all.addAll(command);
    return all;
  }

  private static void end(Process child) throws InterruptedException {
    child.destroyForcibly().waitFor();
  }

  private static void child(String role, String argument) throws Exception {
    DataInputStream in = new DataInputStream(System.in);
    OutputStream out = System.out;
    switch (role) {
      case "nothing" -> {}
      case "sleep" -> Thread.sleep(10);
      case "echo" -> echo(in, out, Integer.parseInt(argument));
      case "socket" -> echoSocket(in, out, argument);
      case "memory" -> echoMemory(in, out, argument);
      case "compute" -> {
        compute(20_000_000);
        for (out.write(1), out.flush(); in.read() >= 0; out.write(1), out.flush()) {
          compute(Long.parseLong(argument));
        }
      }
      case "park" -> {
        out.write(1);
        out.flush();
        in.read();
      }
      case "threads" -> System.out.println(threadMemory());
      case "tasks" -> System.out.println(taskMemory());
      case "virtual" -> System.out.println(virtualMemory());
      case "fault" -> fault();
      case "fault-in-thread" -> {
        Thread faulty = new Thread(Direct::fault);
        faulty.start();
        faulty.join();
      }
      case "tell" -> System.out.println(System.getProperty("cell"));
      default -> throw new IllegalArgumentException(role);
    }
    Runtime.getRuntime().halt(0);
  }

  // --- Starting

  private static void spawning() {
    QUANTITIES.put("spawn.thread", () -> on(FIRST, () -> timed(500, Direct::threads)).get());
    QUANTITIES.put(
        "spawn.exec",
        () -> on(FIRST, () -> timed(10, count -> run(count, List.of("/bin/true")))).get());
    QUANTITIES.put("spawn.process", () -> timed(2, count -> run(count, jvm("nothing"))));
    QUANTITIES.put("spawn.task", Direct::tasks);
    try {
      var start = Thread.class.getMethod("startVirtualThread", Runnable.class);
      Loop virtual =
          count -> {
            for (int i = 0; i < count; i++) {
              ((Thread) start.invoke(null, (Runnable) () -> {})).join();
            }
          };
      QUANTITIES.put("spawn.virtual-thread", () -> on(FIRST, () -> timed(2000, virtual)).get());
      QUANTITIES.put("footprint.virtual-thread", () -> told("virtual"));
    } catch (NoSuchMethodException before21) {
      // then there are none
    }
  }

  private static void threads(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> {});
      thread.start();
      thread.join();
    }
  }

  private static void run(int count, List<String> command) throws Exception {
    for (int i = 0; i < count; i++) {
      new ProcessBuilder(command).start().waitFor();
    }
  }

  private static double tasks() throws Exception {
    ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    double each =
        timed(
            5000,
            count -> {
              CompletableFuture<Void> over = new CompletableFuture<>();
              loop.execute(() -> oneMore(loop, count, over));
              over.get();
            });
    loop.shutdown();
    return each;
  }

  private static void oneMore(ExecutorService loop, int left, CompletableFuture<Void> over) {
    if (left == 0) {
      over.complete(null);
    } else {
      CompletableFuture.runAsync(() -> {}, loop).thenRun(() -> oneMore(loop, left - 1, over));
    }
  }

  // --- Passing something to another and back

  private static void passing() {
    for (boolean across : new boolean[] {false, true}) {
      int there = across ? LAST : FIRST;
      String name = across ? "-across" : "";
      QUANTITIES.put("switch.thread" + name, () -> bytesToThread(there));
      QUANTITIES.put("switch.process" + name, () -> bytesToCat(there));
    }
    SIZES.forEach(
        (name, size) -> {
          QUANTITIES.put("handoff.reference." + name, () -> byCall(size));
          QUANTITIES.put("handoff.thread." + name, () -> byQueue(size));
          QUANTITIES.put("handoff.process." + name, () -> byPipe(size));
          QUANTITIES.put("handoff.pipe." + name, () -> byPipe(size));
          QUANTITIES.put("handoff.socket." + name, () -> bySocket(size));
          QUANTITIES.put("handoff.shared-memory." + name, () -> byMemory(size));
        });
  }

  private static double bytesToThread(int cpu) throws Exception {
    Pipe there = Pipe.open();
    Pipe back = Pipe.open();
    on(
        cpu,
        () -> {
          ByteBuffer one = ByteBuffer.allocateDirect(1);
          while (there.source().read(one.clear()) == 1) {
            back.sink().write(one.flip());
          }
          return null;
        });
    ByteBuffer one = ByteBuffer.allocateDirect(1);
    Loop loop =
        count -> {
          for (int i = 0; i < count; i++) {
            there.sink().write(one.clear());
            back.source().read(one.clear());
          }
        };
    double both = on(FIRST, () -> timed(2000, loop)).get();
    there.sink().close();
    return both / 2;
  }

  private static double bytesToCat(int cpu) throws Exception {
    Process cat = start(onCpu(cpu, List.of("cat")));
    OutputStream out = cat.getOutputStream();
    InputStream in = cat.getInputStream();
    Loop loop =
        count -> {
          for (int i = 0; i < count; i++) {
            out.write('x');
            out.flush();
            in.read();
          }
        };
    double both = on(FIRST, () -> timed(2000, loop)).get();
    end(cat);
    return both / 2;
  }

  private static int lookAt(byte[] message, int size) {
    int sum = 0;
    for (int i = 0; i < size; i += 4096) {
      message[i]++;
      sum += message[i];
    }
    return sum;
  }

  private static int soMany(int size) {
    return size > 500_000 ? 20 : size > 50_000 ? 100 : 500;
  }

  private static double byCall(int size) throws Exception {
    byte[] message = new byte[size];
    Loop loop =
        count -> {
          long sum = 0;
          for (int i = 0; i < count; i++) {
            sum += lookAt(message, size);
          }
          kept = sum;
        };
    return on(FIRST, () -> timed(size > 500_000 ? 20_000 : 1_000_000, loop)).get();
  }

  private static double byQueue(int size) throws Exception {
    BlockingQueue<byte[]> there = new ArrayBlockingQueue<>(1);
    BlockingQueue<byte[]> back = new ArrayBlockingQueue<>(1);
    on(
        LAST,
        () -> {
          for (byte[] got = there.take(); got.length > 0; got = there.take()) {
            lookAt(got, size);
            back.put(got);
          }
          return null;
        });
    byte[] message = new byte[size];
    Loop loop =
        count -> {
          for (int i = 0; i < count; i++) {
            there.put(message);
            back.take();
          }
        };
    double took = on(FIRST, () -> timed(500, loop)).get();
    there.put(new byte[0]);
    return took;
  }

  private static void echo(DataInputStream in, OutputStream out, int size) throws IOException {
    byte[] message = new byte[size];
    while (true) {
      in.readFully(message);
      lookAt(message, size);
      out.write(message);
      out.flush();
    }
  }

  private static double byPipe(int size) throws Exception {
    Process child = start(onCpu(LAST, jvm("echo", String.valueOf(size))));
    OutputStream out = child.getOutputStream();
    DataInputStream in = new DataInputStream(child.getInputStream());
    byte[] message = new byte[size];
    Loop loop =
        count -> {
          for (int i = 0; i < count; i++) {
            out.write(message);
            out.flush();
            in.readFully(message);
          }
        };
    double took = on(FIRST, () -> timed(soMany(size), loop)).get();
    end(child);
    return took;
  }

  private static void exchange(SocketChannel socket, ByteBuffer bytes, boolean give)
      throws IOException {
    for (bytes.clear(); bytes.hasRemaining(); ) {
      if ((give ? socket.write(bytes) : socket.read(bytes)) < 0) {
        System.exit(0);
      }
    }
  }

  private static void echoSocket(InputStream in, OutputStream out, String sizeAndAddress)
      throws IOException {
    String[] words = sizeAndAddress.split(":", 2);
    SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(words[1]));
    ByteBuffer bytes = ByteBuffer.allocateDirect(Integer.parseInt(words[0]));
    while (true) {
      exchange(socket, bytes, false);
      lookAt(bytes);
      exchange(socket, bytes, true);
    }
  }

  private static void lookAt(ByteBuffer bytes) {
    for (int i = 0; i < bytes.capacity(); i += 4096) {
      bytes.put(i, (byte) (bytes.get(i) + 1));
    }
  }

  private static double bySocket(int size) throws Exception {
    Path folder = Files.createTempDirectory("direct-");
    Path address = folder.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(address));
      Process child = start(onCpu(LAST, jvm("socket", size + ":" + address)));
      SocketChannel socket = server.accept();
      ByteBuffer bytes = ByteBuffer.allocateDirect(size);
      Loop loop =
          count -> {
            for (int i = 0; i < count; i++) {
              exchange(socket, bytes, true);
              exchange(socket, bytes, false);
            }
          };
      double took = on(FIRST, () -> timed(soMany(size), loop)).get();
      end(child);
      return took;
    } finally {
      Files.deleteIfExists(address);
      Files.delete(folder);
    }
  }

  private static ByteBuffer shared(Path file, int size) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
    }
  }

  private static void echoMemory(DataInputStream in, OutputStream out, String sizeAndFile)
      throws IOException {
    String[] words = sizeAndFile.split(":", 2);
    ByteBuffer memory = shared(Path.of(words[1]), Integer.parseInt(words[0]));
    while (in.read() >= 0) {
      lookAt(memory);
      out.write(1);
      out.flush();
    }
  }

  /** The message stays in memory that both map; a byte through a pipe says whose turn it is. */
  private static double byMemory(int size) throws Exception {
    Path file = Files.createTempFile(Path.of("/dev/shm"), "direct-", "");
    Process child = start(onCpu(LAST, jvm("memory", size + ":" + file)));
    ByteBuffer memory = shared(file, size);
    OutputStream out = child.getOutputStream();
    InputStream in = child.getInputStream();
    Loop loop =
        count -> {
          for (int i = 0; i < count; i++) {
            memory.put(0, (byte) i);
            out.write(1);
            out.flush();
            in.read();
          }
        };
    double took = on(FIRST, () -> timed(500, loop)).get();
    end(child);
    Files.delete(file);
    return took;
  }

  // --- Sharing

  private static void sharing() {
    QUANTITIES.put("lock.uncontended", () -> on(FIRST, () -> timed(500_000, new Guarded()::add)).get());
    QUANTITIES.put(
        "lock.contended",
        () -> {
          Guarded guarded = new Guarded();
          return middleOf(5, () -> both(300_000, (number, count) -> guarded.add(count), () -> {}));
        });
    QUANTITIES.put(
        "counter.thread-local",
        () -> {
          AtomicLongArray own = new AtomicLongArray(64);
          return both(
              10_000_000,
              (number, count) -> {
                int mine = 16 + 16 * number;
                for (int i = 0; i < count; i++) {
                  own.setOpaque(mine, own.getOpaque(mine) + 1);
                }
              },
              () -> {});
        });
    QUANTITIES.put(
        "race.lost-updates",
        () -> {
          AtomicLong counter = new AtomicLong();
          int count = 10_000_000;
          both(
              count,
              (number, some) -> {
                for (int i = 0; i < some; i++) {
                  counter.setOpaque(counter.getOpaque() + 1);
                }
              },
              () -> counter.set(0));
          return 1 - counter.get() / 2.0 / count;
        });
    QUANTITIES.put(
        "false-sharing",
        () -> {
          double apart = middleOf(3, () -> adding(16));
          return middleOf(3, () -> adding(1)) / apart;
        });
  }

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static double adding(int distance) throws Exception {
    // An array's neighbours may stand on two cache lines.
    ByteBuffer counters = ByteBuffer.allocateDirect(1024).alignedSlice(64);
    Body body =
        (number, count) -> {
          int mine = 8 * (16 + distance * number);
          for (int i = 0; i < count; i++) {
            LONGS.getAndAdd(counters, mine, 1L);
          }
        };
    return both(2_000_000, body, () -> {});
  }

  private static final class Guarded {
    private final ReentrantLock lock = new ReentrantLock();
    private long counter;

    void add(int count) {
      for (int i = 0; i < count; i++) {
        lock.lock();
        try {
          counter++;
        } finally {
          lock.unlock();
        }
      }
    }
  }

  private interface Body {
    void run(int number, int count);
  }

  private static final int PARTS = 100;

  /** The compiler does better by what is called often than by one long loop. */
  private static void inParts(Body body, int number, int count) throws Exception {
    for (int part = 0; part < PARTS; part++) {
      body.run(number, count / PARTS);
    }
  }

  /**
   * Seconds per operation of two threads on two CPUs that do so many each: some 50 ms or more, for
   * one of them is woken a little later than the other.
   *
   * @param begin what is done when both are warm
   */
  private static double both(int count, Body body, Runnable begin) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(3, begin);
    List<FutureTask<Void>> workers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int number = i;
      workers.add(
          on(
              i == 0 ? FIRST : LAST,
              () -> {
                inParts(body, number, count); // warm
                barrier.await();
                inParts(body, number, count);
                return null;
              }));
    }
    barrier.await();
    long began = System.nanoTime();
    for (FutureTask<Void> worker : workers) {
      worker.get();
    }
    return since(began) / 2 / count;
  }

  // --- Computing

  private static void compute(long steps) {
    int x = (int) kept;
    for (long i = 0; i < steps; i++) {
      x = (x * 1103515245 + 12345) & 0x7fffffff;
    }
    kept = x;
  }

  private static void computing() {
    QUANTITIES.put(
        "cpu.arithmetic",
        () ->
            timed(
                20,
                count -> {
                  for (int i = 0; i < count; i++) {
                    compute(1_000_000);
                  }
                }));
    long aWhile = 30_000_000; // steps: some 50 ms
    int cores = CPUS.size();
    QUANTITIES.put(
        "cpu-scaling.threads",
        () -> {
          double alone = inThreads(1, aWhile);
          return cores * alone / inThreads(cores, aWhile);
        });
    QUANTITIES.put(
        "cpu-scaling.threads-oversubscribed",
        () -> {
          inThreads(cores, aWhile); // warm
          double few = inThreads(cores, aWhile);
          return 4 * few / inThreads(4 * cores, aWhile);
        });
    QUANTITIES.put("cpu-scaling.processes", () -> inJvms(cores, 1, aWhile));
    QUANTITIES.put("cpu-scaling.processes-oversubscribed", () -> inJvms(4 * cores, cores, aWhile));
    QUANTITIES.put(
        "oversubscription.threads",
        () -> {
          inThreads(cores, 32_000_000 / cores); // warm
          double few = inThreads(cores, 32_000_000 / cores);
          return inThreads(64, 32_000_000 / 64) / few;
        });
  }

  private static double inThreads(int workers, long steps) throws InterruptedException {
    long began = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      threads.add(new Thread(() -> compute(steps)));
      threads.get(i).start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return since(began);
  }

  /** The throughput of many over that of few. */
  private static double inJvms(int many, int few, long steps) throws Exception {
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      all.add(start(jvm("compute", String.valueOf(steps))));
    }
    for (Process one : all) {
      one.getInputStream().read();
    }
    double fewTook = together(all.subList(0, few));
    double manyTook = together(all);
    for (Process one : all) {
      end(one);
    }
    return many * fewTook / (few * manyTook);
  }

  private static double together(List<Process> workers) throws IOException {
    long began = System.nanoTime();
    for (Process one : workers) {
      one.getOutputStream().write(1);
      one.getOutputStream().flush();
    }
    for (Process one : workers) {
      one.getInputStream().read();
    }
    return since(began);
  }

  // --- Waiting

  private static void waiting() {
    for (int many : new int[] {10, 100, 1000}) {
      QUANTITIES.put("waiters.async." + many, () -> afterwards(10, () -> onALoop(many)));
      QUANTITIES.put("waiters.threads." + many, () -> afterwards(2, () -> sleepers(many)));
      QUANTITIES.put(
          "waiters.sequential." + many,
          () -> {
            long began = System.nanoTime();
            Thread.sleep(10);
            Thread.sleep(10);
            return since(began) / 2 * many;
          });
    }
    QUANTITIES.put(
        "waiters.processes.10",
        () -> {
          long began = System.nanoTime();
          List<Process> children = new ArrayList<>();
          for (int i = 0; i < 10; i++) {
            children.add(start(jvm("sleep")));
          }
          for (Process one : children) {
            one.waitFor();
          }
          return since(began);
        });
    QUANTITIES.put("loop.blocked", Direct::blocking);
  }

  /** The first few are made of code that is not compiled yet. */
  private static double afterwards(int few, Callable<Double> measured) throws Exception {
    for (int i = 0; i < few; i++) {
      measured.call();
    }
    return measured.call();
  }

  private static double onALoop(int many) throws Exception {
    ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    loop.submit(() -> {}).get();
    CountDownLatch left = new CountDownLatch(many);
    long began = System.nanoTime();
    for (int i = 0; i < many; i++) {
      loop.schedule(left::countDown, 10, TimeUnit.MILLISECONDS);
    }
    left.await();
    double took = since(began);
    loop.shutdown();
    return took;
  }

  private static double sleepers(int many) throws InterruptedException {
    long began = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      threads.add(new Thread(() -> LockSupport.parkNanos(10_000_000)));
      threads.get(i).start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return since(began);
  }

  private static double blocking() throws Exception {
    ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    lateness(loop, false);
    double otherwise = lateness(loop, false);
    double blocked = lateness(loop, true);
    loop.shutdown();
    return blocked / otherwise;
  }

  private static double lateness(ScheduledExecutorService loop, boolean computing) throws Exception {
    List<Long> late = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch left = new CountDownLatch(10);
    long began = System.nanoTime();
    for (int i = 1; i <= 10; i++) {
      long due = began + i * 2_000_000L;
      loop.schedule(
          () -> {
            late.add(System.nanoTime() - due);
            left.countDown();
          },
          due - System.nanoTime(),
          TimeUnit.NANOSECONDS);
    }
    if (computing) {
      loop.execute(
          () -> {
            while (System.nanoTime() - began < 20_000_000) {
              compute(1000);
            }
          });
    }
    left.await();
    return late.stream().mapToLong(Long::longValue).average().orElseThrow();
  }

  // --- Memory, faults, isolation

  private static long pss(String pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", pid, "smaps_rollup")).stream()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static double told(String role) throws Exception {
    return Double.parseDouble(start(jvm(role)).inputReader().readLine());
  }

  private static double threadMemory() throws Exception {
    Runnable one =
        () -> {
          Thread thread = new Thread(LockSupport::park);
          thread.setDaemon(true);
          thread.start();
        };
    one.run();
    double before = pss("self");
    for (int i = 0; i < 64; i++) {
      one.run();
    }
    Thread.sleep(20);
    return (pss("self") - before) / 64;
  }

  private static long live() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static double taskMemory() {
    ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    List<CompletableFuture<Void>> held = new ArrayList<>(10_001);
    Runnable one =
        () -> {
          CompletableFuture<Void> awake = new CompletableFuture<>();
          loop.schedule(() -> awake.complete(null), 1, TimeUnit.HOURS);
          held.add(awake.thenRun(() -> {}));
        };
    one.run();
    long before = live();
    for (int i = 0; i < 10_000; i++) {
      one.run();
    }
    return (live() - before) / 1e4;
  }

  private static double virtualMemory() throws Exception {
    var start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    List<Object> held = new ArrayList<>(10_001);
    held.add(start.invoke(null, (Runnable) LockSupport::park));
    long before = live();
    for (int i = 0; i < 10_000; i++) {
      held.add(start.invoke(null, (Runnable) LockSupport::park));
    }
    Thread.sleep(30);
    return (live() - before) / 1e4;
  }

  private static double processMemory() throws Exception {
    double before = pss("self");
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      children.add(start(jvm("park")));
    }
    double after = 0;
    for (Process one : children) {
      one.getInputStream().read();
    }
    for (Process one : children) {
      after += pss(String.valueOf(one.pid()));
    }
    after += pss("self");
    for (Process one : children) {
      end(one);
    }
    return (after - before) / 3;
  }

  private static void fault() {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      var field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 0L);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean died(String role) throws Exception {
    List<String> command = jvm(role);
    command.addAll(
        1, List.of("-XX:-CreateCoredumpOnCrash", "-XX:+SuppressFatalErrorMessage"));
    return start(command).waitFor() != 0; // a JVM told to say nothing of it exits with 1
  }

  private static void faults() {
    QUANTITIES.put("footprint.thread", () -> told("threads"));
    QUANTITIES.put("footprint.task", () -> told("tasks"));
    QUANTITIES.put("footprint.process", Direct::processMemory);
    QUANTITIES.put("crash.process", () -> died("fault") ? 1.0 : 0); // and here we are
    QUANTITIES.put("crash.thread", () -> died("fault-in-thread") ? 0 : 1.0);
    QUANTITIES.put(
        "thread.end-leaves-others",
        () -> {
          threads(1);
          return 1.0; // here we are
        });
    QUANTITIES.put(
        "isolation.memory.thread",
        () -> {
          int[] cell = {0};
          Thread writer = new Thread(() -> cell[0] = 1);
          writer.start();
          writer.join();
          return cell[0] == 0 ? 1.0 : 0;
        });
    QUANTITIES.put(
        "isolation.memory.process",
        () -> {
          System.setProperty("cell", "written");
          return start(jvm("tell")).inputReader().readLine().equals("null") ? 1.0 : 0;
        });
  }

  public static void main(String[] words) throws Exception {
    if (words.length > 1 && words[0].equals("child")) {
      child(words[1], words.length > 2 ? words[2] : "");
    }
    spawning();
    passing();
    sharing();
    computing();
    waiting();
    faults();
    Set<String> wanted = words.length > 0 ? Set.of(words) : QUANTITIES.keySet();
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, Callable<Double>> quantity : QUANTITIES.entrySet()) {
        if (wanted.contains(quantity.getKey())) {
          values
              .computeIfAbsent(quantity.getKey(), name -> new ArrayList<>())
              .add(quantity.getValue().call());
          for (Process child : CHILDREN) {
            end(child);
          }
          CHILDREN.clear();
        }
      }
    }
    values.forEach(
        (name, all) -> {
          Collections.sort(all);
          System.out.println(name + " " + all.get(ROUNDS / 2));
        });
    System.exit(0);
  }
}
