package dev.advise.cli;

import dev.advise.facts.Claim;
import dev.advise.facts.ClaimTest;
import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.probe.HostReports;
import dev.advise.probe.ProbeRequest;
import dev.advise.probe.Progress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The host that profiles are judged for: one that was carried here as a report, or this one, each
 * interpreter of which is measured once, all within one budget.
 */
final class Hosts {

  private final Optional<HostReport> carried;
  private final ProbeRequest.Mode mode;
  private final HostReports here;
  private final Map<Interpreter, HostReport> asked = new HashMap<>();
  private final Set<Interpreter> toAsk = new HashSet<>();
  private Duration budget;

  private record Interpreter(String runtime, Optional<String> executable) {

    static Interpreter of(Profile profile) {
      return new Interpreter(profile.platform().runtime(), profile.platform().interpreter());
    }
  }

  Hosts(Optional<HostReport> carried, ProbeRequest.Mode mode, Duration budget, HostReports here) {
    this.carried = carried;
    this.mode = mode;
    this.budget = budget;
    this.here = here;
  }

  /** These profiles are to come: each of their interpreters gets its share of the budget. */
  void expect(Collection<Profile> profiles) {
    profiles.stream().map(Interpreter::of).forEach(toAsk::add);
  }

  /** The host as that profile's runtime finds it, measured to settle these claims. */
  HostReport hostFor(Profile profile, Collection<Claim> claims, Progress progress) {
    return carried.orElseGet(
        () -> {
          Interpreter interpreter = Interpreter.of(profile);
          toAsk.add(interpreter);
          HostReport report = asked.get(interpreter);
          if (report == null) {
            report = ask(interpreter, tests(interpreter.runtime(), claims), progress);
            asked.put(interpreter, report);
          }
          return report;
        });
  }

  private HostReport ask(Interpreter interpreter, List<ClaimTest> tests, Progress progress) {
    long begun = System.nanoTime();
    HostReport report =
        here.measure(
            new ProbeRequest(
                List.of(interpreter.runtime()),
                interpreter.executable(),
                mode,
                budget.dividedBy(Math.max(1, toAsk.size())),
                Set.of(),
                tests,
                begun,
                Map.of()),
            progress);
    toAsk.remove(interpreter);
    Duration left = budget.minusNanos(System.nanoTime() - begun);
    budget = left.isNegative() ? Duration.ZERO : left;
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
