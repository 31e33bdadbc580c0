package dev.advise.probe;

import dev.advise.facts.ClaimTest;
import dev.advise.facts.Verdict;
import dev.advise.laws.Estimate;
import dev.advise.laws.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the budget is spent on: pure choices from costs and from estimates so far. */
final class Plan {

  /** Half the interval's width over the median, below which nothing is gained by more passes. */
  static final double TIGHT = 0.02;

  /** A pass of what takes longer is dear. */
  private static final double DEAR_SECONDS = 0.03;

  private Plan() {}

  /** Quantities that claims ask for first, then the cheap before the dear. */
  static List<String> byPriority(
      Collection<String> quantities, List<ClaimTest> tests, ToDoubleFunction<String> cost) {
    List<String> order = new ArrayList<>(quantities);
    order.sort(Comparator.comparing((String q) -> !isAskedFor(q, tests)).thenComparingDouble(cost));
    return order;
  }

  /**
   * In how many passes to sample each, as so many seconds afford. One slow quantity must not cost
   * ten quick ones: at first a dear one gets the fewest passes only, which give a wide interval,
   * and the rest if there is time left when all others have theirs. What cannot be afforded is left
   * out.
   *
   * @param order most wanted first
   * @param cost seconds of one pass
   * @param full passes that make an interval
   */
  static Map<String, Integer> passes(
      List<String> order, ToDoubleFunction<String> cost, double seconds, int full) {
    Map<String, Integer> planned = new LinkedHashMap<>();
    double left = seconds;
    for (String quantity : order) {
      double one = cost.applyAsDouble(quantity);
      int wanted = one > DEAR_SECONDS ? Samples.FEWEST_PASSES : full;
      if (wanted * one <= left) {
        planned.put(quantity, wanted);
        left -= wanted * one;
      }
    }
    for (String quantity : order) {
      int missing = full - planned.getOrDefault(quantity, full);
      double more = missing * cost.applyAsDouble(quantity);
      if (missing > 0 && more <= left) {
        planned.put(quantity, full);
        left -= more;
      }
    }
    return planned;
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
        .filter(group -> straddles(group, tests, estimates) || widest(group, estimates) > TIGHT)
        .sorted(
            Comparator.comparing((List<String> group) -> !straddles(group, tests, estimates))
                .thenComparing(group -> -widest(group, estimates)))
        .toList();
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
