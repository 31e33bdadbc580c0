package dev.advise.report;

import dev.advise.facts.Figures;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostReport;
import dev.advise.facts.Reading;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Verdict;
import dev.advise.laws.Estimate;
import dev.advise.report.Outline.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a host told and measured, in tables; what is unknown stands in one of its own. */
final class HostTables {

  private final Words words;
  private final Knowledge knowledge;
  private final HostReport host;
  private final Map<String, List<Verdict>> verdicts;

  /**
   * @param verdicts on the claims, by runtime
   */
  HostTables(
      Words words, Knowledge knowledge, HostReport host, Map<String, List<Verdict>> verdicts) {
    this.words = words;
    this.knowledge = knowledge;
    this.host = host;
    this.verdicts = Map.copyOf(verdicts);
  }

  Table facts() {
    return table(
        words.say("facts"),
        List.of("fact", "value"),
        Stream.of(HostFact.values())
            .flatMap(
                fact ->
                    host.facts().reading(fact).toOptional().stream()
                        .map(known -> List.of(fact.id(), value(words, fact, known))))
            .toList());
  }

  /** A fact as people read it. */
  static String value(Words words, HostFact fact, Object known) {
    if (known instanceof Double number) {
      return fact.id().startsWith("memory.") ? Figures.bytes(number) : Figures.plain(number);
    }
    return known instanceof Boolean yes ? words.say(yes ? "yes" : "no") : String.valueOf(known);
  }

  Table runtimes() {
    return table(
        words.say("host.runtimes"),
        List.of("runtime", "version", "traits"),
        host.runtimes().values().stream()
            .flatMap(
                runtime ->
                    runtime.version().toOptional().stream()
                        .map(
                            version ->
                                List.of(runtime.runtime(), version, traits(runtime.traits()))))
            .toList());
  }

  private static String traits(Map<String, String> traits) {
    return traits.entrySet().stream()
        .map(trait -> trait.getKey() + " " + trait.getValue())
        .collect(Collectors.joining(", "));
  }

  /** What one runtime measured, what each quantity is, and the claims that rest on it. */
  Table estimates(String name) {
    RuntimeReport runtime = host.runtime(name);
    return table(
        words.say("estimates", Map.of("runtime", runtime.runtime())),
        List.of("quantity", "median", "interval", "means"),
        runtime.estimates().entrySet().stream()
            .flatMap(
                e ->
                    e.getValue().toOptional().stream()
                        .map(estimate -> row(name, e.getKey(), estimate)))
            .toList());
  }

  private List<String> row(String runtime, String quantity, Estimate estimate) {
    return List.of(
        quantity,
        knowledge.figure(quantity, estimate.median()),
        knowledge.interval(quantity, estimate),
        (knowledge.meaning(quantity) + settled(runtime, quantity)).strip());
  }

  private String settled(String runtime, String quantity) {
    return verdictsOf(runtime)
        .filter(verdict -> knowledge.rests(verdict.claim(), quantity))
        .map(
            verdict ->
                words.say(
                    "host.settles",
                    Map.of("claim", verdict.claim(), "verdict", verdict.outcome().word())))
        .collect(Collectors.joining());
  }

  private Stream<Verdict> verdictsOf(String runtime) {
    return verdicts.getOrDefault(runtime, List.of()).stream()
        .filter(verdict -> verdict.outcome() != Verdict.Outcome.NOT_MEASURED);
  }

  /** What one runtime's measurements make of the claims. */
  Table claims(String name) {
    return table(
        words.say("host.claims", Map.of("runtime", name)),
        List.of("verdict", "claim", "measured", "expected"),
        verdictsOf(name)
            .map(
                verdict ->
                    List.of(
                        verdict.outcome().word(),
                        verdict.claim(),
                        knowledge.measured(verdict).orElse(""),
                        knowledge.expected(verdict)))
            .toList());
  }

  /** Why something is not known, and of whom. */
  private record Ignorance(String of, String reason, String detail) {

    static Ignorance of(String whom, Reading.Unknown<?> unknown) {
      return new Ignorance(whom, unknown.reason().word(), unknown.detail());
    }
  }

  /** All that is not known, by its reason. */
  Table unknown() {
    Map<Ignorance, List<String>> unknown = new LinkedHashMap<>();
    for (HostFact fact : HostFact.values()) {
      note(unknown, words.say("host.itself"), fact.id(), host.facts().reading(fact));
    }
    host.runtimes()
        .forEach(
            (name, runtime) -> {
              note(unknown, name, words.say("host.everything"), runtime.version());
              runtime.estimates().forEach((id, reading) -> note(unknown, name, id, reading));
            });
    return table(
        words.say("host.unknown"),
        List.of("runtime", "reason", "what"),
        unknown.entrySet().stream()
            .map(
                e ->
                    List.of(
                        e.getKey().of(),
                        e.getKey().reason(),
                        words.say(
                            "host.unknown.item",
                            Map.of(
                                "what", String.join(", ", e.getValue()),
                                "why", e.getKey().detail()))))
            .toList());
  }

  private static void note(
      Map<Ignorance, List<String>> unknown, String whom, String what, Reading<?> reading) {
    if (reading instanceof Reading.Unknown<?> why) {
      unknown.computeIfAbsent(Ignorance.of(whom, why), w -> new ArrayList<>()).add(what);
    }
  }

  private Table table(String heading, List<String> columns, List<List<String>> rows) {
    return new Table(
        heading, columns.stream().map(column -> words.say("column." + column)).toList(), rows);
  }
}
