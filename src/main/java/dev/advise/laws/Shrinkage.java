package dev.advise.laws;

import java.util.List;

/**
 * Weighs what was seen of several things against what a theory expects of each. Where the things
 * scatter about the theory by no more than the errors of seeing explain, the theory is believed;
 * where they scatter by more, what was seen is, the more the surer it is. How good the theory is,
 * is told by the things themselves (empirical Bayes): no constant stands in for it.
 *
 * @see "Efron and Morris, Stein's Estimation Rule and Its Competitors: An Empirical Bayes Approach,
 *     Journal of the American Statistical Association 68 (1973)"
 * @see "DerSimonian and Laird, Meta-analysis in clinical trials, Controlled Clinical Trials 7
 *     (1986), for the variance between things"
 */
public final class Shrinkage {

  /** With fewer, their scatter says nothing. */
  private static final int FEWEST = 3;

  /**
   * A thing as it was seen and as it was expected, on a scale on which errors add up.
   *
   * @param seen the value that was seen
   * @param error its standard error: 0 where it is exact, NaN where it is unknown, as it is of what
   *     was seen once; half of the scatter about the theory is laid to it then
   * @param expected what the theory says, which may be off for all by the same amount
   */
  public record Sight(double seen, double error, double expected) {}

  /**
   * What is believed of a thing.
   *
   * @param error its standard error
   */
  public record Belief(double value, double error) {}

  private Shrinkage() {}

  /** What is believed of each, in their order. */
  public static List<Belief> of(List<Sight> sights) {
    if (sights.size() < FEWEST) {
      return sights.stream()
          .map(one -> new Belief(one.seen(), Double.isNaN(one.error()) ? 0 : one.error()))
          .toList();
    }
    double common =
        OrderStatistics.median(sights.stream().map(one -> one.seen() - one.expected()).toList());
    List<Sight> known = known(sights, common);
    double between = between(known, common);
    return known.stream().map(one -> belief(one, one.expected() + common, between)).toList();
  }

  private static List<Sight> known(List<Sight> sights, double common) {
    double half = Math.sqrt(scatter(sights, common) / 2);
    return sights.stream()
        .map(one -> Double.isNaN(one.error()) ? new Sight(one.seen(), half, one.expected()) : one)
        .toList();
  }

  /** The variance of what was seen about the theory. */
  private static double scatter(List<Sight> sights, double common) {
    return sights.stream().mapToDouble(one -> square(one.seen() - one.expected() - common)).sum()
        / (sights.size() - 1);
  }

  /** The part of it that the errors of seeing do not explain. */
  private static double between(List<Sight> sights, double common) {
    double explained = sights.stream().mapToDouble(one -> square(one.error())).average().orElse(0);
    return Math.max(0, scatter(sights, common) - explained);
  }

  private static Belief belief(Sight one, double expected, double between) {
    double seeing = square(one.error());
    double weight = seeing == 0 ? 1 : between / (between + seeing);
    return new Belief(
        weight * one.seen() + (1 - weight) * expected, Math.sqrt(weight) * one.error());
  }

  private static double square(double x) {
    return x * x;
  }
}
