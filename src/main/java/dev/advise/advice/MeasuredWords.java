package dev.advise.advice;

import dev.advise.facts.Claim;
import dev.advise.facts.ClaimTest;
import dev.advise.facts.Figures;
import dev.advise.facts.Verdict;
import dev.advise.laws.Estimate;

/** What a host measured for a claim, as a phrase: {@code here 18×, 17× to 19×}. */
final class MeasuredWords {

  private final Ledger ledger;

  MeasuredWords(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The phrase for a verdict that rests on a measurement. */
  String of(Claim claim, Verdict verdict) {
    return verdict.measured().map(estimate -> "here " + inWords(estimate, unit(claim))).orElse("");
  }

  private String unit(Claim claim) {
    return claim
        .test()
        .map(
            test ->
                test.form() == ClaimTest.Form.RATIO
                    ? "ratio"
                    : ledger.quantities().get(test.quantities().get(0)).unit())
        .orElse("");
  }

  private static String inWords(Estimate estimate, String unit) {
    String median = Figures.inUnit(unit, estimate.median());
    String lo = Figures.inUnit(unit, estimate.lo());
    String hi = Figures.inUnit(unit, estimate.hi());
    return lo.equals(hi) ? median : median + ", " + lo + " to " + hi;
  }
}
