package dev.advise.facts;

/** What a workload spends its time on. */
public enum Kind implements Word {
  CPU_BOUND,
  IO_BOUND,
  MIXED
}
