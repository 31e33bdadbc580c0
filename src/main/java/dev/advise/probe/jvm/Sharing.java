package dev.advise.probe.jvm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What it costs to share, and what it costs to share without a lock. */
final class Sharing {

  private static final int MOST_CONTENDERS = 8;

  /** Long enough for workers to meet often, though one of them is woken a little late. */
  private static final long WINDOW_NS = 10_000_000;

  private static final int CHUNK = 1000;

  /** Windows that do not count, in which the compiler learns what happens where workers meet. */
  private static final int WARM_WINDOWS = 2;

  /** Seconds that work is left to itself at least and most, so that the compiler has a CPU. */
  private static final double LEAST_WARMING = 0.005;

  private static final double MOST_WARMING = 0.03;

  /** A window is tried again where this share of it was spent waiting for a CPU. */
  private static final double DISTURBED = 0.1;

  private static final int WINDOWS = 3;

  /** What a first sample takes for that. */
  private static final double WARM_UP_MS = 120;

  private static final int LINE_BYTES = 64;

  /** In counters: two cache lines, as adjacent ones are often fetched together. */
  private static final int APART = 2 * LINE_BYTES / Long.BYTES;

  private static final VarHandle COUNTERS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private Sharing() {}

  static void enter(Catalogue catalogue) {
    catalogue.probe("lock.uncontended", Sharing::uncontended);
    catalogue.probe("lock.contended", 32, WARM_UP_MS, Sharing::contended);
    catalogue.probe("counter.thread-local", 12, WARM_UP_MS, Sharing::threadLocal);
    catalogue.probe("race.lost-updates", 12, WARM_UP_MS, Sharing::lostUpdates);
    catalogue.probe("false-sharing", 30, WARM_UP_MS, Sharing::falseSharing);
  }

  /** Some operations of one of several workers. */
  @FunctionalInterface
  private interface Work {
    void run(int worker, int operations);
  }

  private static List<Integer> contenders(Bench bench) throws Absent {
    List<Integer> cpus = bench.cpus().subList(0, Math.min(MOST_CONTENDERS, bench.cores()));
    bench.need(cpus.size(), 0);
    return cpus;
  }

  /** Two of them, on one CPU if there is no other. */
  private static List<Integer> atLeastTwo(List<Integer> cpus) {
    return cpus.size() > 1 ? cpus : List.of(cpus.get(0), cpus.get(0));
  }

  /** Alone at first: where all CPUs are busy with the work itself, it stays interpreted. */
  private static void warm(Bench bench, List<Integer> cpus, Supplier<Work> fresh) throws Exception {
    if (!bench.isFirst()) {
      return;
    }
    Work work = fresh.get();
    Callable<?> some =
        () -> {
          work.run(0, CHUNK);
          return null;
        };
    bench.onOneCpu(
        () -> {
          bench.untilCompiled(LEAST_WARMING, MOST_WARMING, some);
          return null;
        });
    for (int i = 0; i < WARM_WINDOWS; i++) {
      meet(bench, cpus, work);
    }
    bench.compilers().awaitIdle();
  }

  /**
   * What workers do at once, one standing on each CPU. Who waited for a CPU was not at it with the
   * others: such a window is tried again, a few times.
   */
  private static long together(Bench bench, List<Integer> cpus, Supplier<Work> fresh)
      throws Exception {
    Meeting meeting = meet(bench, cpus, fresh.get());
    boolean haveOneEach = Set.copyOf(cpus).size() == cpus.size();
    for (int i = 1; i < WINDOWS && haveOneEach && meeting.waited() > WINDOW_NS * DISTURBED; i++) {
      bench.compilers().awaitIdle();
      meeting = meet(bench, cpus, fresh.get());
    }
    return Math.max(1, meeting.done());
  }

  /** What was done in a window, and the nanoseconds that workers waited for a CPU, all of them. */
  private record Meeting(long done, long waited) {

    Meeting and(Meeting other) {
      return new Meeting(done + other.done, waited + other.waited);
    }
  }

  /**
   * They meet at a barrier at which they spin, so that none has to be woken. Operations are counted
   * in a given time, and not the other way round: a worker that is held up cannot stretch it.
   */
  private static Meeting meet(Bench bench, List<Integer> cpus, Work work) throws Exception {
    AtomicInteger missing = new AtomicInteger(cpus.size());
    AtomicLong deadline = new AtomicLong();
    List<Player> players = new ArrayList<>();
    for (int i = 0; i < cpus.size(); i++) {
      // Numbers 4 and up: a second one on the same CPU must not wait for the first.
      players.add(bench.stage().playerOn(cpus.get(i), 4 + i));
    }
    List<Future<Meeting>> parts = new ArrayList<>();
    for (int i = 0; i < cpus.size(); i++) {
      int worker = i;
      parts.add(
          players
              .get(i)
              .start(
                  () -> {
                    long before = ProcessorTime.thatThisThreadWaited();
                    if (missing.decrementAndGet() == 0) {
                      deadline.set(System.nanoTime() + WINDOW_NS);
                    }
                    while (deadline.get() == 0) {
                      Thread.onSpinWait();
                    }
                    long done = 0;
                    while (System.nanoTime() - deadline.get() < 0) {
                      work.run(worker, CHUNK);
                      done += CHUNK;
                    }
                    return new Meeting(done, ProcessorTime.thatThisThreadWaited() - before);
                  }));
    }
    Meeting all = new Meeting(0, 0);
    for (Future<Meeting> part : parts) {
      all = all.and(part.get());
    }
    return all;
  }

  private static double uncontended(Bench bench) throws Exception {
    Guarded guarded = new Guarded();
    return bench.perOperationOnOneCpu(guarded::add);
  }

  private static double contended(Bench bench) throws Exception {
    List<Integer> cpus = atLeastTwo(contenders(bench));
    Guarded guarded = new Guarded();
    Work adding = (worker, count) -> guarded.add(count);
    warm(bench, cpus, () -> adding);
    // Whoever is woken for the lock waits for a CPU, and that is no disturbance here. It stays with
    // one of them for long, or goes to and fro, so one window is not like the next.
    long done = 0;
    for (int i = 0; i < WINDOWS; i++) {
      done += meet(bench, cpus, adding).done();
    }
    return WINDOWS * WINDOW_NS / 1e9 / Math.max(1, done);
  }

  private static final class Guarded {
    private final ReentrantLock lock = new ReentrantLock();
    private long counter;

    void add(long count) {
      int rounds = Math.toIntExact(count); // a loop over a long is compiled worse
      for (int i = 0; i < rounds; i++) {
        lock.lock();
        try {
          counter++;
        } finally {
          lock.unlock();
        }
      }
    }
  }

  /** Opaque access: a counter in memory, which no compiler may keep in a register. */
  private static double threadLocal(Bench bench) throws Exception {
    List<Integer> cpus = contenders(bench);
    AtomicLongArray counters = new AtomicLongArray((cpus.size() + 1) * APART);
    Work counting =
        (worker, count) -> {
          int mine = (worker + 1) * APART;
          for (int i = 0; i < count; i++) {
            counters.setOpaque(mine, counters.getOpaque(mine) + 1);
          }
        };
    return secondsPerOperation(bench, cpus, () -> counting);
  }

  private static double secondsPerOperation(Bench bench, List<Integer> cpus, Supplier<Work> fresh)
      throws Exception {
    warm(bench, cpus, fresh);
    return WINDOW_NS / 1e9 / together(bench, cpus, fresh);
  }

  /** The share of the updates that were overwritten: read, call, write, without a lock. */
  private static double lostUpdates(Bench bench) throws Exception {
    List<Integer> cpus = atLeastTwo(contenders(bench)).subList(0, 2);
    AtomicLong counter = new AtomicLong();
    Work updating =
        (worker, count) -> {
          for (int i = 0; i < count; i++) {
            counter.setOpaque(successor(counter.getOpaque()));
          }
        };
    Supplier<Work> fromZero =
        () -> {
          counter.setOpaque(0);
          return updating;
        };
    warm(bench, cpus, fromZero);
    long updates = together(bench, cpus, fromZero);
    return 1 - counter.get() / (double) updates;
  }

  private static long successor(long value) {
    return value + 1;
  }

  /** How many times dearer it is to count next to each other than far apart. */
  private static double falseSharing(Bench bench) throws Exception {
    if (bench.cores() < 2) {
      throw Absent.noSuchConcept("there is only one CPU to use");
    }
    List<Integer> cpus = contenders(bench).subList(0, 2);
    warm(bench, cpus, () -> counting(APART));
    double apart = together(bench, cpus, () -> counting(APART));
    return apart / together(bench, cpus, () -> counting(1));
  }

  /** In memory that begins with a cache line: in an array, neighbours may be on two of them. */
  private static Work counting(int stride) {
    ByteBuffer counters =
        ByteBuffer.allocateDirect(4 * APART * Long.BYTES + LINE_BYTES).alignedSlice(LINE_BYTES);
    return (worker, count) -> {
      int mine = (APART + worker * stride) * Long.BYTES;
      for (int i = 0; i < count; i++) {
        COUNTERS.getAndAdd(counters, mine, 1L);
      }
    };
  }
}
