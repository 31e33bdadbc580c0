package dev.advise.probe.driver;

import dev.advise.facts.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what drivers say: whatever is not as the protocol has it is not read at all. */
final class Grammar {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}");
  private static final int MOST_NAMES = 512;

  private final Discretion discretion;

  Grammar(Discretion discretion) {
    this.discretion = discretion;
  }

  /** A sample, or why there is none. */
  Optional<Told> told(Map<String, Object> line, double seconds) {
    if (!(line.get("probe") instanceof String quantity) || !isName(quantity)) {
      return Optional.empty();
    }
    if (line.containsKey("absent")) {
      Fault why = fault(line.get("absent"), line.get("detail"));
      return Optional.of(new Told.Absence(quantity, why.reason(), why.detail()));
    }
    if (!(line.get("value") instanceof Number number)) {
      return Optional.empty();
    }
    double value = number.doubleValue();
    return Optional.of(
        value >= 0 && Double.isFinite(value)
            ? new Told.Sample(quantity, value, seconds)
            : new Told.Absence(
                quantity, Reason.FAILED, "its driver measured what cannot be: " + value));
  }

  Optional<Description> description(Map<String, Object> line) {
    if (!(line.get("runtime") instanceof String runtime)
        || !(line.get("version") instanceof String version)
        || !(line.get("probes") instanceof List<?> probes)
        || probes.size() > MOST_NAMES
        || version.isBlank()) {
      return Optional.empty();
    }
    List<String> quantities = new ArrayList<>();
    for (Object probe : probes) {
      if (!(probe instanceof String name) || !isName(name)) {
        return Optional.empty();
      }
      quantities.add(name);
    }
    return Optional.of(
        new Description(
            discretion.tell(runtime),
            discretion.tell(version),
            texts(line.get("traits")),
            List.copyOf(quantities),
            absent(line.get("absent")),
            seconds(line.get("cost_ms")),
            seconds(line.get("begin_ms")),
            texts(line.get("partners"))));
  }

  private Map<String, String> texts(Object said) {
    Map<String, String> texts = new LinkedHashMap<>();
    entries(said).forEach((name, value) -> texts.put(name, discretion.tell(value.toString())));
    return texts;
  }

  private Map<String, Fault> absent(Object said) {
    Map<String, Fault> absent = new LinkedHashMap<>();
    entries(said)
        .forEach(
            (name, why) ->
                absent.put(
                    name,
                    why instanceof Map<?, ?> typed
                        ? fault(typed.get("reason"), typed.get("detail"))
                        : fault(why, "")));
    return absent;
  }

  private static Map<String, Double> seconds(Object said) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    entries(said)
        .forEach(
            (name, millis) -> {
              if (millis instanceof Number number && number.doubleValue() > 0) {
                seconds.put(name, number.doubleValue() / 1e3);
              }
            });
    return seconds;
  }

  /** The members of an object whose names are names; none if it is no object. */
  private static Map<String, Object> entries(Object said) {
    Map<String, Object> entries = new LinkedHashMap<>();
    if (said instanceof Map<?, ?> map && map.size() <= MOST_NAMES) {
      map.forEach(
          (name, value) -> {
            if (isName(String.valueOf(name)) && value != null) {
              entries.put(String.valueOf(name), value);
            }
          });
    }
    return entries;
  }

  private Fault fault(Object reason, Object detail) {
    String told = detail instanceof String text ? discretion.tell(text) : "";
    return new Fault(Driver.reason(reason), told.isEmpty() ? "no reason given" : told);
  }

  private static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }
}
