package dev.advise.facts;

/**
 * How much a quality is wanted: not at all, at a price of one doubling of throughput, or at any
 * price.
 */
public enum Level implements Word {
  NONE,
  PREFERRED,
  REQUIRED
}
