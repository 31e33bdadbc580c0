package dev.advise.probe.jvm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** How computing spreads over workers. */
final class Computing {

  /** Throughput is counted over 40 ms, as a scheduler needs time to spread workers. */
  static final long WINDOW_NS = 40_000_000;

  private static final int CHUNK = 10_000;
  private static final int OVERSUBSCRIBED = 64;

  /** Some 60 ms of arithmetic, shared by however many workers. */
  private static final long SHARED_STEPS = 32_000_000;

  /** Until as many JVMs as there are CPUs, usually, have begun side by side and are warm. */
  private static final double START_OF_JVMS_MS = 130;

  private Computing() {}

  static void enter(Catalogue catalogue) {
    catalogue.probe(
        "cpu.arithmetic",
        bench -> bench.perOperation(count -> bench.kept = arithmetic(1, count * 1000)) * 1000);
    catalogue.probe("noise.lost-share", 21, bench -> lostShare());
    catalogue.probe(
        "cpu-scaling.threads", 84, bench -> threads(bench, bench.cores()) / threads(bench, 1));
    catalogue.probe(
        "cpu-scaling.threads-oversubscribed",
        86,
        bench -> threads(bench, 4 * bench.cores()) / threads(bench, bench.cores()));
    catalogue.probe(
        "cpu-scaling.processes", 82, START_OF_JVMS_MS, bench -> processes(bench, bench.cores(), 1));
    catalogue.probe(
        "cpu-scaling.processes-oversubscribed",
        450, // so many do not stand by for long, as other probes need their memory
        bench -> processes(bench, 4 * bench.cores(), bench.cores()));
    catalogue.probe("oversubscription.threads", 85, Computing::oversubscribedThreads);
    catalogue.probe("oversubscription.processes", 2000, Computing::oversubscribedProcesses);
    catalogue.noSuchConcept(
        "cpu-scaling.native-threads", "the JVM has no lock for native work to release");
  }

  /** x = x * 1103515245 + 12345 modulo 2^31, that many times. */
  static int arithmetic(int from, long steps) {
    int x = from;
    for (long i = 0; i < steps; i++) {
      x = (x * 1103515245 + 12345) & 0x7fffffff;
    }
    return x;
  }

  /** Chunks of work that end before the deadline. */
  static long chunksUntil(long deadline) {
    int x = 1;
    for (long done = 0; ; done++) {
      x = arithmetic(x, CHUNK);
      if (System.nanoTime() - deadline >= 0) {
        return done + (x >>> 31); // x is never negative; nobody else knows that
      }
    }
  }

  private static double threads(Bench bench, int workers) throws Exception {
    bench.need(workers, 0);
    CountDownLatch go = new CountDownLatch(1);
    // The same for all: who comes late to a crowded CPU has less of the window.
    AtomicLong deadline = new AtomicLong();
    AtomicLong done = new AtomicLong();
    List<Thread> started = new ArrayList<>();
    try {
      for (int i = 0; i < workers; i++) {
        Thread thread =
            new Thread(
                () -> {
                  await(go);
                  done.addAndGet(chunksUntil(deadline.get()));
                });
        thread.setDaemon(true);
        thread.start();
        started.add(thread);
      }
      deadline.set(System.nanoTime() + WINDOW_NS);
    } finally {
      go.countDown();
      for (Thread thread : started) {
        thread.join();
      }
    }
    return Math.max(1, done.get());
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The throughput of many child JVMs over that of few of them. */
  private static double processes(Bench bench, int many, int few) throws Exception {
    Crew crew =
        bench
            .stage()
            .partner(
                many + " computing JVMs",
                Crew.class,
                () -> {
                  bench.needJvms(many);
                  return Crew.of(bench.stage(), many);
                });
    return throughput(crew.jvms()) / throughput(crew.jvms().subList(0, few));
  }

  /** Warm JVMs that compute when they are told to. */
  private record Crew(List<Process> jvms) implements StandingJvms {

    static Crew of(Stage stage, int count) throws Exception {
      List<Process> jvms = new ArrayList<>();
      try {
        for (int i = 0; i < count; i++) {
          jvms.add(stage.start(Child.command("compute")));
        }
        for (Process jvm : jvms) {
          if (jvm.getInputStream().read() < 0) {
            throw stage.whyEnded(jvm);
          }
        }
      } catch (IOException | Absent e) {
        for (Process jvm : jvms) {
          stage.end(jvm);
        }
        throw e;
      }
      return new Crew(jvms);
    }
  }

  private static double throughput(List<Process> workers) throws IOException {
    long deadline = System.nanoTime() + WINDOW_NS; // of a clock that all JVMs of a host share
    for (Process worker : workers) {
      new DataOutputStream(worker.getOutputStream()).writeLong(deadline);
      worker.getOutputStream().flush();
    }
    long done = 0;
    for (Process worker : workers) {
      done += new DataInputStream(worker.getInputStream()).readLong();
    }
    return Math.max(1, done);
  }

  /** Time of the same work in 64 workers over that in as many as there are cores. */
  private static double oversubscribedThreads(Bench bench) throws Exception {
    bench.need(OVERSUBSCRIBED, 0);
    return inThreads(bench, OVERSUBSCRIBED) / inThreads(bench, bench.cores());
  }

  private static double inThreads(Bench bench, int workers) throws Exception {
    long began = System.nanoTime();
    List<Thread> started = new ArrayList<>();
    try {
      for (int i = 0; i < workers; i++) {
        Thread thread = new Thread(() -> bench.kept = arithmetic(1, SHARED_STEPS / workers));
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

  private static double oversubscribedProcesses(Bench bench) throws Exception {
    bench.needJvms(OVERSUBSCRIBED);
    return inProcesses(bench, OVERSUBSCRIBED) / inProcesses(bench, bench.cores());
  }

  private static double inProcesses(Bench bench, int workers) throws Exception {
    return Waiting.inProcesses(
        bench, workers, Child.command("work", String.valueOf(SHARED_STEPS / workers)));
  }

  /** The share of a spin of 20 ms that was lost to gaps of more than 20 microseconds. */
  private static double lostShare() {
    long began = System.nanoTime();
    long last = began;
    long lost = 0;
    while (last - began < 20_000_000) {
      long tick = System.nanoTime();
      if (tick - last > 20_000) {
        lost += tick - last;
      }
      last = tick;
    }
    return (double) lost / (last - began);
  }
}
