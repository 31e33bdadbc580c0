package dev.advise.check;

import dev.advise.facts.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Does each profile have a name of its own? */
final class NameCheck {

  private final FindingKind taken;

  NameCheck(Catalogue catalogue) {
    taken = catalogue.named("name-taken");
  }

  List<Finding> find(List<Subject> subjects) {
    Map<String, String> files = new HashMap<>();
    List<Finding> found = new ArrayList<>();
    for (Subject subject : subjects) {
      String other = files.putIfAbsent(subject.service(), subject.file());
      if (other != null) {
        found.add(
            taken.found(
                subject.service(), subject.at(Field.NAME), "/name", Map.of("other", other)));
      }
    }
    return found;
  }
}
