package dev.advise.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Printable;
import org.junit.jupiter.api.Test;

class PlacesTest {

  @Test
  void the_excerpt_points_at_the_offending_text() {
    assertEquals(
        """
        test.yaml:2:9: kind is "cpu-bond"; did you mean "cpu-bound"?
          2 |   kind: cpu-bond
            |         ^^^^^^^^
          expected: cpu-bound, io-bound or mixed""",
        Reading.problem("workload:\n  kind: cpu-bond\n").text());
  }

  @Test
  void a_column_counts_code_points_and_a_caret_counts_terminal_columns() {
    Problem problem = Reading.problem("{name: 缩略图😀, workload: 缩略}");
    assertEquals(new Position(1, 24), problem.position());
    assertEquals(
        "  1 | {name: 缩略图😀, workload: 缩略}\n    | " + " ".repeat(27) + "^^^^", problem.excerpt());
  }

  @Test
  void combining_marks_are_columns_but_take_no_room() {
    Problem problem = Reading.problem("{name: e\u0301, workload: odd}");
    assertEquals(22, problem.column());
    assertTrue(problem.excerpt().endsWith("| " + " ".repeat(20) + "^^^"), problem.excerpt());
  }

  @Test
  void lines_are_counted_as_editors_count_them() {
    assertEquals(3, Reading.problem("name: x\r\n\r\nworkload: odd\r\n").line());
    assertEquals(2, Reading.problem("name: x\rworkload: odd\r").line());
  }

  @Test
  void of_a_long_line_only_the_part_around_the_fault_is_shown() {
    Problem problem = Reading.problem("{description: " + "x".repeat(500) + ", workload: odd}");
    String[] lines = problem.excerpt().split("\n");
    assertTrue(lines[0].length() < 100, problem.excerpt());
    assertEquals("odd", lines[0].substring(lines[1].indexOf('^'), lines[1].indexOf('^') + 3));
  }

  @Test
  void control_characters_survive_in_the_data_and_not_in_a_problem() {
    String name =
        Reading.accepted("workload: mixed\nname: \"a\\e[31m\\nb\\u202e\"").profile().name();
    assertEquals("a\u001b[31m\nb\u202e", name);
    Problem problem = Reading.problem("workload: \"a\\e[31m\\nb\\u202e\"");
    assertEquals(problem.text(), harmless(problem.text()));
    assertTrue(problem.message().contains("a\\u001b[31m\\nb\\u202e"), problem.text());
  }

  @Test
  void direction_overrides_and_tabs_in_an_excerpt_are_shown_as_escapes() {
    Problem problem = Reading.problem("{name: 'a\u202e\tb', workload: odd}");
    assertTrue(problem.excerpt().contains("a\\u202e\\tb"), problem.excerpt());
    String[] lines = problem.excerpt().split("\n");
    assertEquals(lines[0].indexOf("odd"), lines[1].indexOf('^'));
  }

  @Test
  void a_file_name_cannot_speak_to_the_terminal_or_to_a_build_server() {
    byte[] bytes = {'x'};
    String text =
        Reading.problems(ProfileReader.read("::error::\u001b[31m\nx.yaml", bytes)).get(0).text();
    assertEquals(text, harmless(text));
    assertFalse(text.startsWith("::"));
  }

  private static String harmless(String text) {
    return String.join("\n", text.lines().map(Printable::escape).toList());
  }
}
