package dev.advise.report;

import static dev.advise.report.Recommendations.KNOWLEDGE;
import static dev.advise.report.Recommendations.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {

  private static final MarkdownReport REPORT = new MarkdownReport(KNOWLEDGE, NOW, false);

  @Test
  void it_is_fit_to_paste() throws IOException {
    Golden.assertGolden("thumbnailer.md", REPORT.tell(Recommendations.thumbnailer()));
  }

  @Test
  void a_name_is_neither_markup_nor_a_call() {
    String told = REPORT.tell(Recommendations.named("a|b <script>\n# *x* [y](z) @all `q` __b__"));
    assertTrue(
        told.startsWith(
                "## a\\|b &lt;script&gt;\\\\n \\# \\*x\\* \\[y\\](z) &#64;&#8203;all \\`q\\` \\__b\\__:")
            || told.startsWith(
                "## a\\|b &lt;script&gt;\\\\n\\# \\*x\\* \\[y\\](z) &#64;&#8203;all \\`q\\` \\_\\_b\\_\\_:"),
        told.lines().findFirst().orElse(""));
  }

  @Test
  void what_would_open_a_list_is_escaped_and_field_names_stay_readable() {
    assertEquals("\\- x", Markdown.escape("- x"));
    assertEquals("1\\. x", Markdown.escape("1. x"));
    assertEquals("1.5x as long", Markdown.escape("1.5x as long"));
    assertEquals("workload.cpu_per_task 1.5ms", Markdown.escape("workload.cpu_per_task 1.5ms"));
  }
}
