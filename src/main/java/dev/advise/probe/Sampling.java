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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Takes the samples of one runtime within a budget.
 *
 * <p>Noise on shared machines comes in episodes of a tenth of a second to many seconds. So every
 * quantity is sampled in at least six passes that are spread over the budget: a pass takes a fixed
 * share of it, goes round all groups, and goes round the quick quantities again until its share is
 * used. Within a group quantities take turns, in an order shuffled for each request. What is dear
 * may get three passes only; what the budget cannot afford even then is not sampled at all.
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

  /** What takes no longer is made of batches, whose length can be chosen. */
  private static final double BATCHED_SECONDS = 0.008;

  /** What quick quantities may take of the budget before their batches are made shorter. */
  private static final double SHARE_OF_THE_QUICK = 0.5;

  private static final int QUICK_ROUNDS = 2;
  private static final int MOST_TURNS = 64;

  /** Costs are learnt from first turns, which take longer than later ones. */
  private static final double GUESSES_ARE_HIGH = 1.3;

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
  private final Set<String> knownSeconds = new HashSet<>();
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
    int full = passes(began);
    batchMillis = batchMillis(quantities, full, began);
    List<String> order = Plan.byPriority(quantities, tests, this::cost);
    Map<String, Integer> planned =
        new LinkedHashMap<>(Plan.passes(order, this::cost, spendable(), full));
    for (int pass = 0; pass < full && left() > 0; pass++) {
      int now = pass;
      if (pass > 0) {
        keepAffordable(planned, pass, full);
        takeIn(order, planned, pass, full);
      }
      Predicate<String> affordable = q -> isAffordable(q, now, full, planned);
      double endsWith = began * (1 - (1 - RESERVE) * (pass + 1) / full);
      List<String> due =
          planned.keySet().stream().filter(q -> Plan.isDue(now, planned.get(q), full)).toList();
      List<List<String>> groups = Groups.of(due, tests);
      // The first pass tells what things cost here: the most wanted go first and set the bounds.
      pass(pass == 0 ? groups : wantedFirst(shuffled(groups)), endsWith, affordable);
      planned.keySet().removeIf(samples::hasFailed);
      tests.removeIf(test -> test.quantities().stream().anyMatch(samples::hasFailed));
      progress.accept((1 - RESERVE) * (pass + 1) / full);
    }
    makeUp(planned.keySet());
    more(Groups.of(planned.keySet(), tests));
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
            .mapToDouble(q -> cost(q) * passesAfter(pass, planned.get(q), full))
            .sum();
    int own = isNew ? 1 + passesAfter(pass, planned.get(quantity), full) : 1;
    return isNew
        ? promised + own * cost(quantity) <= spendable()
        : slowness * (promised + cost(quantity)) <= left();
  }

  private List<List<String>> wantedFirst(List<List<String>> groups) {
    groups.sort(
        Comparator.comparing(group -> group.stream().noneMatch(q -> Plan.isAskedFor(q, tests))));
    return groups;
  }

  /** Where things take longer than they seemed to, the least wanted get no more passes. */
  private void keepAffordable(Map<String, Integer> planned, int pass, int full) {
    double room = spendable() * GUESSES_ARE_HIGH;
    for (String quantity : List.copyOf(planned.keySet())) {
      double need = cost(quantity) * passesAfter(pass - 1, planned.get(quantity), full);
      if (need <= room) {
        room -= need;
      } else {
        planned.remove(quantity);
      }
    }
  }

  /**
   * Where things take less than they seemed to, more quantities have their turn, if not in all
   * passes.
   */
  private void takeIn(List<String> order, Map<String, Integer> planned, int pass, int full) {
    int passes = full - pass;
    if (passes < Samples.FEWEST_PASSES) {
      return;
    }
    double room = spendable();
    for (Map.Entry<String, Integer> one : planned.entrySet()) {
      room -= cost(one.getKey()) * passesAfter(pass - 1, one.getValue(), full);
    }
    for (String quantity : order) {
      double need = (passes + CALIBRATION - 1) * cost(quantity);
      if (!planned.containsKey(quantity) && !samples.hasFailed(quantity) && need <= room) {
        planned.put(quantity, full);
        room -= need;
      }
    }
  }

  private static int passesAfter(int pass, int planned, int full) {
    return (int) IntStream.range(pass + 1, full).filter(p -> Plan.isDue(p, planned, full)).count();
  }

  private double spendable() {
    return left() * (1 - RESERVE / 2);
  }

  /** Shorter batches where there is no time for usual ones. */
  private int batchMillis(Collection<String> quantities, int full, double budget) {
    int millis = bounds.batchMillis();
    while (millis > 1 && full * quickCost(quantities) > budget * SHARE_OF_THE_QUICK) {
      millis /= 2;
      seconds.replaceAll((q, cost) -> cost <= BATCHED_SECONDS ? cost / 2 : cost);
    }
    return millis;
  }

  private double quickCost(Collection<String> quantities) {
    return quantities.stream().mapToDouble(this::cost).filter(c -> c <= QUICK_SECONDS).sum();
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
              .filter(q -> !samples.hasFailed(q) && samples.passes(q) < FEWEST_PASSES)
              .toList();
      if (!behind.isEmpty()) {
        pass(Groups.of(behind, tests), left(), q -> cost(q) <= spendable());
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
      pass(chosen, began * (1 - (1 - RESERVE) * (pass + 1) / MORE_PASSES), q -> true);
    }
  }

  /** One pass over the groups, until so many seconds of the budget are left. */
  private void pass(List<List<String>> groups, double endsWith, Predicate<String> affordable) {
    int rounds = isTight(groups, endsWith) ? 1 : QUICK_ROUNDS;
    for (List<String> group : groups) {
      List<String> members = group.stream().filter(affordable).toList();
      ask(members.stream().filter(this::isQuick).toList(), rounds);
      members.stream().filter(q -> !isQuick(q)).forEach(q -> ask(List.of(q), 1));
    }
    List<List<String>> quick =
        groups.stream()
            .map(group -> group.stream().filter(q -> isQuick(q) && samples.has(q)).toList())
            .filter(group -> !group.isEmpty())
            .toList();
    boolean asked = true;
    for (int turn = 0; turn < MOST_TURNS && asked; turn++) {
      asked = false;
      for (List<String> group : shuffled(quick)) {
        if (left() - QUICK_ROUNDS * cost(group) > endsWith) {
          ask(group, QUICK_ROUNDS);
          asked = true;
        }
      }
    }
    samples.endPass();
  }

  private boolean isQuick(String quantity) {
    return cost(quantity) <= QUICK_SECONDS;
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
    double before = left();
    Answer answer =
        sampler.measure(
            new Batch(order, rounds, bounds.lasting(batchMillis)),
            deadline.within(patience(expected)));
    answer.told().forEach(this::hear);
    if (expected > 0) {
      slowness = Math.max(1, (slowness + (before - left()) / expected) / 2);
    }
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

  private void hear(Told told) {
    samples.add(told);
    if (told instanceof Told.Sample sample) {
      boolean first = knownSeconds.add(sample.quantity());
      double before = seconds.getOrDefault(sample.quantity(), USUAL_SECONDS);
      seconds.put(
          sample.quantity(),
          first
              ? Math.max(before, sample.seconds() / CALIBRATION)
              : (before + sample.seconds()) / 2);
    }
  }

  private double cost(String quantity) {
    return seconds.getOrDefault(quantity, USUAL_SECONDS)
        * (knownSeconds.contains(quantity) ? 1 : slowness);
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
