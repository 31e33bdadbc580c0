package dev.advise.facts;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many workers the host has room for, by what bounds them. A limit that is not known is not
 * here: unknown is neither zero nor unlimited.
 *
 * @param threads most threads of one process, by limit
 * @param processes most processes, by limit
 * @param memory bytes that the workload may use
 */
public record Limits(Map<Bound, Long> threads, Map<Bound, Long> processes, Optional<Long> memory) {

  public Limits {
    threads = sorted(threads);
    processes = sorted(processes);
  }

  private static Map<Bound, Long> sorted(Map<Bound, Long> limits) {
    EnumMap<Bound, Long> copy = new EnumMap<>(Bound.class);
    copy.putAll(limits);
    return Collections.unmodifiableMap(copy);
  }

  /** A host that is not known to limit anything. */
  public static Limits none() {
    return new Limits(Map.of(), Map.of(), Optional.empty());
  }

  /** That many threads, or as many as there is room for. */
  public Sizing capThreads(Sizing wanted) {
    return cap(wanted, threads);
  }

  /** That many processes, or as many as there is room for. */
  public Sizing capProcesses(Sizing wanted) {
    return cap(wanted, processes);
  }

  /**
   * That many tasks of one event loop, or as many as it has descriptors for: a task in flight holds
   * at least one.
   */
  public Sizing capTasks(Sizing wanted) {
    Long descriptors = threads.get(Bound.DESCRIPTORS);
    return descriptors == null ? wanted : wanted.atMost(descriptors, Bound.DESCRIPTORS);
  }

  private static Sizing cap(Sizing wanted, Map<Bound, Long> limits) {
    Sizing sizing = wanted;
    for (Map.Entry<Bound, Long> limit : limits.entrySet()) {
      sizing = sizing.atMost(limit.getValue(), limit.getKey());
    }
    return sizing;
  }
}
