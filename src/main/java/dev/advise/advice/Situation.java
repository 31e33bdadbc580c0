package dev.advise.advice;

import dev.advise.facts.HandOver;
import dev.advise.facts.Host;
import dev.advise.facts.HostView;
import dev.advise.facts.LatencyTarget;
import dev.advise.facts.Mix;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One profile on one host, as the rules see it. What is not known is not among the facts, and the
 * rules that need it stay silent.
 *
 * @param hostView what the profile would get of the host
 */
record Situation(Profile profile, Ground ground, Rehearsal rehearsal, Host hostView) {

  static Situation of(Profile profile, Ground ground, Rehearsal rehearsal) {
    return new Situation(
        profile, ground, rehearsal, HostView.host(ground.host().facts(), profile.platform()));
  }

  /** What the rules of a bench hear. */
  List<Object> facts(Bench bench) {
    List<Object> facts = new ArrayList<>();
    facts.add(profile.dataSharing());
    facts.add(profile.isolation());
    facts.add(profile.faultTolerance());
    facts.add(profile.platform());
    profile.workload().latencyTarget().map(LatencyTarget::new).ifPresent(facts::add);
    facts.add(hostView);
    if (bench != Bench.STANDING) {
      facts.add(profile.workload());
      facts.add(HostView.limits(ground.host().facts(), profile.platform(), ground.runtime()));
      handOver("thread", Model.THREADS).ifPresent(facts::add);
      handOver("process", Model.PROCESSES).ifPresent(facts::add);
    }
    facts.addAll(ground.facts().get(bench));
    return facts;
  }

  /** Whether all that is forecast comes out the same as there. */
  boolean runsAs(Situation other) {
    return ground == other.ground
        && rehearsal == other.rehearsal
        && hostView.equals(other.hostView)
        && Mix.of(profile).equals(Mix.of(other.profile));
  }

  private Optional<HandOver> handOver(String to, Model model) {
    OptionalDouble seconds =
        ground.costs().median().roundTrip(to, profile.dataSharing().messageBytes());
    return seconds.isPresent()
        ? Optional.of(new HandOver(model, seconds.getAsDouble()))
        : Optional.empty();
  }
}
