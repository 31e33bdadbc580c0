package dev.advise.report;

import dev.advise.facts.Figures;
import dev.advise.facts.Printable;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Listing;
import dev.advise.report.Outline.Section;
import dev.advise.report.Outline.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An outline in the lines and columns of a terminal. */
final class TextPage {

  static final int COLUMNS = 100;
  static final int LINES = 45;

  private static final int POINTS_COLUMNS = 6;
  private static final int ALL = Integer.MAX_VALUE;
  private static final int MOST_ITEMS = 6;
  private static final int MOST_LINES_OF_AN_ITEM = 2;

  private final Words words;
  private final Ink ink;

  TextPage(Words words, Ink ink) {
    this.words = words;
    this.ink = ink;
  }

  /** All of it, however long. */
  String whole(Outline outline) {
    int[] items = new int[outline.sections().size()];
    Arrays.fill(items, ALL);
    return text(lines(outline, items, ALL));
  }

  /** As many items of each section as leave the whole on one screen. */
  String screenful(Outline outline) {
    int[] items = new int[outline.sections().size()];
    Arrays.fill(items, 1);
    List<String> lines = lines(outline, items, MOST_LINES_OF_AN_ITEM);
    for (int round = 1; round < MOST_ITEMS; round++) {
      for (int section = 0; section < items.length; section++) {
        items[section]++;
        List<String> fuller = lines(outline, items, MOST_LINES_OF_AN_ITEM);
        if (fuller.size() <= LINES) {
          lines = fuller;
        } else {
          items[section]--;
        }
      }
    }
    return text(lines);
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private List<String> lines(Outline outline, int[] mostItems, int mostLines) {
    List<String> lines = new ArrayList<>();
    wrap(outline.answer(), "", COLUMNS, mostLines).forEach(line -> lines.add(ink.bold(line)));
    for (int i = 0; i < mostItems.length; i++) {
      lines.addAll(lines(outline.sections().get(i), mostItems[i], mostLines));
    }
    outline.tables().forEach(table -> lines.addAll(lines(table)));
    outline.listings().forEach(listing -> lines.addAll(lines(listing)));
    outline
        .further()
        .ifPresent(
            further -> {
              lines.add("");
              lines.add(ink.faint(Columns.fit(Printable.oneLine(further), COLUMNS)));
            });
    return lines;
  }

  private List<String> lines(Section section, int mostItems, int mostLines) {
    List<String> lines = heading(section.heading());
    List<Item> items = section.items();
    // A line that says "and 1 more" could as well be that one.
    boolean oneMore = mostItems > 1 && items.size() == mostItems + 1;
    int shown = oneMore ? items.size() : Math.min(mostItems, items.size());
    boolean weighs = items.stream().anyMatch(item -> item.points().isPresent());
    int indent = weighs ? 2 + POINTS_COLUMNS + 1 : 2;
    items.stream().limit(shown).forEach(item -> lines.addAll(lines(item, indent, mostLines)));
    if (items.size() > shown) {
      String more = String.valueOf(items.size() - shown);
      lines.add("  " + ink.faint(words.say("more", Map.of("n", more))));
    }
    return lines;
  }

  private List<String> lines(Item item, int indent, int mostLines) {
    String reference = item.reference().map(r -> " [" + r + "]").orElse("");
    List<String> wrapped = wrap(item.sentence(), reference, COLUMNS - indent, mostLines);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < wrapped.size(); i++) {
      lines.add((i == 0 ? margin(item, indent) : " ".repeat(indent)) + wrapped.get(i));
    }
    return lines;
  }

  /** A line that a text breaks into is made safe again: it may begin with what no line may. */
  private static List<String> wrap(String text, String tail, int columns, int mostLines) {
    return Columns.wrap(Printable.oneLine(text), Printable.oneLine(tail), columns, mostLines)
        .stream()
        .map(Printable::oneLine)
        .toList();
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
    List<String> lines = heading(table.heading());
    lines.addAll(new Grid(table, COLUMNS).lines());
    return lines;
  }

  private List<String> lines(Listing listing) {
    List<String> lines = heading(listing.heading());
    listing.text().lines().forEach(line -> lines.add("  " + Printable.oneLine(line)));
    return lines;
  }

  private List<String> heading(String heading) {
    List<String> lines = new ArrayList<>(List.of(""));
    wrap(heading, "", COLUMNS, MOST_LINES_OF_AN_ITEM).forEach(line -> lines.add(ink.bold(line)));
    return lines;
  }
}
