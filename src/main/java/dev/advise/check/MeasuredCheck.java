package dev.advise.check;

import dev.advise.facts.Field;
import java.util.Map;
import java.util.Optional;

/** Was any decision judged on measurements? If none was, green would mean nothing. */
final class MeasuredCheck {

  private final FindingKind none;
  private long decided;
  private boolean isAnyMeasured;
  private Optional<Place> first = Optional.empty();

  MeasuredCheck(Catalogue catalogue) {
    this.none = catalogue.named("no-evidence");
  }

  /** Takes note of one profile more. */
  void see(Subject subject) {
    if (subject.decision().isPresent()) {
      decided++;
      isAnyMeasured |= subject.isMeasured();
      first = first.or(() -> Optional.of(subject.at(Field.DECISION)));
    }
  }

  /** What is to be said of all that were seen. */
  Optional<Finding> find() {
    return first
        .filter(place -> !isAnyMeasured)
        .map(
            place ->
                none.found("all services", place, "/", Map.of("count", String.valueOf(decided))));
  }
}
