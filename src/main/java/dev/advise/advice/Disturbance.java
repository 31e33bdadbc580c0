package dev.advise.advice;

import dev.advise.facts.RuntimeReport;
import java.util.Collection;
import java.util.List;

/**
 * Other programs at work while a host was measured. A neighbour on one core halves whatever uses
 * two and spares whatever uses one, so figures of scaling taken then say nothing.
 */
final class Disturbance {

  /** Cores' worth of other programs' work that scaling figures bear. */
  private static final double BEARABLE_CORES = 0.1;

  /** What is counted or weighed, and not timed. */
  private static final List<String> UNTIMED =
      List.of("crash.", "thread.end", "isolation.", "race.", "footprint.");

  private Disturbance() {}

  /** By which share an interval of these is to be widened: lost time blurs what is timed. */
  static double blur(RuntimeReport report, Collection<String> quantities) {
    boolean isTimed = quantities.stream().noneMatch(q -> UNTIMED.stream().anyMatch(q::startsWith));
    return isTimed ? report.noise().orElse(0.0) : 0;
  }

  /** Whether any of these quantities cannot be believed. */
  static boolean voids(RuntimeReport report, Collection<String> quantities) {
    return report.othersCores() > BEARABLE_CORES
        && quantities.stream()
            .anyMatch(q -> q.startsWith("cpu-scaling.") || q.startsWith("oversubscription."));
  }
}
