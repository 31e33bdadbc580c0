package dev.advise.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a report says, before any format: the answer, the sections that give the reasons, the tables
 * behind them, files quoted in full, and where to look further. Texts are as they came; a page
 * makes them safe.
 */
record Outline(
    String answer,
    List<Section> sections,
    List<Table> tables,
    List<Listing> listings,
    Optional<String> further) {

  /**
   * A heading and what stands under it, the weightiest first.
   *
   * @param least how many items are never left out, however crowded the page
   */
  record Section(String heading, List<Item> items, int least) {

    Section(String heading, List<Item> items) {
      this(heading, items, 1);
    }
  }

  /**
   * One sentence.
   *
   * @param points what it weighs, where it is an argument
   * @param reference the rule or claim to look up
   */
  record Item(OptionalDouble points, String sentence, Optional<String> reference) {

    static Item of(String sentence) {
      return new Item(OptionalDouble.empty(), sentence, Optional.empty());
    }

    static Item of(String sentence, String reference) {
      return new Item(OptionalDouble.empty(), sentence, Optional.of(reference));
    }
  }

  /** A table, of whose columns the last may be long. */
  record Table(String heading, List<String> columns, List<List<String>> rows) {}

  /**
   * A file quoted as it is.
   *
   * @param language what Markdown is told to colour it as
   */
  record Listing(String heading, String language, String text) {}
}
