package dev.advise.cli;

import dev.advise.advice.Advisor;
import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Rehearsal;
import dev.advise.probe.HostReports;
import dev.advise.probe.rehearsal.Rehearsals;
import dev.advise.profile.ProfileFiles;
import dev.advise.profile.ProfileResult;
import dev.advise.profile.ProfileSource;
import dev.advise.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The main job: a recommendation for each profile. */
@Command(
    name = "advise",
    versionProvider = Version.class,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Usage: advise [OPTION]... PROFILE...",
      "       advise COMMAND [OPTION]...",
    },
    description = {
      "%nThreads, processes or async? Reads profiles of workloads, measures on this host",
      "what bears on them, and says which to take, how many, and why.%n"
    },
    parameterListHeading = "",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every profile was advised",
      "2:bad usage or a bad profile; the other profiles were advised",
      "70:a fault of this program"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  advise profiles/thumbnailer.yaml",
      "  advise --format json profiles/ > advice.json",
      "  advise --probe off --verbose - < profile.yaml",
      "  advise --host production.json service.yaml",
      "  advise --driver ruby=./probe.rb service.yaml",
      "  advise init service.yaml"
    })
final class AdviseCommand implements Callable<Integer> {

  private final Shell shell;
  private final Faults faults;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PROFILE",
      arity = "0..*",
      description = "A profile, a folder of *.yaml and *.yml files, or - for standard input.")
  private List<String> profiles = List.of();

  @Mixin private OutputOptions output;
  @Mixin private HostOptions host;
  @Mixin private ProbeOptions probes;
  @Mixin private DriverOptions drivers;
  @Mixin private BudgetOption budget;
  @Mixin private RuleOptions rules;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a fault of this program.")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and end.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and end.")
  private boolean version;

  AdviseCommand(Shell shell, Faults faults) {
    this.shell = shell;
    this.faults = faults;
  }

  boolean debug() {
    return debug;
  }

  @Override
  public Integer call() {
    if (profiles.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no profile is named; advise init writes one to begin with");
    }
    Map<String, Path> own = drivers.byRuntime();
    Optional<HostReport> carried = host.report();
    Hosts hosts =
        new Hosts(
            carried,
            probes.mode(),
            budget.budget(),
            own,
            new HostReports(shell.environment()),
            new Rehearsals(shell.environment(), own));
    List<ProfileResult> read =
        new ProfileFiles(shell.in(), furtherRuntimes(own, carried))
            .sources(profiles).stream().map(ProfileSource::read).toList();
    hosts.expect(accepted(read));
    try (Results results = output.results(shell)) {
      return new Run(results, hosts, read.size() > 1).of(read).code();
    }
  }

  /** A host that was measured with a driver can be judged for without it. */
  private static List<String> furtherRuntimes(Map<String, Path> own, Optional<HostReport> carried) {
    return Stream.concat(
            own.keySet().stream(), carried.stream().flatMap(r -> r.runtimes().keySet().stream()))
        .toList();
  }

  private static List<Profile> accepted(List<ProfileResult> read) {
    return read.stream()
        .flatMap(r -> r instanceof ProfileResult.Accepted a ? Stream.of(a.profile()) : Stream.of())
        .toList();
  }

  /** One run over all the profiles; the rules are opened when the first profile is fit for them. */
  private final class Run {

    private final Results results;
    private final Hosts hosts;
    private final boolean several;
    private Optional<Teller> teller = Optional.empty();
    private int told;

    Run(Results results, Hosts hosts, boolean several) {
      this.results = results;
      this.hosts = hosts;
      this.several = several;
    }

    ExitStatus of(List<ProfileResult> read) {
      ExitStatus status = ExitStatus.FINE;
      for (ProfileResult result : read) {
        status = status.and(of(result));
      }
      if (told > 0) {
        results.print(teller.orElseThrow().report().closing());
      } else if (several && output.format() == Format.JSON) {
        results.print("[]\n");
      }
      return status;
    }

    private ExitStatus of(ProfileResult result) {
      Messages messages = new Messages(shell.err());
      if (result instanceof ProfileResult.Refused refused) {
        messages.problems(refused.problems());
        return ExitStatus.BAD_INPUT;
      }
      ProfileResult.Accepted accepted = (ProfileResult.Accepted) result;
      if (!output.quiet()) {
        messages.warnings(accepted.warnings());
      }
      try {
        tell(accepted.profile());
        return ExitStatus.FINE;
      } catch (Refusal | LostResults end) {
        throw end;
      } catch (RuntimeException | StackOverflowError fault) {
        return faults.tell(fault, debug); // the other profiles are still advised
      }
    }

    private void tell(Profile profile) {
      Teller open = teller.orElseGet(this::open);
      String text = open.report().tell(recommendation(profile, open.advisor()));
      results.print((told == 0 ? open.report().opening() : open.report().between()) + text);
      told++;
    }

    private Recommendation recommendation(Profile profile, Advisor advisor) {
      try (ProgressLine progress =
          new ProgressLine(shell.err(), shell.terminals().err(), output.quiet())) {
        HostReport report = hosts.hostFor(profile, advisor.claims(), progress);
        Rehearsal rehearsal =
            hosts.rehearsalOf(profile, report, advisor.worthRehearsing(profile, report), progress);
        return advisor.advise(profile, report, rehearsal);
      }
    }

    private Teller open() {
      Advisor advisor = rules.advisor(shell);
      Teller opened =
          new Teller(
              advisor,
              output
                  .format()
                  .report(
                      RuleOptions.knowledge(advisor),
                      shell.clock().instant(),
                      output.ink(shell),
                      output.verbose(),
                      several));
      teller = Optional.of(opened);
      return opened;
    }
  }

  private record Teller(Advisor advisor, Report report) {}
}
