package dev.advise.probe.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Many waits of 10 ms at once: on a loop, in threads, in processes, and in a row. */
final class Waiting {

  private static final long WAIT_MS = 10;

  private Waiting() {}

  static void enter(Catalogue catalogue) {
    for (int count : new int[] {10, 100, 1000}) {
      catalogue.probeAfterARun("waiters.async." + count, 12, bench -> onLoop(bench, count));
      catalogue.probeAfterARun(
          "waiters.threads." + count, 12 + count / 6, bench -> inThreads(bench, count));
      catalogue.probe(
          "waiters.processes." + count,
          30.0 * count,
          bench -> inProcesses(bench, count, Child.command("wait", String.valueOf(WAIT_MS))));
      catalogue.probe("waiters.sequential." + count, 11, 18, bench -> inARow(bench, count));
    }
    catalogue.probe("loop.blocked", 45, 22, Waiting::blockedLoop);
  }

  /** The standing event loop: one thread, timers and tasks. */
  static ScheduledExecutorService loop(Bench bench) throws Exception {
    return bench
        .stage()
        .partner(
            "loop",
            ScheduledExecutorService.class,
            () ->
                Executors.newSingleThreadScheduledExecutor(
                    task -> {
                      Thread made = new Thread(task, "loop");
                      made.setDaemon(true);
                      return made;
                    }));
  }

  private static double onLoop(Bench bench, int count) throws Exception {
    ScheduledExecutorService loop = loop(bench);
    CountDownLatch rung = new CountDownLatch(count);
    long began = System.nanoTime();
    for (int i = 0; i < count; i++) {
      loop.schedule(rung::countDown, WAIT_MS, TimeUnit.MILLISECONDS);
    }
    rung.await();
    return Bench.secondsSince(began);
  }

  private static double inThreads(Bench bench, int count) throws Exception {
    bench.need(count, 0);
    List<Thread> started = new ArrayList<>();
    long began = System.nanoTime();
    try {
      for (int i = 0; i < count; i++) {
        Thread thread = new Thread(Waiting::sleep);
        thread.setDaemon(true);
        thread.start();
        started.add(thread);
      }
    } finally {
      for (Thread thread : started) {
        thread.join();
      }
    }
    return Bench.secondsSince(began);
  }

  /** Seconds from the start of the first of these processes to the end of the last. */
  static double inProcesses(Bench bench, int count, List<String> command) throws Exception {
    bench.needJvms(count);
    List<Process> started = new ArrayList<>();
    long began = System.nanoTime();
    try {
      for (int i = 0; i < count; i++) {
        started.add(bench.stage().start(command));
      }
    } finally {
      for (Process process : started) {
        bench.stage().reap(process);
      }
    }
    double took = Bench.secondsSince(began);
    for (Process process : started) {
      if (process.exitValue() != 0) {
        throw bench.stage().whyEnded(process);
      }
    }
    return took;
  }

  /** Waits in a row add up: a few are timed and the sum is taken. */
  private static double inARow(Bench bench, int count) throws Exception {
    return count
        * bench.perOperation(
            waits -> {
              for (long i = 0; i < waits; i++) {
                Thread.sleep(WAIT_MS);
              }
            });
  }

  private static void sleep() {
    try {
      Thread.sleep(WAIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Mean lateness of ten timers within 20 ms while one callback computes, over when none does. */
  private static double blockedLoop(Bench bench) throws Exception {
    ScheduledExecutorService loop = loop(bench);
    if (bench.isFirst()) {
      lateness(bench, loop, false); // until it is compiled
    }
    double free = lateness(bench, loop, false);
    return lateness(bench, loop, true) / free;
  }

  private static double lateness(Bench bench, ScheduledExecutorService loop, boolean computing)
      throws Exception {
    int timers = 10;
    CountDownLatch rung = new CountDownLatch(timers);
    AtomicLong late = new AtomicLong();
    long began = System.nanoTime();
    for (int i = 1; i <= timers; i++) {
      long due = began + i * 2_000_000L;
      loop.schedule(
          () -> {
            late.addAndGet(System.nanoTime() - due);
            rung.countDown();
          },
          due - System.nanoTime(),
          TimeUnit.NANOSECONDS);
    }
    if (computing) {
      loop.execute(() -> bench.kept = Computing.chunksUntil(began + 20_000_000));
    }
    rung.await();
    return Math.max(1e3, (double) late.get() / timers);
  }
}
