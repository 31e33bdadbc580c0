package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.HostReport;
import dev.advise.facts.Reason;
import dev.advise.facts.RuntimeReport;
import dev.advise.laws.Estimate;
import dev.advise.laws.Interval;
import dev.advise.probe.ProbeRequest.Mode;
import dev.advise.probe.driver.Fakes;
import dev.advise.probe.host.HostProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class HostReportsTest {

  private static final Duration BUDGET = Duration.ofMillis(1500);
  private static final Duration NEVER = Duration.ofSeconds(120);
  private static final Set<String> SPAWN = Set.of("spawn.thread", "spawn.process");

  @TempDir Path temporary;
  private Fakes fakes;
  private Path temporaries;
  private Instant now = Instant.parse("2026-01-31T12:00:00Z");
  private final List<String> notes = new ArrayList<>();
  private final Progress progress =
      new Progress() {
        @Override
        public void step(String what, double share) {
          assertTrue(share >= 0 && share <= 1, what + " " + share);
        }

        @Override
        public void note(String what) {
          notes.add(what);
        }
      };

  @BeforeEach
  void a_user_with_a_home() throws IOException {
    fakes = new Fakes(temporary);
    temporaries = Files.createDirectory(temporary.resolve("tmp"));
    fakes.environment().put("TMPDIR", temporaries.toString());
  }

  @AfterEach
  void nothing_is_left() throws IOException {
    fakes.assertNoneLeft();
    assertEquals(List.of(), filesIn(temporaries));
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private HostReports reports() {
    return new HostReports(
        fakes.environment(), HostProbe.ofThisHost(fakes.environment()), () -> now);
  }

  private ProbeRequest request(String way, Mode mode, Set<String> quantities) throws IOException {
    Path script = temporary.resolve("driver-" + way);
    if (!Files.exists(script)) {
      String text = Files.readString(Fakes.script()).replace("${1:-well}", "${1:-" + way + "}");
      Files.writeString(script, text);
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return new ProbeRequest(
        List.of("fake"),
        Optional.empty(),
        mode,
        BUDGET,
        quantities,
        List.of(),
        1,
        Map.of("fake", script));
  }

  private HostReport measure(String way, Mode mode) throws IOException {
    return measure(request(way, mode, SPAWN));
  }

  private HostReport measure(ProbeRequest request) {
    return assertTimeoutPreemptively(NEVER, () -> reports().measure(request, progress));
  }

  private static void assertMeasured(HostReport report) {
    assertEquals(
        0.001, report.runtime("fake").estimate("spawn.thread").toOptional().orElseThrow().median());
  }

  private Path kept() throws IOException {
    List<Path> files = filesIn(temporary.resolve("cache/advise/host"));
    assertEquals(1, files.size());
    return files.get(0);
  }

  @Test
  void that_nothing_can_be_kept_is_said_once_with_the_folder_and_the_reason() throws IOException {
    Path cache = Files.createDirectories(temporary.resolve("cache")).resolve("advise");
    Files.writeString(cache, "in the way");
    Path script = request("well", Mode.CACHED, SPAWN).drivers().get("fake");
    ProbeRequest request =
        new ProbeRequest(
            List.of("fake", "other"),
            Optional.empty(),
            Mode.CACHED,
            BUDGET,
            SPAWN,
            List.of(),
            1,
            Map.of("fake", script, "other", script));
    assertTimeoutPreemptively(NEVER, () -> reports().measure(request, progress));
    assertEquals(
        List.of(
            "measurements cannot be kept: the cache folder %s cannot be made, a file is in its way"
                .formatted(cache)),
        notes);
  }

  @Test
  void what_is_timed_on_a_noisy_host_is_known_no_better_than_its_noise() throws IOException {
    ProbeRequest request =
        request("noisy", Mode.CACHED, Set.of("spawn.thread", "footprint.thread"));
    for (HostReport report : List.of(measure(request), measure(request))) { // the second is kept
      RuntimeReport runtime = report.runtime("fake");
      assertEquals(new Interval(0.00075, 0.00125), known(runtime, "spawn.thread").interval());
      assertEquals(new Interval(0.004, 0.004), known(runtime, "footprint.thread").interval());
    }
  }

  private static Estimate known(RuntimeReport runtime, String quantity) {
    return runtime.estimate(quantity).toOptional().orElseThrow();
  }

  @Test
  void a_host_is_measured_and_its_measurements_are_kept() throws IOException {
    HostReport first = measure("well", Mode.CACHED);
    assertMeasured(first);
    assertEquals(Optional.of(now), first.measuredAt());
    assertEquals(Optional.of("driver-well"), first.runtime("fake").trait("interpreter"));

    now = now.plusSeconds(3600);
    HostReport second = measure("well", Mode.CACHED);
    assertEquals(first.runtimes(), second.runtimes());
    assertEquals(first.measuredAt(), second.measuredAt());

    HostReport third = measure("well", Mode.FRESH);
    assertEquals(Optional.of(now), third.measuredAt());
    assertEquals("rwx------", permissions(temporary.resolve("cache/advise")));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void what_is_not_kept_yet_is_measured_and_added() throws IOException {
    measure("well", Mode.CACHED);
    ProbeRequest more = request("well", Mode.CACHED, Set.of("spawn.thread", "crash.thread"));
    RuntimeReport both = reports().measure(more, progress).runtime("fake");

    assertTrue(both.estimate("spawn.process").toOptional().isPresent());
    assertTrue(both.estimates().containsKey("crash.thread"));
  }

  @Test
  void a_corrupt_file_is_measured_anew_and_said_so() throws IOException {
    measure("well", Mode.CACHED);
    Files.writeString(kept(), "{\"schema\": \"adv");
    assertMeasured(measure("well", Mode.CACHED));

    assertEquals(1, notes.size());
    assertTrue(notes.get(0).contains("measuring anew"), notes.toString());
    assertTrue(HostReportFiles.read(kept()) instanceof HostReportResult.Accepted);
  }

  @Test
  void a_changed_driver_is_measured_anew() throws IOException {
    measure("well", Mode.CACHED);
    Path script = temporary.resolve("driver-well");
    Files.writeString(script, Files.readString(script) + "\n# another one\n");
    now = now.plusSeconds(60);

    assertEquals(Optional.of(now), measure("well", Mode.CACHED).measuredAt());
    assertEquals(2, filesIn(temporary.resolve("cache/advise/host")).size());
  }

  @Test
  void two_at_once_do_not_harm_each_other() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      ProbeRequest request = request("well", Mode.FRESH, SPAWN);
      List<Future<HostReport>> both =
          List.of(
              two.submit(() -> reports().measure(request, progress)),
              two.submit(() -> reports().measure(request, progress)));
      for (Future<HostReport> one : both) {
        assertMeasured(one.get());
      }
    } finally {
      two.shutdown();
    }
    assertTrue(HostReportFiles.read(kept()) instanceof HostReportResult.Accepted);
  }

  @Test
  void with_probes_off_nothing_is_started_and_nothing_written() throws IOException {
    HostReport report = measure("well", Mode.OFF);

    assertEquals(Optional.empty(), report.measuredAt());
    assertTrue(report.facts().word(dev.advise.facts.HostFact.OS).isPresent());
    assertEquals(
        Reason.NOT_ASKED,
        report.runtime("fake").version().<Reason>fold(v -> null, why -> why.reason()));
    assertFalse(Files.exists(temporary.resolve("cache")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "stubborn",
        "orphans",
        "deaf",
        "respawning",
        "hang",
        "flood",
        "exit",
        "signal",
        "half",
        "nan"
      })
  void a_driver_that_goes_wrong_leaves_the_quantities_unknown_for_a_reason(String way)
      throws IOException {
    RuntimeReport report = measure(way, Mode.CACHED).runtime("fake");

    assertFalse(
        report
            .estimate("spawn.thread")
            .<String>fold(
                known -> {
                  throw new AssertionError("measured " + known);
                },
                why -> why.detail())
            .isBlank());
  }

  @Test
  void a_runtime_that_is_not_there_is_unknown() {
    fakes.environment().put("PATH", temporary.toString());
    fakes.environment().remove("JAVA_HOME");
    HostReport report =
        reports()
            .measure(
                new ProbeRequest(
                    List.of("cpython", "node", "jvm", "native", "cobol"),
                    Optional.empty(),
                    Mode.CACHED,
                    BUDGET,
                    SPAWN,
                    List.of(),
                    1,
                    Map.of()),
                progress);

    for (RuntimeReport runtime : report.runtimes().values()) {
      assertTrue(runtime.estimate("spawn.thread").toOptional().isEmpty(), runtime.runtime());
    }
    assertNotEquals(Map.of(), report.runtimes());
  }

  @Test
  void a_cache_that_cannot_be_written_is_done_without() throws IOException {
    Files.createFile(temporary.resolve("cache"));
    assertMeasured(measure("well", Mode.CACHED));

    assertEquals(1, notes.size());
  }

  @Test
  void a_report_holds_no_home_folder_and_no_user() throws IOException {
    fakes.environment().put("USER", "wilhelmina");
    String json = HostReportJson.write(measure("well", Mode.FRESH));

    assertFalse(json.contains(temporary.toString()), json);
    assertFalse(json.contains("wilhelmina"), json);
  }
}
