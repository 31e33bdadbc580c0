package dev.advise.facts;

/**
 * A value that the profile does not give and the advice rests on.
 *
 * @param why e.g. {@code cpu-bound gives no number}
 */
public record Assumption(Field field, Object value, String why) {}
