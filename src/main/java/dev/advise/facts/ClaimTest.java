package dev.advise.facts;

import dev.advise.laws.Estimate;
import dev.advise.laws.Interval;
import java.util.List;

/**
 * How a host confirms or refutes a claim: a quantity, a ratio or a difference of two, and the
 * threshold that it must lie beyond.
 *
 * @param quantities one for {@link Form#QUANTITY}, else two, in the order of the operation
 * @param shows what was measured, in the words of a report, with {@code {}} for the figure
 */
public record ClaimTest(
    Form form, List<String> quantities, Side side, double threshold, String shows) {

  private static final String FIGURE = "{}";

  public ClaimTest {
    quantities = List.copyOf(quantities);
    int needed = form == Form.QUANTITY ? 1 : 2;
    if (quantities.size() != needed) {
      throw new IllegalArgumentException(form.word() + " takes " + needed + " quantities");
    }
    if (!shows.contains(FIGURE)) {
      throw new IllegalArgumentException("no {} for the figure in: " + shows);
    }
  }

  /** A test that tells its figure and no more. */
  public ClaimTest(Form form, List<String> quantities, Side side, double threshold) {
    this(form, quantities, side, threshold, "here " + FIGURE);
  }

  /** What was measured, in words: {@code here a process took 18x as long to start as a thread}. */
  public String shown(String figure) {
    return shows.replace(FIGURE, figure);
  }

  /** What is compared with the threshold. */
  public enum Form implements Word {
    QUANTITY,
    RATIO,
    DIFFERENCE
  }

  /** On which side of the threshold the claim says it lies. */
  public enum Side implements Word {
    ABOVE,
    BELOW
  }

  /** What is compared, from the estimates of the quantities in their order. */
  public Estimate measure(List<Estimate> estimates) {
    return switch (form) {
      case QUANTITY -> estimates.get(0);
      case RATIO -> estimates.get(0).ratioTo(estimates.get(1));
      case DIFFERENCE -> estimates.get(0).minus(estimates.get(1));
    };
  }

  /** What holds the measure with 95 %, from the estimates of the quantities in their order. */
  public Interval confidence(List<Estimate> estimates) {
    return switch (form) {
      case QUANTITY -> estimates.get(0).confidence();
      case RATIO -> estimates.get(0).confidenceOfRatioTo(estimates.get(1));
      case DIFFERENCE -> estimates.get(0).confidenceOfMinus(estimates.get(1));
    };
  }

  /**
   * Confirmed if the whole interval lies beyond the threshold, refuted if it wholly falls short,
   * else inconclusive.
   */
  public Verdict.Outcome judge(Interval interval) {
    boolean above = interval.isWhollyAbove(threshold);
    boolean below = interval.isWhollyBelow(threshold);
    if (!above && !below) {
      return Verdict.Outcome.INCONCLUSIVE;
    }
    return above == (side == Side.ABOVE) ? Verdict.Outcome.CONFIRMED : Verdict.Outcome.REFUTED;
  }
}
