package dev.advise.report;

import dev.advise.facts.HostFact;
import dev.advise.facts.HostReport;
import dev.advise.facts.Reading;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Verdict;
import dev.advise.laws.Estimate;
import dev.advise.laws.Ratio;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where two host reports differ.
 *
 * @param first what the first is called
 * @param second what the second is called
 * @param obstacles what makes the quantities of the two say nothing about each other
 * @param facts that differ, less those that differ from one moment to the next
 * @param quantities whose intervals do not overlap
 * @param claims whose verdicts differ
 * @param onlyOne what only one of the two measured
 */
public record Comparison(
    String first,
    String second,
    List<Obstacle> obstacles,
    List<Fact> facts,
    List<Quantity> quantities,
    List<Judged> claims,
    List<Lone> onlyOne) {

  /** These say how the host was at that moment; they differ between two reports of one host. */
  private static final Set<HostFact> MOMENTARY =
      EnumSet.of(
          HostFact.LOAD,
          HostFact.STEAL,
          HostFact.THROTTLED,
          HostFact.MEMORY_AVAILABLE,
          HostFact.PIDS_CURRENT,
          HostFact.USER_TASKS_CURRENT);

  /** Other hardware, another system, or another share of it. */
  private static final List<HostFact> BINDING =
      List.of(
          HostFact.OS,
          HostFact.ARCHITECTURE,
          HostFact.VIRTUALISATION,
          HostFact.CORES_ONLINE,
          HostFact.CORES_AFFINITY,
          HostFact.CORES_QUOTA);

  /**
   * Something that differs and on which all quantities depend.
   *
   * @param what a fact's id, or a runtime
   */
  public record Obstacle(String what, Reading<Object> first, Reading<Object> second) {}

  /** A fact of both hosts. */
  public record Fact(HostFact fact, Reading<Object> first, Reading<Object> second) {}

  /** A quantity of both. */
  public record Quantity(String runtime, String quantity, Estimate first, Estimate second) {

    /** How many times the first the second is, by their medians. */
    public double ratio() {
      return Ratio.of(second.median(), first.median());
    }

    /** Whether both were measured often enough for their intervals to hold with 95 %. */
    public boolean isSettled() {
      return first.isSettled() && second.isSettled();
    }
  }

  /** A claim on which a runtime's two reports disagree. */
  public record Judged(String runtime, String claim, Verdict first, Verdict second) {}

  /**
   * What only one of them measured.
   *
   * @param quantities empty: the other did not measure that runtime at all
   * @param in what the one that did is called
   */
  public record Lone(String runtime, List<String> quantities, String in) {}

  /**
   * One of the two.
   *
   * @param name what it is called
   * @param verdicts on the claims, by runtime
   */
  public record Side(String name, HostReport host, Map<String, List<Verdict>> verdicts) {}

  /** What differs between the two. */
  public static Comparison of(Side first, Side second) {
    List<String> both =
        first.host().runtimes().keySet().stream()
            .filter(name -> isMeasured(first, name) && isMeasured(second, name))
            .toList();
    return new Comparison(
        first.name(),
        second.name(),
        obstacles(first, second, both),
        facts(first, second),
        both.stream().flatMap(name -> quantities(first, second, name)).toList(),
        both.stream().flatMap(name -> claims(first, second, name)).toList(),
        lone(first, second));
  }

  public boolean isComparable() {
    return obstacles.isEmpty();
  }

  private static boolean isMeasured(Side side, String runtime) {
    return side.host().runtime(runtime).version().toOptional().isPresent();
  }

  private static List<Obstacle> obstacles(Side first, Side second, List<String> runtimes) {
    List<Obstacle> obstacles = new ArrayList<>();
    for (HostFact fact : BINDING) {
      Reading<Object> a = first.host().facts().reading(fact);
      Reading<Object> b = second.host().facts().reading(fact);
      if (!isSame(a, b)) {
        obstacles.add(new Obstacle(fact.id(), a, b));
      }
    }
    for (String runtime : runtimes) {
      Reading<String> a = first.host().runtime(runtime).version();
      Reading<String> b = second.host().runtime(runtime).version();
      if (!a.equals(b)) {
        obstacles.add(new Obstacle(runtime, plain(a), plain(b)));
      }
    }
    return obstacles;
  }

  private static Reading<Object> plain(Reading<String> version) {
    return version.fold(Reading::known, why -> Reading.unknown(why.reason(), why.detail()));
  }

  private static List<Fact> facts(Side first, Side second) {
    return Stream.of(HostFact.values())
        .filter(fact -> !MOMENTARY.contains(fact))
        .map(
            fact ->
                new Fact(
                    fact, first.host().facts().reading(fact), second.host().facts().reading(fact)))
        .filter(fact -> !isSame(fact.first(), fact.second()))
        .toList();
  }

  /** Two hosts that tell nothing do not differ, whatever their reasons. */
  private static boolean isSame(Reading<Object> a, Reading<Object> b) {
    return a.toOptional().equals(b.toOptional());
  }

  private static Stream<Quantity> quantities(Side first, Side second, String runtime) {
    RuntimeReport a = first.host().runtime(runtime);
    RuntimeReport b = second.host().runtime(runtime);
    return a.estimates().keySet().stream()
        .flatMap(
            id ->
                a.estimate(id).toOptional().stream()
                    .flatMap(
                        x ->
                            b.estimate(id).toOptional().stream()
                                .map(y -> new Quantity(runtime, id, x, y))))
        .filter(Comparison::isApart);
  }

  private static boolean isApart(Quantity quantity) {
    Estimate a = quantity.first();
    Estimate b = quantity.second();
    return a.interval().isWhollyBelow(b.lo()) || a.interval().isWhollyAbove(b.hi());
  }

  private static Stream<Judged> claims(Side first, Side second, String runtime) {
    Map<String, Verdict> after = byClaim(second, runtime);
    return byClaim(first, runtime).values().stream()
        .flatMap(
            a ->
                Optional.ofNullable(after.get(a.claim())).stream()
                    .filter(b -> a.outcome() != b.outcome())
                    .map(b -> new Judged(runtime, a.claim(), a, b)));
  }

  private static Map<String, Verdict> byClaim(Side side, String runtime) {
    return side.verdicts().getOrDefault(runtime, List.of()).stream()
        .collect(Collectors.toMap(Verdict::claim, Function.identity(), (a, b) -> a, TreeMap::new));
  }

  private static List<Lone> lone(Side first, Side second) {
    Set<String> runtimes = new TreeSet<>(first.host().runtimes().keySet());
    runtimes.addAll(second.host().runtimes().keySet());
    return runtimes.stream()
        .flatMap(r -> Stream.concat(lone(r, first, second), lone(r, second, first)))
        .toList();
  }

  /** What the one has of that runtime and the other has not. */
  private static Stream<Lone> lone(String runtime, Side one, Side other) {
    if (!isMeasured(one, runtime)) {
      return Stream.empty();
    }
    if (!isMeasured(other, runtime)) {
      return Stream.of(new Lone(runtime, List.of(), one.name()));
    }
    List<String> quantities =
        one.host().runtime(runtime).estimates().entrySet().stream()
            .filter(e -> e.getValue().toOptional().isPresent())
            .map(Map.Entry::getKey)
            .filter(id -> other.host().runtime(runtime).estimate(id).toOptional().isEmpty())
            .toList();
    return quantities.isEmpty()
        ? Stream.empty()
        : Stream.of(new Lone(runtime, quantities, one.name()));
  }
}
