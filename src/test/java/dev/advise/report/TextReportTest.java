package dev.advise.report;

import static dev.advise.report.Recommendations.KNOWLEDGE;
import static dev.advise.report.Recommendations.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Printable;
import dev.advise.facts.Recommendation;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextReportTest {

  private static String tell(Recommendation recommendation) {
    return new TextReport(KNOWLEDGE, NOW, Ink.PLAIN, false).tell(recommendation);
  }

  @Test
  void the_answer_stands_in_the_first_line_and_the_reasons_follow() throws IOException {
    Golden.assertGolden("thumbnailer.txt", tell(Recommendations.thumbnailer()));
  }

  @Test
  void a_plain_loop_is_called_no_concurrency() throws IOException {
    Golden.assertGolden("plain-loop.txt", tell(Recommendations.plainLoop()));
  }

  @Test
  void where_no_model_fits_the_clashing_requirements_are_named() throws IOException {
    Golden.assertGolden("clash.txt", tell(Recommendations.clash()));
  }

  @Test
  void verbose_shows_every_table() throws IOException {
    Golden.assertGolden(
        "thumbnailer-verbose.txt",
        new TextReport(KNOWLEDGE, NOW, Ink.PLAIN, true).tell(Recommendations.thumbnailer()));
  }

  @Test
  void the_most_crowded_report_fits_on_one_screen() {
    String[] lines = tell(Recommendations.crowded()).split("\n");
    assertTrue(lines.length <= TextPage.LINES, lines.length + " lines");
    assertTrue(lines.length > TextPage.LINES - 3, lines.length + " lines leave room unused");
    for (String line : lines) {
      assertTrue(Printable.width(line) <= TextPage.COLUMNS, line);
    }
  }

  @Test
  void the_most_crowded_report_still_says_why_nothing_was_measured() {
    String told = tell(Recommendations.crowdedAndUnmeasured());
    assertTrue(told.contains("Not measured: no python3 on PATH"), told);
    assertTrue(told.lines().count() <= TextPage.LINES, told);
  }

  @Test
  void colour_changes_nothing_but_the_colour() {
    Recommendation recommendation = Recommendations.thumbnailer();
    String coloured = new TextReport(KNOWLEDGE, NOW, Ink.COLOUR, false).tell(recommendation);
    assertEquals(tell(recommendation), coloured.replaceAll("\u001b\\[\\d+m", ""));
  }

  @Property(tries = 200)
  void no_name_reaches_the_terminal_raw(@ForAll String name) {
    String told = tell(Recommendations.named("\u001b]0;x\u0007" + name));
    assertFalse(told.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)), told);
    assertTrue(told.lines().noneMatch(line -> line.strip().startsWith("::")), told);
  }

  @Test
  void a_name_is_no_command_to_a_build_server_wherever_its_line_breaks() {
    String told = tell(Recommendations.named("a".repeat(99) + " ::error::owned"));
    assertTrue(told.lines().noneMatch(line -> line.strip().startsWith("::")), told);
  }
}
