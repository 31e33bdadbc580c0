package dev.advise.cli;

import dev.advise.facts.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text into lines of a terminal: at blanks, and between wide characters, which need none; no
 * line begins with a mark that belongs to the one before.
 */
final class Columns {

  private static final String NEVER_FIRST = "，。、；：？！）”’》】…,.;:?!)]}%";
  private static final int LEAST = 20;

  private Columns() {}

  /** The lines of a text, none wider than the columns unless a single word is. */
  static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
      wrap(paragraph, Math.max(LEAST, columns), lines);
    }
    return lines;
  }

  /**
   * Lines that stand as they are, set in by two; what is wider than the columns goes on further in,
   * where YAML takes it for the same value.
   */
  static List<String> verbatim(String text, int columns) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String margin = " ".repeat(line.length() - line.stripLeading().length() + 2);
      String indent = "";
      for (String piece : wrap(line.strip(), columns - Printable.width(margin) - 4)) {
        lines.add(margin + indent + piece);
        indent = "    ";
      }
    }
    return lines;
  }

  /** Items one after the other, each kept in one line where it fits. */
  static List<String> row(List<String> items, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String item : items) {
      if (!line.isEmpty() && Printable.width(line + "  " + item) > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : "  ").append(item);
    }
    lines.add(line.toString());
    return lines.stream().flatMap(l -> wrap(l, columns).stream()).toList();
  }

  private static void wrap(String paragraph, int columns, List<String> lines) {
    StringBuilder line = new StringBuilder();
    for (String piece : pieces(paragraph)) {
      boolean fits = Printable.width(line + piece.stripTrailing()) <= columns;
      if (!fits && !line.isEmpty()) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        line.append(piece.stripLeading());
      } else {
        line.append(piece);
      }
    }
    lines.add(line.toString().stripTrailing());
  }

  /** What must not be broken: words with the blank after them, wide characters one by one. */
  private static List<String> pieces(String paragraph) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    int[] characters = paragraph.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      String character = Character.toString(characters[i]);
      piece.append(character);
      boolean last = i + 1 == characters.length;
      String next = last ? "" : Character.toString(characters[i + 1]);
      boolean wide = Printable.width(character) == 2 || (!last && Printable.width(next) == 2);
      boolean mayBreak =
          (character.equals(" ") && !next.equals(" ")) || (wide && !NEVER_FIRST.contains(next));
      if (last || (mayBreak && !(wide && opens(character)))) {
        pieces.add(piece.toString());
        piece.setLength(0);
      }
    }
    return pieces;
  }

  private static boolean opens(String character) {
    return "（“‘《【([{".contains(character);
  }
}
