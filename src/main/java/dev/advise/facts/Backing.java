package dev.advise.facts;

/** What stands behind an argument. */
public enum Backing implements Word {
  /** A claim that this host confirmed, or a weight computed from this host's numbers. */
  MEASURED,
  /** A claim that nothing here has tested: it counts half. */
  TEXTBOOK
}
