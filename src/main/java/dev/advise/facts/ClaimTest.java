package dev.advise.facts;

import dev.advise.laws.Estimate;
import dev.advise.laws.Interval;
import java.util.List;
import java.util.Set;

/**
 * How a host confirms or refutes a claim: a quantity, a ratio or a difference of two, and the
 * threshold that it must lie beyond.
 *
 * @param quantities one for {@link Form#QUANTITY}, else two, in the order of the operation
 * @param shows what was measured, in the words of a report, with {@code {}} for the figure
 * @param unit of the quantities: s, bytes, ratio or share
 */
public record ClaimTest(
    Form form, List<String> quantities, Side side, double threshold, String shows, String unit) {

  private static final String FIGURE = "{}";
  private static final String RATIO = "ratio";

  /** The units of what is counted or weighed, and not timed. */
  private static final Set<String> UNTIMED = Set.of("share", "bytes");

  /** A ratio that tells of no effect. */
  private static final double NO_EFFECT = 1;

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

  /** A test of plain ratios that tells its figure and no more. */
  public ClaimTest(Form form, List<String> quantities, Side side, double threshold) {
    this(form, quantities, side, threshold, "here " + FIGURE, RATIO);
  }

  /** The unit of what is compared with the threshold. */
  public String figureUnit() {
    return form == Form.RATIO ? RATIO : unit;
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
   * else inconclusive; so too what noise can feign, which is the more the greater the share of the
   * time that was lost to it.
   */
  public Verdict.Outcome judge(Interval interval, double lostShare) {
    boolean above = interval.isWhollyAbove(threshold);
    boolean below = interval.isWhollyBelow(threshold);
    if (!above && !below || isFeigned(interval, above, lostShare)) {
      return Verdict.Outcome.INCONCLUSIVE;
    }
    return above == (side == Side.ABOVE) ? Verdict.Outcome.CONFIRMED : Verdict.Outcome.REFUTED;
  }

  /**
   * Both sides of a ratio are taken in turns and lose as much, so noise feigns an effect where
   * there is hardly one, and cannot hide a large one. What is timed alone grows by what was lost,
   * and what is counted or weighed does not.
   */
  private boolean isFeigned(Interval interval, boolean above, double lostShare) {
    if (UNTIMED.contains(unit)) {
      return false;
    }
    if (form != Form.DIFFERENCE && figureUnit().equals(RATIO)) {
      return above
          ? threshold >= NO_EFFECT && !interval.isWhollyAbove(NO_EFFECT + lostShare)
          : threshold <= NO_EFFECT && !interval.isWhollyBelow(NO_EFFECT - lostShare);
    }
    Interval noisy = interval.widenedBy(lostShare);
    return above ? !noisy.isWhollyAbove(threshold) : !noisy.isWhollyBelow(threshold);
  }
}
