package dev.advise.report;

import dev.advise.facts.Figures;
import dev.advise.facts.Recommendation;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Section;
import dev.advise.report.Outline.Table;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** For a pull request or a design document. Whatever was not written here is escaped. */
public final class MarkdownReport implements Report {

  private final Words words = Words.shipped();
  private final Knowledge knowledge;
  private final Instant now;
  private final boolean verbose;

  /**
   * @param knowledge what the textbook says
   * @param now what ages are counted from
   */
  public MarkdownReport(Knowledge knowledge, Instant now, boolean verbose) {
    this.knowledge = knowledge;
    this.now = now;
    this.verbose = verbose;
  }

  @Override
  public String tell(Recommendation recommendation) {
    Reasons reasons = new Reasons(words, knowledge, now, recommendation);
    Tables tables = new Tables(words, knowledge, recommendation);
    StringBuilder page =
        new StringBuilder("## ").append(Markdown.escape(reasons.answer())).append('\n');
    reasons.sections().forEach(section -> page.append(section(section)));
    for (Table table : verbose ? tables.all() : List.of(tables.scorecard())) {
      page.append(table(table));
    }
    return page.toString();
  }

  private static String section(Section section) {
    return section.items().stream()
        .map(MarkdownReport::item)
        .collect(
            Collectors.joining("", "\n### " + Markdown.escape(section.heading()) + "\n\n", ""));
  }

  private static String item(Item item) {
    StringBuilder line = new StringBuilder("- ");
    item.points().ifPresent(p -> line.append("**").append(Figures.points(p)).append("** "));
    line.append(Markdown.escape(item.sentence()));
    item.reference().ifPresent(r -> line.append(" (").append(Markdown.escape(r)).append(')'));
    return line.append('\n').toString();
  }

  private static String table(Table table) {
    StringBuilder text = new StringBuilder("\n### " + Markdown.escape(table.heading()) + "\n\n");
    text.append(row(table.columns()));
    text.append("|").append(" --- |".repeat(table.columns().size())).append('\n');
    table.rows().forEach(row -> text.append(row(row)));
    return text.toString();
  }

  private static String row(List<String> cells) {
    return cells.stream().map(Markdown::escape).collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
