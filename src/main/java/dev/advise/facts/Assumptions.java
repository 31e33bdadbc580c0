package dev.advise.facts;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands for a number that a profile leaves out. Each is listed in the report; none is a
 * judgement about models.
 */
final class Assumptions {

  /** Computing of a task of which only {@code cpu-bound} is known. */
  private static final double CPU_BOUND_COMPUTE = 0.010;

  /** Waiting of a task of which only {@code io-bound} is known: a query to a near database. */
  private static final double IO_BOUND_WAIT = 0.020;

  /** Either part of a task of which only {@code mixed} is known. */
  private static final double MIXED_PART = 0.005;

  /** An I/O-bound task waits for 99 % of its time (S1, CPU against I/O). */
  private static final double IO_BOUND_WAIT_PER_COMPUTE = 99;

  private static final long CPU_BOUND_CONCURRENCY = 64;
  private static final long IO_BOUND_CONCURRENCY = 200;
  private static final long MIXED_CONCURRENCY = 100;
  private static final long MESSAGE = 1024;
  private static final long SHARED = 64L << 20;

  private final Written written;
  private final List<Assumption> made = new ArrayList<>();

  Assumptions(Written written) {
    this.written = written;
  }

  Profile complete(String fallbackName) {
    Workload workload = workload();
    DataSharing sharing = dataSharing();
    Isolation isolation =
        new Isolation(
            level(Field.ISOLATION),
            against(Field.ISOLATION_AGAINST, Field.ISOLATION, Threat.class));
    FaultTolerance faultTolerance =
        new FaultTolerance(
            level(Field.FAULT_TOLERANCE),
            against(Field.FAULT_TOLERANCE_AGAINST, Field.FAULT_TOLERANCE, Fault.class));
    Platform platform = platform();
    return new Profile(
        written,
        written.text(Field.NAME).orElse(fallbackName),
        workload,
        sharing,
        isolation,
        faultTolerance,
        platform,
        Profile.priorities(written),
        Profile.decision(written),
        List.copyOf(made));
  }

  private Workload workload() {
    Optional<Double> cpu = written.number(Field.CPU_PER_TASK);
    Optional<Double> wait = written.number(Field.WAIT_PER_TASK);
    Kind kind = written.word(Field.KIND, Kind.class).orElseGet(() -> assumeKind(cpu, wait));
    String why = kind.word() + " gives no number";
    double compute = cpu.orElseGet(() -> assume(Field.CPU_PER_TASK, computeOf(kind, wait), why));
    double waiting = wait.orElseGet(() -> assume(Field.WAIT_PER_TASK, waitOf(kind, cpu), why));
    long concurrency =
        written
            .count(Field.CONCURRENCY)
            .orElseGet(() -> assume(Field.CONCURRENCY, concurrencyOf(kind), why));
    return new Workload(
        kind,
        compute,
        waiting,
        concurrency,
        written
            .flag(Field.BLOCKING_IO)
            .orElseGet(() -> assume(Field.BLOCKING_IO, false, "not stated")),
        written.number(Field.LATENCY_TARGET),
        written
            .number(Field.NATIVE_FRACTION)
            .orElseGet(() -> assume(Field.NATIVE_FRACTION, 0.0, "not stated")));
  }

  private Kind assumeKind(Optional<Double> cpu, Optional<Double> wait) {
    double compute = cpu.orElse(0.0);
    double waiting = wait.orElse(0.0);
    Kind kind =
        waiting >= 10 * compute
            ? Kind.IO_BOUND
            : compute >= 10 * waiting ? Kind.CPU_BOUND : Kind.MIXED;
    assume(Field.KIND, kind.word(), "from the times given");
    return kind;
  }

  private static double computeOf(Kind kind, Optional<Double> wait) {
    return switch (kind) {
      case CPU_BOUND -> Math.max(CPU_BOUND_COMPUTE, wait.orElse(0.0));
      case IO_BOUND -> wait.orElse(IO_BOUND_WAIT) / IO_BOUND_WAIT_PER_COMPUTE;
      case MIXED -> wait.orElse(MIXED_PART);
    };
  }

  private static double waitOf(Kind kind, Optional<Double> cpu) {
    return switch (kind) {
      case CPU_BOUND -> 0;
      case IO_BOUND -> cpu.map(c -> c * IO_BOUND_WAIT_PER_COMPUTE).orElse(IO_BOUND_WAIT);
      case MIXED -> cpu.orElse(MIXED_PART);
    };
  }

  private static long concurrencyOf(Kind kind) {
    return switch (kind) {
      case CPU_BOUND -> CPU_BOUND_CONCURRENCY;
      case IO_BOUND -> IO_BOUND_CONCURRENCY;
      case MIXED -> MIXED_CONCURRENCY;
    };
  }

  private DataSharing dataSharing() {
    Sharing pattern =
        written
            .word(Field.SHARING, Sharing.class)
            .orElseGet(
                () -> {
                  assume(Field.SHARING, Sharing.NONE.word(), "not stated");
                  return Sharing.NONE;
                });
    String why = "data_sharing " + pattern.word() + " gives no number";
    return new DataSharing(
        pattern,
        written
            .count(Field.MESSAGE_BYTES)
            .orElseGet(() -> assume(Field.MESSAGE_BYTES, MESSAGE, why)),
        written
            .count(Field.SHARED_BYTES)
            .orElseGet(
                () -> pattern == Sharing.NONE ? 0L : assume(Field.SHARED_BYTES, SHARED, why)));
  }

  private Level level(Field field) {
    return written
        .word(field, Level.class)
        .orElseGet(
            () -> {
              assume(field, Level.NONE.word(), "not stated");
              return Level.NONE;
            });
  }

  /** Left out, a wanted quality is wanted against the mildest case, which is its first word. */
  private <E extends Enum<E> & Word> Set<E> against(Field field, Field level, Class<E> type) {
    return written
        .words(field, type)
        .orElseGet(
            () -> {
              if (level(level, Level.NONE) == Level.NONE) {
                return Set.of();
              }
              E mildest = type.getEnumConstants()[0];
              assume(field, List.of(mildest.word()), level.path() + " names no case");
              return EnumSet.of(mildest);
            });
  }

  private Level level(Field field, Level fallback) {
    return written.word(field, Level.class).orElse(fallback);
  }

  private Platform platform() {
    return new Platform(
        written.word(Field.OS, Os.class),
        written
            .text(Field.RUNTIME)
            .orElseGet(() -> assume(Field.RUNTIME, Runtimes.NATIVE, "not stated")),
        written.text(Field.INTERPRETER),
        written.count(Field.CORES),
        written.count(Field.MEMORY),
        written.text(Field.HOST));
  }

  private <T> T assume(Field field, T value, String why) {
    made.add(new Assumption(field, value, why));
    return value;
  }
}
