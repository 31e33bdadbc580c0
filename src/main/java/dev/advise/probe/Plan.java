package dev.advise.probe;

import dev.advise.laws.Estimate;
import dev.advise.laws.Interval;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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
 * @param partner who is started meanwhile, once for all who name the same
 * @param asked whether a claim asks for what is compared
 * @param ripe whether its time has come: what claims ask for has to be chosen, see {@link #choice}
 * @param open whether a claim about what is compared was sampled and is undecided
 * @param loose whether more passes would make an interval narrower that is worth it
 * @param most passes that a quantity can have, in the turns that there are
 */
record Plan(
    ToIntFunction<String> taken,
    ToDoubleFunction<String> cost,
    ToDoubleFunction<String> begin,
    UnaryOperator<String> partner,
    Predicate<List<String>> asked,
    Predicate<List<String>> ripe,
    Predicate<List<String>> open,
    Predicate<List<String>> loose,
    ToIntFunction<String> most) {

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
   * Kept back for finishing what is begun, though the host slows down, and for what is undecided.
   */
  private static final double MARGIN = 0.15;

  /**
   * Of the time, what the first passes of all that is to be judged may take; the rest is for
   * further passes, without which a claim that is judged in one probe is not in the next.
   */
  private static final double SHARE_OF_THE_FIRST = 0.55;

  /**
   * What to judge at all in so many seconds. Chosen once, from what things are said to cost and not
   * from what they take, so that two probes of a host judge the same claims.
   */
  Set<String> choice(List<List<String>> compared, double seconds) {
    Promises promises = new Promises(seconds * SHARE_OF_THE_FIRST, Set.of());
    promises.raise(compared.stream().filter(asked).toList(), STEP);
    return promises.targets.keySet();
  }

  /**
   * Passes to aim at, by quantity; those that cannot be afforded are not in it.
   *
   * @param compared what is to be judged together, or alone
   */
  Map<String, Integer> targets(List<List<String>> compared, double seconds) {
    List<List<String>> others = compared.stream().filter(ripe).toList();
    List<List<String>> wanted = others.stream().filter(asked).toList();
    List<List<String>> undecided = wanted.stream().filter(open).toList();
    List<List<String>> quick = others.stream().filter(this::isQuick).toList();
    List<List<String>> wide = others.stream().filter(loose).toList();
    Promises promises = new Promises(seconds, Set.copyOf(undecided));
    // Three passes are enough where a claim is far from its threshold. Six bear one that is bad,
    // and nine tell more narrowly where six do not decide.
    promises.raise(wanted, STEP);
    promises.raise(undecided, SETTLED);
    promises.raise(undecided, SETTLED + STEP);
    promises.raise(wanted, SETTLED);
    promises.raise(undecided, MOST);
    promises.raise(quick, SETTLED);
    promises.raise(others, STEP);
    promises.raise(others, SETTLED);
    promises.raise(wide, SETTLED + STEP);
    promises.raise(wide, MOST);
    return promises.targets;
  }

  private boolean isQuick(List<String> group) {
    return group.stream().allMatch(q -> cost.applyAsDouble(q) <= DEAR_SECONDS);
  }

  /** To raise the passes of a group to the next number. */
  private record Step(List<String> group, boolean isBegun, double seconds) {}

  /** What is promised so far, and the seconds that remain. */
  private final class Promises {

    private final Map<String, Integer> targets = new LinkedHashMap<>();
    private final Set<String> partners = new HashSet<>();
    private final Set<List<String>> undecided;
    private final double seconds;
    private double left;

    Promises(double seconds, Set<List<String>> undecided) {
      this.undecided = undecided;
      this.seconds = seconds;
      this.left = seconds;
    }

    /** Promises so many passes to as many as can have them. */
    void raise(List<List<String>> compared, int aim) {
      for (Step cheapest : steps(compared, aim)) {
        // What it shares with a claim that came before it is promised by now.
        Step step = step(cheapest.group(), aim);
        boolean isFair = step.isBegun() || step.seconds() <= GREATEST_SHARE * seconds;
        if (isFair && step.seconds() <= left - (isUrgent(step, aim) ? 0 : MARGIN * seconds)) {
          step.group().forEach(q -> targets.merge(q, aim, Math::max));
          step.group().forEach(q -> partners.add(partner.apply(q)));
          left -= step.seconds();
        }
      }
    }

    private boolean isUrgent(Step step, int aim) {
      return aim == STEP && asked.test(step.group())
          || step.isBegun() && (aim == STEP || undecided.contains(step.group()));
    }

    private List<Step> steps(List<List<String>> compared, int aim) {
      List<List<String>> open =
          compared.stream()
              .filter(group -> group.stream().allMatch(q -> most.applyAsInt(q) >= aim))
              .filter(group -> group.stream().anyMatch(q -> promised(q) < aim))
              .toList();
      Map<String, Long> meeting =
          open.stream()
              .flatMap(group -> group.stream().map(partner).distinct())
              .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
      // All who meet the same partner bear their part of its start.
      ToDoubleFunction<String> itsPart =
          q -> begin.applyAsDouble(q) / meeting.get(partner.apply(q));
      return open.stream()
          .map(group -> step(group, aim))
          .sorted(
              Comparator.comparing((Step step) -> !step.isBegun())
                  .thenComparing(step -> seconds(step.group(), aim, itsPart)))
          .toList();
    }

    /** What a group takes that starts who is not there yet, each of them once. */
    private double seconds(List<String> group, int aim, ToDoubleFunction<String> start) {
      double sum = 0;
      Set<String> there = new HashSet<>(partners);
      for (String quantity : group) {
        boolean starts = taken.applyAsInt(quantity) == 0 && there.add(partner.apply(quantity));
        sum += Math.max(0, aim - promised(quantity)) * cost.applyAsDouble(quantity);
        sum += starts ? start.applyAsDouble(quantity) : 0;
      }
      return sum;
    }

    private int promised(String quantity) {
      return Math.max(taken.applyAsInt(quantity), targets.getOrDefault(quantity, 0));
    }

    private Step step(List<String> group, int aim) {
      boolean begun = group.stream().anyMatch(q -> taken.applyAsInt(q) > 0);
      return new Step(group, begun, seconds(group, aim, begin));
    }
  }

  /**
   * Whether a quantity's turn has come, if its passes are to be spread evenly, with turns to spare
   * at the end for a step more. The first step is over by half the turns, as it shows what is
   * undecided, and that takes two steps more.
   */
  static boolean isDue(int taken, int target, int turn) {
    int turns = target <= STEP ? MOST / 2 : MOST - STEP;
    return taken < target && taken * turns < target * (turn + 1);
  }

  static boolean isTight(Estimate estimate) {
    Interval interval = estimate.interval();
    double half = (interval.hi() - interval.lo()) / 2;
    return half <= TIGHT * Math.abs(estimate.median());
  }
}
