package dev.advise.facts;

import java.util.Optional;

/**
 * A change of one field that changes the recommended model.
 *
 * @param from the value now, as {@link Written} holds it
 * @param to the nearest value that changes the model
 * @param model the model then recommended; empty where nothing is left to recommend
 * @param plainLoop whether what is then recommended is to do without concurrency
 * @param size how large a change it is: doublings for numbers, 1 for a word
 */
public record Flip(
    Field field, Object from, Object to, Optional<Model> model, boolean plainLoop, double size) {}
