package dev.advise.facts;

/** How tasks use common data. */
public enum Sharing implements Word {
  NONE,
  READ_MOSTLY,
  READ_WRITE
}
