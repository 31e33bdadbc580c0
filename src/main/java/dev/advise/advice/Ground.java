package dev.advise.advice;

import dev.advise.facts.Claim;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostReading;
import dev.advise.facts.HostReport;
import dev.advise.facts.HostView;
import dev.advise.facts.Measurement;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.RuntimeTrait;
import dev.advise.facts.RuntimeVersion;
import dev.advise.facts.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What a host says to every profile of one runtime: worked out once, stood on by every decision.
 *
 * @param verdicts on every claim that can be tested, by its id, in the order of the ledger
 * @param elsewhere the ids of claims about other runtimes or other versions of this one
 * @param facts what the rules of each bench hear of the host and the runtime
 * @param costs what things cost by the measured quantities
 */
record Ground(
    HostReport host,
    RuntimeReport runtime,
    Map<String, Verdict> verdicts,
    Set<String> elsewhere,
    Map<Bench, List<Object>> facts,
    CostRange costs) {

  /**
   * The ground of one runtime on one host.
   *
   * @param heard which facts any rule could hear; the rest would only take time
   */
  static Ground of(
      HostReport host, String runtime, Ledger ledger, BiPredicate<Bench, Object> heard) {
    return of(host, host.runtime(runtime), ledger, heard);
  }

  /** The same host, had that runtime's estimates been others. */
  Ground with(RuntimeReport other, Ledger ledger, BiPredicate<Bench, Object> heard) {
    return of(host, other, ledger, heard);
  }

  private static Ground of(
      HostReport host, RuntimeReport runtime, Ledger ledger, BiPredicate<Bench, Object> heard) {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    Set<String> elsewhere = new HashSet<>();
    for (Claim claim : ledger.claims().values()) {
      if (claim.test().isPresent()) {
        verdicts.put(claim.id(), Verdicts.on(claim, runtime));
      }
      if (!claim.isAbout(runtime.runtime()) || Verdicts.outsideItsWindow(claim, runtime)) {
        elsewhere.add(claim.id());
      }
    }
    return new Ground(
        host,
        runtime,
        verdicts,
        elsewhere,
        heard(facts(host, runtime, verdicts), heard),
        CostRange.of(runtime, HostView.measured(host.facts()).wholeCores()));
  }

  private static Map<Bench, List<Object>> heard(
      List<Object> facts, BiPredicate<Bench, Object> heard) {
    Map<Bench, List<Object>> benches = new EnumMap<>(Bench.class);
    for (Bench bench : Bench.values()) {
      benches.put(bench, facts.stream().filter(fact -> heard.test(bench, fact)).toList());
    }
    return benches;
  }

  private static List<Object> facts(
      HostReport host, RuntimeReport runtime, Map<String, Verdict> verdicts) {
    List<Object> facts = new ArrayList<>();
    for (HostFact fact : HostFact.values()) {
      host.facts()
          .reading(fact)
          .toOptional()
          .map(value -> new HostReading(fact.id(), value))
          .ifPresent(facts::add);
    }
    runtime.traits().forEach((name, value) -> facts.add(new RuntimeTrait(name, value)));
    runtime.version().toOptional().map(RuntimeVersion::new).ifPresent(facts::add);
    runtime
        .estimates()
        .forEach(
            (quantity, reading) ->
                reading
                    .toOptional()
                    .map(estimate -> new Measurement(quantity, estimate))
                    .ifPresent(facts::add));
    verdicts.values().stream().filter(v -> v.measured().isPresent()).forEach(facts::add);
    return facts;
  }
}
