package dev.advise.practice;

/** In which voice something is said; a terminal may give each a colour. */
public enum Tone {
  TITLE,
  QUESTION,
  /** Shown as it stands, line by line: a profile. */
  VERBATIM,
  RIGHT,
  HALF,
  WRONG,
  PLAIN,
  FAINT
}
