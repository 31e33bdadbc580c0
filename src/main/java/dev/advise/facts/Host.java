package dev.advise.facts;

/**
 * The host as a workload would get it, the profile's own numbers put in place of the measured ones.
 *
 * @param usableCores processors by affinity and quota, at least a fraction above 0; a quota may
 *     make it fractional
 * @param coresBound what bounds them: {@link Bound#CORES} or {@link Bound#QUOTA}
 */
public record Host(Os os, double usableCores, Bound coresBound) {

  /** Workers that can compute at once: a fraction of a core still needs a worker. */
  public int wholeCores() {
    return (int) Math.max(1, Math.ceil(usableCores - 0.05));
  }

  public boolean hasSeveralCores() {
    return wholeCores() > 1;
  }
}
