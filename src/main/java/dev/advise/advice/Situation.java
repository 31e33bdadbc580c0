package dev.advise.advice;

import dev.advise.facts.Host;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostReading;
import dev.advise.facts.HostReport;
import dev.advise.facts.HostView;
import dev.advise.facts.LatencyTarget;
import dev.advise.facts.Measurement;
import dev.advise.facts.Profile;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.RuntimeTrait;
import dev.advise.facts.RuntimeVersion;
import dev.advise.facts.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * One profile on one host, as the rules see it. What is not known is not among the facts, and the
 * rules that need it stay silent.
 */
record Situation(
    Profile profile,
    HostReport host,
    RuntimeReport runtime,
    Rehearsal rehearsal,
    List<Verdict> verdicts) {

  static Situation of(Profile profile, HostReport host, Rehearsal rehearsal, Ledger ledger) {
    RuntimeReport runtime = host.runtime(profile.platform().runtime());
    return new Situation(
        profile,
        host,
        runtime,
        rehearsal,
        ledger.claims().values().stream()
            .filter(claim -> claim.test().isPresent())
            .map(claim -> Verdicts.on(claim, runtime))
            .toList());
  }

  Host hostView() {
    return HostView.host(host.facts(), profile.platform());
  }

  List<Object> facts() {
    List<Object> facts = new ArrayList<>();
    facts.add(profile.workload());
    facts.add(profile.dataSharing());
    facts.add(profile.isolation());
    facts.add(profile.faultTolerance());
    facts.add(profile.platform());
    profile.workload().latencyTarget().map(LatencyTarget::new).ifPresent(facts::add);
    facts.add(hostView());
    facts.add(HostView.limits(host.facts(), profile.platform(), runtime));
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
    verdicts.stream().filter(v -> v.measured().isPresent()).forEach(facts::add);
    return facts;
  }
}
