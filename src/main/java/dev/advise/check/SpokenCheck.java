package dev.advise.check;

import dev.advise.facts.Field;
import dev.advise.facts.Recommendation;
import java.util.List;
import java.util.Map;

/** Did any rule speak, so that agreement means something? */
final class SpokenCheck implements Check {

  private final FindingKind silent;

  SpokenCheck(Catalogue catalogue) {
    silent = catalogue.named("no-rule-fired");
  }

  @Override
  public Examination examine(Subject subject) {
    if (subject.decision().isEmpty()) {
      return Examination.NOTHING;
    }
    Recommendation advice = subject.advice();
    boolean spoke =
        !advice.arguments().isEmpty()
            || !advice.refuted().isEmpty()
            || !advice.excluded().isEmpty();
    return Examination.of(
        silent,
        spoke
            ? List.of()
            : List.of(
                silent.found(
                    subject.service(),
                    subject.at(Field.DECISION),
                    Subject.pointer(Field.DECISION),
                    Map.of())));
  }
}
