package dev.advise.check;

/** Where a finding stands after the waivers and the baseline. */
public sealed interface Standing {

  /** It counts. */
  record Open() implements Standing {}

  /** Somebody has accepted it for a time. */
  record Waived(Waiver waiver) implements Standing {}

  /** It is old debt that the baseline holds. */
  record Baselined() implements Standing {}

  /** {@code open}, {@code waived} or {@code baselined}. */
  default String word() {
    return this instanceof Open ? "open" : this instanceof Waived ? "waived" : "baselined";
  }
}
