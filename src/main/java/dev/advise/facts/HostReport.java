package dev.advise.facts;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A host's facts and estimates, fit to be carried to another machine: no host name, address or user
 * name in it.
 *
 * @param measuredAt when the estimates were taken; empty where none were
 */
public record HostReport(
    HostFacts facts, Map<String, RuntimeReport> runtimes, Optional<Instant> measuredAt) {

  public HostReport {
    runtimes = Collections.unmodifiableSortedMap(new TreeMap<>(runtimes));
  }

  /** What a runtime told, or a report that says it was not asked. */
  public RuntimeReport runtime(String name) {
    RuntimeReport report = runtimes.get(name);
    return report != null
        ? report
        : RuntimeReport.absent(name, Reason.NOT_ASKED, "no measurements of " + name);
  }
}
