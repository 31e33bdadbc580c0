package dev.advise.facts;

import java.util.Optional;

/**
 * Where the workload runs.
 *
 * @param os empty: the system of the host that is asked
 * @param runtime one of {@link Runtimes#SHIPPED}, or one that the user has a driver for
 * @param interpreter which executable of that runtime to probe; empty: the first on PATH
 * @param cores plan for this many rather than the host's
 * @param memory plan for this many bytes rather than the host's
 * @param host the class of hosts that `advise check` judges for
 */
public record Platform(
    Optional<Os> os,
    String runtime,
    Optional<String> interpreter,
    Optional<Long> cores,
    Optional<Long> memory,
    Optional<String> host) {}
