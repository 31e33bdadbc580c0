package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.advise.facts.Reading;
import dev.advise.probe.driver.Programs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A child's footprint is what it adds. Pages that it shares with others were told as its own, the
 * more of them the more others stood by; and what their garbage collectors gave back meanwhile, or
 * another Node program that came, was taken off.
 */
@EnabledOnOs(OS.LINUX)
class NodeFootprintTest {

  private static final String STAND_BY =
      "\"handoff.process.64B\",\"handoff.socket.64B\",\"switch.process\"";
  private static final String LEAVE_GARBAGE = "\"handoff.process.1MiB\",\"handoff.worker.1MiB\"";

  @Test
  void is_the_same_whoever_stands_by() throws Exception {
    isTheSameAfter(STAND_BY, 1);
  }

  /** A collector may or may not be at work just then; with one fault in three, six times tell. */
  @Test
  void is_the_same_whatever_others_give_back() throws Exception {
    isTheSameAfter(STAND_BY + "," + LEAVE_GARBAGE, 6);
  }

  private static void isTheSameAfter(String probes, int times) throws Exception {
    assumeTrue(new Programs(System.getenv()).first(List.of("node")) instanceof Reading.Known);
    try (DriverUnderTest driver = new DriverUnderTest(DriverUnderTest.node())) {
      double alone = footprint(driver, 1);
      for (int i = 1; i <= times; i++) {
        driver.ask(request(2 * i, probes));
        double among = footprint(driver, 2 * i + 1);

        assertEquals(1, among / alone, 0.15, among + " bytes among others, " + alone + " alone");
      }
    }
  }

  private static double footprint(DriverUnderTest driver, int id) throws Exception {
    List<Map<String, Object>> answer = driver.ask(request(id, "\"footprint.process\""));
    assumeTrue(answer.get(0).containsKey("value"), answer.toString());
    return ((Number) answer.get(0).get("value")).doubleValue();
  }

  private static String request(int id, String probes) {
    return ("{\"id\":%d,\"do\":\"measure\",\"probes\":[%s],\"rounds\":1,\"batch_ms\":1,"
            + "\"max_tasks\":200,\"max_bytes\":268435456,\"deadline_ms\":60000}")
        .formatted(id, probes);
  }
}
