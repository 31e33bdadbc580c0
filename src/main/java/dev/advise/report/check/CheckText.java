package dev.advise.report.check;

import dev.advise.check.CheckResult;
import dev.advise.check.Ending;
import dev.advise.check.Evidence;
import dev.advise.check.FindingKind;
import dev.advise.check.Outcome;
import java.util.List;

/** For a person at a terminal or in a log. No line begins with a text from outside. */
public final class CheckText implements CheckReport {

  /** How much is told. */
  public enum Detail {
    /** Only what fails, and the summary. */
    QUIET,
    /** All findings, with what to do. */
    NORMAL,
    /** Also the rules behind each, and the services that agree. */
    VERBOSE
  }

  private final Detail detail;

  /** A text of that much detail. */
  public CheckText(Detail detail) {
    this.detail = detail;
  }

  @Override
  public String tell(CheckResult result) {
    StringBuilder text = new StringBuilder();
    result.outcomes().stream()
        .filter(o -> detail != Detail.QUIET || result.fails(o))
        .forEach(o -> tell(o, text));
    if (detail == Detail.VERBOSE) {
      result.services().stream()
          .filter(s -> result.ending(s) == Ending.AGREES)
          .forEach(
              s ->
                  text.append(
                      "  agrees: %s, %s (judged by %s)%n"
                          .formatted(
                              s.service(),
                              s.declared().orElse(""),
                              dev.advise.facts.Printable.oneLine(s.host()))
                          .replace(System.lineSeparator(), "\n")));
    }
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append("advise check, ").append(result.today()).append(": ");
    text.append(Phrases.tally(result)).append(".\n");
    text.append("Exit code ").append(result.exitCode()).append(": ");
    text.append(Phrases.verdict(result)).append(".\n");
    long failed = result.count(Ending.FAILS);
    long passed = result.count(Ending.AGREES);
    return text.append(passed)
        .append(" passed, ")
        .append(failed)
        .append(" failed, ")
        .append(result.services().size() - passed - failed)
        .append(" skipped\n")
        .toString();
  }

  private void tell(Outcome outcome, StringBuilder text) {
    var finding = outcome.finding();
    text.append(Phrases.place(finding.place())).append(": ");
    text.append(outcome.isOpen() ? finding.severity().word() : outcome.standing().word());
    text.append('[').append(finding.id()).append("]: ").append(finding.message()).append('\n');
    if (!outcome.isOpen()) {
      text.append("  ").append(Phrases.standing(outcome)).append('\n');
    }
    if (detail == Detail.VERBOSE) {
      for (Evidence evidence : finding.evidence()) {
        text.append("  because ").append(evidence.because());
        text.append(" [")
            .append(evidence.rule())
            .append(", ")
            .append(evidence.backing())
            .append("]\n");
      }
    }
    if (outcome.isOpen() && detail != Detail.QUIET) {
      text.append("  remedy: ").append(finding.kind().remedy()).append('\n');
    }
  }

  /** What one finding means, why it matters and what to do. */
  public static String explain(FindingKind kind) {
    List<String> can =
        List.of(
            kind.mayWaive() ? "It can be waived." : "It cannot be waived.",
            kind.mayBaseline() ? "A baseline can hold it." : "A baseline never holds it.");
    return """
        %s %s (%s)

        %s

        %s
        %s

        What to do: %s
        """
        .formatted(
            kind.id(),
            kind.name(),
            kind.severity().word(),
            "Passes when: " + kind.title() + ".",
            kind.explanation(),
            String.join(" ", can),
            kind.remedy());
  }
}
