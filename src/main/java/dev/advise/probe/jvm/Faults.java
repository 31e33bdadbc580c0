package dev.advise.probe.jvm;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Who survives whom, and who sees whose writes. Shares of a few trials. */
final class Faults {

  private static final String CELL = "dev.advise.probe.cell";

  /** What a child exits with that should have crashed; the JVM's own handler of faults exits 1. */
  static final int UNHURT = 3;

  private Faults() {}

  static void enter(Catalogue catalogue) {
    catalogue.probe("crash.process", 112, Faults::processCrash);
    catalogue.probe("crash.thread", 112, Faults::threadCrash);
    catalogue.probe("thread.end-leaves-others", 5, bench -> share(4, () -> endsAlone(bench)));
    catalogue.probe("isolation.memory.thread", 3, bench -> share(4, () -> threadIsApart(bench)));
    catalogue.probe("isolation.memory.process", 70, Faults::processIsApart);
  }

  private static double share(int trials, Callable<Boolean> trial) throws Exception {
    int positive = 0;
    for (int i = 0; i < trials; i++) {
      positive += trial.call() ? 1 : 0;
    }
    return (double) positive / trials;
  }

  /** A real fault: a write to address zero, for which the JVM must be asked in a roundabout way. */
  static void crash() {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field instance = type.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      Method write = type.getMethod("putAddress", long.class, long.class);
      write.invoke(instance.get(null), 0L, 0L);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A child JVM faults; another process and we are the others. */
  private static double processCrash(Bench bench) throws Exception {
    bench.needJvms(1);
    Process sibling = bench.stage().start(List.of("cat"));
    try {
      if (survivesCrash(bench, "crash")) {
        throw Absent.failed("the child JVM would not crash");
      }
      Switching.roundTrips(sibling, 1);
      return 1;
    } finally {
      bench.stage().end(sibling);
    }
  }

  /** A thread faults in a JVM made for it; its main thread is the other. */
  private static double threadCrash(Bench bench) throws Exception {
    bench.needJvms(1);
    return survivesCrash(bench, "crash-thread") ? 1 : 0;
  }

  /** Whether a child in which something crashes has another word to say afterwards. */
  private static boolean survivesCrash(Bench bench, String role) throws Exception {
    Process child = bench.stage().start(Child.command(role));
    if (child.getInputStream().read() < 0) {
      throw bench.stage().whyEnded(child);
    }
    boolean alive = child.getInputStream().read() >= 0;
    int code = bench.stage().reap(child);
    if (!alive && (code == 0 || code == UNHURT)) {
      throw Absent.failed("the child JVM would not crash");
    }
    return alive;
  }

  /** A thread ends; another still answers. */
  private static boolean endsAlone(Bench bench) throws Exception {
    bench.need(2, 0);
    SynchronousQueue<String> ask = new SynchronousQueue<>();
    SynchronousQueue<String> answer = new SynchronousQueue<>();
    Thread other = started(() -> answer.offer(ask.take(), 1, TimeUnit.SECONDS));
    started(() -> null).join();
    ask.offer("?", 1, TimeUnit.SECONDS);
    boolean answered = answer.poll(1, TimeUnit.SECONDS) != null;
    other.interrupt();
    return answered;
  }

  private static Thread started(Callable<?> body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.call();
              } catch (Exception e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static boolean threadIsApart(Bench bench) throws Exception {
    bench.need(1, 0);
    int[] cell = {0};
    started(() -> cell[0] = 1).join();
    return cell[0] == 0;
  }

  /**
   * A system property is memory of one process: do we see what a child wrote, or it what we did?
   */
  private static double processIsApart(Bench bench) throws Exception {
    bench.needJvms(1);
    System.setProperty(CELL, "written");
    Process child = bench.stage().start(Child.command("tell", CELL));
    try {
      int seen = child.getInputStream().read();
      if (seen < 0) {
        throw bench.stage().whyEnded(child);
      }
      return seen == 0 ? 1 : 0;
    } finally {
      bench.stage().end(child);
    }
  }
}
