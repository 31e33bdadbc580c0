package dev.advise.probe.driver;

import dev.advise.facts.Reason;

/** What a driver says of one quantity. */
public sealed interface Told {

  String quantity();

  /**
   * One sample, in SI base units or a plain ratio.
   *
   * @param value finite, 0 or more
   * @param seconds that it took, by the time between this answer and the one before it
   */
  record Sample(String quantity, double value, double seconds) implements Told {}

  /** There is none to be had, for a reason. */
  record Absence(String quantity, Reason reason, String detail) implements Told {}
}
