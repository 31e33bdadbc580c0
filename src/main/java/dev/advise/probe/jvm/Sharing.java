package dev.advise.probe.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;

/** What it costs to share, and what it costs to share without a lock. */
final class Sharing {

  private static final int MOST_CONTENDERS = 8;

  /** Long enough for workers to meet often, though one of them is woken a little late. */
  private static final long WINDOW_NS = 10_000_000;

  private static final int CHUNK = 1000;
  private static final int WARM_SAMPLES = 4;

  /** Two cache lines, as adjacent ones are often fetched together. */
  private static final int APART = 16;

  private Sharing() {}

  static void enter(Catalogue catalogue) {
    catalogue.probe("lock.uncontended", Sharing::uncontended);
    catalogue.probe("lock.contended", 11, warm(Sharing::contended));
    catalogue.probe("counter.thread-local", 11, warm(Sharing::threadLocal));
    catalogue.probe("race.lost-updates", 11, warm(Sharing::lostUpdates));
    catalogue.probe("false-sharing", 21, warm(Sharing::falseSharing));
  }

  /** The first sample is one of compiled code too: a few before it do not count. */
  private static Catalogue.Probe warm(Catalogue.Probe probe) {
    return bench -> {
      for (int i = bench.isFirst() ? 0 : WARM_SAMPLES; i < WARM_SAMPLES; i++) {
        probe.sample(bench);
      }
      return probe.sample(bench);
    };
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

  /**
   * What workers do within the same few milliseconds, one standing on each CPU. They meet at a
   * barrier at which they spin, so that none has to be woken. Operations are counted in a given
   * time, and not the other way round: a worker that is held up cannot stretch it.
   */
  private static long together(Bench bench, List<Integer> cpus, Work work) throws Exception {
    AtomicInteger missing = new AtomicInteger(cpus.size());
    AtomicLong deadline = new AtomicLong();
    List<Player> players = new ArrayList<>();
    for (int i = 0; i < cpus.size(); i++) {
      // Numbers 4 and up: a second one on the same CPU must not wait for the first.
      players.add(bench.stage().playerOn(cpus.get(i), 4 + i));
    }
    List<Future<Long>> parts = new ArrayList<>();
    for (int i = 0; i < cpus.size(); i++) {
      int worker = i;
      parts.add(
          players
              .get(i)
              .start(
                  () -> {
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
                    return done;
                  }));
    }
    long done = 0;
    for (Future<Long> part : parts) {
      done += part.get();
    }
    return Math.max(1, done);
  }

  private static double uncontended(Bench bench) throws Exception {
    Guarded guarded = new Guarded();
    return bench.perOperationOnOneCpu(guarded::add);
  }

  private static double contended(Bench bench) throws Exception {
    Guarded guarded = new Guarded();
    return WINDOW_NS
        / 1e9
        / together(bench, atLeastTwo(contenders(bench)), (worker, count) -> guarded.add(count));
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
    return WINDOW_NS / 1e9 / together(bench, cpus, counting);
  }

  /** The share of the updates that were overwritten: read, call, write, without a lock. */
  private static double lostUpdates(Bench bench) throws Exception {
    List<Integer> cpus = atLeastTwo(contenders(bench)).subList(0, 2);
    AtomicLong counter = new AtomicLong();
    long updates =
        together(
            bench,
            cpus,
            (worker, count) -> {
              for (int i = 0; i < count; i++) {
                counter.setOpaque(successor(counter.getOpaque()));
              }
            });
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
    double apart = together(bench, cpus, counting(APART));
    return apart / together(bench, cpus, counting(1));
  }

  private static Work counting(int stride) {
    AtomicLongArray counters = new AtomicLongArray(4 * APART);
    return (worker, count) -> {
      int mine = APART + worker * stride;
      for (int i = 0; i < count; i++) {
        counters.getAndIncrement(mine);
      }
    };
  }
}
