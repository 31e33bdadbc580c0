package dev.advise.laws;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Medians, and their intervals by counting alone: no shape of the distribution is assumed.
 *
 * @see "David and Nagaraja, Order Statistics, 3rd ed. (2003), section 7.1"
 */
public final class OrderStatistics {

  /** With fewer values even [smallest, largest] holds the median with less than 95 %. */
  public static final int FEWEST_FOR_95_PERCENT = 6;

  private static final double TAIL = 0.025;

  /** By number: finding it takes longer than all the rest, and it is asked for between samples. */
  private static final Map<Integer, Integer> DROPPED = new ConcurrentHashMap<>();

  private OrderStatistics() {}

  /** The middle value, or the mean of the two middle ones. */
  public static double median(Collection<Double> values) {
    double[] sorted = sorted(values);
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] + (sorted[n / 2] - sorted[n / 2 - 1]) / 2;
  }

  /**
   * The narrowest symmetric pair of order statistics that holds the median with at least 95 %; the
   * whole range where there are too few values for that.
   */
  public static Interval medianInterval(Collection<Double> values) {
    double[] sorted = sorted(values);
    int drop = droppedAtEachEnd(sorted.length);
    return new Interval(sorted[drop], sorted[sorted.length - 1 - drop]);
  }

  static double[] sorted(Collection<Double> values) {
    double[] sorted = new double[values.size()];
    int n = 0;
    for (double value : values) {
      sorted[n++] = value;
    }
    Arrays.sort(sorted);
    return sorted;
  }

  /** How many of n values lie outside the interval at either end: 0 for 6, 1 for 9, 2 for 12. */
  static int droppedAtEachEnd(int n) {
    return n < FEWEST_FOR_95_PERCENT
        ? 0
        : DROPPED.computeIfAbsent(n, OrderStatistics::droppedByCounting);
  }

  private static int droppedByCounting(int n) {
    BinomialDistribution below = BinomialDistribution.of(n, 0.5);
    int drop = 0;
    while (below.cumulativeProbability(drop + 1) <= TAIL) {
      drop++;
    }
    return drop;
  }
}
