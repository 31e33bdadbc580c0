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
import java.util.ArrayList;
import java.util.List;

/** Phrases that several formats share. */
public final class Phrases {

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
          "waived until %s by %s: %s"
              .formatted(
                  waived.waiver().expires(), waived.waiver().owner(), waived.waiver().reason()));
    }
    return outcome.isOpen() ? "" : "held by the baseline";
  }

  /** {@code 12 services checked: 8 agree, 2 fail, 1 waived, 1 undecided}. */
  static String tally(CheckResult result) {
    List<String> endings = new ArrayList<>();
    endings.add(result.count(Ending.AGREES) + " agree");
    endings.add(result.count(Ending.FAILS) + " fail");
    endings.add(result.count(Ending.WAIVED) + " waived");
    long held = result.count(Ending.BASELINED);
    if (held > 0) {
      endings.add(held + " in the baseline");
    }
    endings.add(result.count(Ending.UNDECIDED) + " undecided");
    long unread = result.outcomes().stream().filter(CheckResult::isUnreadable).count();
    return counted(result.services().size(), "service")
        + " checked: "
        + String.join(", ", endings)
        + (unread == 0 ? "" : "; " + counted(unread, "fault") + " in the input");
  }

  /** {@code 3 errors, 1 warning, 2 notes; 1 waived, 1 in the baseline}; empty for none. */
  static String findings(CheckResult result) {
    if (result.outcomes().isEmpty()) {
      return "";
    }
    String open =
        String.join(
            ", ",
            counted(result.count(Severity.ERROR), "error"),
            counted(result.count(Severity.WARNING), "warning"),
            counted(result.count(Severity.NOTE), "note"));
    return open
        + told("; %d waived", result.count(Standing.Waived.class))
        + told("; %d in the baseline", result.count(Standing.Baselined.class));
  }

  private static String counted(long n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private static String told(String format, long n) {
    return n == 0 ? "" : format.formatted(n);
  }

  /** What the exit code means. */
  public static String verdict(CheckResult result) {
    return switch (result.exitCode()) {
      case CheckResult.FINE -> "nothing that fails";
      case CheckResult.FINDINGS ->
          result.failOn() == FailOn.ERROR
              ? "there are errors"
              : "there are findings of level " + result.failOn().word() + " or above";
      default ->
          result.outcomes().stream().anyMatch(CheckResult::isUnreadable)
              ? "some input could not be read, so not everything was checked"
              : "there was nothing to check";
    };
  }
}
