package dev.advise.advice;

import dev.advise.facts.RuntimeReport;
import dev.advise.laws.Estimate;
import dev.advise.laws.Interval;
import java.util.function.ToDoubleFunction;

/**
 * What things cost at either end of the measured intervals and in the middle.
 *
 * @param isPoint whether the ends are one and the same, as they are where nothing was measured
 */
record CostRange(Costs least, Costs median, Costs most, boolean isPoint) {

  /**
   * The costs that a runtime's report tells.
   *
   * @param cores how many cores it was measured on
   */
  static CostRange of(RuntimeReport report, int cores) {
    return new CostRange(
        new Costs(report, cores, Estimate::lo),
        new Costs(report, cores, Estimate::median),
        new Costs(report, cores, Estimate::hi),
        report.estimates().values().stream()
            .flatMap(reading -> reading.toOptional().stream())
            .allMatch(estimate -> estimate.lo() == estimate.hi()));
  }

  /** The rate at the dear end, in the middle and at the cheap end, as an estimate. */
  Estimate rate(ToDoubleFunction<Costs> rate) {
    double middle = rate.applyAsDouble(median);
    return Estimate.reckoned(
        middle,
        isPoint
            ? new Interval(middle, middle)
            : Interval.of(rate.applyAsDouble(most), middle, rate.applyAsDouble(least)));
  }
}
