package dev.advise.cli;

import dev.advise.advice.Ledger;
import dev.advise.facts.HostReport;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the runtimes of a host say about the claims. */
final class RuntimeVerdicts {

  private RuntimeVerdicts() {}

  /** The verdicts by runtime, on each claim about it that has a test. */
  static Map<String, List<Verdict>> of(Ledger ledger, HostReport host) {
    Map<String, List<Verdict>> verdicts = new TreeMap<>();
    for (RuntimeReport runtime : host.runtimes().values()) {
      verdicts.put(
          runtime.runtime(),
          ledger.claims().values().stream()
              .filter(claim -> claim.test().isPresent() && claim.isAbout(runtime.runtime()))
              .map(claim -> ledger.verdict(claim, runtime))
              .toList());
    }
    return verdicts;
  }
}
