package dev.advise.facts;

import dev.advise.laws.Estimate;
import java.util.Optional;

/**
 * A claim held against this host's estimates.
 *
 * @param measured the quantity, ratio or difference that the claim is about; empty where it was not
 *     measured
 * @param expected what the claim expects, e.g. {@code above 3}; empty for a claim without a test
 * @param why why it is so, for people
 */
public record Verdict(
    String claim, Outcome outcome, Optional<Estimate> measured, String expected, String why) {

  /** How it ends. */
  public enum Outcome implements Word {
    /** The whole interval is where the claim says, or would be but for a pass that is far off. */
    CONFIRMED,
    /** It is as surely where the claim says it is not. */
    REFUTED,
    /** The interval straddles the threshold, or the effect is below the noise. */
    INCONCLUSIVE,
    NOT_MEASURED
  }
}
