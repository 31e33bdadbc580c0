package dev.advise.cli;

import dev.advise.advice.Advisor;
import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.facts.Recommendation;
import dev.advise.probe.HostReports;
import dev.advise.probe.ProbeRequest;
import dev.advise.probe.rehearsal.Rehearsals;
import dev.advise.profile.ProfileFiles;
import dev.advise.profile.ProfileResult;
import dev.advise.profile.ProfileSource;
import dev.advise.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Set<String> commands;

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
  @Mixin private final RuleOptions rules;

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

  /**
   * The command that needs no name.
   *
   * @param commands the names of the others
   */
  AdviseCommand(Shell shell, Faults faults, ShippedRules shipped, Set<String> commands) {
    this.shell = shell;
    this.rules = new RuleOptions(shipped);
    this.faults = faults;
    this.commands = commands;
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
    mistypedCommand()
        .ifPresent(
            meant -> {
              throw new ParameterException(
                  spec.commandLine(),
                  "there is neither a profile nor a command "
                      + profiles.get(0)
                      + "; did you mean "
                      + meant
                      + "?");
            });
    Map<String, Path> own = drivers.byRuntime();
    Optional<HostReport> carried = host.report();
    boolean measuring = carried.isEmpty() && probes.mode() != ProbeRequest.Mode.OFF;
    HostReports here = new HostReports(shell.environment());
    Hosts hosts =
        new Hosts(
            carried,
            probes.mode(),
            budget.left(),
            own,
            here,
            new Rehearsals(shell.environment(), own));
    List<ProfileSource> sources =
        new ProfileFiles(shell.in(), furtherRuntimes(own, carried)).sources(profiles);
    if (carried.isEmpty()) {
      here.facts(); // while the rules are being opened
    }
    if (measuring) {
      sources.forEach(source -> accepted(source.read()).ifPresent(p -> hosts.expect(List.of(p))));
    }
    try (Results results = output.results(shell)) {
      return new Run(results, hosts, measuring, sources.size() > 1).of(sources).code();
    }
  }

  /** The command that the first word was to be, where it is a bare word that names no file. */
  private Optional<String> mistypedCommand() {
    String first = profiles.get(0);
    if (first.equals("help") && !Files.exists(Path.of(first))) {
      return Optional.of("--help");
    }
    return first.matches("[a-z]{3,}") && !Files.exists(Path.of(first))
        ? Slips.nearest(first, commands)
        : Optional.empty();
  }

  /** A host that was measured with a driver can be judged for without it. */
  private static List<String> furtherRuntimes(Map<String, Path> own, Optional<HostReport> carried) {
    return Stream.concat(
            own.keySet().stream(), carried.stream().flatMap(r -> r.runtimes().keySet().stream()))
        .toList();
  }

  private static Optional<Profile> accepted(ProfileResult read) {
    return read instanceof ProfileResult.Accepted accepted
        ? Optional.of(accepted.profile())
        : Optional.empty();
  }

  /** What became of one profile: its advice, or why there is none. */
  private record Outcome(ProfileResult read, Optional<String> advice, Optional<Throwable> fault) {}

  /**
   * One run over all the profiles: each is read, advised and forgotten. The rules are opened when
   * the first profile is fit for them. While something is measured, nothing else may go on.
   */
  private final class Run {

    private final Results results;
    private final Hosts hosts;
    private final boolean measuring;
    private final boolean several;
    private final Messages messages = new Messages(shell.err());
    private Optional<Teller> teller = Optional.empty();
    private ExitStatus status = ExitStatus.FINE;
    private int told;

    Run(Results results, Hosts hosts, boolean measuring, boolean several) {
      this.results = results;
      this.hosts = hosts;
      this.measuring = measuring;
      this.several = several;
    }

    ExitStatus of(List<ProfileSource> sources) {
      (measuring ? InOrder.byOne() : InOrder.byAll()).each(sources, this::outcome, this::tell);
      if (told > 0) {
        results.print(teller().report().closing());
      } else if (several && output.format() == Format.JSON) {
        results.print("[]\n");
      }
      return status;
    }

    private Outcome outcome(ProfileSource source) {
      ProfileResult read = source.read();
      try {
        return new Outcome(read, accepted(read).map(this::advice), Optional.empty());
      } catch (Refusal end) {
        throw end;
      } catch (RuntimeException | StackOverflowError fault) {
        // the other profiles are still advised
        return new Outcome(read, Optional.empty(), Optional.of(fault));
      }
    }

    private void tell(Outcome outcome) {
      if (outcome.read() instanceof ProfileResult.Refused refused) {
        messages.problems(refused.problems());
        status = status.and(ExitStatus.BAD_INPUT);
      } else if (outcome.read() instanceof ProfileResult.Accepted accepted && !output.quiet()) {
        messages.warnings(accepted.warnings());
      }
      outcome.fault().ifPresent(fault -> status = status.and(faults.tell(fault, debug)));
      outcome.advice().ifPresent(this::tell);
    }

    private void tell(String advice) {
      Report report = teller().report();
      results.print((told == 0 ? report.opening() : report.between()) + advice);
      told++;
    }

    private String advice(Profile profile) {
      Teller teller = teller();
      return teller.report().tell(recommendation(profile, teller.advisor()));
    }

    private Recommendation recommendation(Profile profile, Advisor advisor) {
      try (ProgressLine progress = ProgressLine.of(shell, output.quiet())) {
        HostReport report = hostFor(profile, advisor, progress);
        if (!measuring) {
          return advisor.advise(profile, report);
        }
        return advisor.advise(
            profile, report, worth -> hosts.rehearsalOf(profile, report, worth, progress));
      }
    }

    private synchronized HostReport hostFor(
        Profile profile, Advisor advisor, ProgressLine progress) {
      return hosts.hostFor(profile, advisor, progress);
    }

    private synchronized Teller teller() {
      if (teller.isEmpty()) {
        teller = Optional.of(open());
      }
      return teller.get();
    }

    private Teller open() {
      Advisor advisor = rules.advisor(shell);
      return new Teller(
          advisor,
          output
              .format()
              .report(
                  RuleOptions.knowledge(advisor.ledger()),
                  shell.clock().instant(),
                  output.ink(shell),
                  output.verbose(),
                  several));
    }
  }

  private record Teller(Advisor advisor, Report report) {}
}
