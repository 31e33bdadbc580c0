package dev.advise.check;

import dev.advise.facts.Field;
import java.util.Map;
import java.util.Optional;

/**
 * Was at least one decision judged on measurements? If none was, green would mean nothing. It is
 * shown one profile after the other.
 */
final class MeasuredCheck {

  private final FindingKind none;
  private final boolean isAllowed;
  private Optional<Place> first = Optional.empty();
  private long decided;
  private boolean anyMeasured;

  MeasuredCheck(Catalogue catalogue, boolean isAllowed) {
    this.none = catalogue.named("no-evidence");
    this.isAllowed = isAllowed;
  }

  void meet(Subject subject) {
    if (subject.decision().isPresent()) {
      first = first.or(() -> Optional.of(subject.at(Field.DECISION)));
      decided++;
      anyMeasured |= subject.isMeasured();
    }
  }

  Optional<Finding> found() {
    return isAllowed || anyMeasured
        ? Optional.empty()
        : first.map(
            place ->
                none.found(
                    Wording.of("all-services"),
                    place,
                    "/",
                    Map.of("count", String.valueOf(decided))));
  }
}
