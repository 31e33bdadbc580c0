package dev.advise.laws;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Intervals of 95 % that assume a shape: values spread like a bell, in logarithms where all are
 * positive, since costs are skewed. For that they bear what counting cannot: very few values, and
 * one of six that is far off.
 *
 * @see "Student, The probable error of a mean, Biometrika 6 (1), 1908"
 * @see "Tukey and McLaughlin, Less vulnerable confidence and significance procedures for location
 *     based on a single sample: trimming/Winsorization 1, Sankhyā A 25 (3), 1963"
 */
final class Student {

  private static final double TAIL = 0.025;

  /** The share of the values that is trimmed at either end: one of six to nine, two of ten. */
  private static final double TRIMMED = 0.2;

  /** By freedom: finding it takes longer than all the rest, and it is asked for between samples. */
  private static final Map<Integer, Double> QUANTILES = new ConcurrentHashMap<>();

  private Student() {}

  /**
   * What holds the middle with 95 %. Of six or more values it is the interval of the trimmed mean,
   * widened to their median where that lies outside. Fewer leave nothing to trim, and it is never
   * narrower than their range: three that differ by a tenth give a quarter to either side.
   */
  static Interval interval(Collection<Double> values) {
    double[] sorted = OrderStatistics.sorted(values);
    int n = sorted.length;
    if (sorted[0] == sorted[n - 1]) { // logarithms would round
      return new Interval(sorted[0], sorted[0]);
    }
    boolean few = n < OrderStatistics.FEWEST_FOR_95_PERCENT;
    double middle = OrderStatistics.median(values);
    Interval interval = trimmed(sorted, few ? 0 : (int) (TRIMMED * n));
    return new Interval(
        Math.min(few ? sorted[0] : middle, interval.lo()),
        Math.max(few ? sorted[n - 1] : middle, interval.hi()));
  }

  /** Half the width of an interval of 95 %, in standard errors. */
  static double quantile(int freedom) {
    return QUANTILES.computeIfAbsent(
        freedom, n -> TDistribution.of(n).inverseSurvivalProbability(TAIL));
  }

  /** Of the mean of what is left without so many at either end; never below nothing for costs. */
  private static Interval trimmed(double[] sorted, int cut) {
    int n = sorted.length;
    int left = n - 2 * cut;
    boolean logarithms = sorted[0] > 0;
    double[] scaled = DoubleStream.of(sorted).map(x -> logarithms ? Math.log(x) : x).toArray();
    double mean = mean(Arrays.copyOfRange(scaled, cut, n - cut));
    Arrays.fill(scaled, 0, cut, scaled[cut]);
    Arrays.fill(scaled, n - cut, n, scaled[n - cut - 1]);
    double half = quantile(left - 1) * deviation(scaled) * Math.sqrt(n) / left;
    double lo = logarithms ? Math.exp(mean - half) : mean - half;
    double hi = logarithms ? Math.exp(mean + half) : mean + half;
    return new Interval(sorted[0] >= 0 ? Math.max(0, lo) : lo, hi);
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).sum() / values.length;
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double squares = DoubleStream.of(values).map(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }
}
