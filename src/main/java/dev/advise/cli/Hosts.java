package dev.advise.cli;

import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.probe.host.HostProbe;
import java.util.Map;
import java.util.Optional;

/** The host that is judged for. */
final class Hosts implements AutoCloseable {

  private final HostReport report;

  private Hosts(HostReport report) {
    this.report = report;
  }

  static Hosts of(HostOptions options, ProbeOptions probes, Shell shell) {
    HostFacts facts = HostProbe.ofThisHost(shell.environment()).facts();
    return new Hosts(new HostReport(facts, Map.of(), Optional.empty()));
  }

  /** The host as that profile's runtime finds it. */
  HostReport hostFor(Profile profile) {
    return report;
  }

  /** What is known without measuring anything. */
  HostReport known() {
    return report;
  }

  @Override
  public void close() {}
}
