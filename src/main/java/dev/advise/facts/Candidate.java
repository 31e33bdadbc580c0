package dev.advise.facts;

/**
 * A sized model that a topology rule proposes.
 *
 * @param rule the rule that proposes it
 * @param boundBy what bound its worker count
 */
public record Candidate(String rule, Model model, Topology topology, Bound boundBy) {}
