package dev.advise.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was looked for in one profile, and what was found.
 *
 * @param asked the kinds that were looked for, so that a pass says what passed
 */
record Examination(List<FindingKind> asked, List<Finding> found) {

  static final Examination NOTHING = new Examination(List.of(), List.of());

  static Examination of(FindingKind asked, List<Finding> found) {
    return new Examination(List.of(asked), found);
  }

  Examination and(Examination other) {
    return new Examination(
        Stream.concat(asked.stream(), other.asked.stream()).distinct().toList(),
        new ArrayList<>(Stream.concat(found.stream(), other.found.stream()).toList()));
  }
}
