package dev.advise.report;

import dev.advise.facts.Figures;
import dev.advise.facts.Printable;
import dev.advise.facts.Recommendation;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Section;
import dev.advise.report.Outline.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * For a person at a terminal: the answer in the first line, then the reasons, on one screen of 45
 * lines and 100 columns unless all the tables are asked for.
 */
public final class TextReport implements Report {

  static final int COLUMNS = 100;
  static final int LINES = 45;

  private static final int POINTS_COLUMNS = 6;
  private static final int ALL_ITEMS = Integer.MAX_VALUE;
  private static final int MOST_ITEMS = 6;
  private static final int MOST_LINES_OF_AN_ITEM = 2;

  private final Words words = Words.shipped();
  private final Knowledge knowledge;
  private final Instant now;
  private final Ink ink;
  private final boolean verbose;

  /**
   * @param knowledge what the textbook says
   * @param now what ages are counted from
   */
  public TextReport(Knowledge knowledge, Instant now, Ink ink, boolean verbose) {
    this.knowledge = knowledge;
    this.now = now;
    this.ink = ink;
    this.verbose = verbose;
  }

  @Override
  public String tell(Recommendation recommendation) {
    Reasons reasons = new Reasons(words, knowledge, now, recommendation);
    List<Table> tables =
        verbose ? new Tables(words, knowledge, recommendation).all() : List.<Table>of();
    Outline outline = new Outline(reasons.answer(), reasons.sections(), tables, reasons.further());
    return String.join("\n", verbose ? lines(outline, ALL_ITEMS) : screenful(outline)) + "\n";
  }

  /** As many items of each section as leave the whole on one screen. */
  private List<String> screenful(Outline outline) {
    List<String> lines = lines(outline, MOST_ITEMS);
    for (int items = MOST_ITEMS - 1; items > 0 && lines.size() > LINES; items--) {
      lines = lines(outline, items);
    }
    return lines;
  }

  private List<String> lines(Outline outline, int mostItems) {
    List<String> lines = new ArrayList<>();
    Columns.wrap(Printable.oneLine(outline.answer()), COLUMNS, MOST_LINES_OF_AN_ITEM)
        .forEach(line -> lines.add(ink.bold(line)));
    for (Section section : outline.sections()) {
      lines.add("");
      lines.add(ink.bold(section.heading()));
      List<Item> items = section.items();
      // A line that says "and 1 more" could as well be that one.
      int shown = items.size() == mostItems + 1 && mostItems > 1 ? mostItems + 1 : mostItems;
      items.stream().limit(shown).forEach(item -> lines.addAll(lines(item)));
      if (items.size() > shown) {
        String more = String.valueOf(items.size() - shown);
        lines.add("  " + ink.faint(words.say("more", Map.of("n", more))));
      }
    }
    outline.tables().forEach(table -> lines.addAll(lines(table)));
    lines.add("");
    if (!verbose) {
      lines.add(ink.faint(Columns.fit(Printable.oneLine(outline.further()), COLUMNS)));
    }
    return lines;
  }

  private List<String> lines(Item item) {
    boolean weighed = item.points().isPresent();
    int indent = weighed ? 2 + POINTS_COLUMNS + 1 : 2;
    String text =
        Printable.oneLine(item.sentence())
            + item.reference().map(r -> " [" + Printable.oneLine(r) + "]").orElse("");
    List<String> wrapped =
        Columns.wrap(text, COLUMNS - indent, verbose ? ALL_ITEMS : MOST_LINES_OF_AN_ITEM);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < wrapped.size(); i++) {
      lines.add(
          (i == 0 ? margin(item, indent) : " ".repeat(indent)) + Printable.oneLine(wrapped.get(i)));
    }
    return lines;
  }

  private String margin(Item item, int indent) {
    if (item.points().isEmpty()) {
      return " ".repeat(indent);
    }
    double points = item.points().getAsDouble();
    String figure = Figures.points(points);
    String padded = " ".repeat(Math.max(0, POINTS_COLUMNS - figure.length())) + figure;
    return "  " + ink.signed(points, padded) + " ";
  }

  private List<String> lines(Table table) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(ink.bold(Printable.oneLine(table.heading())));
    lines.addAll(new Grid(table, COLUMNS).lines());
    return lines;
  }
}
