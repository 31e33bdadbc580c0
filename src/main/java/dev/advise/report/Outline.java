package dev.advise.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a report says, before any format: the answer, the sections that give the reasons, the tables
 * behind them, and where to look further. Texts are as they came; a renderer makes them safe.
 */
record Outline(String answer, List<Section> sections, List<Table> tables, String further) {

  /** A heading and what stands under it, the weightiest first. */
  record Section(String heading, List<Item> items) {}

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
}
