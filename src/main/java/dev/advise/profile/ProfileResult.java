package dev.advise.profile;

import dev.advise.facts.Field;
import dev.advise.facts.Profile;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What came of reading a profile. */
public sealed interface ProfileResult {

  /**
   * A profile that can be advised.
   *
   * @param warnings contradictions that the advice can live with, by position
   * @param positions where the value of each field that was written stands
   */
  record Accepted(Profile profile, List<Problem> warnings, Map<Field, Position> positions)
      implements ProfileResult {

    public Accepted {
      warnings = List.copyOf(warnings);
      EnumMap<Field, Position> copy = new EnumMap<>(Field.class);
      copy.putAll(positions);
      positions = Collections.unmodifiableMap(copy);
    }
  }

  /** A file that is no profile: everything that is wrong with it, by position; never empty. */
  record Refused(List<Problem> problems) implements ProfileResult {

    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
