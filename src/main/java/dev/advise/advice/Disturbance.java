package dev.advise.advice;

import dev.advise.facts.ClaimTest;
import dev.advise.facts.RuntimeReport;
import java.util.Collection;

/**
 * Other programs at work while a host was measured. A neighbour on one core halves whatever uses
 * two and spares whatever uses one, so figures of scaling taken then say nothing.
 */
final class Disturbance {

  /** Cores' worth of other programs' work that scaling figures bear. */
  private static final double BEARABLE_CORES = 0.1;

  private Disturbance() {}

  /**
   * Whether a verdict cannot be believed. Neighbours take cores from as many workers as there are
   * cores, and less from four times as many, who get a larger share: so they push a figure to one
   * side only, and what lies beyond the threshold on the other side does so in spite of them.
   */
  static boolean voids(RuntimeReport report, ClaimTest test, boolean above) {
    boolean inSpite =
        test.form() == ClaimTest.Form.QUANTITY && above != raises(test.quantities().get(0));
    return !inSpite && voids(report, test.quantities());
  }

  /** Whether busy neighbours make the figure larger than it is. */
  private static boolean raises(String quantity) {
    return quantity.startsWith("cpu-scaling.") && quantity.endsWith("-oversubscribed");
  }

  /** Whether any of these quantities cannot be believed. */
  static boolean voids(RuntimeReport report, Collection<String> quantities) {
    return report.othersCores() > BEARABLE_CORES
        && quantities.stream()
            .anyMatch(q -> q.startsWith("cpu-scaling.") || q.startsWith("oversubscription."));
  }
}
