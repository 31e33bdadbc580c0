package dev.advise.facts;

/** One thing that the workload's runtime says of itself, e.g. {@code gil} is {@code on}. */
public record RuntimeTrait(String name, String value) {}
