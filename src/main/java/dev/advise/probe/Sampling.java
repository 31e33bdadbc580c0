package dev.advise.probe;

import dev.advise.facts.ClaimTest;
import dev.advise.probe.driver.Answer;
import dev.advise.probe.driver.Batch;
import dev.advise.probe.driver.Deadline;
import dev.advise.probe.driver.Description;
import dev.advise.probe.driver.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleConsumer;

/**
 * Takes the samples of one runtime within a budget.
 *
 * <p>Noise on shared machines comes in episodes of a tenth of a second to many seconds. So every
 * quantity is sampled in at least six passes that are spread over the budget: a pass takes a fixed
 * share of it, goes round all groups, and goes round the quick quantities again until its share is
 * used. Within a group quantities take turns, in an order shuffled for each request. What the
 * budget cannot afford six times is not sampled at all.
 *
 * <p>A fifth of the budget is kept back. It is a reserve against slow turns, and what is left of it
 * goes to three more passes over the groups that need them most. Three, since seven or eight passes
 * give no narrower an interval than six, and nine do.
 */
final class Sampling {

  private static final int FEWEST_PASSES = 6;
  private static final int MORE_PASSES = 3;
  private static final int MOST_PASSES = 12;

  /** From here on another three passes are better than longer ones. */
  private static final double SECONDS_PER_PASS = 1.6;

  private static final double RESERVE = 0.2;

  /** What takes longer is sampled once in a pass. */
  private static final double QUICK_SECONDS = 0.03;

  private static final int QUICK_ROUNDS = 2;
  private static final int MOST_TURNS = 64;

  /** Where a driver does not say what a sample costs. */
  private static final double USUAL_SECONDS = 0.01;

  private final Sampler sampler;
  private final List<ClaimTest> tests;
  private final Batch.Bounds bounds;
  private final Deadline deadline;
  private final Random random;
  private final DoubleConsumer progress;
  private final Map<String, Double> seconds;
  private final Set<String> knownSeconds = new HashSet<>();
  private final Samples samples = new Samples();

  Sampling(
      Sampler sampler,
      Description description,
      MeasureRequest request,
      Batch.Bounds bounds,
      Deadline deadline,
      DoubleConsumer progress) {
    this.sampler = sampler;
    this.tests = request.tests();
    this.bounds = bounds;
    this.deadline = deadline;
    this.random = new Random(request.seed());
    this.progress = progress;
    this.seconds = new HashMap<>(description.seconds());
  }

  /** Samples these quantities as far as the budget goes. */
  Samples run(Collection<String> quantities) {
    double began = left();
    int passes = passes(began);
    Set<String> chosen = new LinkedHashSet<>(quantities);
    for (int pass = 0; pass < passes && left() > 0; pass++) {
      int passesLeft = passes - pass;
      chosen =
          Plan.affordable(chosen, tests, q -> passesLeft * cost(q), left() * (1 - RESERVE / 2));
      double endsWith = began * (1 - (1 - RESERVE) * (pass + 1) / passes);
      pass(Groups.of(chosen, tests), endsWith);
      chosen.removeIf(samples::hasFailed);
      progress.accept((1 - RESERVE) * (pass + 1) / passes);
    }
    makeUp(chosen);
    more(Groups.of(chosen, tests));
    progress.accept(1);
    return samples;
  }

  private static int passes(double budget) {
    int more = (int) (budget / SECONDS_PER_PASS - FEWEST_PASSES) / MORE_PASSES * MORE_PASSES;
    return Math.max(FEWEST_PASSES, Math.min(MOST_PASSES, FEWEST_PASSES + more));
  }

  /** What missed a turn, because the host was slow or a driver broke off, gets another. */
  private void makeUp(Set<String> chosen) {
    for (int pass = 0; pass < MORE_PASSES; pass++) {
      List<String> behind =
          chosen.stream()
              .filter(q -> !samples.hasFailed(q) && samples.estimate(q).isEmpty())
              .toList();
      if (!behind.isEmpty()) {
        pass(Groups.of(behind, tests), left());
      }
    }
  }

  /** Spends what is left on the groups most in need. */
  private void more(List<List<String>> groups) {
    List<List<String>> chosen = new ArrayList<>();
    double spare = left() * (1 - RESERVE);
    for (List<String> group : Plan.inNeed(groups, tests, samples::estimate)) {
      double one = MORE_PASSES * group.stream().mapToDouble(this::cost).sum();
      if (one <= spare) {
        chosen.add(group);
        spare -= one;
      }
    }
    double began = left();
    for (int pass = 0; pass < MORE_PASSES && !chosen.isEmpty(); pass++) {
      pass(chosen, began * (1 - (1 - RESERVE) * (pass + 1) / MORE_PASSES));
    }
  }

  /** One pass over the groups, until so many seconds of the budget are left. */
  private void pass(List<List<String>> groups, double endsWith) {
    boolean first = true;
    for (int turn = 0; turn < MOST_TURNS && (first || left() > endsWith); turn++) {
      double before = left();
      for (List<String> group : shuffled(groups)) {
        List<String> quick = group.stream().filter(q -> cost(q) <= QUICK_SECONDS).toList();
        if (first || left() - QUICK_ROUNDS * cost(quick) > endsWith) {
          ask(quick, first && isTight(groups, endsWith) ? 1 : QUICK_ROUNDS);
        }
        if (first) {
          group.stream().filter(q -> !quick.contains(q)).forEach(q -> ask(List.of(q), 1));
        }
      }
      if (!first && left() == before) {
        break;
      }
      first = false;
    }
    samples.endPass();
  }

  /** Whether there is no time in the pass for a second round. */
  private boolean isTight(List<List<String>> groups, double endsWith) {
    double once = groups.stream().mapToDouble(this::cost).sum();
    return left() - QUICK_ROUNDS * once < endsWith;
  }

  private void ask(List<String> quantities, int rounds) {
    List<String> order = shuffled(quantities.stream().filter(q -> !samples.hasFailed(q)).toList());
    double expected = rounds * cost(order);
    if (order.isEmpty() || expected > left()) {
      return;
    }
    Answer answer =
        sampler.measure(new Batch(order, rounds, bounds), deadline.within(patience(expected)));
    answer.told().forEach(this::hear);
    if (answer.fault().isPresent()) {
      samples.fail(nextAfter(answer.told(), order), answer.fault().get());
      // The others are asked again, of a new driver; each fault leaves one fewer to ask.
      ask(quantities, rounds);
    }
  }

  /** A guess of a cost may be wrong by much; a driver that hangs must not take all the budget. */
  private static Duration patience(double expected) {
    return Duration.ofMillis((long) (1000 * (1 + 3 * expected)));
  }

  /** Whose turn it was when the driver broke off. */
  private static String nextAfter(List<Told> told, List<String> order) {
    if (told.isEmpty()) {
      return order.get(0);
    }
    int last = order.indexOf(told.get(told.size() - 1).quantity());
    return order.get((last + 1) % order.size());
  }

  private void hear(Told told) {
    samples.add(told);
    if (told instanceof Told.Sample sample) {
      // The first sample of a quantity pays for its calibration too.
      boolean first = knownSeconds.add(sample.quantity());
      double before = cost(sample.quantity());
      seconds.put(
          sample.quantity(),
          first ? Math.max(before, sample.seconds() / 2) : (before + sample.seconds()) / 2);
    }
  }

  private double cost(String quantity) {
    return seconds.getOrDefault(quantity, USUAL_SECONDS);
  }

  private double cost(List<String> quantities) {
    return quantities.stream().mapToDouble(this::cost).sum();
  }

  private double left() {
    return deadline.remaining().toNanos() / 1e9;
  }

  private <T> List<T> shuffled(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }
}
