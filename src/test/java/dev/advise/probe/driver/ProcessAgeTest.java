package dev.advise.probe.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessAgeTest {

  private static final Duration BY_OTHER_MEANS = Duration.ofSeconds(77);

  /** Twenty-two fields and some more; the name is one that parses badly. */
  private static final String STAT =
      "4711 (a ) b) S 1 4711 4711 0 -1 4194560 1 0 0 0 2 3 0 0 20 0 1 0 452051 8192 7 0";

  @TempDir private Path proc;

  @BeforeEach
  void a_process_that_started_4520_and_a_half_seconds_after_its_host() throws IOException {
    Files.createDirectory(proc.resolve("self"));
    write("self/stat", STAT);
  }

  @Test
  void is_told_to_a_hundredth_of_a_second() throws IOException {
    write("uptime", "4520.93 8270.35\n");

    assertEquals(Duration.ofMillis(420), age());
  }

  @Test
  void nothing_is_no_negative_age() throws IOException {
    write("uptime", "4520.51 8270.35\n");

    assertEquals(Duration.ZERO, age());
  }

  @Test
  void an_uptime_of_the_container_is_not_the_hosts() throws IOException {
    write("uptime", "12.50 3.00\n");

    assertEquals(BY_OTHER_MEANS, age());
  }

  @Test
  void other_systems_have_no_such_files() {
    assertEquals(BY_OTHER_MEANS, age());
  }

  @Test
  void what_is_not_understood_is_not_believed() throws IOException {
    write("uptime", "4520.93 8270.35\n");
    write("self/stat", "4711 (a) S 1");

    assertEquals(BY_OTHER_MEANS, age());
  }

  private Duration age() {
    Duration age = ProcessAge.in(proc, () -> BY_OTHER_MEANS);
    return Duration.ofMillis(Math.round(age.toNanos() / 1e6));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(proc.resolve(file), text);
  }
}
