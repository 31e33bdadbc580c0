package dev.advise.probe.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.facts.Reading;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever ends the program, its drivers and its folder go with it. */
@EnabledOnOs(OS.LINUX)
class WayOutTest {

  private static final Duration NEVER = Duration.ofSeconds(90);

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({"INT, stubborn", "TERM, stubborn", "INT, respawning", "TERM, well", "HUP, stubborn"})
  void a_signal_ends_the_drivers_and_removes_the_folder(String signal, String way)
      throws IOException {
    assumeFalse(ignored(signal), "started with this signal ignored, as nohup and & do");
    assertTimeoutPreemptively(
        NEVER,
        () -> {
          Fakes fakes = new Fakes(temporary);
          Process program = held(fakes, way);
          signal(program, signal);
          program.waitFor();
          fakes.assertNoneLeft();
          assertEquals(List.of(), foldersLeft());
        });
  }

  @ParameterizedTest
  @CsvSource("well")
  void drivers_notice_that_the_program_was_killed_and_the_next_one_removes_its_folder(String way) {
    assertTimeoutPreemptively(
        NEVER,
        () -> {
          Fakes fakes = new Fakes(temporary);
          Process program = held(fakes, way);
          signal(program, "KILL");
          program.waitFor();
          while (!fakes.left().isEmpty()) {
            Thread.onSpinWait();
          }
          assertFalse(foldersLeft().isEmpty());
          Workspace.open(fakes.environment()).close();
          assertEquals(List.of(), foldersLeft());
        });
  }

  private Process held(Fakes fakes, String way) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes(Driver.class, Reading.class, Held.class, JSON.class, JsonFactory.class),
            Held.class.getName(),
            way);
    builder.environment().putAll(fakes.environment());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process program = builder.start();
    BufferedReader out = program.inputReader(StandardCharsets.UTF_8);
    assertEquals("measuring", out.readLine());
    return program;
  }

  private static String classes(Class<?>... of) {
    return Stream.of(of)
        .map(
            type -> {
              try {
                return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
              } catch (URISyntaxException odd) {
                throw new IllegalStateException(odd);
              }
            })
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void signal(Process program, String name) throws Exception {
    List<String> kill = new ArrayList<>(List.of("kill", "-" + name, "" + program.pid()));
    assertEquals(0, new ProcessBuilder(kill).start().waitFor());
  }

  private static boolean ignored(String signal) throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(each -> each.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow();
    long ignored = Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16);
    int number = Map.of("HUP", 1, "INT", 2, "TERM", 15).get(signal);
    return (ignored >>> (number - 1) & 1) == 1;
  }

  private List<String> foldersLeft() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
