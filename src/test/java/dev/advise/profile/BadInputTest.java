package dev.advise.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {

  static List<Arguments> what_is_wrong_and_where() {
    return List.of(
        // wrong values, each named with its nearest word or its range
        at("workload: cpu-bond", 1, 11, "\"cpu-bound\"?", "cpu-bound, io-bound or mixed"),
        at("workload: {kind: io_bound}", 1, 18, "\"io-bound\"?", "io-bound"),
        at(
            "workload: mixed\nplatform: {os: lunix}",
            2,
            16,
            "\"linux\"?",
            "linux, windows or macos"),
        at(
            "workload: {kind: mixed, concurrency: '1e3'}",
            1,
            38,
            "no whole number",
            "1 to 10000000"),
        at("workload: {kind: mixed, concurrency: 0x10}", 1, 38, "no whole number", "1 to 10000000"),
        at("workload: {kind: mixed, concurrency: 1_000}", 1, 38, "mean \"1000\"?", "1 to 10000000"),
        at("workload: {kind: mixed, concurrency: '1,000'}", 1, 38, "mean \"1000\"?", "1 to"),
        at("workload: {kind: mixed, concurrency: 64.5}", 1, 38, "no whole number", "1 to 10000000"),
        at("workload: {kind: mixed, concurrency: 1e9}", 1, 38, "out of range", "1 to 10000000"),
        at("workload: {kind: mixed, concurrency: 1e-999999999}", 1, 38, "no whole number", "1 to"),
        at("workload: {kind: mixed, concurrency: 1e999999999}", 1, 38, "out of range", "1 to"),
        at("workload: {kind: mixed, concurrency: +-4}", 1, 38, "no whole number", "1 to 10000000"),
        at("workload: {kind: mixed, concurrency: -4}", 1, 38, "negative", "1 to 10000000"),
        at("workload: {kind: mixed, concurrency: 0}", 1, 38, "out of range", "1 to 10000000"),
        at(
            "workload: {kind: mixed, concurrency: 1" + "0".repeat(30) + "}",
            1,
            38,
            "out of",
            "1 to"),
        at("workload: {kind: mixed, concurrency: [4]}", 1, 38, "is a list", "whole number"),
        at("workload: {kind: mixed, concurrency: }", 1, 25, "no value", "whole number"),
        at("workload: {kind: mixed, concurrency: ~}", 1, 25, "no value", "whole number"),
        at("workload: {cpu_per_task: 20}", 1, 26, "\"20\" without a unit", "ns, us, ms, s"),
        at("workload: {cpu_per_task: 20KiB}", 1, 26, "unknown unit \"KiB\"", "ns, us, ms, s"),
        at("workload: {cpu_per_task: 1:30}", 1, 26, "no number with a unit", "ns, us, ms, s"),
        at("workload: {cpu_per_task: 0x10}", 1, 26, "no number with a unit", "ns, us, ms, s"),
        at("workload: {cpu_per_task: 10^30}", 1, 26, "no number with a unit", "ns, us, ms, s"),
        at("workload: {cpu_per_task: '20,5ms'}", 1, 26, "mean \"20.5ms\"?", "ns, us, ms, s"),
        at("workload: {cpu_per_task: 20 000us}", 1, 26, "mean \"20000us\"?", "ns, us, ms, s"),
        at("workload: {cpu_per_task: .5ms}", 1, 26, "mean \"0.5ms\"?", "ns, us, ms, s"),
        at("workload: {cpu_per_task: 5.ms}", 1, 26, "mean \"5ms\"?", "ns, us, ms, s"),
        at("workload: {cpu_per_task: +5 ms}", 1, 26, "mean \"5 ms\"?", "ns, us, ms, s"),
        at("workload: {cpu_per_task: 5 seconds}", 1, 26, "mean \"s\"?", "ns, us, ms, s"),
        at("workload: {cpu_per_task: 5 msec}", 1, 26, "mean \"ms\"?", "ns, us, ms, s"),
        at("workload: {cpu_per_task: -5ms}", 1, 26, "negative", "from 0 to 86400s"),
        at("workload: {cpu_per_task: 86401s}", 1, 26, "out of range", "from 0 to 86400s"),
        at("workload: {cpu_per_task: 1e30s}", 1, 26, "exponents", "from 0 to 86400s"),
        at("workload: {cpu_per_task: .nan}", 1, 26, "no number", "from 0 to 86400s"),
        at("workload: {cpu_per_task: .inf}", 1, 26, "no number", "from 0 to 86400s"),
        at("workload: {kind: mixed, latency_target: 0}", 1, 41, "out of range", "from 1us"),
        at("workload: {kind: mixed, native_fraction: NaN}", 1, 42, "no number", "0 to 1"),
        at("workload: {kind: mixed, native_fraction: 50%}", 1, 42, "no number", "0 to 1"),
        at("workload: {kind: mixed, native_fraction: '0,5'}", 1, 42, "mean \"0.5\"?", "0 to 1"),
        at("workload: {kind: mixed, native_fraction: '.5'}", 1, 42, "mean \"0.5\"?", "0 to 1"),
        at("workload: {kind: mixed, native_fraction: 1.5}", 1, 42, "out of range", "0 to 1"),
        at("workload: {kind: mixed, native_fraction: 1e999}", 1, 42, "out of range", "0 to 1"),
        at("workload: {kind: mixed, native_fraction: -0.1}", 1, 42, "negative", "0 to 1"),
        at("workload: {kind: mixed, blocking_io: yes}", 1, 38, "\"true\"?", "true or false"),
        at("workload: {kind: mixed, blocking_io: 1}", 1, 38, "\"1\"", "true or false"),
        at("workload: mixed\ndata_sharing: {message_bytes: 4096}", 2, 31, "unit", "KiB"),
        at("workload: mixed\ndata_sharing: {message_bytes: 4k}", 2, 31, "\"KiB\"?", "KiB"),
        at("workload: mixed\ndata_sharing: {message_bytes: 0.5B}", 2, 31, "no parts", "KiB"),
        at("workload: mixed\ndata_sharing: {message_bytes: 2TiB}", 2, 31, "range", "0 to 1TiB"),
        at("workload: mixed\nplatform: {memory: 1Gi}", 2, 20, "\"GiB\"?", "1MiB to 1024TiB"),
        at("workload: mixed\nplatform: {memory: 1kB}", 2, 20, "range", "1MiB to 1024TiB"),
        at("workload: mixed\nplatform: python", 2, 11, "\"cpython\"?", "jvm, node or native"),
        at("workload: mixed\nplatform: {runtime: ruby}", 2, 21, "\"ruby\"", "cpython, jvm"),
        at("workload: mixed\nisolation: no", 2, 12, "\"none\"?", "none, preferred or required"),
        at("workload: cpu", 1, 11, "\"cpu-bound\"?", "cpu-bound, io-bound or mixed"),
        at("workload: {kind: io}", 1, 18, "\"io-bound\"?", "cpu-bound, io-bound or mixed"),
        at(
            "workload: mixed\nisolation: {level: required, against: [crash]}",
            2,
            40,
            "belongs in the section fault_tolerance",
            "corruption"),
        at(
            "workload: mixed\nfault_tolerance: {level: required, against: [oom]}",
            2,
            46,
            "\"out-of-memory\"?",
            "crash"),
        at("workload: mixed\nisolation: {level: required, against: crash}", 2, 39, "no list", ""),
        at(
            "workload: mixed\nisolation: {level: required, against: [secret]}",
            2,
            40,
            "\"secrets\"?",
            "corruption, secrets and untrusted-code"),
        at(
            "workload: mixed\nfault_tolerance: {level: required, against: [hang, hang]}",
            2,
            52,
            "names hang twice",
            ""),
        at("workload: mixed\ndecision: {model: async, review_by: 2026-02-30}", 2, 37, "no day", ""),
        at("workload: mixed\nname: ''", 2, 7, "is blank", "at most 120"),
        at("workload: mixed\nname: " + "x".repeat(121), 2, 7, "121 characters", "at most 120"),
        at("workload: mixed\nname: {a: b}", 2, 7, "is a mapping", "a text"),
        // wrong keys and sections
        at("workload: {kind: mixed, concurency: 4}", 1, 25, "\"concurrency\"?", "cpu_per_task"),
        at("workload: {kind: mixed, model: x}", 1, 25, "belongs in the section decision", "kind"),
        at("workload: {kind: mixed, latency: 5ms}", 1, 25, "\"latency_target\"?", "kind"),
        at("workload: mixed\ndata-sharing: none", 2, 1, "\"data_sharing\"?", "platform"),
        at("workload: mixed\npriorities: {isolation: 1}", 2, 14, "\"isolation-and-rec", "latency"),
        at("workload: mixed\nkind: x", 2, 1, "belongs in the section workload", "platform"),
        at("workload: mixed\nplatform.os: x", 2, 1, "belongs in the section platform", "name"),
        at("workload: {kind: mixed, name: x}", 1, 25, "belongs at the left margin", "kind"),
        at("workload: mixed\nplatfrom: jvm", 2, 1, "\"platform\"?", "platform"),
        at("name: x", 1, 1, "the section workload is missing", "cpu-bound"),
        at("workload: {concurrency: 4}", 1, 1, "no kind, cpu_per_task or wait_per_task", "kind:"),
        at("workload: {}", 1, 11, "workload is empty", "kind"),
        at("workload:", 1, 1, "workload has no value", "kind"),
        at("workload: [mixed]", 1, 11, "workload is a list", "kind"),
        at("workload: mixed\nisolation: {against: [secrets]}", 2, 1, "has no level", "level: none"),
        at("workload: mixed\ndecision: {because: x}", 2, 1, "has no model", "model: threads"),
        at("workload: mixed\npriorities: high", 2, 13, "priorities is \"high\"", "throughput"),
        at("workload: mixed\n\"workload\": mixed", 2, 1, "on line 1 already", ""),
        at("workload: {kind: mixed, 'kind': mixed}", 1, 25, "on line 1 already", ""),
        at("workload: mixed\n? [a]\n: b", 2, 3, "a key is a list", "a word"),
        at("workload: mixed\n1: x", 2, 1, "unknown key \"1\"", "name"),
        at("workload: mixed\n~: x", 2, 1, "unknown key \"~\"", "name"),
        at("workload: {<<: {kind: mixed}, kind: mixed}", 1, 12, "merge keys", "keys"),
        at("- workload: mixed", 1, 1, "no list", "workload:"),
        at("cpu-bound", 1, 1, "no single value", "workload:"),
        // tags and anchors
        at("workload: !!python/object:os.system mixed", 1, 11, "!!python/object:os", "without"),
        at("workload: !mine mixed", 1, 11, "\"!mine\"", "without tags"),
        at("workload: mixed\nname: !!binary aGk=", 2, 7, "\"!!binary\"", "without tags"),
        at("workload: mixed\nname: !!timestamp 2020-01-01", 2, 7, "\"!!timestamp\"", "without"),
        at("workload: !!set {kind: mixed}", 1, 11, "\"!!set\"", "without tags"),
        at("workload: &w {kind: *w}", 1, 21, "within what it stands for", ""),
        at("workload: *nowhere", 1, 11, "no anchor \"nowhere\"", ""),
        // no YAML at all
        at("workload:\n\tkind: mixed", 2, 1, "a tab", "blanks"),
        at("workload: {kind: mixed\nname: x\n", 1, 11, "{ is never closed", "a }"),
        at("workload: [mixed\nname: x\n", 1, 11, "[ is never closed", "a ]"),
        at("workload: \"mixed\nname: x\n", 1, 11, "quotation is never closed", "closing quote"),
        at("workload: mixed\nname: a: b", 2, 8, "a colon", "quotes"),
        at("workload mixed\nplatform: jvm\n", 1, 1, "no colon with a blank", "key: value"),
        at("workload:mixed\n\n# why\nplatform: jvm\n", 1, 1, "no colon with a blank", "key: "),
        at("workload:\n  kind: mixed\n   concurrency: 5\n", 3, 4, "below line 2", "one below"),
        at("workload: mixed\nname: \"\\uD800\"", 2, 7, "names no character", "0041"),
        at("workload: mixed\nname: @b", 2, 7, "no value can begin", "quotes"),
        at("workload: mixed\nname: \"\\q\"", 2, 9, "escape is unknown", "backslash"),
        at("workload: mixed\nname: \"\\u12\"", 2, 10, "lacks digits", "hexadecimal"),
        at("workload:\n  kind: mixed\n name: x", 3, 2, "indented differently", "section"),
        at("workload: mixed\nname", 2, 1, "no colon", "key: value"),
        at("workload: - mixed", 1, 11, "a list cannot begin", "[a, b]"),
        at("workload: *", 1, 12, "has no name", "quotes"),
        at("workload: mixed\n}", 2, 1, "} closes nothing", ""),
        at("%YAML 3.0\n---\nworkload: mixed", 1, 1, "another YAML", "YAML 1"),
        at("workload: mixed\n---\nworkload: mixed", 2, 1, "second document", "one profile"),
        at("workload: mixed\n...\nname: x", 3, 1, "does not continue", "margin"),
        at("", 1, 1, "no profile", "workload:"),
        at("# nothing\n", 1, 1, "no profile", "workload:"),
        at("---\n", 1, 1, "no profile", "workload:"));
  }

  private static Arguments at(String yaml, int line, int column, String says, String expected) {
    return Arguments.of(yaml, line, column, says, expected);
  }

  @ParameterizedTest
  @MethodSource("what_is_wrong_and_where")
  void bad_input_is_one_problem_at_its_place(
      String yaml, int line, int column, String says, String expected) {
    Problem problem = Reading.problem(yaml);
    assertEquals(new Position(line, column), problem.position(), problem.text());
    assertTrue(problem.message().contains(says), problem.text());
    assertTrue(problem.expected().contains(expected), problem.text());
    assertEquals(Reading.FILE, problem.file());
  }

  @Test
  void all_problems_of_a_file_come_at_once_in_order() {
    List<Problem> problems =
        Reading.problems(
            """
            workload:
              kind: cpu-bond
              cpu_per_task: 20
              concurency: 4
            platform: {cores: zero, memory: lots}
            isolaton: none
            """);
    assertEquals(
        List.of(
            new Position(2, 9),
            new Position(3, 17),
            new Position(4, 3),
            new Position(5, 19),
            new Position(5, 33),
            new Position(6, 1)),
        problems.stream().map(Problem::position).toList());
  }

  @Test
  void faults_of_the_sections_before_a_syntax_error_are_told_with_it() {
    List<Problem> problems =
        Reading.problems("workload: cpu-bond\nisolation: {level: none\nplatform: [\n");
    assertEquals(new Position(1, 11), problems.get(0).position());
    assertEquals(2, problems.size());
  }

  @Test
  void what_a_syntax_error_may_have_garbled_is_not_judged() {
    // Without the indentation, YAML reads "mixed name" as one word.
    Problem problem = Reading.problem("workload: mixed\n name: x\n");
    assertEquals(new Position(2, 2), problem.position());
  }

  @Test
  void a_missing_workload_is_not_told_of_a_file_that_was_not_read_to_its_end() {
    assertFalse(Reading.text(Reading.problems("name: x\nisolation: {\n")).contains("is missing\n"));
  }
}
