package dev.advise.advice;

/**
 * Where a rule sits. Most decisions are taken to see whether they would come out the same, for a
 * flip or for the robustness: those ask the first bench again, the second only if what it hears has
 * changed, and the third never.
 */
enum Bench {
  /** Recognises, sizes, argues and excludes by what a workload is like. */
  DECIDING,

  /** Argues and excludes by requirements, data and host alone, whatever the workload. */
  STANDING,

  /** Only warns, which changes no choice. */
  REMARKING
}
