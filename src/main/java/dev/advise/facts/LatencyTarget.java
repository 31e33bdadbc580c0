package dev.advise.facts;

/** The time within which 99 % of the tasks must be done; absent where the profile names none. */
public record LatencyTarget(double seconds) {}
