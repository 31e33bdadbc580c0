package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.advise.probe.driver.Description;
import dev.advise.probe.driver.Told;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final double EXACTLY = 1e-9;

  private final Pace pace =
      new Pace(
          new Description(
              "any",
              "1",
              Map.of(),
              List.of("started", "plain", "unseen"),
              Map.of(),
              Map.of("started", 0.02, "plain", 0.02, "unseen", 0.02),
              Map.of("started", 0.1),
              Map.of("started", "partner")));

  @Test
  void what_takes_longer_than_stated_makes_what_is_unseen_dearer() {
    pace.hear(new Told.Sample("plain", 1, 0.04));
    assertEquals(0.04, pace.cost("unseen"), EXACTLY);
  }

  /** How long a partner takes to start differs from start to start, on the fastest host too. */
  @Test
  void a_start_that_takes_longer_than_stated_does_not() {
    pace.hear(new Told.Sample("started", 1, 0.2));
    assertEquals(0.02, pace.cost("unseen"), EXACTLY);
    pace.hear(new Told.Sample("started", 1, 0.04));
    assertEquals(0.04, pace.cost("unseen"), EXACTLY);
  }
}
