package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.advise.facts.HostReport;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.RuntimeReport;
import dev.advise.probe.driver.Fakes;
import dev.advise.probe.driver.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped drivers, started as a user would, where their runtimes are installed. */
@EnabledOnOs(OS.LINUX)
class ShippedDriversTest {

  private static final Duration BUDGET = Duration.ofSeconds(4);

  private static final Set<Reason> SLOW = Set.of(Reason.NOT_ASKED, Reason.TIMED_OUT);

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({"cpython, python3", "jvm, java", "native, cc"})
  void a_runtime_is_measured_and_nothing_is_left_but_the_cache(String runtime, String program) {
    Fakes fakes = new Fakes(temporary);
    assumeTrue(new Programs(fakes.environment()).first(List.of(program)) instanceof Reading.Known);
    RuntimeReport report =
        assertTimeoutPreemptively(
            Duration.ofMinutes(3), () -> measured(fakes, runtime).runtime(runtime));

    // A host that is busy with other things may be too slow to say even that.
    assertTrue(
        report.version().<Boolean>fold(version -> true, why -> why.reason() == Reason.TIMED_OUT),
        report.version().toString());
    assertTrue(
        report
            .estimate("isolation.memory.thread")
            .<Boolean>fold(share -> share.median() == 0, why -> SLOW.contains(why.reason())),
        report.estimates().toString());
    fakes.assertNoneLeft();
    assertTrue(List.of("cache").containsAll(namesIn(temporary)), namesIn(temporary).toString());
  }

  private static HostReport measured(Fakes fakes, String runtime) {
    return new HostReports(fakes.environment())
        .measure(
            new ProbeRequest(
                List.of(runtime),
                Optional.empty(),
                ProbeRequest.Mode.FRESH,
                BUDGET,
                Set.of("spawn.thread", "isolation.memory.thread", "crash.process"),
                List.of(),
                1,
                Map.of()),
            Progress.silent());
  }

  private static List<String> namesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  @ParameterizedTest
  @CsvSource({"cpython, /bin/cat", "jvm, /bin/cat", "cpython, /bin/true", "native, /bin/false"})
  void another_program_in_the_interpreters_place_is_unknown_for_a_reason(
      String runtime, String program) {
    Fakes fakes = new Fakes(temporary);
    RuntimeReport report =
        new HostReports(fakes.environment())
            .measure(
                new ProbeRequest(
                    List.of(runtime),
                    Optional.of(program),
                    ProbeRequest.Mode.FRESH,
                    BUDGET,
                    Set.of("spawn.thread"),
                    List.of(),
                    1,
                    Map.of()),
                Progress.silent())
            .runtime(runtime);

    assertEquals(
        Reason.FAILED,
        report.version().<Reason>fold(v -> Reason.NOT_ASKED, why -> why.reason()),
        report.version().toString());
    fakes.assertNoneLeft();
  }
}
