package dev.advise.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {

  @Test
  void a_billion_laughs_is_stopped_where_it_begins_to_explode() {
    StringBuilder bomb = new StringBuilder("a: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol,lol]\n");
    for (char c = 'b'; c < 'k'; c++) {
      String alias = "*" + (char) (c - 1);
      bomb.append("%c: &%c [%s]%n".formatted(c, c, (alias + ",").repeat(9) + alias));
    }
    String text = Reading.text(Reading.problems(bomb.toString()));
    assertTrue(text.contains("test.yaml:4:29: more than 10 000 values"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? ", "{? "})
  void a_hundred_thousand_levels_are_refused_at_the_twenty_first(String level) {
    Problem problem = Reading.problem(level.repeat(100_000));
    assertTrue(problem.message().contains("20 levels"), problem.text());
    assertEquals(20 * level.length() + 1, problem.column(), 1);
  }

  static List<String> large_and_odd() {
    return List.of(
        "a:\n".repeat(300_000),
        "name: " + "x".repeat(1_000_000),
        "x".repeat(1_000_000) + ": y",
        "workload: {concurrency: " + "9".repeat(1_000_000) + "}",
        "workload: {concurrency: " + "0".repeat(1_000_000) + "}",
        "workload: {cpu_per_task: " + "1".repeat(1_000_000) + "ms}",
        "workload: {native_fraction: 1e" + "9".repeat(1_000_000) + "}",
        "a: [" + "&a x,".repeat(200_000) + "]",
        "{" + "a,".repeat(500_000) + "}",
        "[]".repeat(500_000),
        ":".repeat(1_000_000),
        "!".repeat(1_000_000),
        "\n".repeat(1_000_000),
        "#".repeat(1_000_000),
        "\"".repeat(1_000_000),
        "name: \"" + "\\n".repeat(500_000) + "\"");
  }

  @ParameterizedTest
  @MethodSource("large_and_odd")
  void a_large_and_odd_file_ends_in_short_problems(String yaml) {
    for (Problem problem : Reading.problems(yaml)) {
      assertTrue(problem.text().length() < 1_000, problem.text());
    }
  }

  @Test
  void a_file_over_one_mebibyte_is_refused_unread() {
    byte[] bytes = new byte[(1 << 20) + 1];
    Problem problem = Reading.problems(ProfileReader.read("x.yaml", bytes)).get(0);
    assertEquals("x.yaml:1:1: this is larger than 1 MiB", problem.text().lines().findFirst().get());
  }

  @Test
  void utf_16_is_told_from_other_nonsense() {
    for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
      byte[] bytes = "workload: mixed".getBytes(charset);
      String text = Reading.text(Reading.problems(ProfileReader.read("x.yaml", bytes)));
      assertTrue(text.contains("UTF-16"), text);
    }
  }

  @Test
  void utf_32_is_told_from_utf_16() {
    for (String order : List.of("UTF-32LE", "UTF-32BE")) {
      byte[] bytes = "\ufeffworkload: mixed".getBytes(Charset.forName(order));
      String text = Reading.text(Reading.problems(ProfileReader.read("x.yaml", bytes)));
      assertTrue(text.contains("this is UTF-32 text"), text);
    }
  }

  @Test
  void a_binary_file_is_refused_at_its_first_odd_byte() {
    byte[] elf = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0};
    Problem problem = Reading.problems(ProfileReader.read("x.yaml", elf)).get(0);
    assertEquals(Position.START, problem.position());
    assertTrue(problem.message().contains("U+007F"), problem.text());
  }

  @Test
  void a_nul_is_named() {
    Problem problem = Reading.problem("workload: mixed\nname: a\0b\n");
    assertEquals(new Position(2, 8), problem.position());
    assertTrue(problem.message().contains("NUL"), problem.text());
  }

  @ParameterizedTest
  @ValueSource(ints = {0xff, 0xc0, 0xe7, 0x80})
  void a_byte_that_is_not_utf_8_has_a_place(int odd) {
    byte[] bytes = "name: 图x\nworkload: ??".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) odd;
    Problem problem = Reading.problems(ProfileReader.read("x.yaml", bytes)).get(0);
    assertEquals(new Position(2, 12), problem.position(), problem.text());
    assertTrue(problem.message().contains("0x%02x is not UTF-8".formatted(odd)), problem.text());
  }

  @Test
  void an_exotic_line_end_is_no_line_end() {
    assertEquals(1, Reading.problem("{name: 'a\u2028b\u0085c', workload: odd}").line());
  }
}
