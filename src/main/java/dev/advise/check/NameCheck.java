package dev.advise.check;

import dev.advise.facts.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Does each profile have a name of its own? It is shown one after the other. */
final class NameCheck {

  private final FindingKind taken;
  private final Map<String, String> files = new HashMap<>();
  private final List<Finding> found = new ArrayList<>();

  NameCheck(Catalogue catalogue) {
    taken = catalogue.named("name-taken");
  }

  void meet(Subject subject) {
    String other = files.putIfAbsent(subject.service(), subject.file());
    if (other != null) {
      found.add(
          taken.found(subject.service(), subject.at(Field.NAME), "/name", Map.of("other", other)));
    }
  }

  List<Finding> found() {
    return found;
  }
}
