package dev.advise.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrintableTest {

  @Test
  void no_kind_of_blank_hides_a_command_of_a_build_server() {
    for (String blank : List.of("", " ", "\u00a0", "\u2007", "\u202f", "\u3000", " \u00a0 ")) {
      assertEquals(blank + "\\u003a:error::x", Printable.oneLine(blank + "::error::x"));
    }
    assertEquals("a ::error::x", Printable.oneLine("a ::error::x"));
  }

  static List<Arguments> texts_and_what_is_shown() {
    return List.of(
        Arguments.of("plain, 图 and 😀", "plain, 图 and 😀"),
        Arguments.of("a\nb\r\tc", "a\\nb\\r\\tc"),
        Arguments.of("\u001b[31mred", "\\u001b[31mred"),
        Arguments.of("\u009b31m", "\\u009b31m"),
        Arguments.of("\u007f\0", "\\u007f\\u0000"),
        Arguments.of("\u202e\u2066\u200e", "\\u202e\\u2066\\u200e"),
        Arguments.of("\u2028\ufeff", "\\u2028\\ufeff"),
        Arguments.of("\ud800", "\\ud800"),
        Arguments.of(new String(Character.toChars(0xe0041)), "\\u{e0041}"),
        Arguments.of("C:\\new\\table", "C:\\new\\table"),
        Arguments.of("👩\u200d💻", "👩\u200d💻"),
        Arguments.of("::error::x", "\\u003a:error::x"),
        Arguments.of("  ::set-output", "  \\u003a:set-output"),
        Arguments.of("a ::b", "a ::b"),
        Arguments.of("x ##[error]y", "x \\u0023#[error]y"),
        Arguments.of("##vso[task]", "\\u0023#vso[task]"));
  }

  @ParameterizedTest
  @MethodSource("texts_and_what_is_shown")
  void a_text_becomes_one_harmless_line(String text, String shown) {
    assertEquals(shown, Printable.oneLine(text));
  }

  @Test
  void escaping_alone_leaves_colons_which_speak_only_at_the_start_of_a_line() {
    assertEquals("::error::x", Printable.escape("::error::x"));
    assertEquals("a \\u0023#[x]", Printable.escape("a ##[x]"));
  }

  @ParameterizedTest
  @CsvSource({"abc, 3", "缩略图, 6", "😀, 2", "é, 1", "ｆ, 2", "한글, 4", "…, 1", "µ, 1"})
  void width_is_what_a_terminal_takes(String text, int columns) {
    assertEquals(columns, Printable.width(text));
    assertEquals(columns, Printable.width(text + "\u0301"));
  }
}
