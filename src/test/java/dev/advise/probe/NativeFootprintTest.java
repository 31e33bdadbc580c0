package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.advise.facts.Reading;
import dev.advise.probe.driver.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many pages a child uses hangs on where the system lays its program out, which differs by a
 * tenth from start to start. All samples of one driver were of one layout, so its interval was a
 * hundredth wide and held no other driver's median.
 */
@EnabledOnOs(OS.LINUX)
class NativeFootprintTest {

  private static final Path LAYOUT_BY_CHANCE = Path.of("/proc/sys/kernel/randomize_va_space");

  @Test
  void is_of_a_new_layout_each_time(@TempDir Path folder) throws Exception {
    assumeTrue(new Programs(System.getenv()).first(List.of("cc")) instanceof Reading.Known);
    assumeTrue(Files.readString(LAYOUT_BY_CHANCE).strip().equals("2"));
    List<String> command = DriverUnderTest.compiled(folder);
    try (DriverUnderTest driver = new DriverUnderTest(command)) {
      List<Double> samples =
          driver
              .ask(
                  "{\"id\":1,\"do\":\"measure\",\"probes\":[\"footprint.process\"],\"rounds\":30,"
                      + "\"max_tasks\":64,\"max_bytes\":268435456,\"deadline_ms\":60000}")
              .stream()
              .filter(line -> line.containsKey("value"))
              .map(NativeFootprintTest::value)
              .sorted()
              .toList();

      assumeTrue(samples.size() == 30, samples.toString());
      assertTrue(samples.get(27) / samples.get(2) > 1.03, samples.toString());
    }
  }

  private static double value(Map<String, Object> line) {
    return ((Number) line.get("value")).doubleValue();
  }
}
