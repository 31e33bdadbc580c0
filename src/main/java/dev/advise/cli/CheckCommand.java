package dev.advise.cli;

import dev.advise.advice.Advisor;
import dev.advise.check.BadInput;
import dev.advise.check.BaselineFile;
import dev.advise.check.Catalogue;
import dev.advise.check.CheckRequest;
import dev.advise.check.CheckResult;
import dev.advise.check.Checker;
import dev.advise.check.FailOn;
import dev.advise.facts.Printable;
import dev.advise.probe.HostReports;
import dev.advise.probe.ProbeRequest;
import dev.advise.probe.rehearsal.Rehearsals;
import dev.advise.report.check.CheckMarkdown;
import dev.advise.report.check.CheckReport;
import dev.advise.report.check.CheckText;
import dev.advise.report.check.GitHubAnnotations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The architecture checklist that a team keeps in CI. */
@Command(
    name = "check",
    sortOptions = false,
    header = "Hold declared decisions against the rules, for CI.",
    description = {
      "%nSays whether each profile's decision still agrees with the rules and with the measurements",
      "of the production host. It measures nothing unless asked to (--live): measurements come from",
      "committed host reports, hosts/CLASS.json for a profile that names platform.host: CLASS.%n"
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing at or above --fail-on, after waivers and baseline",
      "1:findings",
      "2:bad usage, bad input, or nothing to check; it outranks findings",
      "70:a fault of this program"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  advise check",
      "  advise check --output sarif=advise.sarif --output junit=advise.xml profiles/",
      "  advise check --waivers-from origin/main --baseline advise-baseline.json",
      "  advise check --explain ADV001"
    })
final class CheckCommand implements Callable<Integer> {

  private final Shell shell;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Profiles, folders of profiles, or - for standard input (default: profiles/).")
  private List<String> paths = List.of();

  @Option(
      names = "--stdin-filename",
      paramLabel = "NAME",
      defaultValue = "-",
      description = "What standard input is called in reports.")
  private String stdinName;

  @Option(
      names = "--host",
      paramLabel = "FILE",
      description = "Judge all profiles by this host report.")
  private Optional<String> host;

  @Option(names = "--live", description = "Measure this host instead of reading host reports.")
  private boolean live;

  @Mixin private BudgetOption budget;
  @Mixin private DayOption day;

  @Option(
      names = "--max-host-age",
      paramLabel = "DAYS",
      defaultValue = "90",
      description = "How old a host report may be (default: 90).")
  private int mostHostDays;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      defaultValue = "error",
      converter = FailOnConverter.class,
      description = "From which level on a finding fails: error, warning, note or never.")
  private FailOn failOn;

  @Option(
      names = "--waivers",
      paramLabel = "FILE",
      defaultValue = CheckRequest.WAIVERS,
      description = "The waiver file (default: advise-waivers.yaml).")
  private String waivers;

  @Option(
      names = "--waivers-from",
      paramLabel = "REV",
      description =
          "Read all waivers from this git revision, so that a change cannot approve itself.")
  private Optional<String> waiversFrom;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Old findings that do not count.")
  private Optional<String> baseline;

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description =
          "Write what is found now as a baseline; one that is there only loses entries. Refused"
              + " where CI is set.")
  private Optional<String> writeBaseline;

  @Option(names = "--allow-empty", description = "Finding no profile is fine.")
  private boolean allowEmpty;

  @Option(names = "--allow-unmeasured", description = "Judging by the textbook alone is fine.")
  private boolean allowUnmeasured;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = CheckFormat.Converter.class,
      description =
          "Of standard output: text, json, sarif, junit, github, gitlab, markdown or tap.")
  private CheckFormat format;

  @Option(
      names = "--output",
      paramLabel = "FORMAT=FILE",
      converter = CheckTarget.Converter.class,
      description = "Write this format to this file; may be given several times.")
  private List<CheckTarget> outputs = List.of();

  @Option(names = "--sarif-suppressed", description = "Tell suppressed findings in SARIF too.")
  private boolean withSuppressed;

  @Option(
      names = "--no-annotations",
      description = "No annotations and no job summary where GitHub runs this.")
  private boolean noAnnotations;

  @Option(
      names = "--explain",
      paramLabel = "ID",
      description = "Explain one finding, e.g. ADV001, and end.")
  private Optional<String> explain;

  @Option(names = "--quiet", description = "Only what fails, and the summary.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Also the rules behind each finding.")
  private boolean verbose;

  @Mixin private RuleOptions rules;

  CheckCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Catalogue catalogue = Catalogue.shipped();
    if (explain.isPresent()) {
      return explain(catalogue, explain.get());
    }
    if (writeBaseline.isPresent() && isCi()) {
      throw Refusal.of(
          "--write-baseline is refused where CI is set; write it by hand and commit it");
    }
    List<Results> files = new ArrayList<>();
    outputs.forEach(o -> files.add(new Results(shell.out(), Optional.of(o.file()))));
    CheckResult result = check(catalogue);
    if (outputs.stream().noneMatch(o -> o.format().isEmpty())) {
      try (Results out = new Results(shell.out(), Optional.empty())) {
        out.print(report(catalogue, format).tell(result));
      }
    }
    for (int i = 0; i < outputs.size(); i++) {
      try (Results file = files.get(i)) {
        file.print(report(catalogue, outputs.get(i).format().orElse(format)).tell(result));
      }
    }
    annotate(result);
    writeBaseline.ifPresent(name -> write(name, result));
    return result.exitCode();
  }

  private int explain(Catalogue catalogue, String id) {
    shell
        .out()
        .print(
            CheckText.explain(
                catalogue
                    .find(id)
                    .orElseThrow(
                        () ->
                            new ParameterException(
                                spec.commandLine(),
                                "there is no finding %s; they run from %s to %s"
                                    .formatted(
                                        id,
                                        catalogue.kinds().iterator().next().id(),
                                        catalogue.kinds().stream()
                                            .reduce((a, b) -> b)
                                            .orElseThrow()
                                            .id())))));
    return ExitStatus.FINE.code();
  }

  private CheckResult check(Catalogue catalogue) {
    List<String> asked = paths.isEmpty() ? List.of("profiles") : paths;
    CheckRequest request =
        new CheckRequest(
            Path.of(""),
            asked,
            stdinName,
            day.day(shell),
            host,
            waivers,
            waiversFrom,
            baseline,
            failOn,
            mostHostDays,
            allowEmpty,
            allowUnmeasured);
    Advisor advisor = rules.advisor(shell);
    Checker checker = new Checker(catalogue, advisor::advise);
    byte[] stdin = asked.contains("-") ? standardInput() : new byte[0];
    if (!live) {
      return checker.check(request, stdin);
    }
    Hosts hosts =
        new Hosts(
            Optional.empty(),
            ProbeRequest.Mode.FRESH,
            budget.budget(),
            Map.of(),
            new HostReports(shell.environment()),
            new Rehearsals(shell.environment(), Map.of()));
    try (ProgressLine progress = new ProgressLine(shell.err(), shell.terminals().err(), quiet)) {
      return checker.checkLive(
          request, stdin, profile -> hosts.hostFor(profile, advisor, progress));
    }
  }

  private byte[] standardInput() {
    try {
      return shell.in().readNBytes(CheckRequest.MOST_STDIN_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CheckReport report(Catalogue catalogue, CheckFormat of) {
    CheckText.Detail detail =
        quiet
            ? CheckText.Detail.QUIET
            : verbose ? CheckText.Detail.VERBOSE : CheckText.Detail.NORMAL;
    return of.report(catalogue, detail, withSuppressed);
  }

  /** GitHub reads commands from standard error too, so that no format is spoilt by them. */
  private void annotate(CheckResult result) {
    if (noAnnotations || !isSet("GITHUB_ACTIONS")) {
      return;
    }
    if (format != CheckFormat.GITHUB) {
      shell.err().print(new GitHubAnnotations().tell(result));
    }
    String summary = shell.environment().getOrDefault("GITHUB_STEP_SUMMARY", "");
    if (!summary.isEmpty()) {
      try {
        Files.writeString(
            Path.of(summary),
            new CheckMarkdown().tell(result),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException | java.nio.file.InvalidPathException e) {
        shell.err().println("advise: the job summary could not be written"); // changes no verdict
      }
    }
  }

  private void write(String name, CheckResult result) {
    try {
      int entries = BaselineFile.write(Path.of(""), name, result).entries().size();
      shell.err().println("wrote %d entries to %s".formatted(entries, Printable.oneLine(name)));
    } catch (BadInput e) {
      throw Refusal.of(Printable.oneLine(e.place().file()) + ": " + e.getMessage());
    } catch (IOException e) {
      throw Refusal.of(Printable.oneLine(name) + " cannot be written: " + e.getMessage());
    }
  }

  private boolean isCi() {
    return isSet("CI");
  }

  private boolean isSet(String variable) {
    String value = shell.environment().getOrDefault(variable, "");
    return !value.isEmpty() && !value.equals("false") && !value.equals("0");
  }

  /** Reads the word of a level. */
  static final class FailOnConverter implements ITypeConverter<FailOn> {

    @Override
    public FailOn convert(String word) {
      return Format.Words.parse(FailOn.class, word);
    }
  }
}
