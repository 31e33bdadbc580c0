package dev.advise.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

  @Test
  void one_task_alone_takes_its_demand_and_its_delay() {
    assertEquals(1 / 0.03, ClosedLoop.throughput(1, 0.01, 1, 0.02), 1e-9);
    assertEquals(1 / 0.03, ClosedLoop.throughput(1, 0.01, 8, 0.02), 1e-9);
  }

  @Test
  void many_tasks_fill_every_core() {
    assertEquals(8 / 0.01, ClosedLoop.throughput(100_000, 0.01, 8, 0.02), 1);
  }

  @Test
  void nothing_to_compute_leaves_the_delay_alone() {
    assertEquals(500, ClosedLoop.throughput(10, 0, 2, 0.02), 1e-9);
  }

  @Property
  void the_asymptotic_bounds_are_never_exceeded(
      @ForAll @IntRange(min = 1, max = 100_000) int tasks,
      @ForAll @DoubleRange(min = 1e-7, max = 10) @Scale(7) double demand,
      @ForAll @DoubleRange(min = 0.1, max = 128) double servers,
      @ForAll @DoubleRange(min = 0, max = 10) double delay) {
    double x = ClosedLoop.throughput(tasks, demand, servers, delay);
    assertTrue(x > 0);
    assertTrue(x <= servers / demand * (1 + 1e-9));
    assertTrue(x <= tasks / (demand + delay) * (1 + 1e-9));
  }

  @Property
  void more_tasks_never_lower_the_throughput(
      @ForAll @IntRange(min = 1, max = 10_000) int tasks,
      @ForAll @DoubleRange(min = 1e-6, max = 1) @Scale(6) double demand,
      @ForAll @IntRange(min = 1, max = 64) int servers,
      @ForAll @DoubleRange(min = 0, max = 1) double delay) {
    assertTrue(
        ClosedLoop.throughput(tasks + 1, demand, servers, delay)
            >= ClosedLoop.throughput(tasks, demand, servers, delay) * (1 - 1e-9));
  }

  @Property
  void more_demand_never_raises_the_throughput(
      @ForAll @IntRange(min = 1, max = 10_000) int tasks,
      @ForAll @DoubleRange(min = 1e-6, max = 1) @Scale(6) double demand,
      @ForAll @IntRange(min = 1, max = 64) int servers,
      @ForAll @DoubleRange(min = 0, max = 1) double delay) {
    assertTrue(
        ClosedLoop.throughput(tasks, demand * 1.1, servers, delay)
            <= ClosedLoop.throughput(tasks, demand, servers, delay) * (1 + 1e-9));
  }

  /** Found by the monotonicity of threads in what they compute outside the interpreter's lock. */
  @Property
  void more_of_a_core_never_lowers_the_throughput(
      @ForAll @IntRange(min = 1, max = 1_000) int tasks,
      @ForAll @DoubleRange(min = 1e-6, max = 1) @Scale(6) double demand,
      @ForAll @DoubleRange(min = 0.1, max = 64) double cores,
      @ForAll @DoubleRange(min = 0, max = 1) double delay) {
    assertTrue(
        ClosedLoop.throughput(tasks, demand, cores * 1.1, delay)
            >= ClosedLoop.throughput(tasks, demand, cores, delay) * (1 - 1e-9));
  }
}
