package dev.advise.probe;

import dev.advise.facts.ClaimTest;
import dev.advise.facts.Verdict;
import dev.advise.laws.Estimate;
import dev.advise.laws.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the budget is spent on: pure choices from costs and from estimates so far. */
final class Plan {

  /** Half the interval's width over the median, below which nothing is gained by more passes. */
  static final double TIGHT = 0.02;

  private Plan() {}

  /**
   * As many quantities as so many seconds afford: those that claims ask for first, then the cheap
   * ones before the dear, so that one slow quantity does not cost ten quick ones.
   *
   * @param cost seconds that a quantity takes in all
   */
  static Set<String> affordable(
      Collection<String> quantities,
      List<ClaimTest> tests,
      ToDoubleFunction<String> cost,
      double seconds) {
    List<String> order = new ArrayList<>(quantities);
    order.sort(Comparator.comparing((String q) -> !isAskedFor(q, tests)).thenComparingDouble(cost));
    Set<String> chosen = new LinkedHashSet<>();
    double left = seconds;
    for (String quantity : order) {
      double one = cost.applyAsDouble(quantity);
      if (one <= left) {
        chosen.add(quantity);
        left -= one;
      }
    }
    return chosen;
  }

  private static boolean isAskedFor(String quantity, List<ClaimTest> tests) {
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
        && test.judge(test.measure(known).interval()) == Verdict.Outcome.INCONCLUSIVE;
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
