package dev.advise.cli;

import dev.advise.advice.Advisor;
import dev.advise.check.Catalogue;
import dev.advise.check.CheckRequest;
import dev.advise.check.CheckResult;
import dev.advise.check.Checker;
import dev.advise.check.FailOn;
import dev.advise.check.FindingKind;
import dev.advise.report.check.CheckText;
import dev.advise.report.check.Phrases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
      description =
          "Profiles, folders with all profiles below them, or - for standard input (default:"
              + " profiles/).")
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

  @Mixin private LiveOptions live;
  @Mixin private DayOption day;

  @Option(
      names = "--max-host-age",
      paramLabel = "DAYS",
      defaultValue = "90",
      converter = Days.class,
      description = "How old a host report may be (default: 90).")
  private long mostHostDays;

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
          "Go by the waivers and the baseline as they were at this git revision, so that a change"
              + " cannot approve itself.")
  private Optional<String> waiversFrom;

  @Mixin private BaselineOptions baseline;

  @Option(names = "--allow-empty", description = "Finding no profile is fine.")
  private boolean allowEmpty;

  @Option(names = "--allow-unmeasured", description = "Judging by the textbook alone is fine.")
  private boolean allowUnmeasured;

  @Mixin private CheckOutputs outputs;
  @Mixin private GitHubJob gitHubJob;

  @Option(
      names = "--explain",
      paramLabel = "ID",
      description = "Explain one finding, e.g. ADV001, and end.")
  private Optional<String> explain;

  @Mixin private final RuleOptions rules;

  CheckCommand(Shell shell, ShippedRules shipped) {
    this.shell = shell;
    this.rules = new RuleOptions(shipped);
  }

  @Override
  public Integer call() {
    Catalogue catalogue = Catalogue.shipped();
    if (explain.isPresent()) {
      return explain(catalogue, explain.get());
    }
    baseline.refuseWhereCiIsSet(shell);
    if (live.asked() && host.isPresent()) {
      throw Refusal.of("--live measures this host and --host reads another's report; choose one");
    }
    CheckOutputs.Opened opened = outputs.open(shell);
    CheckResult result = check(catalogue);
    opened.tell(catalogue, result);
    gitHubJob.tell(result, outputs.printsAnnotations(), shell);
    if (shell.isSet("GITLAB_CI") && !outputs.quiet() && !outputs.writes(CheckFormat.GITLAB)) {
      shell
          .err()
          .println(
              "advise: --output gitlab=FILE lets GitLab show findings beside a change's lines");
    }
    baseline.keep(result, shell);
    if (result.exitCode() != CheckResult.FINE) {
      shell
          .err()
          .println("advise: exit code " + result.exitCode() + ": " + Phrases.verdict(result));
    }
    return result.exitCode();
  }

  private int explain(Catalogue catalogue, String id) {
    FindingKind kind =
        catalogue
            .find(id.toUpperCase(Locale.ROOT))
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "there is no finding %s; there are %s"
                            .formatted(
                                id,
                                catalogue.kinds().stream()
                                    .map(FindingKind::id)
                                    .collect(Collectors.joining(", ")))));
    shell.out().print(CheckText.explain(kind));
    return ExitStatus.FINE.code();
  }

  private CheckResult check(Catalogue catalogue) {
    List<String> asked = paths.isEmpty() ? List.of("profiles") : paths;
    Map<String, Path> own = live.drivers();
    CheckRequest request =
        new CheckRequest(
            Path.of(""),
            asked,
            List.copyOf(own.keySet()),
            stdinName,
            day.day(shell),
            host,
            waivers,
            waiversFrom,
            baseline.file(),
            failOn,
            mostHostDays,
            allowEmpty,
            allowUnmeasured);
    Advisor advisor = rules.advisor(shell).withoutFlips();
    Checker checker = new Checker(catalogue, advisor::advise, InOrder.byAll()::each);
    byte[] stdin = asked.contains("-") ? standardInput() : new byte[0];
    if (!live.asked()) {
      return checker.check(request, stdin);
    }
    try (ProgressLine progress = ProgressLine.of(shell, outputs.quiet())) {
      return checker.checkLive(request, stdin, live.host(own, advisor, progress, shell));
    }
  }

  private byte[] standardInput() {
    try {
      return shell.in().readNBytes(CheckRequest.MOST_STDIN_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a number of days. */
  static final class Days implements ITypeConverter<Long> {

    @Override
    public Long convert(String text) {
      if (!text.matches("\\d{1,5}")) {
        throw new TypeConversionException("'%s' is no number of days".formatted(text));
      }
      return Long.valueOf(text);
    }
  }

  /** Reads the word of a level. */
  static final class FailOnConverter implements ITypeConverter<FailOn> {

    @Override
    public FailOn convert(String word) {
      return Format.Words.parse(FailOn.class, word);
    }
  }
}
