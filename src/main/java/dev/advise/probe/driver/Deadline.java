package dev.advise.probe.driver;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A point in time by which something has to be over. */
public record Deadline(long atNanos, LongSupplier clock) {

  /** From now on, by the clock that only goes forward. */
  public static Deadline in(Duration time) {
    return in(time, System::nanoTime);
  }

  /** By a clock of nanoseconds that tests may set. */
  public static Deadline in(Duration time, LongSupplier clock) {
    return new Deadline(clock.getAsLong() + time.toNanos(), clock);
  }

  /** What is left, never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, atNanos - clock.getAsLong()));
  }

  public boolean isOver() {
    return atNanos - clock.getAsLong() <= 0;
  }

  /** This, or that long from now where that comes first. */
  public Deadline within(Duration time) {
    long other = clock.getAsLong() + time.toNanos();
    return other - atNanos < 0 ? new Deadline(other, clock) : this;
  }
}
