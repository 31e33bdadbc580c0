package dev.advise.probe;

import dev.advise.facts.ClaimTest;
import dev.advise.facts.Verdict;
import dev.advise.laws.Estimate;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;

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
 * <p>A twentieth of the budget is kept back as a reserve against slow samples.
 */
final class Sampling {

  private static final double RESERVE = 0.05;

  /** What takes longer is sampled once in a turn. */
  private static final double QUICK_SECONDS = 0.03;

  /** What takes no longer is made of batches, whose length can be chosen. */
  private static final double BATCHED_SECONDS = 0.008;

  /** What quick quantities may take of the budget before their batches are made shorter. */
  private static final double SHARE_OF_THE_QUICK = 0.5;

  /**
   * Passes nearer to each other see the same episode. Only the median of independent ones lies
   * where counting says, so a short budget takes more than six only to decide a claim.
   */
  private static final double SECONDS_APART = 0.5;

  /** Budgets within such a ratio of each other choose alike. */
  private static final double STEADY = 1.5;

  /** In turns: the third pass tells. */
  private static final int UNTIL_IT_IS_KNOWN_WHAT_IS_OPEN = 4;

  private static final int MOST_REPEATS = 500;

  /**
   * Samples in a pass of what is quick and undecided. One in twenty to one in ten that last a
   * millisecond is off by half; of three such the median seldom is.
   */
  private static final int ROUNDS_OF_THE_UNDECIDED = 3;

  /** The first sample of a quantity takes about so many times as long as those after it. */
  private static final double CALIBRATION = 3;

  /** How fast a host is shows in samples of the last second or so. */
  private static final double MEMORY_SECONDS = 1;

  /** Where a driver does not say what a sample costs. */
  private static final double USUAL_SECONDS = 0.01;

  private final Sampler sampler;
  private final List<ClaimTest> tests;
  private final Batch.Bounds bounds;
  private final Deadline deadline;
  private final Random random;
  private final DoubleConsumer progress;
  private final Map<String, Double> statedSeconds;
  private final Map<String, Double> seconds;
  private final Map<String, Double> beginning;
  private final Map<String, String> partners;
  private final Set<String> standing = new HashSet<>();
  private final Set<String> knownSeconds = new HashSet<>();
  private final Samples samples = new Samples();
  private int batchMillis;
  private double reserve;
  private boolean areApart;
  private Set<String> chosen = Set.of();
  private Set<String> undecided = Set.of();

  /** Seconds of recent samples, and what the driver says they take. */
  private double took;

  private double stated;

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
    this.statedSeconds = description.seconds();
    this.seconds = new HashMap<>(statedSeconds);
    this.beginning = description.beginning();
    this.partners = description.partners();
  }

  /** Samples these quantities as far as the budget goes. */
  Samples run(Collection<String> quantities) {
    double began = left();
    reserve = began * RESERVE;
    areApart = began / Plan.MOST >= SECONDS_APART;
    // A claim that cannot be settled here asks for nothing.
    tests.removeIf(test -> !quantities.containsAll(test.quantities()));
    batchMillis = batchMillis(quantities, began);
    List<String> wanted = new ArrayList<>(quantities);
    chosen = plan(Plan.MOST).choice(Groups.compared(wanted, tests), steady(began - reserve));
    for (int turn = 0; turn < Plan.MOST && left() > 0; turn++) {
      take(turn, wanted, reserve + (began - reserve) * (Plan.MOST - 1 - turn) / Plan.MOST);
      wanted.removeIf(samples::hasFailed);
      tests.removeIf(test -> test.quantities().stream().anyMatch(samples::hasFailed));
      progress.accept((turn + 1.0) / Plan.MOST);
    }
    return samples;
  }

  /** Starting takes a little more or less time each time, which must not change what is judged. */
  private static double steady(double seconds) {
    return Math.pow(STEADY, Math.floor(Math.log(seconds) / Math.log(STEADY)));
  }

  /** One turn: a pass of whatever is due, until so many seconds of the budget are left. */
  private void take(int turn, List<String> wanted, double endsWith) {
    List<List<String>> compared = Groups.compared(wanted, tests);
    List<List<String>> groups = new ArrayList<>();
    undecided = undecided();
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
      List<String> quick = due.stream().filter(this::isQuick).toList();
      // What is not known yet is asked one by one: on a busy host it may take long.
      if (knownSeconds.containsAll(quick)) {
        ask(quick, 1);
      } else {
        quick.forEach(q -> ask(List.of(q), 1));
      }
      ask(quick.stream().filter(q -> rounds(q) > 1).toList(), ROUNDS_OF_THE_UNDECIDED - 1);
      due.stream().filter(q -> !quick.contains(q)).forEach(q -> ask(List.of(q), 1));
      groups.add(quick);
    }
    boolean asked = true;
    for (int repeat = 0; repeat < MOST_REPEATS && asked; repeat++) {
      asked = false;
      for (List<String> group : shuffled(groups)) {
        List<String> sampled = group.stream().filter(samples::has).toList();
        if (!sampled.isEmpty() && left() - cost(sampled) > endsWith) {
          ask(sampled, 1);
          asked = true;
        }
      }
    }
    samples.endPass();
  }

  /** By chance; but the first turn tells what things cost, and the most wanted set the bounds. */
  private List<List<String>> inOrder(int turn, List<String> wanted, Map<String, Integer> planned) {
    return turn == 0
        ? Groups.of(planned.keySet(), tests)
        : wantedFirst(shuffled(Groups.of(wanted, tests)));
  }

  private List<List<String>> wantedFirst(List<List<String>> groups) {
    groups.sort(Comparator.comparing(group -> group.stream().noneMatch(this::isAskedFor)));
    return groups;
  }

  private Map<String, Integer> targets(List<List<String>> compared, int turn) {
    return plan(Plan.MOST - turn).targets(compared, left() - reserve);
  }

  private Plan plan(int turns) {
    return new Plan(
        samples::passesWithThis,
        quantity -> rounds(quantity) * cost(quantity),
        quantity -> costOfNext(quantity) - cost(quantity),
        this::partner,
        group -> group.stream().anyMatch(this::isAskedFor),
        group -> group.stream().allMatch(q -> isRipe(q, turns)),
        this::isOpen,
        group -> areApart && group.stream().anyMatch(this::isLoose),
        turns);
  }

  /**
   * What no claim asks for waits, as it must not take the time that claims turn out to need; but
   * not where only dear things are asked for, which leave the first turns empty.
   */
  private boolean isRipe(String quantity, int turns) {
    return isAskedFor(quantity)
        ? chosen.contains(quantity)
        : areApart
            || chosen.stream().noneMatch(this::isQuick)
            || turns <= Plan.MOST - UNTIL_IT_IS_KNOWN_WHAT_IS_OPEN;
  }

  private boolean isAskedFor(String quantity) {
    return tests.stream().anyMatch(test -> test.quantities().contains(quantity));
  }

  private boolean isLoose(String quantity) {
    return samples.estimate(quantity).filter(Plan::isTight).isEmpty();
  }

  /** Whether what was sampled leaves a claim about these undecided. */
  private boolean isOpen(List<String> group) {
    return tests.stream().anyMatch(test -> group.containsAll(test.quantities()) && isOpen(test));
  }

  private Set<String> undecided() {
    return tests.stream()
        .filter(this::isOpen)
        .flatMap(test -> test.quantities().stream())
        .collect(Collectors.toSet());
  }

  private int rounds(String quantity) {
    return undecided.contains(quantity) && isBatched(cost(quantity)) ? ROUNDS_OF_THE_UNDECIDED : 1;
  }

  private boolean isOpen(ClaimTest test) {
    List<Estimate> known =
        test.quantities().stream().flatMap(q -> samples.estimate(q).stream()).toList();
    return known.size() == test.quantities().size()
        && test.judge(test.confidence(known).widenedBy(lostShare()))
            == Verdict.Outcome.INCONCLUSIVE;
  }

  /** What is nearer to a threshold than this is not believed in the end. */
  private double lostShare() {
    return samples.estimate(Noise.LOST_SHARE).map(Estimate::median).orElse(0.0);
  }

  /** Shorter batches where there is no time for usual ones. */
  private int batchMillis(Collection<String> quantities, double budget) {
    int millis = bounds.batchMillis();
    while (millis > 1 && Plan.SETTLED * quickCost(quantities) > budget * SHARE_OF_THE_QUICK) {
      millis /= 2;
      seconds.replaceAll((q, cost) -> isBatched(cost) ? cost / 2 : cost);
    }
    return millis;
  }

  private double quickCost(Collection<String> quantities) {
    return quantities.stream().mapToDouble(this::cost).filter(c -> c <= QUICK_SECONDS).sum();
  }

  private boolean isQuick(String quantity) {
    return cost(quantity) <= QUICK_SECONDS;
  }

  private void ask(List<String> quantities, int rounds) {
    List<String> order = shuffled(quantities.stream().filter(q -> !samples.hasFailed(q)).toList());
    double expected = rounds * order.stream().mapToDouble(this::costOfNext).sum();
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
      standing.clear();
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
      double before = seconds.getOrDefault(sample.quantity(), USUAL_SECONDS);
      double begun = beginning(sample.quantity());
      standing.add(partner(sample.quantity()));
      boolean isFirst = knownSeconds.add(sample.quantity());
      double its = sample.seconds() - (isFirst && sample.seconds() > begun ? begun : 0);
      compare(its, statedSeconds.getOrDefault(sample.quantity(), 0.0));
      // A host that slows down is believed at once, one that grows faster only by and by.
      seconds.put(
          sample.quantity(),
          isFirst
              ? (isBatched(before) ? its / CALIBRATION : its)
              : Math.max(sample.seconds(), (before + sample.seconds()) / 2));
    }
  }

  /** Of a batch nothing can be told: what surrounds it takes as long where it is a short one. */
  private void compare(double its, double said) {
    if (!isBatched(said)) {
      double fading = Math.exp(-its / MEMORY_SECONDS);
      took = fading * took + its;
      stated = fading * stated + said;
    }
  }

  /** How many times longer than stated things take here; a guess of what was not sampled yet. */
  private double slowness() {
    return stated > 0 ? Math.max(1, took / stated) : 1;
  }

  private static boolean isBatched(double seconds) {
    return seconds <= BATCHED_SECONDS;
  }

  private double cost(String quantity) {
    double usual = seconds.getOrDefault(quantity, USUAL_SECONDS);
    return knownSeconds.contains(quantity) ? usual : usual * slowness();
  }

  /** Its first sample takes longer: a batch's size is yet to be found, and partners start. */
  private double costOfNext(String quantity) {
    double usual = cost(quantity);
    return knownSeconds.contains(quantity)
        ? usual
        : (isBatched(usual) ? CALIBRATION : 1) * usual + slowness() * beginning(quantity);
  }

  /** Nothing where the partner stands that would be started. */
  private double beginning(String quantity) {
    return standing.contains(partner(quantity)) ? 0 : beginning.getOrDefault(quantity, 0.0);
  }

  /** Each quantity has its own where the driver names none. */
  private String partner(String quantity) {
    return partners.getOrDefault(quantity, quantity);
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
