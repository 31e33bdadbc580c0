package dev.advise.cli;

import dev.advise.advice.Advisor;
import dev.advise.check.LiveHost;
import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.probe.HostReports;
import dev.advise.probe.ProbeRequest;
import dev.advise.probe.rehearsal.Rehearsals;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measuring this host instead of reading host reports: whether, and with what. */
final class LiveOptions {

  @Option(names = "--live", description = "Measure this host instead of reading host reports.")
  private boolean live;

  @Mixin private DriverOptions drivers;
  @Mixin private BudgetOption budget;

  boolean asked() {
    return live;
  }

  /** The user's own drivers by the runtimes that they are for. */
  Map<String, Path> drivers() {
    return drivers.byRuntime();
  }

  /** This host, which is measured for one profile after the other. */
  LiveHost host(Map<String, Path> own, Advisor advisor, ProgressLine progress, Shell shell) {
    Hosts hosts =
        new Hosts(
            Optional.empty(),
            ProbeRequest.Mode.FRESH,
            budget.left(),
            own,
            new HostReports(shell.environment()),
            new Rehearsals(shell.environment(), own));
    return new LiveHost() {
      @Override
      public void expect(List<Profile> profiles) {
        hosts.expectToMeasure(profiles, advisor);
      }

      @Override
      public HostReport reportFor(Profile profile) {
        return hosts.hostFor(profile, advisor, progress);
      }
    };
  }
}
