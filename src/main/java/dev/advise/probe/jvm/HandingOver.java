package dev.advise.probe.jvm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A message to a standing worker, which touches each page of it, and back. The two are on two CPUs
 * if there are two. By reference: the same work called for on the spot, in one thread.
 */
final class HandingOver {

  private static final Map<String, Integer> SIZES = new LinkedHashMap<>();

  static {
    SIZES.put("64B", 64);
    SIZES.put("4KiB", 4 * Bench.KIB);
    SIZES.put("64KiB", 64 * Bench.KIB);
    SIZES.put("1MiB", Bench.MIB);
  }

  /** Until a partner on another thread stands where it is to be, and all is compiled. */
  private static final double START_OF_A_THREAD_MS = 150;

  /** Until the partner's JVM has begun, and what there is to be compiled for the first ways. */
  private static final double START_OF_A_JVM_MS = 320;

  /** Messages until the compiler knows what happens where a queue is empty. */
  private static final int WARMING_TRIPS = 6000;

  private HandingOver() {}

  static void enter(Catalogue catalogue) {
    SIZES.forEach(
        (name, size) -> {
          catalogue.probe("handoff.reference." + name, bench -> byReference(bench, size));
          catalogue.probeOfRoundTrips(
              "handoff.thread." + name, START_OF_A_THREAD_MS, bench -> byQueue(bench, size));
          catalogue.partner("handoff.thread." + name, "queue");
          // The usual way to a child of a JVM is its standard streams, and those are pipes.
          enterEcho(catalogue, "handoff.process." + name, size, Echo::byPipe);
          enterEcho(catalogue, "handoff.pipe." + name, size, Echo::byPipe);
          enterEcho(catalogue, "handoff.socket." + name, size, Echo::bySocket);
          enterEcho(catalogue, "handoff.shared-memory." + name, size, Echo::byMemory);
          catalogue.noSuchConcept(
              "handoff.queue." + name, "the JDK has no queue between processes");
        });
  }

  /** One of the ways to the partner in another JVM. */
  @FunctionalInterface
  private interface Way {
    void roundTrips(Echo echo, long count, int size) throws Exception;
  }

  private static void enterEcho(Catalogue catalogue, String name, int size, Way way) {
    catalogue.probeOfRoundTrips(name, START_OF_A_JVM_MS, bench -> byEcho(bench, size, way));
    catalogue.partner(name, "echo");
  }

  private static double byEcho(Bench bench, int size, Way way) throws Exception {
    int there = bench.lastCpu();
    Echo echo =
        bench
            .stage()
            .partner(
                "echo on " + there,
                Echo.class,
                () -> {
                  bench.needJvms(1);
                  return Echo.start(bench.stage(), there);
                });
    return bench.perRoundTrip(count -> way.roundTrips(echo, count, size));
  }

  /** A call: the message stays in this thread. */
  private static double byReference(Bench bench, int size) throws Exception {
    byte[] message = new byte[size];
    return bench.perOperationOnOneCpu(
        count -> {
          long sum = 0;
          for (long i = 0; i < count; i++) {
            sum += Echo.touch(message, size);
          }
          bench.kept = sum;
        });
  }

  private static double byQueue(Bench bench, int size) throws Exception {
    Queues queues =
        bench
            .stage()
            .partner(
                "queues to " + bench.lastCpu(),
                Queues.class,
                () -> {
                  // To and fro on one CPU is soonest done, and leaves the other to the compiler.
                  Queues warming = Queues.servedBy(bench.stage().playerOn(bench.firstCpu(), 2));
                  bench.warm(WARMING_TRIPS, count -> warming.roundTrips(count, new byte[1]));
                  return Queues.servedBy(bench.stage().playerOn(bench.lastCpu(), 3));
                });
    byte[] message = new byte[size];
    return bench.perRoundTrip(count -> queues.roundTrips(count, message));
  }

  /** What most programs use between threads. It passes references. */
  private record Queues(BlockingQueue<byte[]> there, BlockingQueue<byte[]> back) {

    static Queues servedBy(Player player) {
      Queues made = new Queues(new ArrayBlockingQueue<>(1), new ArrayBlockingQueue<>(1));
      player.start(made::serve);
      return made;
    }

    private Void serve() throws InterruptedException {
      while (true) {
        byte[] message = there.take();
        Echo.touch(message, message.length);
        back.put(message);
      }
    }

    void roundTrips(long count, byte[] message) throws InterruptedException {
      for (long i = 0; i < count; i++) {
        there.put(message);
        back.take();
      }
    }
  }
}
