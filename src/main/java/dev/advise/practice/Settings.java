package dev.advise.practice;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How practice is held.
 *
 * @param time after which no new question is asked
 * @param fresh at most so many cards that were never asked
 * @param until the day of the interview
 * @param seed of the generated questions and their order; empty: others each time
 */
public record Settings(
    Lang lang, Mode mode, Duration time, int fresh, Optional<LocalDate> until, OptionalLong seed) {}
