package dev.advise.report;

import dev.advise.facts.Figures;
import dev.advise.facts.Printable;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Listing;
import dev.advise.report.Outline.Section;
import dev.advise.report.Outline.Table;
import java.util.ArrayList;
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
    List<Block> blocks = blocks(outline, ALL);
    return text(outline, blocks, blocks.stream().mapToInt(block -> ALL).toArray(), ALL);
  }

  /** As many items of each section as leave the whole on one screen. */
  String screenful(Outline outline) {
    List<Block> blocks = blocks(outline, MOST_LINES_OF_AN_ITEM);
    int[] items = outline.sections().stream().mapToInt(Section::least).toArray();
    int length = lines(outline, blocks, items, MOST_LINES_OF_AN_ITEM).size();
    for (int round = 1; round < MOST_ITEMS; round++) {
      for (int i = 0; i < items.length; i++) {
        Block block = blocks.get(i);
        int fuller = length - block.length(items[i]) + block.length(items[i] + 1);
        if (items[i] <= round && fuller <= LINES) {
          items[i]++;
          length = fuller;
        }
      }
    }
    return text(outline, blocks, items, MOST_LINES_OF_AN_ITEM);
  }

  /** A section in lines, each item's of its own, so that any number of them can be shown. */
  private record Block(List<String> heading, List<List<String>> items) {

    int shown(int mostItems) {
      // A line that says "and 1 more" could as well be that one.
      boolean oneMore = mostItems > 1 && items.size() == mostItems + 1;
      return oneMore ? items.size() : Math.min(mostItems, items.size());
    }

    int length(int mostItems) {
      int shown = shown(mostItems);
      int length = heading.size() + (shown < items.size() ? 1 : 0);
      for (List<String> item : items.subList(0, shown)) {
        length += item.size();
      }
      return length;
    }
  }

  private List<Block> blocks(Outline outline, int mostLines) {
    return outline.sections().stream().map(section -> block(section, mostLines)).toList();
  }

  private Block block(Section section, int mostLines) {
    boolean weighs = section.items().stream().anyMatch(item -> item.points().isPresent());
    int indent = weighs ? 2 + POINTS_COLUMNS + 1 : 2;
    return new Block(
        heading(section.heading()),
        section.items().stream().map(item -> lines(item, indent, mostLines)).toList());
  }

  private String text(Outline outline, List<Block> blocks, int[] mostItems, int mostLines) {
    return String.join("\n", lines(outline, blocks, mostItems, mostLines)) + "\n";
  }

  private List<String> lines(Outline outline, List<Block> blocks, int[] mostItems, int mostLines) {
    List<String> lines = new ArrayList<>();
    wrap(outline.answer(), "", COLUMNS, mostLines).forEach(line -> lines.add(ink.bold(line)));
    for (int i = 0; i < mostItems.length; i++) {
      lines.addAll(lines(blocks.get(i), mostItems[i]));
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

  private List<String> lines(Block block, int mostItems) {
    List<String> lines = new ArrayList<>(block.heading());
    int shown = block.shown(mostItems);
    block.items().subList(0, shown).forEach(lines::addAll);
    if (shown < block.items().size()) {
      String more = String.valueOf(block.items().size() - shown);
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
