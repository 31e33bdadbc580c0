package dev.advise.advice;

import dev.advise.facts.HostReport;
import dev.advise.facts.Reading;
import dev.advise.facts.RuntimeReport;
import dev.advise.laws.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The grounds of the hosts that were asked about last. Many profiles are judged for a few hosts,
 * each with some two hundred decisions; working out the verdicts anew took a third of each.
 */
final class Grounds {

  private static final long SEED = 0x5eed;

  /** A check's profiles name a handful of hosts. */
  private static final int REMEMBERED = 8;

  private final Ledger ledger;
  private final Predicate<Object> heard;
  private final AtomicReference<List<Known>> latestFirst = new AtomicReference<>(List.of());

  Grounds(Ledger ledger, Predicate<Object> heard) {
    this.ledger = ledger;
    this.heard = heard;
  }

  /** One host's grounds by runtime, each worked out when it is first asked for. */
  private record Known(
      HostReport host, Map<String, Ground> measured, Map<String, List<Ground>> drawn) {

    Known(HostReport host) {
      this(host, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
  }

  /** What the host says to the profiles of that runtime. */
  Ground of(HostReport host, String runtime) {
    return known(host)
        .measured()
        .computeIfAbsent(runtime, name -> Ground.of(host, name, ledger, heard));
  }

  /**
   * What the host could as well have said: so many grounds on which each estimate is drawn anywhere
   * within its interval. The draws are seeded, so that equal hosts give equal draws.
   */
  List<Ground> drawn(Ground ground, int draws) {
    return known(ground.host())
        .drawn()
        .computeIfAbsent(ground.runtime().runtime(), name -> draw(ground, draws));
  }

  private Known known(HostReport host) {
    List<Known> before = latestFirst.get();
    return before.stream()
        .filter(known -> known.host() == host)
        .findFirst()
        .or(() -> before.stream().filter(known -> known.host().equals(host)).findFirst())
        .orElseGet(() -> remember(host, before));
  }

  /** What another thread remembers meanwhile may be lost, and is then worked out again. */
  private Known remember(HostReport host, List<Known> before) {
    Known known = new Known(host);
    latestFirst.set(Stream.concat(Stream.of(known), before.stream()).limit(REMEMBERED).toList());
    return known;
  }

  private List<Ground> draw(Ground ground, int draws) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Ground> drawn = new ArrayList<>();
    for (int i = 0; i < draws; i++) {
      drawn.add(ground.with(draw(ground.runtime(), random), ledger, heard));
    }
    return List.copyOf(drawn);
  }

  private static RuntimeReport draw(RuntimeReport report, SplittableRandom random) {
    Map<String, Reading<Estimate>> drawn = new TreeMap<>();
    report
        .estimates()
        .forEach(
            (quantity, reading) ->
                drawn.put(
                    quantity,
                    reading
                        .toOptional()
                        .map(e -> Reading.known(within(e, random.nextDouble())))
                        .orElse(reading)));
    return new RuntimeReport(
        report.runtime(), report.version(), report.traits(), drawn, report.noise());
  }

  /** An estimate of the same number of passes, all of them at that point of the interval. */
  static Estimate within(Estimate estimate, double share) {
    double value = estimate.lo() + share * (estimate.hi() - estimate.lo());
    return new Estimate(Collections.nCopies(estimate.passes().size(), value));
  }
}
