package dev.advise.facts;

/**
 * A trait that a rule found: of a task's computing, this share can run on one core at a time
 * however many workers one process of that model has.
 *
 * @param rule the rule that found it
 * @param share between 0 and 1
 */
public record Serialised(String rule, Model model, double share) {}
