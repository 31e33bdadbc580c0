package dev.advise.check;

/**
 * A waiver that cannot be read as one, so that it counts as expired.
 *
 * @param service as far as it can be read
 * @param what what is wrong with it
 * @param expected what would be right
 */
record BadWaiver(Place place, String service, String what, String expected) {}
