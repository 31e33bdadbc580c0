package dev.advise.report.check;

import static dev.advise.report.check.Phrases.WORDS;

import dev.advise.check.CheckResult;
import dev.advise.check.Ending;
import dev.advise.check.Evidence;
import dev.advise.check.FindingKind;
import dev.advise.check.Outcome;
import dev.advise.check.Severity;
import dev.advise.facts.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** For a person at a terminal or in a log. No line begins with a text from outside. */
public final class CheckText implements CheckReport {

  /** How much is told. */
  public enum Detail {
    /** Only what fails, and the summary. */
    QUIET,
    /** All findings, like notes in one line, and what to do. */
    NORMAL,
    /** Each finding with the rules behind it, and the services that agree. */
    VERBOSE
  }

  /** So many services are named in one line. */
  private static final int MOST_NAMES = 6;

  private final Detail detail;

  /** A text of that much detail. */
  public CheckText(Detail detail) {
    this.detail = detail;
  }

  @Override
  public String tell(CheckResult result) {
    StringBuilder text = new StringBuilder();
    List<Outcome> told =
        result.outcomes().stream()
            .filter(o -> detail != Detail.QUIET || result.fails(o) || CheckResult.isUnreadable(o))
            .toList();
    told.stream().filter(o -> !isTold(together(told), o)).forEach(o -> tell(o, text));
    together(told).forEach((kind, outcomes) -> tell(kind, outcomes, text));
    if (detail == Detail.VERBOSE) {
      agreeing(result, text);
    }
    if (detail != Detail.QUIET) {
      remedies(told, text);
    }
    if (!text.isEmpty()) {
      text.append('\n');
    }
    summary(result, text);
    return text.toString();
  }

  /** Notes that would say the same of many services, by kind: one line tells of them all. */
  private Map<FindingKind, List<Outcome>> together(List<Outcome> told) {
    Map<FindingKind, List<Outcome>> together = new LinkedHashMap<>();
    if (detail == Detail.NORMAL) {
      told.stream()
          .filter(Outcome::isOpen)
          .filter(o -> o.finding().severity() == Severity.NOTE)
          .filter(o -> o.finding().kind().together("").isPresent())
          .forEach(
              o -> together.computeIfAbsent(o.finding().kind(), k -> new ArrayList<>()).add(o));
      together.values().removeIf(outcomes -> outcomes.size() == 1);
    }
    return together;
  }

  private static boolean isTold(Map<FindingKind, List<Outcome>> together, Outcome outcome) {
    return together.getOrDefault(outcome.finding().kind(), List.of()).contains(outcome);
  }

  private static void tell(FindingKind kind, List<Outcome> outcomes, StringBuilder text) {
    String names =
        outcomes.stream()
            .limit(MOST_NAMES)
            .map(o -> o.finding().service())
            .collect(Collectors.joining(", "));
    int left = outcomes.size() - MOST_NAMES;
    String services =
        left <= 0
            ? names
            : WORDS.say("check.names.more", Map.of("names", names, "n", String.valueOf(left)));
    text.append("note[").append(kind.id()).append("]: ");
    text.append(kind.together(services).orElseThrow()).append('\n');
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
        text.append("  ").append(Phrases.reason(evidence));
        text.append(" [").append(evidence.rule()).append(", ");
        text.append(evidence.backing()).append("]\n");
      }
    }
  }

  private static void agreeing(CheckResult result, StringBuilder text) {
    result.services().stream()
        .filter(s -> result.ending(s) == Ending.AGREES)
        .map(
            s ->
                Map.of(
                    "file", Printable.oneLine(s.file()),
                    "service", s.service(),
                    "model", s.declared().orElse(""),
                    "host", Printable.oneLine(s.host())))
        .forEach(gaps -> text.append(WORDS.say("check.agrees", gaps)).append('\n'));
  }

  /** What to do about each kind, once. */
  private static void remedies(List<Outcome> told, StringBuilder text) {
    Map<String, FindingKind> kinds = new TreeMap<>();
    told.stream()
        .filter(Outcome::isOpen)
        .map(o -> o.finding().kind())
        .forEach(kind -> kinds.put(kind.id(), kind));
    if (!kinds.isEmpty()) {
      text.append('\n').append(WORDS.say("check.remedies")).append('\n');
      kinds.values().forEach(k -> text.append("  %s  %s\n".formatted(k.id(), k.remedy())));
    }
  }

  /** The last line is for those who only read that. */
  private static void summary(CheckResult result, StringBuilder text) {
    text.append(result.today()).append(": ").append(Phrases.tally(result)).append('\n');
    String findings = Phrases.findings(result);
    if (!findings.isEmpty()) {
      text.append(findings).append('\n');
    }
    long passed = result.count(Ending.AGREES);
    long failed = result.count(Ending.FAILS);
    text.append(
            WORDS.say(
                "check.passed",
                Map.of(
                    "passed", String.valueOf(passed),
                    "failed", String.valueOf(failed + result.failuresBeside()),
                    "skipped", String.valueOf(result.services().size() - passed - failed))))
        .append('\n');
  }

  /** What one finding means, why it matters and what to do. */
  public static String explain(FindingKind kind) {
    String waivable = kind.mayWaive() ? "check.explain.waivable" : "check.explain.not-waivable";
    String baseline = kind.mayBaseline() ? "check.explain.baseline" : "check.explain.no-baseline";
    return """
        %s %s (%s)

        %s

        %s
        %s %s

        %s
        """
        .formatted(
            kind.id(),
            kind.name(),
            kind.severity().word(),
            WORDS.say("check.explain.passes", Map.of("title", kind.title())),
            kind.explanation(),
            WORDS.say(waivable),
            WORDS.say(baseline),
            WORDS.say("check.explain.remedy", Map.of("remedy", kind.remedy())));
  }
}
