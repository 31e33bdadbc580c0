package dev.advise.probe;

import dev.advise.facts.Bound;
import dev.advise.facts.Host;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostView;
import dev.advise.facts.Limits;
import dev.advise.facts.Platform;
import dev.advise.facts.Reason;
import dev.advise.facts.RuntimeReport;
import dev.advise.probe.driver.Batch;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** How much of a host a driver may use, so that nothing that works there notices. */
public final class Room {

  /** Enough for a thousand waiters and those who start them. */
  private static final long MOST_TASKS = 1100;

  /** Where nothing is known of the limits. */
  private static final long TASKS_WHERE_UNKNOWN = 128;

  /** What is left to others: of the room that there is, this part is taken. */
  private static final long PART = 4;

  private static final long MOST_BYTES = 160L << 20;

  /** A rehearsal starts what the profile's workload itself would start on this host. */
  private static final long MOST_BYTES_OF_A_REHEARSAL = 512L << 20;

  private static final int BATCH_MILLIS = 4;

  private Room() {}

  /**
   * The bounds for a driver.
   *
   * @param processors so many to pin to, from the host
   * @param taken tasks that the driver is made of, since the facts were told
   */
  static Batch.Bounds on(HostFacts facts, IntFunction<List<Integer>> processors, long taken) {
    return on(facts, processors, taken, MOST_BYTES);
  }

  /** The bounds for the driver of a rehearsal. */
  public static Batch.Bounds forRehearsals(HostFacts facts, IntFunction<List<Integer>> processors) {
    return on(facts, processors, 0, MOST_BYTES_OF_A_REHEARSAL);
  }

  private static Batch.Bounds on(
      HostFacts facts, IntFunction<List<Integer>> processors, long taken, long mostBytes) {
    Platform any =
        new Platform(
            Optional.empty(),
            "any",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Host host = HostView.host(facts, any);
    Limits limits =
        HostView.limits(
            facts, any, RuntimeReport.absent("any", Reason.NOT_ASKED, "not measured yet"));
    long tasks =
        Optional.ofNullable(limits.threads().get(Bound.PIDS))
            .map(room -> (room - taken) / PART)
            .orElse(TASKS_WHERE_UNKNOWN);
    long bytes = limits.memory().map(free -> free / PART).orElse(mostBytes / PART);
    return new Batch.Bounds(
        BATCH_MILLIS,
        (int) Math.max(2, Math.min(MOST_TASKS, tasks)),
        Math.max(1 << 20, Math.min(mostBytes, bytes)),
        processors.apply(host.wholeCores()));
  }
}
