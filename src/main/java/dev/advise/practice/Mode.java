package dev.advise.practice;

import dev.advise.facts.Word;

/** How a session is held. */
public enum Mode implements Word {
  /** What is due, then what is new, with a decision chain among them. */
  SESSION,
  /** An interview: no hints, no feedback until the end, then a score sheet. */
  MOCK,
  /** Everything that is shakiest, whatever the schedule says; moves no schedule. */
  CRAM,
  /** Changes of one field only. */
  FLIP,
  /** Numbers of this host, and boundaries. */
  ESTIMATE
}
