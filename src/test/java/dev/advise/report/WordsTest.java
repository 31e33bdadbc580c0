package dev.advise.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.advise.facts.Topology;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordsTest {

  private static final Words WORDS = Words.shipped();

  @Test
  void a_value_that_looks_like_a_gap_is_not_filled() {
    assertEquals(
        "{why}: no model fits — the requirements clash",
        WORDS.say("answer.none", Map.of("name", "{why}")));
  }

  @Test
  void every_arrangement_has_its_phrase() {
    List.of(
            Topology.plainLoop(),
            Topology.loop(5),
            Topology.loopPerCoreInProcesses(2, 5),
            Topology.loopPerCoreInThreads(2, 5),
            Topology.loopWithWorkers(5, 1),
            Topology.threadPool(2),
            Topology.virtualThreads(200),
            Topology.processPool(1),
            Topology.processesWithThreads(2, 4))
        .forEach(
            topology -> {
              String phrase = WORDS.topology(topology);
              assertFalse(phrase.contains("null") || phrase.contains("{"), phrase);
            });
    assertEquals(
        "2 processes of 4 threads, one task at a time in each thread",
        WORDS.topology(Topology.processesWithThreads(2, 4)));
    assertEquals("1 process, one task at a time in each", WORDS.topology(Topology.processPool(1)));
  }
}
