package dev.advise.facts;

import dev.advise.laws.Estimate;

/** A quantity that was measured on the host for the workload's runtime; absent where it was not. */
public record Measurement(String quantity, Estimate estimate) {

  public double median() {
    return estimate.median();
  }
}
