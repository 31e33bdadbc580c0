package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.probe.driver.Batch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much of a host is taken. */
class RoomTest {

  private static Batch.Bounds on(HostFacts facts) {
    return Room.on(facts, cores -> List.of(0, 1), 0);
  }

  @Test
  void a_large_host_is_not_filled() {
    HostFacts large =
        HostFacts.unknown().with(HostFact.PIDS_LIMIT, 1e6).with(HostFact.MEMORY_AVAILABLE, 0x1p40);
    assertEquals(1100, on(large).tasks());
    assertEquals(160L << 20, on(large).bytes());
  }

  @Test
  void a_quarter_is_taken_of_what_a_narrow_host_has_left() {
    HostFacts narrow =
        HostFacts.unknown()
            .with(HostFact.PIDS_LIMIT, 50.0)
            .with(HostFact.PIDS_CURRENT, 26.0)
            .with(HostFact.MEMORY_AVAILABLE, 0x1p40)
            .with(HostFact.MEMORY_LIMIT, 64.0 * (1 << 20));
    assertEquals(6, on(narrow).tasks());
    assertEquals(16L << 20, on(narrow).bytes());
  }

  @Test
  void what_the_driver_itself_is_made_of_is_not_given_twice() {
    HostFacts narrow =
        HostFacts.unknown().with(HostFact.PIDS_LIMIT, 50.0).with(HostFact.PIDS_CURRENT, 10.0);
    assertEquals(5, Room.on(narrow, cores -> List.of(0), 20).tasks());
  }

  @Test
  void a_full_host_is_asked_for_next_to_nothing() {
    HostFacts full =
        HostFacts.unknown().with(HostFact.PIDS_LIMIT, 50.0).with(HostFact.PIDS_CURRENT, 60.0);
    assertEquals(2, on(full).tasks());
  }

  @Test
  void what_is_unknown_is_not_unlimited() {
    assertEquals(128, on(HostFacts.unknown()).tasks());
    assertEquals(40L << 20, on(HostFacts.unknown()).bytes());
  }
}
