package dev.advise.report;

import dev.advise.facts.Printable;
import dev.advise.report.Outline.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table in columns of a terminal; its last column wraps. */
final class Grid {

  private static final int GAP = 2;
  private static final int NARROWEST_LAST = 30;

  private final List<List<String>> rows;
  private final int[] widths;
  private final int lastColumns;

  Grid(Table table, int columns) {
    rows =
        Stream.concat(Stream.of(table.columns()), table.rows().stream())
            .map(row -> row.stream().map(Printable::oneLine).toList())
            .toList();
    widths =
        IntStream.range(0, table.columns().size())
            .map(i -> rows.stream().mapToInt(row -> Printable.width(row.get(i))).max().orElse(0))
            .toArray();
    int before = IntStream.range(0, widths.length - 1).map(i -> widths[i] + GAP).sum();
    lastColumns = Math.max(NARROWEST_LAST, columns - GAP - before);
  }

  List<String> lines() {
    return rows.stream().flatMap(row -> lines(row).stream()).toList();
  }

  private List<String> lines(List<String> row) {
    StringBuilder start = new StringBuilder(" ".repeat(GAP));
    int last = row.size() - 1;
    for (int i = 0; i < last; i++) {
      start.append(Columns.pad(row.get(i), widths[i] + GAP));
    }
    List<String> wrapped = Columns.wrap(row.get(last), lastColumns);
    List<String> lines = new ArrayList<>();
    lines.add((start + wrapped.get(0)).stripTrailing());
    wrapped.stream().skip(1).forEach(l -> lines.add(" ".repeat(Printable.width("" + start)) + l));
    return lines;
  }
}
