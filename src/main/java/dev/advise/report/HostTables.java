package dev.advise.report;

import dev.advise.facts.Figures;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostReport;
import dev.advise.facts.Reading;
import dev.advise.facts.RuntimeReport;
import dev.advise.laws.Estimate;
import dev.advise.report.Outline.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a host told and measured, in tables. */
final class HostTables {

  private final Words words;
  private final Knowledge knowledge;
  private final HostReport host;

  HostTables(Words words, Knowledge knowledge, HostReport host) {
    this.words = words;
    this.knowledge = knowledge;
    this.host = host;
  }

  Table facts() {
    Map<String, String> values = new LinkedHashMap<>();
    for (HostFact fact : HostFact.values()) {
      values.put(fact.id(), value(fact, host.facts().reading(fact)));
    }
    return new Table(
        words.say("facts"),
        List.of(words.say("column.fact"), words.say("column.value")),
        values.entrySet().stream().map(e -> List.of(e.getKey(), e.getValue())).toList());
  }

  private String value(HostFact fact, Reading<Object> reading) {
    return reading.fold(
        value ->
            value instanceof Double number
                ? fact.id().startsWith("memory.") ? Figures.bytes(number) : Figures.plain(number)
                : value instanceof Boolean yes ? words.say(yes ? "yes" : "no") : "" + value,
        this::unknown);
  }

  private String unknown(Reading.Unknown<?> unknown) {
    return words.say("unknown", Map.of("why", unknown.detail()));
  }

  /** What one runtime measured; without a row where it was not asked. */
  Table estimates(String name) {
    RuntimeReport runtime = host.runtime(name);
    return new Table(
        words.say("estimates", Map.of("runtime", runtime.runtime())),
        List.of(
            words.say("column.quantity"), words.say("column.median"), words.say("column.interval")),
        runtime.estimates().entrySet().stream()
            .map(
                e ->
                    e.getValue()
                        .fold(
                            estimate -> row(e.getKey(), estimate),
                            unknown -> List.of(e.getKey(), unknown(unknown), "")))
            .toList());
  }

  private List<String> row(String quantity, Estimate estimate) {
    return List.of(
        quantity,
        knowledge.figure(quantity, estimate.median()),
        knowledge.figure(quantity, estimate.lo())
            + " … "
            + knowledge.figure(quantity, estimate.hi()));
  }
}
