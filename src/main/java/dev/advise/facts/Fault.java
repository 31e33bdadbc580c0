package dev.advise.facts;

/** What may befall a task and must not spread. */
public enum Fault implements Word {
  CRASH,
  OUT_OF_MEMORY,
  HANG
}
