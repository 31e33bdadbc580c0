package dev.advise.advice;

import dev.advise.facts.Claim;
import dev.advise.facts.ClaimTest;
import dev.advise.facts.Figures;
import dev.advise.facts.Verdict;
import dev.advise.laws.Estimate;

/**
 * What a host measured for a claim, as a phrase: {@code here a process took 18x as long to start as
 * a thread}; where that settles nothing, with the interval that does not.
 */
final class MeasuredWords {

  private MeasuredWords() {}

  /** The phrase for a verdict that rests on a measurement; empty for one that does not. */
  static String of(Claim claim, Verdict verdict) {
    if (claim.test().isEmpty() || verdict.measured().isEmpty()) {
      return "";
    }
    ClaimTest test = claim.test().get();
    Estimate estimate = verdict.measured().get();
    String unit = test.figureUnit();
    String shown = test.shown(Figures.inUnit(unit, estimate.median()));
    return verdict.outcome() == Verdict.Outcome.INCONCLUSIVE
        ? shown + "; unsettled: " + interval(unit, estimate)
        : shown;
  }

  private static String interval(String unit, Estimate estimate) {
    return Figures.inUnit(unit, estimate.lo()) + " to " + Figures.inUnit(unit, estimate.hi());
  }
}
