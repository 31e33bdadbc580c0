package dev.advise.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewLogTest {

  @TempDir Path folder;

  private static Review answer(String at, String question) {
    return new Review(
        Instant.parse(at),
        Review.Event.ANSWER,
        question,
        2,
        Kind.JUSTIFY,
        Group.DECISION,
        "session",
        Rating.GOOD,
        Rating.HARD,
        61_000,
        Optional.empty());
  }

  private final Review first = answer("2026-01-01T09:00:00Z", "a");
  private final Review second = answer("2026-01-01T09:05:00.250Z", "b");

  @Test
  void what_is_written_is_read_again() throws IOException {
    Path file = folder.resolve("new/log.jsonl");
    ReviewLog.in(file).add(first);
    ReviewLog.in(file).add(second.undone(second.at()));
    assertEquals(List.of(first, second.undone(second.at())), ReviewLog.in(file).reviews());
  }

  @Test
  void a_line_cut_short_costs_that_line_only() throws IOException {
    Path file = folder.resolve("log.jsonl");
    ReviewLog.in(file).add(first);
    Files.writeString(file, "{\"at\":\"2026-01-0", StandardOpenOption.APPEND);
    ReviewLog.in(file).add(second);
    assertEquals(List.of(first, second), ReviewLog.in(file).reviews());
  }

  @Test
  void two_sessions_at_once_lose_nothing_of_each_other() throws Exception {
    Path file = folder.resolve("log.jsonl");
    List<Thread> sessions = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      ReviewLog log = ReviewLog.in(file);
      Thread session =
          new Thread(
              () -> {
                for (int i = 0; i < 100; i++) {
                  try {
                    log.add(answer(first.at().plusSeconds(i).toString(), name));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }
              });
      sessions.add(session);
      session.start();
    }
    for (Thread session : sessions) {
      session.join();
    }
    assertEquals(200, ReviewLog.in(file).reviews().size());
  }

  @Test
  void the_logs_of_two_machines_merge_by_union() throws IOException {
    Path file = folder.resolve("log.jsonl");
    Files.writeString(
        file, String.join("\n", second.json(), first.json(), second.json(), "") + "\n");
    assertEquals(List.of(first, second), ReviewLog.in(file).reviews());
  }
}
