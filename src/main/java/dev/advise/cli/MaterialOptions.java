package dev.advise.cli;

import dev.advise.advice.Advisor;
import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.facts.Runtimes;
import dev.advise.practice.Practice;
import dev.advise.probe.HostReports;
import dev.advise.probe.ProbeRequest;
import dev.advise.profile.ProfileFiles;
import dev.advise.profile.ProfileResult;
import dev.advise.profile.ProfileSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What practice makes its questions from: profiles, and the numbers of a host. */
final class MaterialOptions {

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "Make questions from this profile, or from a folder's, not from the examples.")
  private List<String> profiles = List.of();

  @Mixin private HostOptions host;
  @Mixin private ProbeOptions probes;
  @Mixin private BudgetOption budget;

  /** The profiles that questions are made from: the learner's own, else the examples. */
  List<Profile> profiles(Shell shell) {
    if (profiles.isEmpty()) {
      return Practice.shippedProfiles();
    }
    return new ProfileFiles(shell.in(), List.of())
        .sources(profiles).stream()
            .map(ProfileSource::read)
            .map(MaterialOptions::accepted)
            .toList();
  }

  private static Profile accepted(ProfileResult result) {
    if (result instanceof ProfileResult.Accepted accepted) {
      return accepted.profile();
    }
    throw Refusal.ofFile(
        ((ProfileResult.Refused) result)
            .problems().stream().map(p -> p.text()).collect(Collectors.joining("\n")));
  }

  /** The host that they are about: the one that was measured, else this one. */
  HostReport host(Shell shell, Advisor advisor, List<Profile> material) {
    return host.report().orElseGet(() -> measure(shell, advisor, material));
  }

  private HostReport measure(Shell shell, Advisor advisor, List<Profile> material) {
    List<String> runtimes =
        material.stream()
            .map(p -> p.platform().runtime())
            .filter(Runtimes.SHIPPED::contains)
            .distinct()
            .sorted()
            .toList();
    try (ProgressLine progress = ProgressLine.of(shell, false)) {
      return new HostReports(shell.environment())
          .measure(
              new ProbeRequest(
                  runtimes,
                  interpreter(material),
                  probes.mode(),
                  budget.left(),
                  Set.of(),
                  runtimes.stream()
                      .flatMap(runtime -> Hosts.tests(runtime, advisor.claims()).stream())
                      .distinct()
                      .toList(),
                  System.nanoTime(),
                  Map.of()),
              progress);
    }
  }

  /** The one that all the profiles are about, where there is such a one. */
  private static Optional<String> interpreter(List<Profile> material) {
    Set<Optional<String>> named =
        material.stream().map(p -> p.platform().interpreter()).collect(Collectors.toSet());
    return named.size() == 1 ? named.iterator().next() : Optional.empty();
  }
}
