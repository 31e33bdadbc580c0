package dev.advise.probe;

import dev.advise.laws.Estimate;
import dev.advise.laws.Interval;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * In how many passes to sample each quantity: a pure choice from costs and from what was sampled so
 * far, made anew before each turn.
 *
 * <p>Passes are promised three at a time, since seven or eight give no narrower an interval than
 * six, and nine do. A promise is made to all the quantities that a claim compares, or to none of
 * them. What is begun is finished first; then comes the cheapest step, so that a short budget
 * settles as many claims as it can.
 *
 * @param taken passes a quantity has been sampled in
 * @param cost seconds of one more pass
 * @param asked whether a claim asks for what is compared
 * @param restless whether more than six passes would tell more
 * @param turns that are still to come
 */
record Plan(
    ToIntFunction<String> taken,
    ToDoubleFunction<String> cost,
    Predicate<List<String>> asked,
    Predicate<List<String>> restless,
    int turns) {

  /** Passes of one step. */
  static final int STEP = 3;

  /** With fewer there is no interval of 95 % by counting. */
  static final int SETTLED = 6;

  /** An interval of so many passes bears two bad ones at either end. */
  static final int MOST = 12;

  /** Half the interval's width over the median, below which nothing is gained by more passes. */
  private static final double TIGHT = 0.02;

  /** A pass of what takes longer is dear, and one slow quantity must not cost ten quick ones. */
  private static final double DEAR_SECONDS = 0.03;

  /** What takes more of the time than this leaves the others too little. */
  private static final double GREATEST_SHARE = 0.5;

  /**
   * Passes to aim at, by quantity; those that cannot be afforded are not in it.
   *
   * @param compared what is to be judged together, or alone
   */
  Map<String, Integer> targets(List<List<String>> compared, double seconds) {
    Map<String, Integer> targets = new LinkedHashMap<>();
    double left = seconds;
    Predicate<List<String>> dear =
        group -> group.stream().anyMatch(q -> cost.applyAsDouble(q) > DEAR_SECONDS);
    left -= raise(targets, compared.stream().filter(asked).toList(), SETTLED, left, seconds);
    left -= raise(targets, compared.stream().filter(dear.negate()).toList(), SETTLED, left, seconds);
    left -= raise(targets, compared, STEP, left, seconds);
    left -= raise(targets, compared, SETTLED, left, seconds);
    for (int aim = SETTLED + STEP; aim <= MOST; aim += STEP) {
      left -= raise(targets, compared.stream().filter(asked).filter(restless).toList(), aim, left, seconds);
    }
    for (int aim = SETTLED + STEP; aim <= MOST; aim += STEP) {
      left -= raise(targets, compared.stream().filter(restless).toList(), aim, left, seconds);
    }
    return targets;
  }

  /** Promises so many passes to as many as can have them; tells the seconds that takes. */
  private double raise(
      Map<String, Integer> targets, List<List<String>> compared, int aim, double left, double all) {
    double spent = 0;
    List<List<String>> inOrder =
        compared.stream()
            .sorted(
                Comparator.comparing((List<String> group) -> group.stream().noneMatch(this::isBegun))
                    .thenComparingDouble(group -> need(targets, group, aim)))
            .toList();
    for (List<String> group : inOrder) {
      double need = need(targets, group, aim);
      boolean begun = group.stream().anyMatch(this::isBegun);
      boolean inTime = group.stream().allMatch(q -> taken.applyAsInt(q) + turns >= aim);
      if (inTime && spent + need <= left && (begun || need <= GREATEST_SHARE * all)) {
        group.forEach(q -> targets.merge(q, aim, Math::max));
        spent += need;
      }
    }
    return spent;
  }

  private boolean isBegun(String quantity) {
    return taken.applyAsInt(quantity) > 0;
  }

  private double need(Map<String, Integer> targets, List<String> group, int aim) {
    return group.stream().mapToDouble(q -> need(q, targets.getOrDefault(q, 0), aim)).sum();
  }

  private double need(String quantity, int promised, int aim) {
    int from = Math.max(taken.applyAsInt(quantity), promised);
    return Math.max(0, aim - from) * cost.applyAsDouble(quantity);
  }

  /** Whether a quantity's turn has come, if its passes are to be spread over all turns evenly. */
  static boolean isDue(int taken, int target, int turn) {
    return taken * MOST < target * (turn + 1);
  }

  static boolean isTight(Estimate estimate) {
    Interval interval = estimate.interval();
    double half = (interval.hi() - interval.lo()) / 2;
    return half <= TIGHT * Math.abs(estimate.median());
  }
}
