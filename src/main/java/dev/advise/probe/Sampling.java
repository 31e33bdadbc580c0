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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Takes the samples of one runtime within a budget.
 *
 * <p>Noise on shared machines comes in episodes of a tenth of a second to many seconds. So every
 * quantity is sampled in six or nine passes that are spread over the budget: a pass takes a fixed
 * share of it, goes round the groups, and goes round what is quick again until its share is used.
 * Within a group quantities take turns, in an order shuffled for each request. What is dear may get
 * three passes only; what the budget cannot afford even then is not sampled at all.
 *
 * <p>The interval of six passes reaches from the least to the greatest, so that one episode of
 * noise unsettles it; that of nine leaves out one at each end. Many short passes are better than
 * few long ones.
 *
 * <p>A fifth of the budget is kept back. It is a reserve against slow turns, and what is left of it
 * goes to three more passes over what needs them most. Three, since seven or eight passes give no
 * narrower an interval than six, and nine do.
 */
final class Sampling {

  private static final int ENOUGH_PASSES = 6;
  private static final int MORE_PASSES = 3;
  private static final int MOST_PASSES = 9;

  /** Below, a pass would be too short to go round. */
  private static final double FEWEST_SECONDS_FOR_MOST_PASSES = 2;

  private static final double RESERVE = 0.2;

  /** What takes longer is asked for by itself. */
  private static final double QUICK_SECONDS = 0.03;

  /** What quick quantities may take of the budget before their batches are made shorter. */
  private static final double SHARE_OF_THE_QUICK = 0.5;

  private static final int TURNS = 2;
  private static final int MOST_GOES = 64;

  /** One slow sample says little of how slow the host is. */
  private static final double SHARE_OF_THE_LATEST = 0.1;

  private static final double MOST_SLOWNESS = 10;

  /** The first sample of a quantity takes about so many times as long as those after it. */
  private static final double CALIBRATION = 3;

  /** Where a driver does not say what a sample costs. */
  private static final double USUAL_SECONDS = 0.01;

  private final Sampler sampler;
  private final List<ClaimTest> tests;
  private final Batch.Bounds bounds;
  private final Deadline deadline;
  private final Random random;
  private final DoubleConsumer progress;
  private final Map<String, Double> seconds;
  private final Map<String, Integer> samplesOf = new HashMap<>();
  private final Samples samples = new Samples();
  private int batchMillis;

  /** How many times longer than expected things take here; a guess of what was not sampled yet. */
  private double slowness = 1;

  Sampling(
      Sampler sampler,
      Description description,
      List<ClaimTest> tests,
      long seed,
      Batch.Bounds bounds,
      Deadline deadline,
      DoubleConsumer progress) {
    this.sampler = sampler;
    this.tests = new ArrayList<>(tests);
    this.bounds = bounds;
    this.deadline = deadline;
    this.random = new Random(seed);
    this.progress = progress;
    this.seconds = new HashMap<>(description.seconds());
  }

  /** Samples these quantities as far as the budget goes. */
  Samples run(Collection<String> quantities) {
    double began = left();
    // A claim that cannot be settled here asks for nothing.
    tests.removeIf(test -> !quantities.containsAll(test.quantities()));
    int full = began < FEWEST_SECONDS_FOR_MOST_PASSES ? ENOUGH_PASSES : MOST_PASSES;
    batchMillis = batchMillis(quantities, began);
    Map<String, Integer> planned = Map.of();
    for (int pass = 0; pass < full && left() > 0; pass++) {
      int now = pass;
      Map<String, Integer> plan = plan(quantities, pass, full);
      planned = plan;
      Predicate<String> affordable = q -> isAffordable(q, now, full, plan);
      double endsWith = began * (1 - (1 - RESERVE) * (pass + 1) / full);
      List<String> due =
          plan.keySet().stream().filter(q -> Plan.isDue(now, plan.get(q), full)).toList();
      List<List<String>> groups = Groups.of(due, tests);
      // The first pass tells what things cost here: the most wanted go first and set the bounds.
      if (pass == 0) {
        pass(groups, full == MOST_PASSES ? TURNS : 1, endsWith, affordable);
      } else {
        pass(wantedFirst(shuffled(groups)), 1, endsWith, affordable);
      }
      tests.removeIf(test -> test.quantities().stream().anyMatch(samples::hasFailed));
      progress.accept((1 - RESERVE) * (pass + 1) / full);
    }
    makeUp(planned);
    more(Groups.compared(planned.keySet(), tests));
    progress.accept(1);
    return samples;
  }

  /**
   * Whether a quantity's turn can be had beside what is promised to others: at first to all that
   * were sampled already, later to those that claims ask for.
   */
  private boolean isAffordable(String quantity, int pass, int full, Map<String, Integer> planned) {
    boolean isNew = samples.passes(quantity) == 0;
    if (!isNew && Plan.isAskedFor(quantity, tests)) {
      return true;
    }
    double promised =
        planned.keySet().stream()
            .filter(q -> !q.equals(quantity) && samples.has(q) && !samples.hasFailed(q))
            .filter(q -> isNew || Plan.isAskedFor(q, tests))
            .mapToDouble(q -> cost(q) * passesAfter(pass, atMostEnough(planned.get(q)), full))
            .sum();
    double own =
        cost(quantity) * (1 + passesAfter(pass, atMostEnough(planned.get(quantity)), full));
    return isNew
        ? promised + own + costOfBeginning(List.of(quantity)) <= spendable()
        : slowness * (promised + cost(quantity)) <= left();
  }

  private static int atMostEnough(int passes) {
    return Math.min(passes, ENOUGH_PASSES);
  }

  private List<List<String>> wantedFirst(List<List<String>> groups) {
    groups.sort(
        Comparator.comparing(group -> group.stream().noneMatch(q -> Plan.isAskedFor(q, tests))));
    return groups;
  }

  /**
   * Made anew before each pass: where things take longer than they seemed to, the least wanted get
   * no more passes; where they take less, others have their turn.
   */
  private Map<String, Integer> plan(Collection<String> quantities, int pass, int full) {
    List<String> there = quantities.stream().filter(q -> !samples.hasFailed(q)).toList();
    List<List<String>> order = Plan.byPriority(Groups.compared(there, tests), tests, this::cost);
    return Plan.passes(
        order,
        group ->
            Plan.rungs(
                    group.stream().anyMatch(q -> Plan.isAskedFor(q, tests)),
                    cost(group) / group.size(),
                    isSettled(group),
                    ENOUGH_PASSES,
                    full)
                .stream()
                .filter(rung -> isOfUse(group, rung, pass, full))
                .toList(),
        (group, passes) ->
            cost(group) * passesAfter(pass - 1, passes, full) + costOfBeginning(group),
        spendable());
  }

  private boolean isSettled(List<String> group) {
    return group.stream().allMatch(q -> samples.estimate(q).isPresent())
        && !Plan.isInNeed(group, tests, samples::estimate);
  }

  /** Whether an estimate comes of so many passes. */
  private boolean isOfUse(List<String> group, int passes, int pass, int full) {
    int to = passesAfter(pass - 1, passes, full);
    return group.stream().allMatch(q -> samples.passes(q) + to >= Samples.FEWEST_PASSES);
  }

  private double costOfBeginning(List<String> group) {
    return (CALIBRATION - 1)
        * group.stream().filter(q -> !samples.has(q) && isBatched(q)).mapToDouble(this::cost).sum();
  }

  private boolean isBatched(String quantity) {
    return cost(quantity) <= Plan.DEAR_SECONDS;
  }

  private static int passesAfter(int pass, int planned, int full) {
    return (int) IntStream.range(pass + 1, full).filter(p -> Plan.isDue(p, planned, full)).count();
  }

  private double spendable() {
    return left() * (1 - RESERVE / 2);
  }

  /** Shorter batches where there is no time for usual ones. */
  private int batchMillis(Collection<String> quantities, double budget) {
    int millis = bounds.batchMillis();
    while (millis > 1 && ENOUGH_PASSES * quickCost(quantities) > budget * SHARE_OF_THE_QUICK) {
      millis /= 2;
      seconds.replaceAll((q, cost) -> cost <= Plan.DEAR_SECONDS ? cost / 2 : cost);
    }
    return millis;
  }

  private double quickCost(Collection<String> quantities) {
    return quantities.stream().mapToDouble(this::cost).filter(c -> c <= QUICK_SECONDS).sum();
  }

  /** What missed a turn, because the host was slow or a driver broke off, gets another. */
  private void makeUp(Map<String, Integer> planned) {
    for (int pass = 0; pass < MORE_PASSES; pass++) {
      List<String> behind =
          planned.keySet().stream()
              .filter(q -> samples.passes(q) < atMostEnough(planned.get(q)))
              .toList();
      if (!behind.isEmpty()) {
        pass(Groups.of(behind, tests), 1, left(), q -> cost(q) <= spendable());
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
      pass(chosen, 1, began * (1 - (1 - RESERVE) * (pass + 1) / MORE_PASSES), q -> true);
    }
  }

  /**
   * One pass over the groups, until so many seconds of the budget are left.
   *
   * @param rounds of batches to begin with; by pairs of turns an odd number remains odd, and has a
   *     middle
   */
  private void pass(
      List<List<String>> groups, int rounds, double endsWith, Predicate<String> affordable) {
    for (List<String> group : groups) {
      List<String> members = group.stream().filter(affordable).toList();
      List<String> quick = members.stream().filter(this::isQuick).toList();
      if (rounds > 1) {
        ask(quick.stream().filter(this::isBatched).toList(), rounds);
        ask(quick.stream().filter(q -> !isBatched(q)).toList(), 1);
      } else {
        ask(quick, 1);
      }
      members.stream().filter(q -> !isQuick(q)).forEach(q -> ask(List.of(q), 1));
    }
    List<List<String>> batched =
        groups.stream()
            .map(group -> group.stream().filter(q -> isBatched(q) && samples.has(q)).toList())
            .filter(group -> !group.isEmpty())
            .toList();
    boolean asked = true;
    for (int turn = 0; turn < MOST_GOES && asked; turn++) {
      asked = false;
      for (List<String> group : shuffled(batched)) {
        if (left() - TURNS * cost(group) > endsWith) {
          ask(group, TURNS);
          asked = true;
        }
      }
    }
    samples.endPass();
  }

  private boolean isQuick(String quantity) {
    return cost(quantity) <= QUICK_SECONDS;
  }

  private void ask(List<String> quantities, int rounds) {
    List<String> order = shuffled(quantities.stream().filter(q -> !samples.hasFailed(q)).toList());
    double expected = rounds * cost(order);
    if (order.isEmpty() || expected > left()) {
      return;
    }
    Answer answer =
        sampler.measure(
            new Batch(order, rounds, bounds.lasting(batchMillis)),
            deadline.within(patience(expected)));
    answer.told().forEach(told -> hear(told, rounds));
    boolean outOfTime = left() <= 0;
    if (answer.fault().isPresent() && !outOfTime) {
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

  /** The first sample of a quantity is for warming up, where it was to be the first of several. */
  private void hear(Told told, int rounds) {
    boolean first = told instanceof Told.Sample && samplesOf.getOrDefault(told.quantity(), 0) == 0;
    if (!first || rounds == 1) {
      samples.add(told);
    }
    if (told instanceof Told.Sample sample) {
      learn(sample, samplesOf.merge(told.quantity(), 1, Integer::sum));
    }
  }

  /** The first sample pays for partners and calibration, too; the second tells what one costs. */
  private void learn(Told.Sample sample, int number) {
    double took = sample.seconds();
    double before = seconds.getOrDefault(sample.quantity(), USUAL_SECONDS);
    if (number > 1 && before > 0) {
      double times = Math.min(MOST_SLOWNESS, took / before);
      slowness = Math.max(1, slowness + SHARE_OF_THE_LATEST * (times - slowness));
    }
    double now =
        switch (number) {
          case 1 -> Math.max(before, took / CALIBRATION);
          case 2 -> took;
          default -> (before + took) / 2;
        };
    seconds.put(sample.quantity(), now);
  }

  private double cost(String quantity) {
    return seconds.getOrDefault(quantity, USUAL_SECONDS)
        * (samplesOf.getOrDefault(quantity, 0) > 1 ? 1 : slowness);
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
