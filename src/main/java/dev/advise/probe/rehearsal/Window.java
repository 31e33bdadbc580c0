package dev.advise.probe.rehearsal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a driver counted in one window of one candidate.
 *
 * @param rate tasks per second: of those computed within the window, where that is told, or else of
 *     those that ended in it
 * @param p50 seconds in the system for half of the tasks
 * @param p99 seconds in the system for 99 % of the tasks
 * @param cpuPerTask seconds of computing used per task, where that is told
 * @param memoryBytes PSS of all its processes, where that is told
 */
record Window(
    double rate,
    double p50,
    double p99,
    Optional<Double> cpuPerTask,
    Optional<Double> memoryBytes) {

  /**
   * The window that a driver's line tells; empty where nothing ended in it or it makes no sense.
   */
  static Optional<Window> of(Map<String, Object> said) {
    double tasks = number(said.get("tasks")).orElse(0.0);
    double done = number(said.get("computed")).orElse(tasks);
    double seconds = number(said.get("seconds")).orElse(0.0);
    if (!(done > 0) || !(seconds > 0)) {
      return Optional.empty();
    }
    double rate = done / seconds;
    double inFlight = number(said.get("in_flight")).orElse(0.0);
    double meanLatency = inFlight / rate; // by Little's law
    List<Double> latencies = new ArrayList<>();
    if (said.get("latencies_s") instanceof List<?> told) {
      told.forEach(latency -> number(latency).ifPresent(latencies::add));
    }
    return Optional.of(
        new Window(
            rate,
            isTelling(latencies, inFlight) ? quantile(0.5, latencies) : meanLatency,
            latencies.isEmpty() ? meanLatency : Math.max(meanLatency, quantile(0.99, latencies)),
            number(said.get("cpu_s")).filter(cpu -> cpu > 0).map(cpu -> cpu / done),
            number(said.get("memory_bytes")).filter(bytes -> bytes > 0)));
  }

  /** Where fewer ended than were in flight, those that ended are the quick ones. */
  private static boolean isTelling(List<Double> latencies, double inFlight) {
    return !latencies.isEmpty() && latencies.size() >= inFlight;
  }

  private static double quantile(double share, List<Double> latencies) {
    Collections.sort(latencies);
    return latencies.get(
        (int) Math.min(latencies.size() - 1L, Math.round(share * latencies.size())));
  }

  private static Optional<Double> number(Object value) {
    return value instanceof Number n && Double.isFinite(n.doubleValue()) && n.doubleValue() >= 0
        ? Optional.of(n.doubleValue())
        : Optional.empty();
  }
}
