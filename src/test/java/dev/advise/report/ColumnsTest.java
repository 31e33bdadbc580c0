package dev.advise.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Printable;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ColumnsTest {

  @Test
  void lines_break_at_blanks() {
    assertEquals(List.of("one two", "three"), Columns.wrap("one two three", 8));
  }

  @Test
  void wide_characters_take_two_columns() {
    assertEquals(List.of("统统", "统"), Columns.wrap("统统统", 5));
    assertEquals("统…", Columns.fit("统统统", 4));
    assertEquals("统  ", Columns.pad("统", 4));
  }

  @Test
  void what_is_cut_off_is_shown_to_be() {
    assertEquals(List.of("one", "two…"), Columns.wrap("one two three", 5, 2));
  }

  @Property(tries = 300)
  void no_line_is_wider_than_asked(
      @ForAll String text, @ForAll @IntRange(min = 2, max = 40) int n) {
    for (String line : Columns.wrap(Printable.escape(text), n)) {
      assertTrue(Printable.width(line) <= n, line);
    }
  }

  @Test
  void of_a_text_that_is_too_long_the_tail_is_kept() {
    assertEquals(
        List.of("aaa bbb", "ccc… [id]"), Columns.wrap("aaa bbb ccc ddd eee", " [id]", 9, 2));
    assertEquals(List.of("aaa bbb", "ccc [id]"), Columns.wrap("aaa bbb ccc", " [id]", 9, 2));
  }

  @Test
  void a_text_without_blanks_is_cut_where_the_lines_end() {
    assertEquals(List.of("aaaaaaaaa", "aaaaaaaa…"), Columns.wrap("a".repeat(40), " [id]", 9, 2));
  }
}
