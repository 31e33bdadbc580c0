package dev.advise.probe;

import dev.advise.laws.Estimate;
import dev.advise.laws.Interval;
import java.util.ArrayList;
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
 * them; a claim counts what others share with it only once. What is begun is finished first; then
 * comes the cheapest step, so that a short budget settles as many claims as it can.
 *
 * @param taken passes a quantity has been sampled in
 * @param cost seconds of one more pass
 * @param begin seconds that the first pass takes beyond that
 * @param asked whether a claim asks for what is compared
 * @param open whether a claim about what is compared is yet to be decided
 * @param loose whether more passes would make an interval narrower that is worth it
 * @param turns that are still to come
 */
record Plan(
    ToIntFunction<String> taken,
    ToDoubleFunction<String> cost,
    ToDoubleFunction<String> begin,
    Predicate<List<String>> asked,
    Predicate<List<String>> open,
    Predicate<List<String>> loose,
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

  /** Kept back from what is new, so that what is begun is finished though the host slows down. */
  private static final double MARGIN = 0.2;

  /**
   * Passes to aim at, by quantity; those that cannot be afforded are not in it.
   *
   * @param compared what is to be judged together, or alone
   */
  Map<String, Integer> targets(List<List<String>> compared, double seconds) {
    Map<String, Integer> targets = new LinkedHashMap<>();
    List<List<String>> wanted = compared.stream().filter(asked).toList();
    List<List<String>> quick = compared.stream().filter(this::isQuick).toList();
    double left = seconds;
    // Three passes are enough where a claim is far from its threshold.
    left -= raise(targets, wanted, STEP, left, seconds);
    left -= raise(targets, wanted, SETTLED, left, seconds);
    left -= raise(targets, quick, SETTLED, left, seconds);
    left -= raise(targets, compared, STEP, left, seconds);
    left -= raise(targets, compared, SETTLED, left, seconds);
    for (Predicate<List<String>> inNeed : List.of(open, open.or(loose))) {
      List<List<String>> some = compared.stream().filter(inNeed).toList();
      for (int aim = SETTLED + STEP; aim <= MOST; aim += STEP) {
        left -= raise(targets, some, aim, left, seconds);
      }
    }
    return targets;
  }

  private boolean isQuick(List<String> group) {
    return group.stream().allMatch(q -> cost.applyAsDouble(q) <= DEAR_SECONDS);
  }

  /** Promises so many passes to as many as can have them; tells the seconds that takes. */
  private double raise(
      Map<String, Integer> targets, List<List<String>> compared, int aim, double left, double all) {
    double spent = 0;
    for (Step cheapest : steps(targets, compared, aim)) {
      // What it shares with a claim that came before it is promised by now.
      Step step = step(targets, cheapest.group(), aim);
      double room = left - spent - (step.isBegun() ? 0 : MARGIN * all);
      boolean isFair = step.isBegun() || step.seconds() <= GREATEST_SHARE * all;
      if (step.seconds() <= room && isFair) {
        step.group().forEach(q -> targets.merge(q, aim, Math::max));
        spent += step.seconds();
      }
    }
    return spent;
  }

  /** To raise the passes of a group to the next number. */
  private record Step(List<String> group, boolean isBegun, double seconds) {}

  private List<Step> steps(Map<String, Integer> targets, List<List<String>> compared, int aim) {
    List<Step> steps = new ArrayList<>();
    for (List<String> group : compared) {
      if (group.stream().allMatch(q -> taken.applyAsInt(q) + turns >= aim)) {
        steps.add(step(targets, group, aim));
      }
    }
    steps.sort(Comparator.comparing((Step step) -> !step.isBegun()).thenComparing(Step::seconds));
    return steps;
  }

  private Step step(Map<String, Integer> targets, List<String> group, int aim) {
    double seconds = 0;
    boolean begun = false;
    for (String quantity : group) {
      int had = taken.applyAsInt(quantity);
      int promised = targets.getOrDefault(quantity, 0);
      seconds += Math.max(0, aim - Math.max(had, promised)) * cost.applyAsDouble(quantity);
      seconds += had == 0 && promised == 0 ? begin.applyAsDouble(quantity) : 0;
      begun |= had > 0;
    }
    return new Step(group, begun, seconds);
  }

  /**
   * Whether a quantity's turn has come, if its passes are to be spread evenly, with turns to spare
   * at the end for a step more.
   */
  static boolean isDue(int taken, int target, int turn) {
    return taken < target && taken * (MOST - STEP) < target * (turn + 1);
  }

  static boolean isTight(Estimate estimate) {
    Interval interval = estimate.interval();
    double half = (interval.hi() - interval.lo()) / 2;
    return half <= TIGHT * Math.abs(estimate.median());
  }
}
