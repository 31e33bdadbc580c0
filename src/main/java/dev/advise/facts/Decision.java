package dev.advise.facts;

import java.time.LocalDate;
import java.util.Optional;

/** What a team has chosen, for `advise check` to hold against the rules. */
public record Decision(
    Model model,
    Optional<Long> processes,
    Optional<Long> threadsPerProcess,
    Optional<Long> tasksPerThread,
    Optional<String> because,
    Optional<String> adr,
    Optional<LocalDate> reviewBy) {}
