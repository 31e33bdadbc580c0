package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.cli.Session.Outcome;
import dev.advise.facts.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Practice over a pipe; nothing is measured here. */
class PracticeCommandTest {

  private static final String MINE =
      """
      name: mine
      description: A line that is far longer than a narrow terminal of sixty columns is wide.
      workload: {kind: io-bound, cpu_per_task: 2ms, wait_per_task: 80ms, concurrency: 300}
      platform: {os: linux, runtime: cpython, cores: 4}
      """;

  @TempDir private Path home;

  private Session session(String typed) {
    return new Session(home).typing(typed);
  }

  @Test
  void a_day_that_is_past_is_refused() {
    Outcome outcome = session("").run("practice", "--until", "2020-01-01", "due");
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().contains("--until 2020-01-01 is past"), outcome.err());
  }

  @Test
  void an_endless_pipe_that_answers_nothing_comes_to_an_end() {
    for (String mode : List.of("session", "flip", "mock")) {
      Outcome asked =
          session("y\n".repeat(5000))
              .run("practice", "--probe", "off", "--lang", "en", "--seed", "1", "--mode", mode);
      assertEquals(0, asked.code(), asked.err());
      String told = asked.out() + asked.err();
      assertTrue(told.contains("100 turns in a row"), mode + ": " + told);
      assertTrue(told.lines().filter(line -> line.equals("> y")).count() < 300, mode);
    }
  }

  @Test
  void a_format_that_progress_has_not_is_refused_with_those_it_has() {
    Outcome outcome = session("").run("practice", "stats", "--format", "markdown");
    assertEquals(2, outcome.code());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().contains("'markdown' is none of text, json"), outcome.err());
  }

  @Test
  void what_is_no_day_is_refused_in_plain_words() {
    Outcome outcome = session("").run("practice", "--until", "2026-13-01", "due");
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().contains("'2026-13-01' is no day such as 2026-12-31"), outcome.err());
    assertFalse(outcome.err().contains("java."), outcome.err());
  }

  @Test
  void an_answer_over_a_pipe_is_logged_and_a_fresh_start_can_be_taken_back() {
    Outcome asked = session("words\n3\nq\n").run("practice", "--probe", "off", "--lang", "en");
    assertEquals(0, asked.code(), asked.err());
    assertTrue(asked.out().contains("Proposed mark: again."), asked.out());
    assertFalse(asked.out().contains("\u001b"), asked.out());
    String card = "th-process-and-thread";
    assertTrue(session("").run("practice", "export", "--fsrs-log").out().contains(card + ","));
    assertTrue(session("").run("practice", "reset", card).out().contains("takes that back"));
    assertEquals(card + "\n", session("").run("practice", "undo").out());
    assertTrue(
        session("").run("practice", "stats", "--lang", "en").out().contains(", answers: 1\n"));
  }

  @Test
  void progress_tells_where_ones_marks_lie_above_the_proposed_ones() throws IOException {
    session("words\n3\nq\n").run("practice", "--probe", "off", "--lang", "en");
    String told = session("").run("practice", "stats", "--lang", "en").out();
    assertTrue(told.contains("theory: your marks lie 2 above the proposed ones"), told);
    String json = session("").run("practice", "stats", "--format", "json").out();
    Map<String, Object> all = JSON.std.mapFrom(json);
    Map<?, ?> groups = (Map<?, ?>) all.get("groups");
    assertEquals(2.0, ((Map<?, ?>) groups.get("theory")).get("overconfidence"));
    Map<?, ?> unseen = (Map<?, ?>) groups.get("decision");
    assertTrue(unseen.containsKey("recall"), "unknown is null, and no key is missing: " + json);
  }

  @Test
  void a_log_that_cannot_be_written_is_named_with_the_reason() throws IOException {
    Path file = Files.writeString(home.resolve("no-folder"), "");
    Outcome asked =
        session("words\n3\nq\n")
            .with("XDG_DATA_HOME", "" + file)
            .run("practice", "--probe", "off", "--lang", "en");
    assertEquals(2, asked.code());
    String log = file + "/advise/practice/log.jsonl cannot be written: ";
    assertTrue(asked.err().contains(log), asked.err());
  }

  @Test
  void one_profile_of_ones_own_is_asked_about_within_sixty_columns() throws IOException {
    Path mine = Files.writeString(home.resolve("mine.yaml"), MINE);
    for (String lang : new String[] {"en", "zh"}) {
      Outcome asked =
          session("2\n\n2\n\nq\n")
              .with("COLUMNS", "60")
              .run(
                  "practice", "--probe=off", "--mode=flip", "--lang", lang, "--profile", "" + mine);
      assertEquals(0, asked.code(), asked.err());
      assertTrue(asked.out().contains("name: mine"), asked.out());
      asked.out().lines().forEach(line -> assertTrue(Printable.width(line) <= 60, line));
    }
  }
}
