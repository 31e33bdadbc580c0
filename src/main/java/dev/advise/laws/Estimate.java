package dev.advise.laws;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What repeated passes of one measurement say about a quantity: the median of the pass medians and
 * an interval that holds it with 95 %.
 *
 * <p>Noise on shared machines comes in episodes, so samples within a pass are not independent and
 * passes nearly are; that is why the passes, not the samples, carry the interval. Six or more do so
 * by counting, and fewer by assuming a shape, since the range of three holds the middle with 75 %
 * only. What passes within seconds do not show of the next run is added as noise.
 *
 * @param passes the medians of the passes in the order taken, in SI base units (seconds, bytes) or
 *     plain ratios; at least one, all finite
 * @param noise by what share of itself, 0 to 1, either end of the interval lies farther out than
 *     the passes put it
 * @param told the interval, where it is not for the passes to tell
 */
public record Estimate(List<Double> passes, double noise, Optional<Interval> told) {

  public Estimate {
    passes = List.copyOf(passes);
    if (passes.isEmpty()) {
      throw new IllegalArgumentException("an estimate needs at least one pass");
    }
    if (!passes.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("an estimate needs finite passes, got " + passes);
    }
    if (!(noise >= 0 && noise <= 1)) {
      throw new IllegalArgumentException("noise is a share of 0 to 1, got " + noise);
    }
  }

  /** The estimate that these passes give on a host of that noise. */
  public Estimate(List<Double> passes, double noise) {
    this(passes, noise, Optional.empty());
  }

  /** The estimate that these passes give on a host without noise. */
  public Estimate(List<Double> passes) {
    this(passes, 0);
  }

  /** What was reckoned and not measured: a middle and the interval that holds it. */
  public static Estimate reckoned(double middle, Interval interval) {
    return new Estimate(List.of(middle), 0, Optional.of(interval));
  }

  /** The estimate that these passes give. */
  public static Estimate of(double... passes) {
    return new Estimate(DoubleStream.of(passes).boxed().toList());
  }

  public double median() {
    return OrderStatistics.median(passes);
  }

  /** The same passes on a host of that noise. */
  public Estimate withNoise(double share) {
    return new Estimate(passes, share, told);
  }

  /** The lower end of the interval. */
  public double lo() {
    return interval().lo();
  }

  /** The upper end of the interval. */
  public double hi() {
    return interval().hi();
  }

  public Interval interval() {
    boolean counts = told.isEmpty() && isSettled();
    Interval bare = counts ? OrderStatistics.medianInterval(passes) : confidence();
    return bare.widenedBy(noise);
  }

  /**
   * What a verdict rests on, before it is held against the noise: it holds the middle of the passes
   * with 95 %, however few they are, and bears one of six that is far off. On a shared machine one
   * in twenty is, so by counting every fourth estimate of six passes would have an end that is far
   * off.
   */
  public Interval confidence() {
    return told.orElseGet(() -> Student.interval(passes));
  }

  /** Whether there are passes enough for an interval of 95 % that assumes no shape. */
  public boolean isSettled() {
    return passes.size() >= OrderStatistics.FEWEST_FOR_95_PERCENT;
  }

  /**
   * How many times the other this is. Where both have the same passes, pass by pass, so that drift
   * that hit both cancels; else from the medians and intervals of both.
   */
  public Estimate ratioTo(Estimate other) {
    return isPairedWith(other)
        ? paired(other, Ratio::of)
        : reckoned(
            Ratio.of(median(), other.median()),
            Independent.ratio(median(), interval(), other.median(), other.interval()));
  }

  /** This less the other, paired as {@link #ratioTo} pairs. */
  public Estimate minus(Estimate other) {
    return isPairedWith(other)
        ? paired(other, (mine, its) -> mine - its)
        : reckoned(
            median() - other.median(),
            Independent.difference(median(), interval(), other.median(), other.interval()));
  }

  /** What holds the ratio to the other with 95 %, however few the passes. */
  public Interval confidenceOfRatioTo(Estimate other) {
    return isPairedWith(other)
        ? ratioTo(other).confidence()
        : Independent.ratio(median(), confidence(), other.median(), other.confidence());
  }

  /** What holds the difference to the other with 95 %, however few the passes. */
  public Interval confidenceOfMinus(Estimate other) {
    return isPairedWith(other)
        ? minus(other).confidence()
        : Independent.difference(median(), confidence(), other.median(), other.confidence());
  }

  private boolean isPairedWith(Estimate other) {
    return told.isEmpty() && other.told.isEmpty() && passes.size() == other.passes.size();
  }

  private Estimate paired(Estimate other, DoubleBinaryOperator of) {
    return new Estimate(
        IntStream.range(0, passes.size())
            .mapToObj(i -> of.applyAsDouble(passes.get(i), other.passes.get(i)))
            .toList());
  }
}
