package dev.advise.check;

import dev.advise.facts.Word;

/** How a service comes out, the worst first. */
public enum Ending implements Word {
  FAILS,
  WAIVED,
  BASELINED,
  UNDECIDED,
  AGREES
}
