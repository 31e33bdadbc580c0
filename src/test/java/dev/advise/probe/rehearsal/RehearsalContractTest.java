package dev.advise.probe.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rehearsal promises, told by a tester that knows the protocol and nothing else. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RehearsalContractTest {

  private static final Set<String> REASONS =
      Set.of(
          "not-installed",
          "not-permitted",
          "not-mounted",
          "too-old",
          "no-such-concept",
          "failed",
          "timed-out");

  /** The arrangements as processes × threads × tasks, with workers beside a loop. */
  private static final Map<String, List<int[]>> SHAPES = new LinkedHashMap<>();

  static {
    SHAPES.put("plain-loop", List.of(new int[] {1, 1, 1, 0}));
    SHAPES.put("loop", List.of(new int[] {1, 1, 100, 0}));
    SHAPES.put("loop-per-core", List.of(new int[] {2, 1, 50, 0}, new int[] {1, 2, 50, 0}));
    SHAPES.put("loop-with-workers", List.of(new int[] {1, 1, 100, 2}));
    SHAPES.put("thread-pool", List.of(new int[] {1, 2, 1, 0}));
    SHAPES.put("process-pool", List.of(new int[] {2, 1, 1, 0}));
    SHAPES.put("processes-with-threads", List.of(new int[] {2, 2, 1, 0}));
    SHAPES.put("virtual-threads", List.of(new int[] {1, 100, 1, 0}));
  }

  @TempDir static Path folder;

  static Stream<Arguments> rehearsals() throws Exception {
    List<Arguments> all = new ArrayList<>();
    all.add(Arguments.of("jvm", jvm()));
    if (isInstalled("python3")) {
      all.add(Arguments.of("cpython", List.of("python3", "-S", "-B", resource("rehearse.py"))));
    }
    if (isInstalled("node")) {
      all.add(Arguments.of("node", List.of("node", resource("rehearse.mjs"))));
    }
    if (isInstalled("cc")) {
      all.add(Arguments.of("native", compiled()));
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rehearsals")
  void the_arithmetic_is_calibrated(String runtime, List<String> command) throws Exception {
    try (Driver driver = new Driver(command)) {
      Map<String, Object> rates = driver.ask(Map.of("do", "calibrate", "seconds", 0.02));
      assertTrue(number(rates, "steps_per_s") > 0, rates.toString());
      assertTrue(number(rates, "native_steps_per_s") > 0, rates.toString());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rehearsals")
  void every_arrangement_gives_an_outcome_or_is_no_concept_of_the_runtime(
      String runtime, List<String> command) throws Exception {
    try (Driver driver = new Driver(command)) {
      for (Map.Entry<String, List<int[]>> shapes : SHAPES.entrySet()) {
        for (int[] shape : shapes.getValue()) {
          for (String pattern : List.of("none", "read-mostly", "read-write")) {
            Map<String, Object> request = request(shapes.getKey(), shape);
            request.put("pattern", pattern);
            Map<String, Object> told = driver.ask(request);
            for (int more = 0; more < 20 && Integer.valueOf(0).equals(told.get("tasks")); more++) {
              told = driver.ask(request); // a busy machine may end no task in so short a window
            }
            sound(shapes.getKey() + " " + pattern, told);
            assertTrue(told.containsKey("failed") || number(told, "tasks") > 0, told.toString());
          }
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rehearsals")
  void tasks_longer_than_the_window_are_seen_to_be_computed(String runtime, List<String> command)
      throws Exception {
    try (Driver driver = new Driver(command)) {
      double pace = number(driver.ask(Map.of("do", "calibrate", "seconds", 0.02)), "steps_per_s");
      for (Map.Entry<String, List<int[]>> shapes : SHAPES.entrySet()) {
        for (int[] shape : shapes.getValue()) {
          Map<String, Object> request = request(shapes.getKey(), shape);
          request.put("steps", (long) (0.5 * pace));
          request.put("native_steps", 0);
          Map<String, Object> told = driver.ask(request);
          for (int more = 0; more < 20 && Double.valueOf(0).equals(told.get("computed")); more++) {
            told = driver.ask(request); // a busy machine may compute nothing in so short a window
          }
          if (!shapes.getKey().equals("plain-loop") && !told.containsKey("failed")) {
            assertTrue(number(told, "computed") > 0, shapes.getKey() + " " + told);
          }
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rehearsals")
  void libraries_that_block_and_large_messages_give_outcomes_too(
      String runtime, List<String> command) throws Exception {
    try (Driver driver = new Driver(command)) {
      for (Map.Entry<String, List<int[]>> shapes : SHAPES.entrySet()) {
        Map<String, Object> request = request(shapes.getKey(), shapes.getValue().get(0));
        request.put("blocking", true);
        request.put("message_bytes", 300_000);
        sound(shapes.getKey(), driver.ask(request));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rehearsals")
  void what_is_too_large_or_too_late_is_told_by_its_type(String runtime, List<String> command)
      throws Exception {
    try (Driver driver = new Driver(command)) {
      Map<String, Object> large = request("process-pool", new int[] {50, 1, 1, 0});
      large.put("max_tasks", 10);
      assertEquals("not-permitted", driver.ask(large).get("reason"));
      Map<String, Object> heavy = request("process-pool", new int[] {2, 1, 1, 0});
      heavy.put("max_bytes", 1000);
      assertEquals("not-permitted", driver.ask(heavy).get("reason"));
      Map<String, Object> late = request("thread-pool", new int[] {1, 2, 1, 0});
      late.put("window_s", 60);
      late.put("deadline_s", 0.5);
      assertEquals("timed-out", driver.ask(late).get("reason"));
      Map<String, Object> none = request("ouija-board", new int[] {1, 1, 1, 0});
      assertEquals("no-such-concept", driver.ask(none).get("reason"));
      sound("after all that", driver.ask(request("plain-loop", new int[] {1, 1, 1, 0})));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rehearsals")
  void what_is_no_request_is_said_to_be_none(String runtime, List<String> command)
      throws Exception {
    try (Driver driver = new Driver(command)) {
      for (String line :
          List.of("{", "[]", "{\"id\":1,\"do\":\"dance\"}", "{\"do\":\"rehearse\"}")) {
        driver.say(line);
        assertNotNull(driver.next().get("error"), line);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rehearsals")
  void a_worker_that_is_killed_is_told_and_the_next_window_is_sound(
      String runtime, List<String> command) throws Exception {
    try (Driver driver = new Driver(command)) {
      Map<String, Object> request = request("process-pool", new int[] {2, 1, 1, 0});
      driver.ask(request);
      request.put("window_s", 60);
      request.put("deadline_s", 100);
      driver.say(JSON.std.asString(request));
      kill(driver, worker(driver));
      Map<String, Object> told = driver.next();
      assertTrue(told.get("failed").toString().contains("died of signal 9"), told.toString());
      driver.next();
      sound("the next", driver.ask(request("process-pool", new int[] {2, 1, 1, 0})));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rehearsals")
  void nobody_outlives_a_driver_that_is_killed_or_whose_input_ends(
      String runtime, List<String> command) throws Exception {
    for (boolean killed : List.of(true, false)) {
      try (Driver driver = new Driver(command)) {
        Map<String, Object> request = request("process-pool", new int[] {2, 1, 1, 0});
        request.put("window_s", 60);
        request.put("deadline_s", 100);
        driver.say(JSON.std.asString(request));
        worker(driver);
        List<ProcessHandle> family = driver.process.descendants().toList();
        if (killed) {
          driver.process.destroyForcibly();
        } else {
          driver.requests.close();
        }
        driver.process.waitFor();
        for (ProcessHandle one : family) {
          one.onExit().get(60, TimeUnit.SECONDS);
        }
      }
    }
  }

  /** A process that computes tasks: the latest that has been started. */
  private static ProcessHandle worker(Driver driver) throws InterruptedException {
    while (leaves(driver).size() < 2) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    TimeUnit.MILLISECONDS.sleep(1500); // until all have been started and are at work
    return leaves(driver).stream().max(Comparator.comparingLong(ProcessHandle::pid)).orElseThrow();
  }

  private static List<ProcessHandle> leaves(Driver driver) {
    return driver
        .process
        .descendants()
        .filter(one -> one.isAlive() && one.children().findAny().isEmpty())
        .toList();
  }

  private static void kill(Driver driver, ProcessHandle worker) {
    assertTrue(driver.process.descendants().anyMatch(worker::equals));
    worker.destroyForcibly();
  }

  private static Map<String, Object> request(String arrangement, int[] shape) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("id", 7);
    request.put("do", "rehearse");
    request.put("model", "threads");
    request.put("arrangement", arrangement);
    request.put("processes", shape[0]);
    request.put("threads", shape[1]);
    request.put("tasks", shape[2]);
    request.put("offload", shape[3]);
    request.put("steps", 501);
    request.put("native_steps", 3);
    request.put("wait_s", 0.001);
    request.put("blocking", false);
    request.put("message_bytes", 4096);
    request.put("shared_bytes", 100_001);
    request.put("pattern", "none");
    request.put("concurrency", 11);
    request.put("warmup_s", 0.02);
    request.put("window_s", 0.06);
    request.put("seed", 1);
    request.put("deadline_s", 60);
    request.put("max_tasks", 100);
    request.put("max_bytes", 1L << 30);
    return request;
  }

  /** The outcome's form; how fast it was is nobody's business here. */
  private static void sound(String what, Map<String, Object> told) {
    String all = what + " " + told;
    assertEquals(7, told.get("id"), all);
    if (told.containsKey("failed")) {
      assertTrue(REASONS.contains(told.get("reason")), all);
      assertTrue(Set.of("no-such-concept", "too-old").contains(told.get("reason")), all);
      return;
    }
    double tasks = number(told, "tasks");
    List<?> latencies = (List<?>) told.getOrDefault("latencies_s", List.of());
    assertTrue(tasks >= 0 && tasks == Math.rint(tasks), all);
    assertTrue(number(told, "seconds") > 0, all);
    assertEquals(
        !what.startsWith("plain") && !what.startsWith("after"), told.containsKey("computed"));
    assertTrue(((Number) told.getOrDefault("computed", 1)).doubleValue() >= 0, all);
    assertTrue(number(told, "cpu_s") >= 0, all);
    assertEquals(
        what.startsWith("plain") || what.startsWith("after") ? 1 : 11,
        number(told, "in_flight"),
        all);
    assertEquals(Math.min(200, (int) tasks), latencies.size(), all);
    latencies.forEach(latency -> assertTrue(((Number) latency).doubleValue() > 0, all));
    if (tasks > 0) {
      assertTrue(number(told, "mean_latency_s") > 0, all);
    }
    assertTrue(((Number) told.getOrDefault("memory_bytes", 0)).doubleValue() >= 0, all);
  }

  private static double number(Map<String, Object> told, String key) {
    return ((Number) told.get(key)).doubleValue();
  }

  private static List<String> jvm() {
    return List.of(
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
        "-XX:-UsePerfData",
        "-Xmx128m",
        "-cp",
        Path.of("target/classes").toAbsolutePath().toString(),
        "dev.advise.probe.jvm.JvmRehearsal");
  }

  private static List<String> compiled() throws IOException, InterruptedException {
    Path program = folder.resolve("rehearse");
    if (Files.notExists(program)) {
      String warnings = "-Wall -Wextra -Werror";
      List<String> command = new ArrayList<>(List.of("cc", "-std=gnu11", "-O1", "-pthread"));
      command.addAll(List.of(warnings.split(" ")));
      command.addAll(List.of("-o", program.toString(), resource("rehearse.c")));
      Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, compiler.waitFor(), said);
    }
    return List.of(program.toString());
  }

  private static String resource(String name) {
    return Path.of("src/main/resources/drivers", name).toAbsolutePath().toString();
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  /** A driver as a child process; when it is closed, it and all its children must be gone. */
  private static final class Driver implements AutoCloseable {

    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    Driver(List<String> command) throws IOException {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      requests = process.outputWriter(StandardCharsets.UTF_8);
      answers = process.inputReader(StandardCharsets.UTF_8);
    }

    void say(String line) throws IOException {
      requests.write(line + "\n");
      requests.flush();
    }

    Map<String, Object> next() throws IOException {
      String line = answers.readLine();
      assertNotNull(line, "the driver has ended");
      return JSON.std.mapFrom(line);
    }

    /** The one line of an answer before the one that says done. */
    Map<String, Object> ask(Map<String, Object> request) throws IOException {
      Map<String, Object> whole = new LinkedHashMap<>(request);
      whole.putIfAbsent("id", 7);
      say(JSON.std.asString(whole));
      Map<String, Object> told = next();
      assertEquals(Map.of("id", 7, "done", true), next(), told.toString());
      return told;
    }

    @Override
    public void close() throws IOException {
      List<ProcessHandle> family = process.descendants().toList();
      try {
        requests.close();
      } catch (IOException e) {
        // it has ended already
      }
      process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
      family.forEach(one -> one.onExit().orTimeout(60, TimeUnit.SECONDS).join());
    }
  }
}
