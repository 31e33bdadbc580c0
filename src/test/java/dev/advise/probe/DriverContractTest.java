package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every driver promises, told by a tester that knows the protocol and nothing else. */
class DriverContractTest {

  private static final Set<String> REASONS =
      Set.of(
          "not-installed",
          "not-permitted",
          "not-mounted",
          "too-old",
          "no-such-concept",
          "failed",
          "timed-out");

  /** Left to the supervisor's tests: a round of these takes longer than a test should. */
  private static final double DEAR_MS = 500;

  @TempDir static Path folder;

  /** The drivers whose interpreter, or compiler, this machine has. */
  static Stream<Arguments> drivers() throws Exception {
    List<Arguments> drivers = new ArrayList<>();
    drivers.add(Arguments.of("jvm", DriverUnderTest.jvm()));
    if (isInstalled("python3")) {
      drivers.add(Arguments.of("cpython", DriverUnderTest.cpython()));
    }
    if (isInstalled("node")) {
      drivers.add(Arguments.of("node", DriverUnderTest.node()));
    }
    if (isInstalled("cc")) {
      drivers.add(Arguments.of("native", DriverUnderTest.compiled(folder)));
    }
    return drivers.stream();
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drivers")
  void it_has_a_probe_or_a_reason_for_every_quantity(String runtime, List<String> command)
      throws Exception {
    try (DriverUnderTest driver = new DriverUnderTest(command)) {
      Map<String, Object> self = description(driver);
      assertEquals(runtime, self.get("runtime"));
      assertTrue(self.get("version").toString().matches("\\d+(\\.\\d+)*.*"), "version");
      mapIn(self, "traits").values().forEach(trait -> assertTrue(trait instanceof String));

      Set<String> told = new TreeSet<>(probesOf(self));
      assertEquals(probesOf(self).size(), told.size(), "a probe is named twice");
      mapIn(self, "absent")
          .forEach(
              (name, why) -> {
                assertTrue(told.add(name), name + " is there and absent");
                assertTrue(REASONS.contains(((Map<?, ?>) why).get("reason")), name);
                assertFalse(((Map<?, ?>) why).get("detail").toString().isBlank(), name);
              });
      assertEquals(quantities(), told);
      assertEquals(new TreeSet<>(probesOf(self)), new TreeSet<>(mapIn(self, "cost_ms").keySet()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drivers")
  void every_probe_gives_sound_samples_or_one_typed_reason(String runtime, List<String> command)
      throws Exception {
    try (DriverUnderTest driver = new DriverUnderTest(command)) {
      Map<String, Object> costs = mapIn(description(driver), "cost_ms");
      List<String> affordable =
          costs.keySet().stream()
              .filter(name -> ((Number) costs.get(name)).doubleValue() < DEAR_MS)
              .toList();
      Map<String, Integer> samples = new TreeMap<>();
      Map<String, Object> absent = new TreeMap<>();
      for (Map<String, Object> line : driver.ask(measure(affordable, 2, 600_000))) {
        String probe = line.get("probe").toString();
        assertEquals(2, line.get("id"));
        assertTrue(affordable.contains(probe), probe + " was not asked for");
        assertFalse(absent.containsKey(probe), probe + " says more after it said why not");
        if (line.containsKey("absent")) {
          assertTrue(REASONS.contains(line.get("absent")), line.toString());
          absent.put(probe, line);
        } else {
          double value = ((Number) line.get("value")).doubleValue();
          assertTrue(value >= 0 && Double.isFinite(value), line.toString());
          assertEquals(samples.merge(probe, 1, Integer::sum) - 1, line.get("round"), probe);
        }
      }
      for (String name : affordable) {
        assertTrue(absent.containsKey(name) || samples.getOrDefault(name, 0) == 2, name);
      }
      absent.values().removeIf(line -> !"failed".equals(((Map<?, ?>) line).get("absent")));
      assertEquals(Map.of(), absent);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drivers")
  void faults_end_processes_and_not_their_neighbours(String runtime, List<String> command)
      throws Exception {
    try (DriverUnderTest driver = new DriverUnderTest(command)) {
      for (Map<String, Object> line :
          driver.ask(
              measure(
                  List.of("crash.thread", "crash.process", "thread.end-leaves-others"),
                  1,
                  60_000))) {
        double survivors = line.get("probe").equals("crash.thread") ? 0 : 1;
        assertEquals(survivors, ((Number) line.get("value")).doubleValue(), line.toString());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drivers")
  void a_request_that_makes_no_sense_is_answered_and_forgotten(String runtime, List<String> command)
      throws Exception {
    try (DriverUnderTest driver = new DriverUnderTest(command)) {
      List<String> nonsense =
          List.of(
              "nonsense",
              "[]",
              "{\"id\":1",
              "{\"do\":\"describe\"}",
              "{\"id\":3,\"do\":\"rehearse\"}",
              "{\"id\":4,\"do\":\"measure\",\"probes\":\"spawn.thread\"}",
              "\u0000\u0001");
      for (String line : nonsense) {
        driver.say(line);
        assertNotNull(driver.next().get("error"), line);
      }
      List<Map<String, Object>> answer = driver.ask(measure(List.of("no.such-probe"), 1, 1000));
      assertEquals(1, answer.size());
      assertEquals("no-such-concept", answer.get(0).get("absent"));
      description(driver);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drivers")
  void it_takes_no_more_than_it_is_allowed(String runtime, List<String> command) throws Exception {
    try (DriverUnderTest driver = new DriverUnderTest(command)) {
      String request =
          measure(List.of("waiters.threads.100", "oversubscription.processes"), 1, 9000);
      for (Map<String, Object> line :
          driver.ask(request.replace("\"max_tasks\":64", "\"max_tasks\":8"))) {
        assertEquals("not-permitted", line.get("absent"), line.toString());
      }
      assertTrue(driver.ask(measure(List.of("noise.lost-share"), 1_000_000, 200)).size() < 100);
      assertEquals(List.of(), driver.ask(measure(List.of("noise.lost-share"), 1, 0)));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drivers")
  void the_end_of_its_input_ends_it_and_its_children(String runtime, List<String> command)
      throws Exception {
    try (DriverUnderTest driver = new DriverUnderTest(command)) {
      List<ProcessHandle> children = amidMeasuring(driver);
      driver.endInput();
      assertGone(driver, children);
      assertEquals(0, driver.process().exitValue());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drivers")
  void a_polite_end_takes_its_children_too(String runtime, List<String> command) throws Exception {
    try (DriverUnderTest driver = new DriverUnderTest(command)) {
      List<ProcessHandle> children = amidMeasuring(driver);
      driver.process().destroy();
      assertGone(driver, children);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drivers")
  void a_sudden_end_takes_its_children_too(String runtime, List<String> command) throws Exception {
    try (DriverUnderTest driver = new DriverUnderTest(command)) {
      List<ProcessHandle> children = amidMeasuring(driver);
      driver.process().destroyForcibly();
      assertGone(driver, children);
    }
  }

  /** The children of a driver that is busy and has partners standing by. */
  private static List<ProcessHandle> amidMeasuring(DriverUnderTest driver) throws Exception {
    driver.say(
        measure(
            List.of("handoff.process.64B", "switch.process", "noise.lost-share"),
            100_000,
            600_000));
    for (int lines = 0; lines < 6; lines++) {
      driver.next();
    }
    return driver.process().descendants().toList();
  }

  private static void assertGone(DriverUnderTest driver, List<ProcessHandle> children)
      throws Exception {
    long patience = DriverUnderTest.PATIENCE_S;
    assertFalse(children.isEmpty(), "it had no children to take along");
    assertTrue(driver.process().waitFor(patience, TimeUnit.SECONDS), "it is still there");
    for (ProcessHandle child : children) {
      child.onExit().get(patience, TimeUnit.SECONDS);
    }
  }

  private static Map<String, Object> description(DriverUnderTest driver)
      throws IOException, InterruptedException {
    List<Map<String, Object>> answer = driver.ask("{\"id\":1,\"do\":\"describe\"}");
    assertEquals(1, answer.size());
    assertEquals(1, answer.get(0).get("id"));
    return answer.get(0);
  }

  private static String measure(List<String> probes, int rounds, long deadlineMs) {
    return "{\"id\":2,\"do\":\"measure\",\"probes\":[\"%s\"],\"rounds\":%d,\"batch_ms\":0.5,\"max_tasks\":64,\"max_bytes\":134217728,\"deadline_ms\":%d}"
        .formatted(String.join("\",\"", probes), rounds, deadlineMs);
  }

  private static Map<String, Object> mapIn(Map<String, Object> line, String key) {
    Map<String, Object> copy = new TreeMap<>();
    ((Map<?, ?>) line.get(key)).forEach((name, value) -> copy.put(name.toString(), value));
    return copy;
  }

  private static List<String> probesOf(Map<String, Object> description) {
    return ((List<?>) description.get("probes")).stream().map(Object::toString).toList();
  }

  /** The catalogue of quantities, as the protocol names them. */
  private static Set<String> quantities() {
    Set<String> all =
        new TreeSet<>(
            Set.of(
                "lock.uncontended",
                "lock.contended",
                "counter.thread-local",
                "race.lost-updates",
                "false-sharing",
                "cpu.arithmetic",
                "loop.blocked",
                "noise.lost-share",
                "fork.small-parent",
                "fork.large-parent",
                "crash.thread",
                "crash.process",
                "thread.end-leaves-others",
                "isolation.memory.thread",
                "isolation.memory.process",
                "oversubscription.threads",
                "oversubscription.processes",
                "cpu-scaling.native-threads"));
    add(all, "spawn.", "thread process fork forkserver spawn exec virtual-thread worker task", "");
    add(all, "switch.", "thread process thread-across process-across", "");
    add(all, "footprint.", "thread process task virtual-thread", "");
    add(all, "cpu-scaling.", "threads processes", "");
    add(all, "cpu-scaling.", "threads processes", "-oversubscribed");
    for (String size : List.of("64B", "4KiB", "64KiB", "1MiB")) {
      add(all, "handoff.", "reference thread process pipe socket queue shared-memory", "." + size);
    }
    for (int count : new int[] {10, 100, 1000}) {
      add(all, "waiters.", "async threads processes sequential", "." + count);
    }
    return all;
  }

  private static void add(Set<String> all, String before, String names, String after) {
    for (String name : names.split(" ")) {
      all.add(before + name + after);
    }
  }
}
