package dev.advise.facts;

import java.util.Optional;

/**
 * What a rule found that carries no weight: an exclusion (then of a model) or a warning.
 *
 * @param because its sentence, values filled in
 */
public record Ruling(RuleCard card, Optional<Model> model, String because) {}
