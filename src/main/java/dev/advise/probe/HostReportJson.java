package dev.advise.probe;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostReport;
import dev.advise.facts.Reading;
import dev.advise.facts.RuntimeReport;
import dev.advise.laws.Estimate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Host reports as JSON, fit to be carried to another machine; {@code
 * schema/host-report.schema.json} describes it. What is known stands as its value, what is not as
 * {@code {"unknown": reason, "detail": phrase}}.
 */
public final class HostReportJson {

  /** What the file says that it is. */
  public static final String SCHEMA = "advise/host-report/v1";

  /** Several times what the fullest report takes. */
  static final int MOST_BYTES = 4 << 20;

  private HostReportJson() {}

  /** The report as JSON, one member a line, ending in a line's end. */
  public static String write(HostReport report) {
    return write(report, Optional.empty());
  }

  /**
   * The same, for a file that stands for many hosts.
   *
   * @param hostClass what profiles call them in {@code platform.host}
   */
  public static String write(HostReport report, Optional<String> hostClass) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", SCHEMA);
    hostClass.ifPresent(name -> tree.put("class", name));
    tree.putAll(tree(report));
    try {
      return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(tree) + "\n";
    } catch (IOException never) {
      throw new UncheckedIOException("a host report cannot be written as JSON", never);
    }
  }

  /** The report as maps, lists and values, for those who put it into JSON of their own. */
  public static Map<String, Object> tree(HostReport report) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", SCHEMA);
    report.measuredAt().ifPresent(at -> tree.put("measured_at", at.toString()));
    Map<String, Object> facts = new LinkedHashMap<>();
    for (HostFact fact : HostFact.values()) {
      facts.put(fact.id(), value(report.facts().reading(fact), known -> known));
    }
    tree.put("facts", facts);
    Map<String, Object> runtimes = new LinkedHashMap<>();
    report.runtimes().forEach((name, runtime) -> runtimes.put(name, tree(runtime)));
    tree.put("runtimes", runtimes);
    return tree;
  }

  private static Map<String, Object> tree(RuntimeReport runtime) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("version", value(runtime.version(), version -> version));
    tree.put("traits", runtime.traits());
    runtime.noise().ifPresent(noise -> tree.put("noise", noise));
    Map<String, Object> estimates = new LinkedHashMap<>();
    runtime
        .estimates()
        .forEach((id, reading) -> estimates.put(id, value(reading, HostReportJson::tree)));
    tree.put("estimates", estimates);
    return tree;
  }

  /** Median and interval follow from the rest; they stand there for readers without a library. */
  private static Map<String, Object> tree(Estimate estimate) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("median", estimate.median());
    tree.put("lo", estimate.lo());
    tree.put("hi", estimate.hi());
    if (estimate.noise() > 0) {
      tree.put("noise", estimate.noise());
    }
    tree.put("passes", estimate.passes());
    return tree;
  }

  private static <T> Object value(Reading<T> reading, Function<T, Object> known) {
    return reading.fold(
        known,
        why -> {
          Map<String, Object> unknown = new LinkedHashMap<>();
          unknown.put("unknown", why.reason().word());
          unknown.put("detail", why.detail());
          return unknown;
        });
  }

  /** Reads a report that anybody may have written. */
  public static HostReportResult read(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      return refused("is larger than any host report: " + bytes.length + " bytes");
    }
    try {
      return new HostReportReader().read(JSON.std.mapFrom(bytes));
    } catch (JsonProcessingException notJson) {
      JsonLocation at = notJson.getLocation();
      return new HostReportResult.Refused(
          List.of("is not JSON: " + firstLine(notJson.getOriginalMessage())),
          at == null ? 1 : Math.max(1, at.getLineNr()),
          at == null ? 1 : Math.max(1, at.getColumnNr()));
    } catch (IOException notJson) {
      return refused("is not JSON: " + firstLine(notJson.getMessage()));
    }
  }

  private static String firstLine(String message) {
    String line = String.valueOf(message).lines().findFirst().orElse("");
    return line.replaceAll("[\\p{Cntrl}]", " ");
  }

  static HostReportResult refused(String problem) {
    return new HostReportResult.Refused(List.of(problem));
  }
}
