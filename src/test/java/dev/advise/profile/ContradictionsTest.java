package dev.advise.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContradictionsTest {

  static List<Arguments> contradictions() {
    return List.of(
        Arguments.of(
            "workload:\n  kind: cpu-bound\n  cpu_per_task: 1ms\n  wait_per_task: 10ms\n",
            new Position(2, 9),
            List.of("wait_per_task on line 4", "cpu_per_task on line 3")),
        Arguments.of(
            "workload:\n  kind: io-bound\n  cpu_per_task: 10ms\n  wait_per_task: 1ms\n",
            new Position(2, 9),
            List.of("cpu_per_task on line 3", "wait_per_task on line 4")),
        Arguments.of(
            "workload:\n  kind: io-bound\n  cpu_per_task: 10ms\n  wait_per_task: 0\n",
            new Position(2, 9),
            List.of("cpu_per_task on line 3")),
        Arguments.of(
            "workload:\n  cpu_per_task: 6ms\n  wait_per_task: 5ms\n  latency_target: 10ms\n",
            new Position(4, 19),
            List.of("cpu_per_task on line 2 and wait_per_task on line 3 come to 11ms")),
        Arguments.of(
            "workload: mixed\ndata_sharing:\n  pattern: none\n  shared_bytes: 1GiB\n",
            new Position(4, 17),
            List.of("pattern: none on line 3")),
        Arguments.of(
            "workload: mixed\nplatform: {memory: 1GiB}\n"
                + "data_sharing: {pattern: read-mostly, shared_bytes: 2GiB}\n",
            new Position(3, 52),
            List.of("memory on line 2")),
        Arguments.of(
            "workload: mixed\nplatform: {memory: 1GiB}\ndata_sharing: {message_bytes: 2GiB}\n",
            new Position(3, 31),
            List.of("memory on line 2")),
        Arguments.of(
            "workload:\n  cpu_per_task: 6ms\n  latency_target: 5ms\n",
            new Position(3, 19),
            List.of("cpu_per_task on line 2 comes to 6ms")),
        Arguments.of(
            "workload: mixed\nisolation:\n  level: none\n  against: [secrets]\n",
            new Position(4, 12),
            List.of("level: none on line 3")),
        Arguments.of(
            "workload: mixed\nfault_tolerance:\n  level: none\n  against: [hang]\n",
            new Position(4, 12),
            List.of("level: none on line 3")),
        Arguments.of(
            "workload: {kind: mixed, native_fraction: 0.5}\nplatform: jvm\n",
            new Position(1, 42),
            List.of("runtime jvm on line 2")),
        Arguments.of(
            "workload: mixed\ndecision:\n  model: threads\n  processes: 2\n",
            new Position(4, 14),
            List.of("model threads on line 3")),
        Arguments.of(
            "workload: mixed\ndecision:\n  model: processes\n  tasks_per_thread: 2\n",
            new Position(4, 21),
            List.of("model processes on line 3")));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void a_contradiction_is_a_warning_that_names_both_lines(
      String yaml, Position place, List<String> says) {
    List<Problem> warnings = Reading.accepted(yaml).warnings();
    assertEquals(1, warnings.size(), Reading.text(warnings));
    assertEquals(place, warnings.get(0).position());
    says.forEach(
        part -> assertTrue(warnings.get(0).message().contains(part), warnings.get(0).text()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workload: {kind: cpu-bound, cpu_per_task: 1ms, wait_per_task: 9.99ms}",
        "workload: {kind: io-bound, cpu_per_task: 9.99ms, wait_per_task: 1ms}",
        "workload: {kind: mixed, cpu_per_task: 1ms, wait_per_task: 1s}",
        "workload: {kind: cpu-bound, wait_per_task: 1s}",
        "workload: {kind: io-bound, cpu_per_task: 1s}",
        "workload: {cpu_per_task: 5ms, wait_per_task: 15ms, latency_target: 20ms}",
        "workload: {cpu_per_task: 100ms, wait_per_task: 200ms, latency_target: 300ms}",
        "workload: {kind: io-bound, latency_target: 1us}",
        "workload: mixed\ndata_sharing: {pattern: none, shared_bytes: 0}",
        "workload: mixed\ndata_sharing: {shared_bytes: 1GiB}",
        "workload: mixed\nplatform: {memory: 1GiB}\n"
            + "data_sharing: {pattern: read-mostly, shared_bytes: 1GiB}",
        "workload: mixed\nisolation: {level: preferred, against: [secrets]}",
        "workload: mixed\nfault_tolerance: {level: preferred, against: [hang]}",
        "workload: {kind: mixed, native_fraction: 0}\nplatform: jvm",
        "workload: {kind: mixed, native_fraction: 0.5}\nplatform: cpython",
        "workload: {kind: mixed, native_fraction: 0.5}",
        "workload: mixed\ndecision: {model: threads, processes: 1, threads_per_process: 9}",
        "workload: mixed\ndecision: {model: processes, processes: 9, threads_per_process: 9}",
        "workload: mixed\ndecision: {model: async, processes: 9, tasks_per_thread: 9}",
        "workload: {kind: cpu-bound, wait_per_task: 0}"
      })
  void at_the_edge_nothing_is_said(String yaml) {
    assertEquals("", Reading.text(Reading.accepted(yaml).warnings()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workload: {cpu_per_task: 0, wait_per_task: 0ms}",
        "workload: {cpu_per_task: 0}",
        "workload: {wait_per_task: 0}",
        "workload: {kind: cpu-bound, cpu_per_task: 0}",
        "workload: {kind: io-bound, wait_per_task: 0}",
        "workload: {kind: mixed, wait_per_task: 0}"
      })
  void a_task_that_takes_no_time_is_refused(String yaml) {
    assertTrue(Reading.problem(yaml).message().contains("takes no time"));
  }
}
