package dev.advise.check;

import dev.advise.facts.Word;

/** How grave a finding is, the lightest first. */
public enum Severity implements Word {
  /** Worth knowing; nothing has to be done now. */
  NOTE,
  /** It will hurt, or what is judged is judged on weak grounds. */
  WARNING,
  /** The decision and the rules disagree, or the check cannot be trusted. */
  ERROR
}
