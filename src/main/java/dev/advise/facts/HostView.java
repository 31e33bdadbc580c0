package dev.advise.facts;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a workload would get of a host: the tightest of its limits, less what is in use already, the
 * profile's own numbers put in place of the measured ones.
 */
public final class HostView {

  /** Descriptors that a runtime opens for itself before any work is done. */
  private static final long OWN_DESCRIPTORS = 32;

  /** A worker process costs its parent the two ends of what they talk by. */
  private static final long DESCRIPTORS_PER_PROCESS = 2;

  private final HostFacts facts;
  private final Platform platform;

  private HostView(HostFacts facts, Platform platform) {
    this.facts = facts;
    this.platform = platform;
  }

  /**
   * Processors and system. Where the host tells no number of cores, 1: every host has that many.
   */
  public static Host host(HostFacts facts, Platform platform) {
    return new HostView(facts, platform).host();
  }

  /** The host as it was measured, with nothing of a profile's put in its place. */
  public static Host measured(HostFacts facts) {
    return granted(facts, facts.word(HostFact.OS).flatMap(HostView::os).orElse(Os.LINUX));
  }

  /**
   * How many workers there is room for, as far as it is known. Limits of a host with another system
   * than the profile's say nothing about it.
   *
   * @param runtime tells bytes per thread and per process, where it was measured
   */
  public static Limits limits(HostFacts facts, Platform platform, RuntimeReport runtime) {
    return new HostView(facts, platform).limits(runtime);
  }

  private Host host() {
    Os os = platform.os().or(this::hostsOs).orElse(Os.LINUX);
    return platform
        .cores()
        .map(cores -> new Host(os, cores, Bound.CORES))
        .orElseGet(() -> granted(facts, os));
  }

  private static Host granted(HostFacts facts, Os os) {
    double cores =
        Stream.of(HostFact.CORES_AFFINITY, HostFact.CORES_ONLINE)
            .flatMap(fact -> facts.number(fact).stream())
            .findFirst()
            .orElse(1.0);
    return facts
        .number(HostFact.CORES_QUOTA)
        .filter(quota -> quota > 0 && quota < cores)
        .map(quota -> new Host(os, quota, Bound.QUOTA))
        .orElseGet(() -> new Host(os, Math.max(1, cores), Bound.CORES));
  }

  private Optional<Os> hostsOs() {
    return facts.word(HostFact.OS).flatMap(HostView::os);
  }

  private static Optional<Os> os(String word) {
    return Word.parse(Os.class, word);
  }

  private Limits limits(RuntimeReport runtime) {
    boolean elsewhere = platform.os().isPresent() && !platform.os().equals(hostsOs());
    Optional<Long> memory =
        elsewhere ? platform.memory() : platform.memory().or(this::memoryToBeHad);
    Map<Bound, Long> threads = new EnumMap<>(Bound.class);
    Map<Bound, Long> processes = new EnumMap<>(Bound.class);
    if (!elsewhere) {
      tasks().ifPresent(room -> threads.put(Bound.PIDS, room));
      tasks().ifPresent(room -> processes.put(Bound.PIDS, room));
      descriptors().ifPresent(room -> threads.put(Bound.DESCRIPTORS, room));
      descriptors()
          .ifPresent(room -> processes.put(Bound.DESCRIPTORS, room / DESCRIPTORS_PER_PROCESS));
    }
    fitting(memory, runtime, "footprint.thread").ifPresent(n -> threads.put(Bound.MEMORY, n));
    fitting(memory, runtime, "footprint.process").ifPresent(n -> processes.put(Bound.MEMORY, n));
    return new Limits(threads, processes, memory);
  }

  /** Bytes: what is available now, and never more than the cgroup grants in all. */
  private Optional<Long> memoryToBeHad() {
    return Stream.of(HostFact.MEMORY_AVAILABLE, HostFact.MEMORY_LIMIT)
        .flatMap(fact -> facts.number(fact).stream())
        .min(Double::compare)
        .map(Double::longValue);
  }

  /** Processes and threads that may still be started. */
  private Optional<Long> tasks() {
    return Stream.of(
            room(HostFact.PIDS_LIMIT, HostFact.PIDS_CURRENT),
            room(HostFact.USER_TASKS_LIMIT, HostFact.USER_TASKS_CURRENT))
        .flatMap(Optional::stream)
        .min(Long::compare);
  }

  private Optional<Long> room(HostFact limit, HostFact current) {
    return facts
        .number(limit)
        .map(most -> (long) Math.max(0, most - facts.number(current).orElse(0.0)));
  }

  private Optional<Long> descriptors() {
    return facts
        .number(HostFact.DESCRIPTORS_LIMIT)
        .map(most -> Math.max(0, most.longValue() - OWN_DESCRIPTORS));
  }

  private static Optional<Long> fitting(
      Optional<Long> memory, RuntimeReport runtime, String footprint) {
    Optional<Double> each =
        runtime
            .estimate(footprint)
            .toOptional()
            .map(estimate -> estimate.median())
            .filter(bytes -> bytes > 0);
    return memory.flatMap(bytes -> each.map(one -> (long) (bytes / one)));
  }
}
