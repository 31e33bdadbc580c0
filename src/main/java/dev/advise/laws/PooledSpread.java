package dev.advise.laws;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How far values of one kind scatter, told by all that were measured side by side, so that what was
 * measured once or twice has an interval too. It is the variance within groups, of the logarithms:
 * a host that disturbs one disturbs all in proportion.
 *
 * @param variance of the logarithm of one value
 * @param freedom how many values it rests on beyond the first of each group; with 0 nothing is
 *     known
 * @see "Scheffé, The Analysis of Variance (1959), section 3.1"
 */
public record PooledSpread(double variance, int freedom) {

  /** The spread within groups of positive values. */
  public static PooledSpread within(Collection<List<Double>> groups) {
    double squares = 0;
    int freedom = 0;
    for (List<Double> group : groups) {
      double mean = group.stream().mapToDouble(Math::log).average().orElse(0);
      squares += group.stream().mapToDouble(x -> Math.pow(Math.log(x) - mean, 2)).sum();
      freedom += Math.max(0, group.size() - 1);
    }
    return new PooledSpread(freedom == 0 ? 0 : squares / freedom, freedom);
  }

  /**
   * The estimate that a group's values give: by counting where there are enough for that, else
   * their median with Student's interval by the pooled spread.
   */
  public Estimate estimate(List<Double> values) {
    Estimate counted = new Estimate(values);
    if (counted.isSettled() || freedom == 0) {
      return counted;
    }
    double errors = Student.quantile(freedom);
    double factor = Math.exp(errors * Math.sqrt(variance / values.size()));
    double middle = counted.median();
    double least = Collections.min(values);
    double most = Collections.max(values);
    return new Estimate(
        values, 0, Optional.of(Interval.of(least, most, middle / factor, middle * factor)));
  }
}
