package dev.advise.report;

import dev.advise.facts.Recommendation;

/** A way of telling recommendations, one after the other. */
public sealed interface Report permits TextReport, JsonReport, MarkdownReport {

  /** What stands before the first. */
  default String opening() {
    return "";
  }

  /** One recommendation, its last line ended where others may follow on a line of their own. */
  String tell(Recommendation recommendation);

  /** What stands between two. */
  default String between() {
    return "\n";
  }

  /** What stands after the last. */
  default String closing() {
    return "";
  }
}
