package dev.advise.advice;

import dev.advise.facts.Claim;
import dev.advise.facts.ClaimTest;
import dev.advise.facts.Reading;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Verdict;
import dev.advise.facts.Verdict.Outcome;
import dev.advise.laws.Estimate;
import dev.advise.laws.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds claims against what a runtime measured. */
final class Verdicts {

  /** Of two passes nobody can tell how far a third would lie apart. */
  private static final int FEWEST_PASSES = 3;

  private Verdicts() {}

  /** The verdict on one claim for that runtime on that host. */
  static Verdict on(Claim claim, RuntimeReport report) {
    if (claim.test().isEmpty()) {
      return open(claim, "", "no probe can tell: " + claim.kind().word());
    }
    ClaimTest test = claim.test().get();
    String expected =
        "%s %s".formatted(test.side().word(), dev.advise.facts.Figures.plain(test.threshold()));
    if (!claim.isAbout(report.runtime())) {
      return open(claim, expected, "it is not about " + report.runtime());
    }
    if (outsideItsWindow(claim, report)) {
      return open(claim, expected, "it is about other versions of " + report.runtime());
    }
    List<Estimate> estimates = new ArrayList<>();
    for (String quantity : test.quantities()) {
      Reading<Estimate> reading = report.estimate(quantity);
      if (reading instanceof Reading.Unknown<Estimate> unknown) {
        return open(claim, expected, quantity + ": " + unknown.detail());
      }
      reading.toOptional().ifPresent(estimates::add);
    }
    return judge(claim, test, expected, estimates, report);
  }

  private static Verdict judge(
      Claim claim,
      ClaimTest test,
      String expected,
      List<Estimate> estimates,
      RuntimeReport report) {
    Outcome outcome = test.judge(test.confidence(estimates), 0);
    Optional<String> doubt =
        outcome == Outcome.INCONCLUSIVE ? Optional.empty() : doubt(test, estimates, report);
    Estimate measured = test.measure(estimates);
    return new Verdict(
        claim.id(),
        doubt.isPresent() ? Outcome.INCONCLUSIVE : outcome,
        Optional.of(measured),
        expected,
        doubt.orElseGet(() -> why(outcome, test.judge(measured.interval(), 0) == outcome)));
  }

  /** Why an interval that looks decided is not to be believed. */
  private static Optional<String> doubt(
      ClaimTest test, List<Estimate> estimates, RuntimeReport report) {
    if (estimates.stream().anyMatch(estimate -> estimate.passes().size() < FEWEST_PASSES)) {
      return Optional.of("too few passes for a 95 % interval");
    }
    Interval interval = test.confidence(estimates);
    if (test.judge(interval, report.noise().orElse(0.0)) == Outcome.INCONCLUSIVE) {
      return Optional.of("what this host loses to noise can feign as much");
    }
    if (Disturbance.voids(report, test, interval.isWhollyAbove(test.threshold()))) {
      return Optional.of("other programs used the cores meanwhile");
    }
    return Optional.empty();
  }

  /** The interval that readers see holds one bad pass and the noise, which need not matter here. */
  private static String why(Outcome outcome, boolean whole) {
    String interval =
        whole ? "the whole interval" : "the interval, but for noise or a pass far off,";
    return switch (outcome) {
      case CONFIRMED -> interval + " is where the claim says";
      case REFUTED -> interval + " is where the claim says it is not";
      case INCONCLUSIVE -> "the interval straddles the threshold";
      case NOT_MEASURED -> "not measured";
    };
  }

  /** Whether the claim speaks of versions that this runtime is known not to be. */
  static boolean outsideItsWindow(Claim claim, RuntimeReport report) {
    return claim.window().isPresent()
        && report.version().toOptional().filter(v -> !claim.window().get().holds(v)).isPresent();
  }

  private static Verdict open(Claim claim, String expected, String why) {
    return new Verdict(claim.id(), Outcome.NOT_MEASURED, Optional.empty(), expected, why);
  }
}
