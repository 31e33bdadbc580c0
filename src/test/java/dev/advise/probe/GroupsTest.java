package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.advise.facts.ClaimTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupsTest {

  @Test
  void a_family_takes_turns_and_a_hand_over_does_so_by_size() {
    assertEquals(
        List.of(
            List.of("spawn.thread", "spawn.process"),
            List.of("handoff.thread.64B", "handoff.pipe.64B"),
            List.of("handoff.thread.1MiB")),
        Groups.of(
            List.of(
                "spawn.thread",
                "handoff.thread.64B",
                "handoff.thread.1MiB",
                "spawn.process",
                "handoff.pipe.64B"),
            List.of()));
  }

  @Test
  void what_a_claim_compares_takes_turns() {
    ClaimTest test =
        new ClaimTest(
            ClaimTest.Form.RATIO,
            List.of("lock.contended", "counter.thread-local"),
            ClaimTest.Side.ABOVE,
            2);

    assertEquals(
        List.of(List.of("lock.contended", "counter.thread-local"), List.of("spawn.thread")),
        Groups.of(
            List.of("lock.contended", "counter.thread-local", "spawn.thread"), List.of(test)));
  }
}
