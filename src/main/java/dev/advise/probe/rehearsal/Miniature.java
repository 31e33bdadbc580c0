package dev.advise.probe.rehearsal;

import dev.advise.facts.Figures;
import dev.advise.facts.Mix;
import dev.advise.facts.Topology;
import java.util.ArrayList;
import java.util.List;

/**
 * A mix made small enough for a window of measurement, in ways that keep what decides between the
 * models.
 *
 * <p>Long computing shrinks together with the wait and the message, so that the share of overhead
 * grows a little and nothing else changes. Long waits shrink together with the tasks in flight, so
 * that as many tasks start per second as before and the load on the cores is the same: shrinking
 * waits alone would turn an idle host into a busy one. A few workers cannot be thinned; what their
 * waits lack is added to what they took ({@link Enlargement}).
 *
 * @param mix what it is the miniature of
 * @param shrunk what one second of a task's computing and waiting became, 0 to 1
 * @param thinned what one task in flight became, 0 to 1; waits shrank by as much again
 */
record Miniature(
    Mix mix,
    double cpuPerTask,
    double waitPerTask,
    long messageBytes,
    long sharedBytes,
    long concurrency,
    double shrunk,
    double thinned,
    List<String> scaled) {

  /** Tasks that a worker should get through in a window, for the count to mean something. */
  private static final double TASKS_PER_WINDOW = 20;

  /** Rounds of waits that should fit into a window. */
  private static final double WAITS_PER_WINDOW = 6;

  /** With fewer tasks in flight there is no thinning them further. */
  private static final long FEWEST_IN_FLIGHT = 8;

  /** More in flight load a host no differently, and may be more than it bears. */
  private static final long MOST_IN_FLIGHT = 1_000;

  private static final long MOST_SHARED_BYTES = 64L << 20;

  Miniature {
    scaled = List.copyOf(scaled);
  }

  /**
   * The mix, for windows of that many seconds.
   *
   * @param window seconds of one measurement, above 0
   * @param bytes that a rehearsal may take
   */
  static Miniature of(Mix mix, double window, double bytes) {
    List<String> scaled = new ArrayList<>();
    double shrunk = shrinking(mix.cpuPerTask(), window / TASKS_PER_WINDOW);
    double wait = mix.waitPerTask() * shrunk;
    if (shrunk < 1) {
      scaled.add(
          "tasks of %s computing were made %s"
              .formatted(
                  Figures.seconds(mix.cpuPerTask()), Figures.seconds(mix.cpuPerTask() * shrunk)));
    }
    double thinned =
        Math.min(
            shrinking(wait, window / WAITS_PER_WINDOW),
            shrinking(mix.concurrency(), mostInFlight(mix.dataSharing().messageBytes(), bytes)));
    long concurrency =
        Math.max(
            Math.min(FEWEST_IN_FLIGHT, mix.concurrency()), Math.round(mix.concurrency() * thinned));
    if (thinned < 1 && wait > 0) {
      scaled.add(
          "waits of %s were made %s, with %d tasks in flight for %d"
              .formatted(
                  Figures.seconds(mix.waitPerTask()),
                  Figures.seconds(wait * thinned),
                  concurrency,
                  mix.concurrency()));
    } else if (concurrency < mix.concurrency()) {
      scaled.add("%d tasks in flight stood for %d".formatted(concurrency, mix.concurrency()));
    }
    long shared = Math.min(MOST_SHARED_BYTES, mix.dataSharing().sharedBytes());
    if (shared < mix.dataSharing().sharedBytes()) {
      scaled.add(
          "%s of shared data stood for %s"
              .formatted(Figures.bytes(shared), Figures.bytes(mix.dataSharing().sharedBytes())));
    }
    return new Miniature(
        mix,
        mix.cpuPerTask() * shrunk,
        wait * thinned,
        Math.round(mix.dataSharing().messageBytes() * shrunk),
        shared,
        concurrency,
        shrunk,
        thinned,
        scaled);
  }

  /** Each task in flight may hold a message of its own, and workers and data need room too. */
  private static double mostInFlight(long message, double bytes) {
    double fitting = bytes / 2 / Math.max(1, message);
    return Math.min(MOST_IN_FLIGHT, Math.max(FEWEST_IN_FLIGHT, fitting));
  }

  /** A topology with as large a share of its workers and tasks as of the tasks in flight. */
  Topology of(Topology topology) {
    return new Topology(
        topology.arrangement(),
        topology.processes(),
        atLeastOneOf(topology.threadsPerProcess()),
        atLeastOneOf(topology.tasksPerThread()),
        topology.offload());
  }

  /** What the miniature of that topology says about it. */
  Enlargement enlargement(Topology topology) {
    long held = held(of(topology), concurrency);
    double share = (double) held / held(topology, mix.concurrency());
    double wait = mix.waitPerTask() * shrunk;
    return new Enlargement(
        shrunk,
        held,
        Math.max(0, share * wait - waitPerTask),
        topology.isPlainLoop() ? 1 : (double) mix.concurrency() / concurrency);
  }

  /** Tasks that can wait at once. */
  private long held(Topology topology, long inFlight) {
    boolean waitsOnLoops =
        switch (topology.arrangement()) {
          case LOOP, LOOP_PER_CORE, LOOP_WITH_WORKERS -> true;
          case PLAIN_LOOP, THREAD_POOL, VIRTUAL_THREADS, PROCESS_POOL, PROCESSES_WITH_THREADS ->
              false;
        };
    return waitsOnLoops && mix.blockingIo()
        ? topology.threads()
        : Math.min(inFlight, topology.inFlight());
  }

  /** Workers that compute are as many as before; only those that mostly wait are thinned. */
  private int atLeastOneOf(int count) {
    return count <= FEWEST_IN_FLIGHT
        ? count
        : (int) Math.max(FEWEST_IN_FLIGHT, Math.round(count * Math.min(1, thinned)));
  }

  private static double shrinking(double seconds, double most) {
    return seconds > most ? most / seconds : 1;
  }
}
