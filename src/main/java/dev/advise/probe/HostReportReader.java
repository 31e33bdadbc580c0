package dev.advise.probe;

import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Word;
import dev.advise.laws.Estimate;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the tree of a host report strictly, and says all that is wrong with it. */
final class HostReportReader {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}");
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");
  private static final int LONGEST_TEXT = 300;
  private static final int MOST_MEMBERS = 512;
  private static final int MOST_PASSES = 1000;
  private static final int MOST_PROBLEMS = 12;
  private static final Map<String, HostFact> FACTS =
      Arrays.stream(HostFact.values())
          .collect(Collectors.toUnmodifiableMap(HostFact::id, Function.identity()));

  private final List<String> problems = new ArrayList<>();

  HostReportResult read(Map<String, Object> root) {
    if (root == null || !HostReportJson.SCHEMA.equals(root.get("schema"))) {
      return HostReportJson.refused(
          "is no host report: its schema must be '" + HostReportJson.SCHEMA + "'");
    }
    only("", root, Set.of("schema", "class", "measured_at", "facts", "runtimes"));
    if (root.containsKey("class")) {
      text("class", root.get("class")); // for advise check, which compares it with the profile's
    }
    HostReport report =
        new HostReport(
            facts(object("facts", root.get("facts"))),
            members("runtimes", root.get("runtimes"), this::runtime),
            measuredAt(root.get("measured_at")));
    return problems.isEmpty()
        ? new HostReportResult.Accepted(report)
        : new HostReportResult.Refused(
            problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())));
  }

  private HostFacts facts(Map<String, Object> said) {
    Map<HostFact, Reading<Object>> facts = new EnumMap<>(HostFact.class);
    said.forEach(
        (id, value) -> {
          HostFact fact = FACTS.get(id);
          if (fact == null) {
            problem("facts." + shown(id), "is no fact of a host");
          } else {
            reading("facts." + id, value, (at, known) -> fact(at, fact, known))
                .ifPresent(reading -> facts.put(fact, reading));
          }
        });
    return new HostFacts(facts);
  }

  private Optional<Object> fact(String at, HostFact fact, Object value) {
    return switch (fact.shape()) {
      case NUMBER -> number(at, value).map(Object.class::cast);
      case WORD -> text(at, value).map(Object.class::cast);
      case YES_NO ->
          value instanceof Boolean ? Optional.of(value) : problem(at, "must be true or false");
    };
  }

  private Optional<RuntimeReport> runtime(String at, String name, Object said) {
    Map<String, Object> runtime = object(at, said);
    only(at, runtime, Set.of("version", "traits", "noise", "estimates"));
    Optional<Reading<String>> version =
        reading(at + ".version", runtime.get("version"), this::text);
    Map<String, String> traits =
        members(at + ".traits", runtime.get("traits"), (where, trait, value) -> text(where, value));
    Map<String, Reading<Estimate>> estimates =
        members(
            at + ".estimates",
            runtime.get("estimates"),
            (where, id, value) -> reading(where, value, this::estimate));
    Optional<Double> noise =
        runtime.containsKey("noise")
            ? number(at + ".noise", runtime.get("noise"))
            : Optional.empty();
    return version.map(v -> new RuntimeReport(name, v, traits, estimates, noise));
  }

  private Optional<Estimate> estimate(String at, Object said) {
    Map<String, Object> estimate = object(at, said);
    only(at, estimate, Set.of("median", "lo", "hi", "noise", "passes"));
    if (!(estimate.get("passes") instanceof List<?> passes)
        || passes.isEmpty()
        || passes.size() > MOST_PASSES) {
      return problem(at + ".passes", "must be a list of 1 to " + MOST_PASSES + " numbers");
    }
    List<Double> numbers =
        passes.stream().flatMap(pass -> number(at + ".passes", pass).stream()).toList();
    return share(at + ".noise", estimate.getOrDefault("noise", 0))
        .filter(noise -> numbers.size() == passes.size())
        .map(noise -> new Estimate(numbers, noise));
  }

  private Optional<Instant> measuredAt(Object said) {
    if (said == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(said.toString()));
    } catch (DateTimeParseException odd) {
      return problem("measured_at", "must be a time such as 2026-01-31T12:00:00Z");
    }
  }

  /** A value that is known or an object that says why it is not. */
  private <T> Optional<Reading<T>> reading(
      String at, Object said, BiFunction<String, Object, Optional<T>> known) {
    if (!(said instanceof Map<?, ?> map) || !map.containsKey("unknown")) {
      return known.apply(at, said).map(Reading::known);
    }
    only(at, object(at, said), Set.of("unknown", "detail"));
    Optional<Reason> reason = Word.parse(Reason.class, String.valueOf(map.get("unknown")));
    if (reason.isEmpty()) {
      return problem(
          at + ".unknown", "must be one of " + String.join(", ", Word.all(Reason.class)));
    }
    return text(at + ".detail", map.get("detail"))
        .map(detail -> Reading.unknown(reason.get(), detail));
  }

  private Optional<Double> number(String at, Object said) {
    return said instanceof Number number
            && number.doubleValue() >= 0
            && Double.isFinite(number.doubleValue())
        ? Optional.of(number.doubleValue())
        : problem(at, "must be a number, finite and not negative");
  }

  private Optional<Double> share(String at, Object said) {
    return number(at, said)
        .flatMap(share -> share <= 1 ? Optional.of(share) : problem(at, "must be 1 at most"));
  }

  private Optional<String> text(String at, Object said) {
    return said instanceof String text
            && text.length() <= LONGEST_TEXT
            && !UNFIT.matcher(text).find()
        ? Optional.of(text)
        : problem(at, "must be a text of one line, at most " + LONGEST_TEXT + " characters");
  }

  /** Reads one member of an object. */
  private interface Member<T> {
    Optional<T> read(String at, String name, Object value);
  }

  private <T> Map<String, T> members(String at, Object said, Member<T> member) {
    Map<String, T> members = new LinkedHashMap<>();
    object(at, said)
        .forEach(
            (name, value) -> {
              if (NAME.matcher(name).matches()) {
                member
                    .read(at + "." + name, name, value)
                    .ifPresent(read -> members.put(name, read));
              } else {
                problem(at, "'" + shown(name) + "' is no name");
              }
            });
    return members;
  }

  private Map<String, Object> object(String at, Object said) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (said instanceof Map<?, ?> map && map.size() <= MOST_MEMBERS) {
      map.forEach((name, value) -> object.put(String.valueOf(name), value));
    } else {
      problem(at, "must be an object of at most " + MOST_MEMBERS + " members");
    }
    return object;
  }

  private void only(String at, Map<String, Object> object, Set<String> names) {
    object.keySet().stream()
        .filter(name -> !names.contains(name))
        .forEach(name -> problem((at.isEmpty() ? "" : at + ".") + shown(name), "is not known"));
  }

  private static String shown(String name) {
    String fit = UNFIT.matcher(name).replaceAll("?");
    return fit.length() > 64 ? fit.substring(0, 64) + "…" : fit;
  }

  private <T> Optional<T> problem(String at, String what) {
    problems.add(at + ": " + what);
    return Optional.empty();
  }
}
