package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example is advised in words that fit on one screen. */
class ExamplesTest {

  private static final int COLUMNS = 100;
  private static final int LINES = 45;

  @TempDir private Path folder;

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("profiles"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_fits_on_a_screen_by_the_book(Path example) {
    assertFits(example, "--probe", "off");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_fits_on_a_screen_where_the_host_was_measured(Path example) {
    assertFits(example, "--host", "bench/host.json");
  }

  private void assertFits(Path example, String... options) {
    String[] words =
        Stream.concat(Stream.of(options), Stream.of(example.toString())).toArray(String[]::new);
    Session.Outcome outcome = new Session(folder).run(words);
    assertEquals(0, outcome.code(), outcome.err());
    List<String> lines = outcome.out().lines().toList();
    assertTrue(lines.size() <= LINES, lines.size() + " lines:\n" + outcome.out());
    for (String line : lines) {
      assertTrue(Printable.width(line) <= COLUMNS, line);
    }
  }
}
