package dev.advise.report;

import dev.advise.facts.Figures;
import dev.advise.facts.Printable;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Listing;
import dev.advise.report.Outline.Section;
import dev.advise.report.Outline.Table;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An outline as Markdown. Whatever was not written here is escaped. */
public final class Markdown {

  /** What Markdown gives a meaning to wherever it stands. */
  private static final String MEANT = "\\`*_{}[]#|~";

  /** A bullet or a number, as a list within a list would begin. */
  private static final Pattern OPENS_A_LIST = Pattern.compile("[-+]|\\d+[.)](?!\\S)");

  private Markdown() {}

  /** The outline as a part of a document, its heading of the second level. */
  static String page(Outline outline) {
    StringBuilder page = new StringBuilder("## ").append(escape(outline.answer())).append('\n');
    outline.sections().forEach(section -> page.append(section(section)));
    outline.tables().forEach(table -> page.append(table(table)));
    outline.listings().forEach(listing -> page.append(listing(listing)));
    return page.toString();
  }

  private static String heading(String heading) {
    return "\n### " + escape(heading) + "\n\n";
  }

  private static String section(Section section) {
    return section.items().stream()
        .map(Markdown::item)
        .collect(Collectors.joining("", heading(section.heading()), ""));
  }

  private static String item(Item item) {
    StringBuilder line = new StringBuilder("- ");
    item.points().ifPresent(p -> line.append("**").append(Figures.points(p)).append("** "));
    line.append(escape(item.sentence()));
    item.reference().ifPresent(r -> line.append(" (").append(escape(r)).append(')'));
    return line.append('\n').toString();
  }

  private static String table(Table table) {
    StringBuilder text = new StringBuilder(heading(table.heading()));
    text.append(row(table.columns()));
    text.append("|").append(" --- |".repeat(table.columns().size())).append('\n');
    table.rows().forEach(row -> text.append(row(row)));
    return text.toString();
  }

  private static String row(List<String> cells) {
    return cells.stream().map(Markdown::within).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** A fence is longer than any run of backticks within it. */
  private static String listing(Listing listing) {
    String fence = "```";
    while (listing.text().contains(fence)) {
      fence += "`";
    }
    String text = listing.text().lines().map(Printable::escape).collect(Collectors.joining("\n"));
    return heading(listing.heading())
        + fence
        + listing.language()
        + "\n"
        + text
        + "\n"
        + fence
        + "\n";
  }

  /** The text on one line, so that neither Markdown nor HTML takes any of it for its own. */
  public static String escape(String text) {
    String safe = within(text);
    Matcher list = OPENS_A_LIST.matcher(safe);
    if (!list.lookingAt()) {
      return safe;
    }
    int sign = list.end() - 1;
    return safe.substring(0, sign) + "\\" + safe.substring(sign);
  }

  /** The same where it does not begin a line, so that it cannot open a list within a list. */
  private static String within(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    String line = Printable.oneLine(text);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '&' -> safe.append("&amp;");
        // A name after this sign would be called to the discussion, were there nothing between.
        case '@' -> safe.append("&#64;&#8203;");
        case '_' -> safe.append(isWithinWord(line, i) ? "_" : "\\_");
        default -> safe.append(MEANT.indexOf(c) >= 0 ? "\\" : "").append(c);
      }
    }
    return safe.toString();
  }

  /** An underscore between two letters means nothing, and field names have many. */
  private static boolean isWithinWord(String line, int i) {
    return i > 0
        && i + 1 < line.length()
        && Character.isLetterOrDigit(line.charAt(i - 1))
        && Character.isLetterOrDigit(line.charAt(i + 1));
  }
}
