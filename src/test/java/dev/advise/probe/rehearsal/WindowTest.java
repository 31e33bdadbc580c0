package dev.advise.probe.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static Window told(Map<String, Object> more) {
    Map<String, Object> said = new HashMap<>(Map.of("tasks", 10, "seconds", 0.5, "in_flight", 40));
    said.putAll(more);
    return Window.of(said).orElseThrow();
  }

  @Test
  void what_was_computed_tells_the_rate_where_it_is_told() {
    assertEquals(20, told(Map.of()).rate());
    assertEquals(200, told(Map.of("computed", 100.0)).rate());
  }

  @Test
  void a_window_in_which_tasks_computed_though_none_ended_counts() {
    Window window = told(Map.of("tasks", 0, "computed", 100, "cpu_s", 1.0));
    assertEquals(200, window.rate());
    assertEquals(0.2, window.p99(), 1e-9); // 40 in flight at 200 a second, by Little's law
    assertEquals(Optional.of(0.01), window.cpuPerTask());
  }

  @Test
  void the_longest_latencies_are_no_shorter_than_the_mean_of_all() {
    List<Double> ofTheQuick = List.of(0.01, 0.02);
    assertEquals(0.2, told(Map.of("computed", 100, "latencies_s", ofTheQuick)).p99(), 1e-9);
    assertEquals(3, told(Map.of("latencies_s", List.of(0.01, 3.0))).p99(), 1e-9);
  }

  @Test
  void half_of_the_tasks_are_told_by_those_that_ended_unless_these_are_only_the_quick_ones() {
    Map<String, Object> few = Map.of("in_flight", 3, "latencies_s", List.of(0.03, 0.01, 0.02));
    assertEquals(0.03, told(few).p50(), 1e-9);
    assertEquals(2, told(Map.of("latencies_s", List.of(0.01, 0.02))).p50(), 1e-9);
  }

  @Test
  void where_nothing_was_done_there_is_no_window() {
    assertTrue(Window.of(Map.of("tasks", 0, "seconds", 0.5)).isEmpty());
    assertTrue(Window.of(Map.of("tasks", 7, "computed", 0, "seconds", 0.5)).isEmpty());
    assertTrue(Window.of(Map.of("tasks", 7, "seconds", 0)).isEmpty());
  }

  @Test
  void processor_time_that_was_not_seen_is_unknown() {
    assertEquals(Optional.empty(), told(Map.of("cpu_s", 0)).cpuPerTask());
  }
}
