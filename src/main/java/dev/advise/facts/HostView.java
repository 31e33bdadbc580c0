package dev.advise.facts;

import dev.advise.laws.Estimate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What of a host a workload would really get; what the profile plans for wins. */
public final class HostView {

  private HostView() {}

  /**
   * The cores and the system. Of a host that tells nothing, one core is certain and no more.
   *
   * @return cores: the profile's, else the least of affinity, quota and those online
   */
  public static Host host(HostFacts facts, Platform platform) {
    Os os = platform.os().or(() -> hostOs(facts)).orElse(Os.LINUX);
    if (platform.cores().isPresent()) {
      return new Host(os, platform.cores().get(), Bound.CORES);
    }
    double cores =
        Stream.of(HostFact.CORES_AFFINITY, HostFact.CORES_ONLINE)
            .flatMap(fact -> facts.number(fact).stream())
            .min(Double::compare)
            .orElse(1.0);
    double quota = facts.number(HostFact.CORES_QUOTA).orElse(cores);
    return quota < cores ? new Host(os, quota, Bound.QUOTA) : new Host(os, cores, Bound.CORES);
  }

  /** How many workers there is room for beside what runs already. */
  public static Limits limits(HostFacts facts, Platform platform, RuntimeReport runtime) {
    Optional<Double> memory = memory(facts, platform);
    return new Limits(
        limits(facts, memory, runtime.estimate("footprint.thread")),
        limits(facts, memory, runtime.estimate("footprint.process")),
        memory.map(Double::longValue));
  }

  private static Optional<Os> hostOs(HostFacts facts) {
    return facts.word(HostFact.OS).flatMap(word -> Word.parse(Os.class, word));
  }

  /** Bytes that the workload may use: the profile's, else the group's limit, else all there is. */
  private static Optional<Double> memory(HostFacts facts, Platform platform) {
    return platform
        .memory()
        .map(Long::doubleValue)
        .or(
            () ->
                Stream.of(HostFact.MEMORY_LIMIT, HostFact.MEMORY_TOTAL)
                    .flatMap(fact -> facts.number(fact).stream())
                    .min(Double::compare));
  }

  private static Map<Bound, Long> limits(
      HostFacts facts, Optional<Double> memory, Reading<Estimate> footprint) {
    Map<Bound, Long> limits = new EnumMap<>(Bound.class);
    tasks(facts).ifPresent(room -> limits.put(Bound.PIDS, room));
    if (memory.isPresent() && footprint instanceof Reading.Known<Estimate> known) {
      double each = Math.max(1, known.value().median());
      limits.put(Bound.MEMORY, Math.max(1, (long) (memory.get() / each)));
    }
    return limits;
  }

  /** Processes and threads that may still be started. */
  private static Optional<Long> tasks(HostFacts facts) {
    double running = facts.number(HostFact.PIDS_CURRENT).orElse(0.0);
    DoubleStream room =
        DoubleStream.concat(
            facts.number(HostFact.PIDS_LIMIT).stream().mapToDouble(limit -> limit - running),
            facts.number(HostFact.USER_TASKS_LIMIT).stream().mapToDouble(limit -> limit));
    return room.boxed().min(Double::compare).map(least -> Math.max(1, least.longValue()));
  }
}
