package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at what the family of a driver takes while a runtime is probed. */
@EnabledOnOs(OS.LINUX)
class LittleMemoryTest {

  private static final long MOST_BYTES = 256L << 20;
  private static final long MILLIS_BETWEEN_LOOKS = 20;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"native", "cpython", "node", "jvm"})
  void is_what_a_probe_takes(String runtime) throws Exception {
    List<String> command = OwnProcess.command(List.of("-XX:-UsePerfData"));
    command.addAll(List.of("probe", "--quiet", "--format", "json", "--runtime", runtime));
    Process probe =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long most = 0;
    while (!probe.waitFor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
      most = Math.max(most, probe.descendants().mapToLong(LittleMemoryTest::pss).sum());
    }
    assertEquals(0, probe.exitValue());
    assertTrue(most <= MOST_BYTES, most + " bytes");
    assertTrue(most > 0, "it was never seen, so this proves nothing");
  }

  /** The proportional set size: what is shared is counted once. */
  private static long pss(ProcessHandle process) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps_rollup")).stream()
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException gone) {
      return 0;
    }
  }
}
