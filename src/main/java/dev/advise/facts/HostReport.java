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
 * @param carried whether it came here as a file: the host is another than this one, or may be
 */
public record HostReport(
    HostFacts facts,
    Map<String, RuntimeReport> runtimes,
    Optional<Instant> measuredAt,
    boolean carried) {

  public HostReport {
    runtimes = Collections.unmodifiableSortedMap(new TreeMap<>(runtimes));
  }

  /** A report of this host. */
  public HostReport(
      HostFacts facts, Map<String, RuntimeReport> runtimes, Optional<Instant> measuredAt) {
    this(facts, runtimes, measuredAt, false);
  }

  /** The same report, read from a file. */
  public HostReport asCarried() {
    return new HostReport(facts, runtimes, measuredAt, true);
  }

  /** What a runtime told, or a report that says it was not asked. */
  public RuntimeReport runtime(String name) {
    RuntimeReport report = runtimes.get(name);
    return report != null
        ? report
        : RuntimeReport.absent(name, Reason.NOT_ASKED, "no measurements of " + name);
  }
}
