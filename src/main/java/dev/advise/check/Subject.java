package dev.advise.check;

import dev.advise.facts.Decision;
import dev.advise.facts.Field;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.Profile;
import dev.advise.facts.Recommendation;
import dev.advise.facts.RuntimeReport;
import dev.advise.profile.Position;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One profile with all that it is judged by.
 *
 * @param file as reports show it
 * @param today the day of the check
 */
record Subject(
    String file,
    Profile profile,
    Map<Field, Position> positions,
    SourceLines lines,
    HostEvidence host,
    Recommendation advice,
    LocalDate today) {

  String service() {
    return profile.name();
  }

  Optional<Decision> decision() {
    return profile.decision();
  }

  /** Where the first of these fields that was written stands, else the decision, else the file. */
  Place at(Field... fields) {
    for (Field field : fields) {
      if (positions.containsKey(field)) {
        return lines.place(file, positions.get(field));
      }
    }
    return positions.containsKey(Field.DECISION)
        ? lines.place(file, positions.get(Field.DECISION))
        : Place.of(file);
  }

  RuntimeReport runtime() {
    return host.report().runtime(profile.platform().runtime());
  }

  /** Whether anything was measured for the profile's runtime. */
  boolean isMeasured() {
    return runtime().estimates().values().stream().anyMatch(r -> r.toOptional().isPresent());
  }

  /** Whether it is known for how many cores the rules sized. */
  boolean knowsCores() {
    HostFacts facts = host.report().facts();
    return profile.platform().cores().isPresent()
        || List.of(HostFact.CORES_AFFINITY, HostFact.CORES_ONLINE, HostFact.CORES_QUOTA).stream()
            .anyMatch(fact -> facts.number(fact).isPresent());
  }

  /** The JSON pointer of a field. */
  static String pointer(Field field) {
    return "/" + field.path().replace('.', '/');
  }
}
