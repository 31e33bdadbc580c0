package dev.advise.check;

import dev.advise.facts.Word;

/** From which level on an open finding fails the check. */
public enum FailOn implements Word {
  ERROR,
  WARNING,
  NOTE,
  NEVER;

  /** Whether an open finding of that level fails the check. */
  public boolean fails(Severity severity) {
    return switch (this) {
      case ERROR -> severity == Severity.ERROR;
      case WARNING -> severity != Severity.NOTE;
      case NOTE -> true;
      case NEVER -> false;
    };
  }
}
