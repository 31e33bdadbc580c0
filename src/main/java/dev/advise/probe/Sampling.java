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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleConsumer;

/**
 * Takes the samples of one runtime within a budget.
 *
 * <p>Noise on shared machines comes in episodes of a tenth of a second to many seconds. So the time
 * of every quantity is spread over the whole budget: it is cut into twelve turns, a quantity is
 * sampled once in each turn that is due to it, and once is a pass. What is quick is sampled again
 * until the turn's time is used. What is compared takes turns with each other, in an order shuffled
 * for each request, so that an episode hits both sides.
 *
 * <p>Which claims are judged is chosen once, at the beginning. A pass of what is quick and leaves a
 * claim undecided is of several samples, and what no claim asks for waits for those.
 *
 * <p>A fiftieth of the budget is kept back as a reserve against slow samples.
 */
final class Sampling {

  private static final double RESERVE = 0.02;

  /** What quick quantities may take of the budget before their batches are made shorter. */
  private static final double SHARE_OF_THE_QUICK = 0.5;

  /**
   * Passes nearer to each other see the same episode. Only the median of independent ones lies
   * where counting says, so a short budget takes more than six only to decide a claim.
   */
  private static final double SECONDS_APART = 0.5;

  /** Budgets within such a ratio of each other choose alike. */
  private static final double STEADY = 1.5;

  /** What is chosen for the usual budget can be had in so many seconds. */
  private static final double USUALLY_LEFT = 3.3;

  /**
   * Of that, what has to be left for such a choice. The usual budget leaves 3.7 to 4.3 seconds, and
   * 3.2 or more where a driver is compiled first: all well within this and {@link #STEADY} times
   * it.
   */
  private static final double LEAST_OF_IT = 0.92;

  /** In turns: the third pass tells, and is taken in the fifth turn. */
  private static final int UNTIL_IT_IS_KNOWN_WHAT_IS_OPEN = 5;

  private static final int MOST_REPEATS = 500;

  /** Quick groups are asked for at once, up to so much: each request is two switches more. */
  private static final double SECONDS_TOGETHER = 0.05;

  /**
   * Samples in a pass of what is quick and undecided. One in twenty to one in ten that last a
   * millisecond is off by half; of three such the median seldom is.
   */
  private static final int ROUNDS_OF_THE_UNDECIDED = 3;

  private final Sampler sampler;
  private final List<ClaimTest> tests;
  private final Batch.Bounds bounds;
  private final Deadline deadline;
  private final Random random;
  private final DoubleConsumer progress;
  private final Pace pace;
  private final Samples samples = new Samples();
  private int batchMillis;
  private double reserve;
  private boolean areApart;
  private Set<String> chosen = Set.of();
  private Docket docket;

  Sampling(
      Sampler sampler,
      Description description,
      List<ClaimTest> tests,
      long seed,
      Batch.Bounds bounds,
      Deadline deadline,
      DoubleConsumer progress) {
    this.sampler = sampler;
    this.tests = List.copyOf(tests);
    this.bounds = bounds;
    this.deadline = deadline;
    this.random = new Random(seed);
    this.progress = progress;
    this.pace = new Pace(description);
  }

  /** Samples these quantities as far as the budget goes. */
  Samples run(Collection<String> quantities) {
    double began = left();
    reserve = began * RESERVE;
    areApart = began / Plan.MOST >= SECONDS_APART;
    docket = new Docket(tests, quantities, samples);
    double steady = steady(began - reserve);
    List<String> wanted = new ArrayList<>(quantities);
    pace.shorten(1.0 / bounds.batchMillis());
    chosen = plan(Plan.MOST).choice(Groups.compared(wanted, docket.tests()), steady);
    batchMillis = batchMillis(chosen.isEmpty() ? quantities : chosen, steady);
    for (int turn = 0; turn < Plan.MOST && left() > 0; turn++) {
      take(turn, wanted, reserve + (began - reserve) * (Plan.MOST - 1 - turn) / Plan.MOST);
      wanted.removeIf(samples::hasFailed);
      docket.look();
      progress.accept((turn + 1.0) / Plan.MOST);
    }
    return samples;
  }

  /** Starting takes a little more or less time each time, which must not change what is judged. */
  private static double steady(double seconds) {
    double steps = Math.log(seconds / (LEAST_OF_IT * USUALLY_LEFT)) / Math.log(STEADY);
    return USUALLY_LEFT * Math.pow(STEADY, Math.floor(steps));
  }

  /** One turn: a pass of whatever is due, until so many seconds of the budget are left. */
  private void take(int turn, List<String> wanted, double endsWith) {
    List<List<String>> compared = Groups.compared(wanted, docket.tests());
    List<List<String>> quick = new ArrayList<>();
    List<String> together = new ArrayList<>();
    Map<String, Integer> targets = targets(compared, turn);
    double planned = left();
    for (List<String> group : inOrder(turn, wanted, targets)) {
      if (planned - left() > reserve) { // by now it is known better what things cost
        targets = targets(compared, turn);
        planned = left();
      }
      Map<String, Integer> now = targets;
      List<String> due =
          group.stream()
              .filter(q -> Plan.isDue(samples.passes(q), now.getOrDefault(q, 0), turn))
              .toList();
      quick.add(due.stream().filter(pace::isQuick).toList());
      sample(due, together);
    }
    askInOrder(together, 1);
    repeat(quick, endsWith);
    samples.endPass();
  }

  /** Samples a group, but for what can be asked for together with the quick of other groups. */
  private void sample(List<String> group, List<String> together) {
    List<String> quick = group.stream().filter(pace::isQuick).toList();
    List<String> slow = group.stream().filter(q -> !quick.contains(q)).toList();
    // What is not known yet is asked one by one: on a busy host it may take long.
    if (pace.isKnown(quick)) {
      ask(quick.stream().filter(q -> rounds(q) > 1).toList(), ROUNDS_OF_THE_UNDECIDED);
      together.addAll(shuffled(quick.stream().filter(q -> rounds(q) == 1).toList()));
    } else {
      quick.forEach(q -> ask(List.of(q), 1));
    }
    if (!slow.isEmpty() || pace.cost(together) > SECONDS_TOGETHER) {
      askInOrder(together, 1);
      together.clear();
    }
    shuffled(slow).forEach(q -> ask(List.of(q), 1));
  }

  private void repeat(List<List<String>> groups, double endsWith) {
    boolean asked = true;
    for (int repeat = 0; repeat < MOST_REPEATS && asked; repeat++) {
      asked = false;
      for (List<String> group : shuffled(groups)) {
        List<String> sampled = group.stream().filter(samples::has).toList();
        if (!sampled.isEmpty() && left() - pace.cost(sampled) > endsWith) {
          ask(sampled, 1);
          asked = true;
        }
      }
    }
  }

  /** By chance; but the first turn tells what things cost, and the most wanted set the bounds. */
  private List<List<String>> inOrder(int turn, List<String> wanted, Map<String, Integer> planned) {
    return turn == 0
        ? Groups.of(planned.keySet(), docket.tests())
        : wantedFirst(shuffled(Groups.of(wanted, docket.tests())));
  }

  private List<List<String>> wantedFirst(List<List<String>> groups) {
    groups.sort(Comparator.comparing(group -> group.stream().noneMatch(docket::isAskedFor)));
    return groups;
  }

  private Map<String, Integer> targets(List<List<String>> compared, int turn) {
    return plan(Plan.MOST - turn).targets(compared, left() - reserve);
  }

  private Plan plan(int turns) {
    return new Plan(
        samples::passesWithThis,
        quantity -> rounds(quantity) * pace.cost(quantity),
        quantity -> pace.costOfNext(quantity) - pace.cost(quantity),
        pace::partner,
        group -> group.stream().anyMatch(docket::isAskedFor),
        group -> group.stream().allMatch(q -> isRipe(q, turns)),
        docket::isOpen,
        group -> areApart && group.stream().anyMatch(this::isLoose),
        quantity -> samples.passes(quantity) + turns);
  }

  /**
   * What no claim asks for waits, as it must not take the time that claims turn out to need; but
   * not where only dear things are asked for, which leave the first turns empty.
   */
  private boolean isRipe(String quantity, int turns) {
    return docket.isAskedFor(quantity)
        ? chosen.contains(quantity)
        : areApart
            || chosen.stream().noneMatch(pace::isQuick)
            || turns <= Plan.MOST - UNTIL_IT_IS_KNOWN_WHAT_IS_OPEN;
  }

  private boolean isLoose(String quantity) {
    return samples.estimate(quantity).filter(Plan::isTight).isEmpty();
  }

  private int rounds(String quantity) {
    return docket.isUndecided(quantity) && pace.isBatched(quantity) ? ROUNDS_OF_THE_UNDECIDED : 1;
  }

  /** Shorter batches where there is no time for usual ones. */
  private int batchMillis(Collection<String> quantities, double budget) {
    int millis = bounds.batchMillis();
    pace.shorten(1);
    while (millis > 1 && Plan.SETTLED * quickCost(quantities) > budget * SHARE_OF_THE_QUICK) {
      millis /= 2;
      pace.shorten((double) millis / bounds.batchMillis());
    }
    return millis;
  }

  private double quickCost(Collection<String> quantities) {
    return pace.cost(quantities.stream().filter(pace::isQuick).toList());
  }

  /** What is compared, in an order by chance. */
  private void ask(List<String> quantities, int rounds) {
    askInOrder(shuffled(quantities), rounds);
  }

  private void askInOrder(List<String> quantities, int rounds) {
    List<String> order = quantities.stream().filter(q -> !samples.hasFailed(q)).toList();
    double expected = rounds * order.stream().mapToDouble(pace::costOfNext).sum();
    if (order.isEmpty() || expected > left()) {
      return;
    }
    Answer answer =
        sampler.measure(
            new Batch(order, rounds, bounds.lasting(batchMillis)),
            deadline.within(patience(expected)));
    answer.told().forEach(this::hear);
    boolean outOfTime = left() <= 0;
    if (answer.fault().isPresent() && !outOfTime) {
      samples.fail(nextAfter(answer.told(), order), answer.fault().get());
      pace.restart();
      // The others are asked again, of a new driver; each fault leaves one fewer to ask.
      askInOrder(quantities, rounds);
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
      pace.hear(sample);
    }
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
