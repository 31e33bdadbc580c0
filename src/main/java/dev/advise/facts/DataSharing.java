package dev.advise.facts;

/**
 * What tasks share.
 *
 * @param messageBytes handed to a worker and back, per task
 * @param sharedBytes the common working set
 */
public record DataSharing(Sharing pattern, long messageBytes, long sharedBytes) {}
