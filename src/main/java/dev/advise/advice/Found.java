package dev.advise.advice;

import dev.advise.facts.Argument;
import dev.advise.facts.Candidate;
import dev.advise.facts.Exclusion;
import dev.advise.facts.Serialised;
import dev.advise.facts.Trait;
import dev.advise.facts.Warning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.kie.api.runtime.KieSession;

/**
 * What a session holds that rules inserted, gathered in one pass; all is told in an order that does
 * not depend on the rules'.
 */
final class Found {

  /** By rule; the whole text only where a rule proposes twice, for it is slow to write. */
  private static final Comparator<Candidate> CANDIDATES =
      Comparator.comparing(Candidate::rule).thenComparing(Candidate::toString);

  private static final Comparator<Argument> ARGUMENTS =
      Comparator.comparing(Argument::rule)
          .thenComparing(Argument::model)
          .thenComparing(Argument::weight);

  private static final Comparator<Warning> WARNINGS =
      Comparator.comparing(Warning::rule).thenComparing(Warning::toString);

  private static final Comparator<Trait> TRAITS =
      Comparator.comparing(Trait::name).thenComparing(Trait::value);

  private static final Comparator<Serialised> SHARES =
      Comparator.comparing(Serialised::rule).thenComparing(Serialised::share);

  private static final Comparator<Exclusion> EXCLUSIONS =
      Comparator.comparing(Exclusion::model).thenComparing(Exclusion::rule);

  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Serialised> serialised = new ArrayList<>();
  private final List<Trait> traits = new ArrayList<>();
  private final List<Argument> arguments = new ArrayList<>();
  private final List<Exclusion> exclusions = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();

  private Found() {}

  static Found in(KieSession session) {
    Found found = new Found();
    session.getObjects().forEach(found::add);
    found.arguments.sort(ARGUMENTS);
    found.exclusions.sort(EXCLUSIONS);
    found.warnings.sort(WARNINGS);
    return found;
  }

  private void add(Object object) {
    if (object instanceof Candidate candidate) {
      candidates.add(candidate);
    } else if (object instanceof Serialised share) {
      serialised.add(share);
    } else if (object instanceof Trait trait) {
      traits.add(trait);
    } else if (object instanceof Argument argument) {
      arguments.add(argument);
    } else if (object instanceof Exclusion exclusion) {
      exclusions.add(exclusion);
    } else if (object instanceof Warning warning) {
      warnings.add(warning);
    }
  }

  /** Each candidate once, in the order of the rules' names. */
  List<Candidate> candidates() {
    candidates.sort(CANDIDATES);
    return List.copyOf(new LinkedHashSet<>(candidates));
  }

  /** Whether a rule recognised this. */
  boolean recognises(String trait) {
    return traits.stream().anyMatch(one -> one.name().equals(trait));
  }

  List<Serialised> serialised() {
    return serialised;
  }

  List<Argument> argumentsWith(Found other) {
    return both(arguments, other.arguments, ARGUMENTS);
  }

  List<Exclusion> exclusionsWith(Found other) {
    return both(exclusions, other.exclusions, EXCLUSIONS);
  }

  List<Warning> warningsWith(Found other) {
    return both(warnings, other.warnings, WARNINGS);
  }

  List<Warning> warningsWith(List<Warning> others) {
    return both(warnings, others, WARNINGS);
  }

  /** The traits and the serialised shares. */
  List<Object> recognised() {
    traits.sort(TRAITS);
    serialised.sort(SHARES);
    List<Object> recognised = new ArrayList<>(traits);
    recognised.addAll(serialised);
    return recognised;
  }

  private static <T> List<T> both(List<T> one, List<T> other, Comparator<T> order) {
    List<T> both = new ArrayList<>(one);
    both.addAll(other);
    both.sort(order);
    return both;
  }
}
