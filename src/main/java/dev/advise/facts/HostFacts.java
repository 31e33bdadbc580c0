package dev.advise.facts;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** All that a host tells about itself; what it does not tell is unknown for a reason. */
public record HostFacts(Map<HostFact, Reading<Object>> readings) {

  public HostFacts {
    EnumMap<HostFact, Reading<Object>> all = new EnumMap<>(HostFact.class);
    for (HostFact fact : HostFact.values()) {
      all.put(fact, readings.getOrDefault(fact, Reading.unknown(Reason.NOT_ASKED, "not asked")));
    }
    readings = Collections.unmodifiableMap(all);
  }

  /** A host of which nothing is known. */
  public static HostFacts unknown() {
    return new HostFacts(Map.of());
  }

  public Reading<Object> reading(HostFact fact) {
    return readings.get(fact);
  }

  public Optional<Double> number(HostFact fact) {
    return reading(fact).toOptional().map(Double.class::cast);
  }

  public Optional<String> word(HostFact fact) {
    return reading(fact).toOptional().map(String.class::cast);
  }

  public Optional<Boolean> yes(HostFact fact) {
    return reading(fact).toOptional().map(Boolean.class::cast);
  }

  /** The same facts with one of them changed. */
  public HostFacts with(HostFact fact, Object value) {
    EnumMap<HostFact, Reading<Object>> changed = new EnumMap<>(readings);
    changed.put(fact, Reading.known(value));
    return new HostFacts(changed);
  }
}
