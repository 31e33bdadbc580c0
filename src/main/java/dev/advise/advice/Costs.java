package dev.advise.advice;

import dev.advise.facts.Arrangement;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Topology;
import dev.advise.laws.Estimate;
import dev.advise.laws.Scalability;
import dev.advise.laws.SizeCurve;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * What a runtime's measured quantities say things cost, each read at one end of its interval or in
 * the middle. A quantity that was not measured costs nothing here, and {@link #knows} tells so.
 */
final class Costs {

  private static final Map<String, Long> SIZES =
      Map.of("64B", 64L, "4KiB", 4096L, "64KiB", 65_536L, "1MiB", 1_048_576L);

  private static final List<String> RECEIVERS = List.of("reference", "thread", "process");

  /**
   * How many waits the waiters' probes hold at once: the more, the surer; the fewer, the quicker.
   */
  private static final List<Integer> WAITERS = List.of(1000, 100);

  /** Seconds that each of them lasts. */
  private static final double WAIT = 0.010;

  private static final String SCALING = "cpu-scaling.";

  /** Every quantity that is read here. */
  static final Set<String> QUANTITIES = quantities();

  private final Map<String, Double> measured = new HashMap<>();
  private final Map<String, Double> mostScaling = new HashMap<>();
  private final Map<String, SizeCurve> handoffs = new HashMap<>();
  private final int measuredCores;

  /**
   * Reads every quantity once, for a decision asks for the same few a hundred times.
   *
   * @param measuredCores how many cores scaling was measured on
   */
  Costs(RuntimeReport report, int measuredCores, ToDoubleFunction<Estimate> read) {
    this.measuredCores = measuredCores;
    report
        .estimates()
        .forEach(
            (quantity, reading) ->
                reading
                    .toOptional()
                    .filter(e -> !Disturbance.voids(report, List.of(quantity)))
                    .ifPresent(
                        e -> {
                          measured.put(quantity, read.applyAsDouble(e));
                          if (quantity.startsWith(SCALING)) {
                            mostScaling.put(quantity, e.confidence().hi());
                          }
                        }));
    for (String to : RECEIVERS) {
      curve(to).ifPresent(curve -> handoffs.put(to, curve));
    }
  }

  /** Whether the costs that this arrangement turns on were measured. */
  boolean knows(Arrangement arrangement) {
    return switch (arrangement) {
      case PLAIN_LOOP -> !measured.isEmpty();
      case LOOP, LOOP_PER_CORE -> known("spawn.task") || perWait().isPresent();
      case LOOP_WITH_WORKERS, THREAD_POOL -> knowsHandoff("thread");
      case VIRTUAL_THREADS -> known("spawn.virtual-thread");
      case PROCESS_POOL, PROCESSES_WITH_THREADS -> knowsHandoff("process");
    };
  }

  /** Seconds of the loop's own time per task. */
  double loopTask(boolean waits) {
    double task = of("spawn.task").orElse(0);
    return waits ? Math.max(task, perWait().orElse(0)) : task;
  }

  /** Seconds that a loop spends on each of many waits that it holds at once. */
  private OptionalDouble perWait() {
    for (int held : WAITERS) {
      OptionalDouble all = of("waiters.async." + held);
      if (all.isPresent()) {
        return OptionalDouble.of(Math.max(0, all.getAsDouble() - WAIT) / held);
      }
    }
    return OptionalDouble.empty();
  }

  /** Seconds to hand a message of that size to a standing worker and back, wake-ups included. */
  double handoff(String to, long bytes) {
    SizeCurve curve = handoffs.get(to);
    return curve == null ? 0 : curve.at(bytes);
  }

  /**
   * Seconds of it that grow with the message, beyond what handing over a reference takes, where the
   * runtime can: that is copying, which the master does serially. The worker reads the message
   * either way.
   */
  double copying(String to, long bytes) {
    return Math.max(0, growing(to, bytes) - growing("reference", bytes));
  }

  /** One size alone does not tell how the cost grows with it. */
  private double growing(String to, long bytes) {
    SizeCurve curve = handoffs.get(to);
    return curve == null || curve.points().size() < 2 ? 0 : curve.at(bytes) - curve.at(64);
  }

  /** Seconds from handing a message over until its answer, to a worker that sleeps until then. */
  OptionalDouble roundTrip(String to, long bytes) {
    return knowsHandoff(to)
        ? OptionalDouble.of(handoff(to, 64) + growing(to, bytes))
        : OptionalDouble.empty();
  }

  /**
   * Seconds of computing that handing over costs whoever hands over and whoever takes together: all
   * of the round trip but the time in which both slept because one was still waking up on another
   * core, and never less than the two switches.
   */
  double handOver(String to) {
    double here = of("switch." + to).orElse(0);
    double across = of("switch." + to + "-across").orElse(here);
    return Math.max(2 * here, handoff(to, 64) - 2 * Math.max(0, across - here));
  }

  double virtualThread() {
    return of("spawn.virtual-thread").orElse(0);
  }

  /**
   * Cores' worth of computing that this many cores give, by measured scaling; the cores if it was
   * not measured. Beyond the cores that were measured, contention grows as the universal
   * scalability law says; only as much of it counts as is certain, for a little noise on two cores
   * would be a third of sixty-four.
   */
  double scaled(String kind, double cores) {
    String quantity = SCALING + kind;
    OptionalDouble scaling = of(quantity);
    if (scaling.isEmpty() || cores <= 1 || measuredCores <= 1) {
      return cores;
    }
    double efficiency = Math.min(1, scaling.getAsDouble() / measuredCores);
    double contention = Scalability.contention(measuredCores, mostScaling.get(quantity));
    double beyond =
        cores <= measuredCores
            ? cores
            : measuredCores
                * Scalability.speedUp(cores, contention, 0)
                / Scalability.speedUp(measuredCores, contention, 0);
    return Math.max(1, beyond * efficiency);
  }

  /** Bytes that the workers of a topology take; empty where no footprint was measured. */
  Optional<Double> memory(Topology topology) {
    OptionalDouble process = of("footprint.process");
    OptionalDouble thread = of("footprint.thread");
    double task = of("footprint.task").orElse(0);
    if ((topology.processes() > 1 && process.isEmpty())
        || (topology.threadsPerProcess() > 1 && thread.isEmpty())) {
      return Optional.empty();
    }
    if (process.isEmpty() && thread.isEmpty()) {
      return Optional.empty();
    }
    double perThread =
        topology.arrangement() == Arrangement.VIRTUAL_THREADS
            ? of("footprint.virtual-thread").orElse(0)
            : thread.orElse(0);
    return Optional.of(
        topology.processes() * process.orElse(0)
            + (topology.threads() - topology.processes()) * perThread
            + (topology.tasksPerThread() > 1 ? topology.inFlight() * task : 0));
  }

  private boolean knowsHandoff(String to) {
    return handoffs.containsKey(to);
  }

  private Optional<SizeCurve> curve(String to) {
    TreeMap<Long, Double> points = new TreeMap<>();
    SIZES.forEach(
        (name, bytes) ->
            of("handoff." + to + "." + name).ifPresent(cost -> points.put(bytes, cost)));
    return points.isEmpty() ? Optional.empty() : Optional.of(new SizeCurve(points));
  }

  private static Set<String> quantities() {
    Set<String> all =
        new TreeSet<>(
            List.of(
                "spawn.task",
                "spawn.virtual-thread",
                "switch.thread",
                "switch.process",
                "switch.thread-across",
                "switch.process-across",
                "cpu-scaling.threads",
                "cpu-scaling.processes",
                "cpu-scaling.native-threads",
                "footprint.process",
                "footprint.thread",
                "footprint.virtual-thread",
                "footprint.task"));
    WAITERS.forEach(held -> all.add("waiters.async." + held));
    for (String to : RECEIVERS) {
      SIZES.keySet().forEach(size -> all.add("handoff." + to + "." + size));
    }
    return Set.copyOf(all);
  }

  private boolean known(String quantity) {
    return measured.containsKey(quantity);
  }

  private OptionalDouble of(String quantity) {
    Double cost = measured.get(quantity);
    return cost == null ? OptionalDouble.empty() : OptionalDouble.of(cost);
  }
}
