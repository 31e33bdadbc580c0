package dev.advise.probe;

import dev.advise.facts.ClaimTest;
import dev.advise.facts.Verdict;
import dev.advise.laws.Estimate;
import dev.advise.laws.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** What the budget is spent on: pure choices from costs and from estimates so far. */
final class Plan {

  /** Half the interval's width over the median, below which nothing is gained by more passes. */
  static final double TIGHT = 0.02;

  /** A pass of what takes longer is dear; what does not is made of batches, however short. */
  static final double DEAR_SECONDS = 0.008;

  private static final int RUNGS = 3;

  private Plan() {}

  /** Groups that claims ask for first, then the cheap before the dear. */
  static List<List<String>> byPriority(
      List<List<String>> groups, List<ClaimTest> tests, ToDoubleFunction<List<String>> cost) {
    List<List<String>> order = new ArrayList<>(groups);
    order.sort(
        Comparator.comparing(
                (List<String> group) -> group.stream().noneMatch(q -> isAskedFor(q, tests)))
            .thenComparingDouble(cost));
    return order;
  }

  /**
   * In how many passes to sample each, as so many seconds afford. One slow quantity must not cost
   * ten quick ones, so all get their first rung before any gets its second; what cannot be afforded
   * is left out. What is compared has the same passes, so that they pair.
   *
   * @param order groups of what is compared, most wanted first
   * @param rungs of a group: ever more passes
   * @param cost seconds that are still to be spent on a group for so many passes
   */
  static Map<String, Integer> passes(
      List<List<String>> order,
      Function<List<String>, List<Integer>> rungs,
      ToDoubleBiFunction<List<String>, Integer> cost,
      double seconds) {
    Map<List<String>, Integer> planned = new LinkedHashMap<>();
    double left = seconds;
    for (int rung = 0; rung < RUNGS; rung++) {
      for (List<String> group : order) {
        List<Integer> its = rungs.apply(group);
        if (rung < its.size()) {
          Integer before = planned.get(group);
          double more =
              cost.applyAsDouble(group, its.get(rung))
                  - (before == null ? 0 : cost.applyAsDouble(group, before));
          if (more <= left) {
            planned.put(group, its.get(rung));
            left -= more;
          }
        }
      }
    }
    Map<String, Integer> each = new LinkedHashMap<>();
    planned.forEach((group, passes) -> group.forEach(quantity -> each.put(quantity, passes)));
    return each;
  }

  /**
   * The passes that a group may have: the fewest, which give a wide interval; enough for one by
   * counting; and all, where its interval is wide still. What claims ask for and is not dear begins
   * with enough. So does all where there is little time: begun in vain is worse than left out.
   *
   * @param cost seconds of one pass over the group
   * @param settled whether more than enough passes would gain nothing
   */
  static List<Integer> rungs(boolean asked, double cost, boolean settled, int enough, int full) {
    List<Integer> rungs = new ArrayList<>();
    if (full > enough && (!asked || cost > DEAR_SECONDS)) {
      rungs.add(Samples.FEWEST_PASSES);
    }
    rungs.add(enough);
    if (!settled) {
      rungs.add(full);
    }
    return rungs;
  }

  /** Whether a quantity's turn comes in this pass, its passes being spread over all. */
  static boolean isDue(int pass, int planned, int full) {
    return pass * planned % full < planned;
  }

  /** Whether a claim's test needs the quantity. */
  static boolean isAskedFor(String quantity, List<ClaimTest> tests) {
    return tests.stream().anyMatch(test -> test.quantities().contains(quantity));
  }

  /**
   * The groups that more passes would serve, most in need first: those with a test that straddles
   * its threshold, then those with the widest interval. A group whose quantities are all tight and
   * settle their tests is not among them.
   */
  static List<List<String>> inNeed(
      List<List<String>> groups,
      List<ClaimTest> tests,
      Function<String, Optional<Estimate>> estimates) {
    return groups.stream()
        .filter(group -> isInNeed(group, tests, estimates))
        .sorted(
            Comparator.comparing((List<String> group) -> !straddles(group, tests, estimates))
                .thenComparing(group -> -widest(group, estimates)))
        .toList();
  }

  static boolean isInNeed(
      List<String> group, List<ClaimTest> tests, Function<String, Optional<Estimate>> estimates) {
    return straddles(group, tests, estimates) || widest(group, estimates) > TIGHT;
  }

  private static boolean straddles(
      List<String> group, List<ClaimTest> tests, Function<String, Optional<Estimate>> estimates) {
    return tests.stream()
        .filter(test -> group.containsAll(test.quantities()))
        .anyMatch(test -> straddles(test, estimates));
  }

  private static boolean straddles(ClaimTest test, Function<String, Optional<Estimate>> estimates) {
    List<Estimate> known =
        test.quantities().stream().flatMap(q -> estimates.apply(q).stream()).toList();
    return known.size() == test.quantities().size()
        && test.judge(test.confidence(known)) == Verdict.Outcome.INCONCLUSIVE;
  }

  private static double widest(List<String> group, Function<String, Optional<Estimate>> estimates) {
    return group.stream()
        .flatMap(q -> estimates.apply(q).stream())
        .mapToDouble(Plan::relativeHalfWidth)
        .max()
        .orElse(0);
  }

  static double relativeHalfWidth(Estimate estimate) {
    Interval interval = estimate.interval();
    double median = Math.abs(estimate.median());
    double half = (interval.hi() - interval.lo()) / 2;
    return median > 0 ? half / median : half > 0 ? 1 : 0;
  }
}
