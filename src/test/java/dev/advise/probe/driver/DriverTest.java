package dev.advise.probe.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class DriverTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration NEVER = Duration.ofSeconds(90);
  private static final Batch BATCH =
      new Batch(
          List.of("spawn.thread", "spawn.process", "crash.thread"),
          2,
          new Batch.Bounds(4, 16, 1 << 20, List.of(0)));

  @TempDir Path temporary;

  private <T> T with(String way, java.util.function.Function<Driver, T> use) {
    return assertTimeoutPreemptively(
        NEVER,
        () -> {
          Fakes fakes = new Fakes(temporary);
          T told;
          try (Workspace workspace = Workspace.open(fakes.environment());
              Driver driver =
                  Driver.start(Fakes.launch(way), workspace, new Discretion(fakes.environment()))
                      .toOptional()
                      .orElseThrow()) {
            told = use.apply(driver);
          }
          fakes.assertNoneLeft();
          assertNothingLeftIn(temporary);
          return told;
        });
  }

  private static void assertNothingLeftIn(Path folder) throws java.io.IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  private static Reading.Unknown<Description> unknown(Reading<Description> reading) {
    return reading.fold(
        d -> {
          throw new AssertionError("it described itself: " + d);
        },
        why -> why);
  }

  @Test
  void a_driver_describes_itself_and_measures() {
    with(
        "well",
        driver -> {
          Description described = driver.describe(Deadline.in(LONG)).toOptional().orElseThrow();
          assertEquals("1.2", described.version());
          assertEquals(
              new Fault(Reason.NO_SUCH_CONCEPT, "fakes have no workers"),
              described.whyNot("spawn.worker"));
          assertEquals(900.0, described.seconds().get("fork.large-parent"));

          Answer answer = driver.measure(BATCH, Deadline.in(LONG));
          assertEquals(Optional.empty(), answer.fault());
          assertEquals(
              List.of(0.001, 0.004, 0.001, 0.004),
              answer.told().stream()
                  .filter(Told.Sample.class::isInstance)
                  .map(told -> ((Told.Sample) told).value())
                  .toList());
          assertTrue(
              answer
                  .told()
                  .contains(new Told.Absence("crash.thread", Reason.NOT_PERMITTED, "EAGAIN")));
          return driver.measure(BATCH, Deadline.in(LONG));
        });
  }

  @Test
  void a_driver_runs_at_low_priority_in_a_private_folder_without_flags_meant_for_others() {
    Description described =
        with("well", driver -> driver.describe(Deadline.in(LONG)).toOptional().orElseThrow());

    assertEquals("unset", described.traits().get("java"));
    assertTrue(Integer.parseInt(described.traits().get("nice")) >= 10);
    assertTrue(described.traits().get("cwd").contains("/advise-probe-"));
    assertFalse(
        described.traits().get("cwd").contains(temporary.toString()), "the folder's place leaked");
  }

  @ParameterizedTest
  @CsvSource({
    "garbage, FAILED, it said 'Python 2.7.18",
    "long-line, FAILED, floods",
    "stubborn, TIMED_OUT, in time",
    "deaf, TIMED_OUT, in time",
    "mute, FAILED, closed its output",
    "respawning, TIMED_OUT, in time",
    "orphans, FAILED, ended with status 0",
    "quiet-orphans, FAILED, ended with status 0"
  })
  void a_driver_that_cannot_describe_itself_is_unknown_for_a_reason_and_leaves_nothing(
      String way, Reason reason, String detail) {
    Duration patience = reason == Reason.TIMED_OUT ? Duration.ofMillis(700) : LONG;
    Reading.Unknown<Description> why =
        unknown(with(way, driver -> driver.describe(Deadline.in(patience))));

    assertEquals(reason, why.reason(), why.detail());
    assertTrue(why.detail().contains(detail), why.detail());
  }

  @ParameterizedTest
  @CsvSource({
    "nan, FAILED, does not speak as a driver",
    "word, FAILED, does not speak as a driver",
    "unasked, FAILED, does not speak as a driver",
    "stale, FAILED, does not speak as a driver",
    "flood, FAILED, floods its output",
    "refuse, FAILED, not today",
    "exit, FAILED, ended with status 3: Traceback: all is lost",
    "signal, FAILED, killed by signal 11",
    "half, FAILED, in the middle of a line",
    "hang, TIMED_OUT, in time"
  })
  void a_driver_that_breaks_off_is_ended_and_says_no_more(
      String way, Reason reason, String detail) {
    Duration patience = reason == Reason.TIMED_OUT ? Duration.ofMillis(700) : LONG;
    Fault fault =
        with(
            way,
            driver -> {
              driver.describe(Deadline.in(LONG)).toOptional().orElseThrow();
              Fault first = driver.measure(BATCH, Deadline.in(patience)).fault().orElseThrow();
              assertEquals(Optional.of(first), driver.measure(BATCH, Deadline.in(LONG)).fault());
              return first;
            });

    assertEquals(reason, fault.reason(), fault.detail());
    assertTrue(fault.detail().contains(detail), fault.detail());
  }

  @ParameterizedTest
  @ValueSource(strings = {"negative", "infinite"})
  void a_value_that_cannot_be_makes_its_quantity_unknown_and_no_other(String way) {
    List<Told> told =
        with(
            way,
            driver -> {
              Answer answer = driver.measure(BATCH, Deadline.in(LONG));
              assertEquals(Optional.empty(), answer.fault());
              return answer.told();
            });

    assertTrue(
        told.get(0) instanceof Told.Absence absence && absence.reason() == Reason.FAILED,
        told.get(0).toString());
  }

  @Test
  void errors_without_end_do_not_block_a_driver() {
    assertEquals(
        "1.2",
        with("chatty-errors", driver -> driver.describe(Deadline.in(LONG)))
            .toOptional()
            .orElseThrow()
            .version());
  }

  @Test
  void a_closed_workspace_starts_nothing() {
    Fakes fakes = new Fakes(temporary);
    Workspace workspace = Workspace.open(fakes.environment());
    workspace.close();

    assertTrue(
        Driver.start(Fakes.launch("well"), workspace, new Discretion(fakes.environment()))
            instanceof Reading.Unknown);
    fakes.assertNoneLeft();
  }
}
