package dev.advise.check;

import dev.advise.facts.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Does each profile have a name of its own? It is shown one after the other, and remembers. */
final class NameCheck implements Check {

  private final FindingKind taken;
  private final Map<String, String> files = new HashMap<>();

  NameCheck(Catalogue catalogue) {
    taken = catalogue.named("name-taken");
  }

  @Override
  public Examination examine(Subject subject) {
    String other = files.putIfAbsent(subject.service(), subject.file());
    return Examination.of(
        taken,
        other == null
            ? List.of()
            : List.of(
                taken.found(
                    subject.service(), subject.at(Field.NAME), "/name", Map.of("other", other))));
  }
}
