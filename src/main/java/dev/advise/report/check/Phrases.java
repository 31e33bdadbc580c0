package dev.advise.report.check;

import dev.advise.check.CheckResult;
import dev.advise.check.Ending;
import dev.advise.check.Outcome;
import dev.advise.check.Place;
import dev.advise.check.Standing;
import dev.advise.facts.Printable;

/** Phrases that several formats share. */
final class Phrases {

  private Phrases() {}

  /** {@code file:line:column}, harmless. */
  static String place(Place place) {
    return Printable.oneLine(place.file()) + ":" + place.line() + ":" + place.points().start();
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

  /** {@code 12 checked: 8 agree, 2 fail, 1 waived, 1 undecided}. */
  static String tally(CheckResult result) {
    long unread = result.outcomes().stream().filter(CheckResult::isUnreadable).count();
    return "%d checked: %d agree, %d fail, %d waived or in the baseline, %d undecided%s"
        .formatted(
            result.services().size(),
            result.count(Ending.AGREES),
            result.count(Ending.FAILS),
            result.count(Ending.WAIVED),
            result.count(Ending.UNDECIDED),
            unread == 0 ? "" : "; %d faults in the input".formatted(unread));
  }

  /** What the exit code means. */
  static String verdict(CheckResult result) {
    return switch (result.exitCode()) {
      case CheckResult.FINE -> "nothing at or above " + result.failOn().word();
      case CheckResult.FINDINGS -> "there are findings at or above " + result.failOn().word();
      default ->
          result.outcomes().stream().anyMatch(CheckResult::isUnreadable)
              ? "some input could not be read"
              : "there was nothing to check";
    };
  }
}
