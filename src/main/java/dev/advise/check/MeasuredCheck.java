package dev.advise.check;

import dev.advise.facts.Field;
import java.util.List;
import java.util.Map;

/** Was at least one decision judged on measurements? If none was, green would mean nothing. */
final class MeasuredCheck {

  private final FindingKind none;
  private final boolean isAllowed;

  MeasuredCheck(Catalogue catalogue, boolean isAllowed) {
    this.none = catalogue.named("no-evidence");
    this.isAllowed = isAllowed;
  }

  List<Finding> find(List<Subject> subjects) {
    List<Subject> decided = subjects.stream().filter(s -> s.decision().isPresent()).toList();
    if (isAllowed || decided.isEmpty() || decided.stream().anyMatch(Subject::isMeasured)) {
      return List.of();
    }
    Subject first = decided.get(0);
    return List.of(
        none.found(
            "all services",
            first.at(Field.DECISION),
            "/",
            Map.of("declared", String.valueOf(decided.size()))));
  }
}
