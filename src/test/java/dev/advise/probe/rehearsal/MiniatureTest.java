package dev.advise.probe.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.DataSharing;
import dev.advise.facts.Mix;
import dev.advise.facts.Sharing;
import dev.advise.facts.Topology;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MiniatureTest {

  private static final double WINDOW = 0.2;
  private static final double ROOM = 512 << 20;

  private static Mix mix(double cpu, double wait, long concurrency, long message, long shared) {
    return mix(cpu, wait, concurrency, message, shared, false);
  }

  private static Mix mix(
      double cpu, double wait, long concurrency, long message, long shared, boolean blocking) {
    return new Mix(
        cpu,
        wait,
        concurrency,
        blocking,
        0,
        new DataSharing(Sharing.NONE, message, shared),
        "native",
        Optional.empty());
  }

  @Test
  void what_fits_the_window_is_left_as_it_is() {
    Miniature same = Miniature.of(mix(0.001, 0.01, 100, 4096, 0), WINDOW, ROOM);
    assertEquals(List.of(), same.scaled());
    assertEquals(0.001, same.cpuPerTask());
    assertEquals(100, same.concurrency());
    assertEquals(123, same.enlargement(Topology.threadPool(100)).rate(123));
  }

  @Test
  void long_computing_shrinks_with_its_message_and_the_rate_is_scaled_back() {
    Miniature small = Miniature.of(mix(0.2, 0, 64, 4 << 20, 0), WINDOW, ROOM);
    assertEquals(0.01, small.cpuPerTask(), 1e-9);
    assertEquals((4 << 20) / 20, small.messageBytes(), 1);
    assertEquals(5, small.enlargement(Topology.threadPool(2)).rate(100), 1e-9);
    assertEquals(1, small.scaled().size());
  }

  @Test
  void long_waits_shrink_with_the_tasks_in_flight() {
    Miniature small = Miniature.of(mix(5e-5, 0.2, 1200, 0, 0), WINDOW, ROOM);
    assertEquals(1200 / 0.2, small.concurrency() / small.waitPerTask(), 60);
    assertEquals(200, small.of(Topology.threadPool(1200)).threads(), 1);
    assertEquals(200, small.of(Topology.loop(1200)).tasksPerThread(), 1);
  }

  @Test
  void workers_that_compute_are_not_thinned() {
    Miniature small = Miniature.of(mix(5e-5, 0.2, 1200, 0, 0), WINDOW, ROOM);
    assertEquals(2, small.of(Topology.processPool(2)).processes());
    assertEquals(4, small.of(Topology.threadPool(4)).threads());
  }

  @Test
  void the_waits_that_a_few_workers_lack_are_added_again() {
    Miniature small = Miniature.of(mix(0.001, 0.2, 500, 0, 0), WINDOW, ROOM);
    double each = 1 / (0.001 + small.waitPerTask());
    Enlargement five = small.enlargement(Topology.processPool(5));
    assertEquals(5 / 0.201, five.rate(5 * each), 1e-9);
    assertEquals(500 / (5 / 0.201), five.latency(small.concurrency() / (5 * each), 5 * each), 1e-9);
    assertEquals(1 / 0.201, small.enlargement(Topology.plainLoop()).rate(each), 1e-9);
  }

  @Test
  void tasks_in_flight_that_cannot_be_thinned_enough_lack_some_of_their_wait() {
    Miniature small = Miniature.of(mix(0.001, 0.4, 10, 0, 0), WINDOW, ROOM);
    assertEquals(8, small.concurrency());
    double each = 1 / (0.001 + small.waitPerTask());
    double rate = small.enlargement(Topology.loop(10)).rate(8 * each);
    assertEquals(8 / (0.001 + 0.8 * 0.4), rate, 1e-9);
  }

  @Test
  void a_loop_that_blocks_waits_for_one_task_at_a_time() {
    Miniature small = Miniature.of(mix(0.001, 0.2, 500, 0, 0, true), WINDOW, ROOM);
    double each = 1 / (0.001 + small.waitPerTask());
    assertEquals(1 / 0.201, small.enlargement(Topology.loop(500)).rate(each), 1e-9);
    Topology perCore = Topology.loopPerCoreInThreads(2, 250);
    assertEquals(2 / 0.201, small.enlargement(perCore).rate(2 * each), 1e-9);
  }

  @Test
  void what_was_thinned_in_proportion_lacks_nothing() {
    Miniature small = Miniature.of(mix(5e-5, 0.2, 1200, 0, 0), WINDOW, ROOM);
    assertEquals(5900, small.enlargement(Topology.loop(1200)).rate(5900), 1);
    assertEquals(5900, small.enlargement(Topology.threadPool(1200)).rate(5900), 1);
  }

  @Test
  void more_in_flight_than_a_host_bears_are_stood_for_with_their_load() {
    Miniature small = Miniature.of(mix(1e-4, 0.02, 2000, 0, 0), WINDOW, ROOM);
    assertEquals(1000, small.concurrency());
    assertEquals(0.01, small.waitPerTask(), 1e-9);
  }

  @Test
  void messages_in_flight_that_would_not_fit_are_stood_for_by_fewer() {
    Miniature small = Miniature.of(mix(0.001, 0.0008, 700, 1 << 20, 0), WINDOW, ROOM);
    assertTrue(small.concurrency() * (1 << 20) <= ROOM / 2, small.toString());
    assertEquals(1 << 20, small.messageBytes());
    assertFalse(small.scaled().isEmpty());
  }

  @Test
  void a_hundred_thousand_in_flight_are_stood_for_by_one_thousand() {
    Miniature small = Miniature.of(mix(1e-4, 0.001, 100_000, 0, 8L << 30), WINDOW, ROOM);
    assertEquals(1000, small.concurrency());
    assertEquals(64L << 20, small.sharedBytes());
    assertEquals(2, small.scaled().size());
  }

  @Property
  void a_miniature_always_fits_its_window(
      @ForAll @DoubleRange(min = 0, max = 1000) double cpu,
      @ForAll @DoubleRange(min = 0, max = 1000) double wait,
      @ForAll @LongRange(min = 1, max = 1_000_000) long concurrency) {
    Miniature small = Miniature.of(mix(cpu, wait, concurrency, 1 << 20, 0), WINDOW, ROOM);
    assertTrue(small.cpuPerTask() <= WINDOW / 20 + 1e-9);
    assertTrue(small.waitPerTask() <= WINDOW / 6 + 1e-9);
    assertTrue(small.concurrency() >= 1 && small.concurrency() <= 1000);
    Enlargement pool = small.enlargement(Topology.threadPool(40));
    assertTrue(pool.rate(100) > 0 && pool.rate(100) <= 100 + 1e-9);
    assertTrue(Double.isFinite(pool.latency(1, 100)) && pool.latency(1, 100) >= 1 - 1e-9);
  }
}
