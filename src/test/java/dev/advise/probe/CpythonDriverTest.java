package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.advise.facts.Reading;
import dev.advise.probe.driver.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What CPython's collector, its lock and its copies did to samples of other things. */
@EnabledOnOs(OS.LINUX)
class CpythonDriverTest {

  /**
   * A collection in the child wrote to the pages that it shared, and they were told as threads'.
   */
  @Test
  void a_threads_footprint_is_the_same_whatever_was_measured_before() throws Exception {
    try (DriverUnderTest driver = cpython()) {
      double before = value(driver, 1, "footprint.thread");
      value(driver, 2, "footprint.process");
      double after = value(driver, 3, "footprint.thread");

      assertEquals(1, after / before, 0.25, after + " bytes after, " + before + " before");
    }
  }

  /** The lock changed hands four times in a window, and one window in eight lost nothing. */
  @Test
  void updates_are_lost_in_every_window() throws Exception {
    try (DriverUnderTest driver = cpython()) {
      for (int i = 1; i <= 16; i++) {
        double lost = value(driver, i, "race.lost-updates");

        assertTrue(lost > 0, "none was lost in window " + i);
      }
    }
  }

  /** Copies that were slow to begin came when the window was over, and did nothing in it. */
  @Test
  void a_window_opens_when_the_last_process_could_begin() throws Exception {
    String lateCopies =
        "import os, runpy, sys, time;"
            + "os.register_at_fork(after_in_child=lambda: time.sleep(0.06));"
            + "runpy.run_path(sys.argv[1], run_name='__main__')";
    try (DriverUnderTest driver = cpython("-c", lateCopies)) {
      assertTrue(value(driver, 1, "cpu-scaling.processes-oversubscribed") > 0);
    }
  }

  private static DriverUnderTest cpython(String... how) throws Exception {
    assumeTrue(new Programs(System.getenv()).first(List.of("python3")) instanceof Reading.Known);
    // As it is started in earnest: a site's libraries would change when collections are due.
    String program = DriverUnderTest.cpython().get(1);
    List<String> command = new ArrayList<>(List.of("python3", "-S", "-B"));
    command.addAll(List.of(how));
    command.add(program);
    return new DriverUnderTest(command);
  }

  private static double value(DriverUnderTest driver, int id, String quantity) throws Exception {
    List<Map<String, Object>> answer =
        driver.ask(
            ("{\"id\":%d,\"do\":\"measure\",\"probes\":[\"%s\"],\"rounds\":1,\"batch_ms\":1,"
                    + "\"max_tasks\":200,\"max_bytes\":268435456,\"deadline_ms\":60000}")
                .formatted(id, quantity));
    assumeTrue(answer.get(0).containsKey("value"), answer.toString());
    return ((Number) answer.get(0).get("value")).doubleValue();
  }
}
