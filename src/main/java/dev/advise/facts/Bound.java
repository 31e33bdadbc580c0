package dev.advise.facts;

/** What a worker count was bound by. */
public enum Bound implements Word {
  CORES,
  QUOTA,
  MEMORY,
  PIDS,
  DESCRIPTORS,
  CONCURRENCY
}
