package dev.advise.facts;

/** One row of the scorecard. */
public enum Criterion implements Word {
  THROUGHPUT,
  LATENCY,
  RESOURCE_USE,
  DATA_SHARING,
  ISOLATION_AND_RECOVERY,
  MAINTENANCE,
  PLATFORM_FIT
}
