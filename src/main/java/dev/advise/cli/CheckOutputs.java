package dev.advise.cli;

import dev.advise.check.Catalogue;
import dev.advise.check.CheckResult;
import dev.advise.report.check.CheckText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How and where the outcome of a check is told: in one format, or in several at once. */
final class CheckOutputs {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = CheckFormat.Converter.class,
      description =
          "Of standard output: text, json, sarif, junit, github, gitlab, markdown or tap (default:"
              + " as the ending of a bare --output says, else text).")
  private Optional<CheckFormat> format;

  @Option(
      names = "--output",
      paramLabel = "[FORMAT=]FILE",
      converter = CheckTarget.Converter.class,
      description =
          "Write this format to this file too; may be given several times. A file alone takes"
              + " the place of standard output.")
  private List<CheckTarget> targets = List.of();

  @Option(names = "--sarif-suppressed", description = "Tell suppressed findings in SARIF too.")
  private boolean withSuppressed;

  @Option(names = "--quiet", description = "Only what fails, and the summary.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Also the rules behind each finding.")
  private boolean verbose;

  boolean quiet() {
    return quiet;
  }

  /** Whether standard output has the annotations already. */
  boolean printsAnnotations() {
    return printsToStandardOutput() && format.equals(Optional.of(CheckFormat.GITHUB));
  }

  /** Whether anything is told in that format. */
  boolean writes(CheckFormat wanted) {
    return Stream.concat(format.stream(), targets.stream().flatMap(t -> t.format().stream()))
        .anyMatch(wanted::equals);
  }

  private boolean printsToStandardOutput() {
    return targets.stream().noneMatch(t -> t.format().isEmpty());
  }

  /** The outputs, asked for before any work is done, and told to when it is. */
  final class Opened {

    private final List<CheckFormat> formats = new ArrayList<>();
    private final List<Results> results = new ArrayList<>();

    private Opened(Shell shell) {
      Set<Path> taken = new HashSet<>();
      for (CheckTarget target : targets) {
        if (!taken.add(target.file().toAbsolutePath().normalize())) {
          throw Refusal.of("--output names " + Results.name(target.file()) + " twice");
        }
        add(
            target
                .format()
                .or(() -> format)
                .or(() -> CheckFormat.byEnding(target.file()))
                .orElse(CheckFormat.TEXT),
            new Results(shell.out(), Optional.of(target.file())));
      }
      // Last, so that files are written whatever becomes of it.
      if (printsToStandardOutput()) {
        add(format.orElse(CheckFormat.TEXT), new Results(shell.out(), Optional.empty()));
      }
    }

    private void add(CheckFormat as, Results to) {
      formats.add(as);
      results.add(to);
    }

    void tell(Catalogue catalogue, CheckResult result) {
      for (int i = 0; i < results.size(); i++) {
        try (Results to = results.get(i)) {
          to.print(formats.get(i).report(catalogue, detail(), withSuppressed).tell(result));
        }
      }
    }
  }

  /**
   * @throws Refusal if one of the files cannot be written
   */
  Opened open(Shell shell) {
    return new Opened(shell);
  }

  private CheckText.Detail detail() {
    return quiet
        ? CheckText.Detail.QUIET
        : verbose ? CheckText.Detail.VERBOSE : CheckText.Detail.NORMAL;
  }
}
