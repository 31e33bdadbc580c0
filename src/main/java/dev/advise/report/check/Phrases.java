package dev.advise.report.check;

import dev.advise.check.CheckResult;
import dev.advise.check.Ending;
import dev.advise.check.Evidence;
import dev.advise.check.FailOn;
import dev.advise.check.Outcome;
import dev.advise.check.Place;
import dev.advise.check.Severity;
import dev.advise.check.Standing;
import dev.advise.facts.Printable;
import dev.advise.report.Words;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Phrases that several formats share. */
public final class Phrases {

  static final Words WORDS = Words.shipped();

  private Phrases() {}

  /** {@code file:line:column}, harmless. */
  static String place(Place place) {
    return Printable.oneLine(place.file()) + ":" + place.line() + ":" + place.points().start();
  }

  /** One sentence that a finding rests on, with the model that it is about. */
  static String reason(Evidence evidence) {
    return evidence.speaks().isEmpty()
        ? evidence.because()
        : evidence.speaks() + ": " + evidence.because();
  }

  /** Why a finding does not count; empty for one that does. */
  static String standing(Outcome outcome) {
    if (outcome.standing() instanceof Standing.Waived waived) {
      return Printable.oneLine(
          WORDS.say(
              "check.waived",
              Map.of(
                  "expires", waived.waiver().expires().toString(),
                  "owner", waived.waiver().owner(),
                  "reason", waived.waiver().reason())));
    }
    return outcome.isOpen() ? "" : WORDS.say("check.baselined");
  }

  /** {@code 12 services checked: 8 agree, 2 fail, 1 waived, 1 undecided}. */
  static String tally(CheckResult result) {
    String endings =
        Stream.of(Ending.AGREES, Ending.FAILS, Ending.WAIVED, Ending.BASELINED, Ending.UNDECIDED)
            .filter(ending -> ending != Ending.BASELINED || result.count(ending) > 0)
            .map(ending -> counted("check.ending." + ending.word(), result.count(ending)))
            .collect(Collectors.joining(", "));
    long unread = result.outcomes().stream().filter(CheckResult::isUnreadable).count();
    return WORDS.say(
        unread == 0 ? "check.tally" : "check.tally.faults",
        Map.of(
            "services", WORDS.count("services", result.services().size()),
            "endings", endings,
            "faults", WORDS.count("faults", unread)));
  }

  /** {@code 3 errors, 1 warning, 2 notes; 1 waived; 1 in the baseline}; empty for none. */
  static String findings(CheckResult result) {
    if (result.outcomes().isEmpty()) {
      return "";
    }
    return WORDS.say(
            "check.findings",
            Map.of(
                "errors", WORDS.count("errors", result.count(Severity.ERROR)),
                "warnings", WORDS.count("warnings", result.count(Severity.WARNING)),
                "notes", WORDS.count("notes", result.count(Severity.NOTE))))
        + ifAny("check.findings.waived", result.count(Standing.Waived.class))
        + ifAny("check.findings.baselined", result.count(Standing.Baselined.class));
  }

  private static String ifAny(String key, long n) {
    return n == 0 ? "" : counted(key, n);
  }

  /** A text with a number in it. */
  static String counted(String key, long n) {
    return WORDS.say(key, Map.of("n", String.valueOf(n)));
  }

  /** What the exit code means. */
  public static String verdict(CheckResult result) {
    return switch (result.exitCode()) {
      case CheckResult.FINE -> WORDS.say("check.verdict.fine");
      case CheckResult.FINDINGS ->
          result.failOn() == FailOn.ERROR
              ? WORDS.say("check.verdict.errors")
              : WORDS.say("check.verdict.findings", Map.of("level", result.failOn().word()));
      default ->
          result.outcomes().stream().anyMatch(CheckResult::isUnreadable)
              ? WORDS.say("check.verdict.unreadable")
              : WORDS.say("check.verdict.nothing");
    };
  }
}
