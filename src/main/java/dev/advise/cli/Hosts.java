package dev.advise.cli;

import dev.advise.advice.Advisor;
import dev.advise.facts.Candidate;
import dev.advise.facts.Claim;
import dev.advise.facts.ClaimTest;
import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.facts.Rehearsal;
import dev.advise.probe.HostReports;
import dev.advise.probe.ProbeRequest;
import dev.advise.probe.Progress;
import dev.advise.probe.rehearsal.Rehearsals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The host that profiles are judged for: one that was carried here as a report, or this one, each
 * interpreter of which is measured once, all within one budget.
 */
final class Hosts {

  /** Of the budget, one part in so many goes to the probes, where the rest is for rehearsals. */
  private static final int BESIDE_REHEARSALS = 2;

  private final Optional<HostReport> carried;
  private final ProbeRequest.Mode mode;
  private final Map<String, Path> drivers;
  private final HostReports here;
  private final Rehearsals rehearsals;
  private final Map<Interpreter, HostReport> asked = new HashMap<>();
  private final Map<Interpreter, Set<String>> measuredFor = new HashMap<>();
  private final Set<Interpreter> toAsk = new HashSet<>();
  private Duration budget;
  private int toRehearse;
  private int probesShare = BESIDE_REHEARSALS;

  private record Interpreter(String runtime, Optional<String> executable) {

    static Interpreter of(Profile profile) {
      return new Interpreter(profile.platform().runtime(), profile.platform().interpreter());
    }
  }

  /**
   * @param drivers the user's own, by runtime
   */
  Hosts(
      Optional<HostReport> carried,
      ProbeRequest.Mode mode,
      Duration budget,
      Map<String, Path> drivers,
      HostReports here,
      Rehearsals rehearsals) {
    this.carried = carried;
    this.mode = mode;
    this.budget = budget;
    this.drivers = Map.copyOf(drivers);
    this.here = here;
    this.rehearsals = rehearsals;
  }

  /** These profiles are to come: each of their interpreters gets its share of the budget. */
  void expect(Collection<Profile> profiles) {
    profiles.stream().map(Interpreter::of).forEach(toAsk::add);
    toRehearse += (int) profiles.stream().filter(this::isForThisHost).count();
  }

  /**
   * These profiles are to come and none of them is rehearsed: the whole budget is for their
   * interpreters, and each is measured at once for all the profiles that are about it.
   */
  void expectToMeasure(Collection<Profile> profiles, Advisor advisor) {
    probesShare = 1;
    for (Profile profile : profiles) {
      Interpreter interpreter = Interpreter.of(profile);
      toAsk.add(interpreter);
      measuredFor.merge(interpreter, advisor.quantitiesFor(profile, here.facts()), Hosts::both);
    }
  }

  /**
   * The profile's mix, run in miniature under these candidates, where it is planned for this host
   * and the budget allows for it.
   */
  Rehearsal rehearsalOf(
      Profile profile, HostReport host, List<Candidate> candidates, Progress progress) {
    if (!isForThisHost(profile)) {
      return Rehearsal.none();
    }
    Duration share = budget.dividedBy(Math.max(1, toRehearse));
    toRehearse--;
    if (share.compareTo(Rehearsals.LEAST_BUDGET) < 0) {
      progress.note(profile.name() + ": not rehearsed, the budget is spent; see --budget");
      return Rehearsal.none();
    }
    long begun = System.nanoTime();
    Rehearsal held = rehearsals.hold(profile, host.facts(), candidates, share, begun, progress);
    spend(begun);
    return held;
  }

  private boolean isForThisHost(Profile profile) {
    return carried.isEmpty()
        && mode != ProbeRequest.Mode.OFF
        && profile.platform().cores().isEmpty()
        && profile.platform().memory().isEmpty();
  }

  private void spend(long begun) {
    Duration left = budget.minusNanos(System.nanoTime() - begun);
    budget = left.isNegative() ? Duration.ZERO : left;
  }

  /** The host as that profile's runtime finds it, measured as far as it bears on the profile. */
  HostReport hostFor(Profile profile, Advisor advisor, Progress progress) {
    return carried.orElseGet(
        () -> {
          Interpreter interpreter = Interpreter.of(profile);
          toAsk.add(interpreter);
          Set<String> wanted =
              mode == ProbeRequest.Mode.OFF
                  ? Set.of()
                  : advisor.quantitiesFor(profile, here.facts());
          HostReport report = asked.get(interpreter);
          if (report == null || !measuredFor.get(interpreter).containsAll(wanted)) {
            measuredFor.merge(interpreter, wanted, Hosts::both);
            report =
                ask(
                    interpreter,
                    measuredFor.get(interpreter),
                    tests(interpreter.runtime(), advisor.claims()),
                    progress);
            asked.put(interpreter, report);
          }
          return report;
        });
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }

  private HostReport ask(
      Interpreter interpreter, Set<String> wanted, List<ClaimTest> tests, Progress progress) {
    long begun = System.nanoTime();
    HostReport report =
        here.measure(
            new ProbeRequest(
                List.of(interpreter.runtime()),
                interpreter.executable(),
                mode,
                budget.dividedBy(probesShare * Math.max(1, toAsk.size())),
                wanted,
                tests.stream().filter(test -> wanted.containsAll(test.quantities())).toList(),
                begun,
                drivers),
            progress);
    toAsk.remove(interpreter);
    spend(begun);
    return report;
  }

  /** What would settle the claims about a runtime. */
  static List<ClaimTest> tests(String runtime, Collection<Claim> claims) {
    return claims.stream()
        .filter(claim -> claim.isAbout(runtime))
        .flatMap(claim -> claim.test().stream())
        .toList();
  }
}
