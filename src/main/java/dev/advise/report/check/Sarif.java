package dev.advise.report.check;

import static dev.advise.report.Json.object;

import dev.advise.check.Catalogue;
import dev.advise.check.CheckResult;
import dev.advise.check.Finding;
import dev.advise.check.FindingKind;
import dev.advise.check.Outcome;
import dev.advise.check.Place;
import dev.advise.report.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * SARIF 2.1.0 as GitHub code scanning demands it: the same rules in each run, a location in each
 * result, a fingerprint that survives moved lines. What is waived or held by the baseline is left
 * out unless asked for, since GitHub takes no notice of suppressions.
 *
 * @see "OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0"
 */
public final class Sarif implements CheckReport {

  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
  private static final String ROOT = "%SRCROOT%";

  /** What GitHub shows of a text at most. */
  private static final int LONGEST = 1024;

  /** Of more results GitHub refuses the whole file. */
  private static final int MOST_RESULTS = 25_000;

  private final List<FindingKind> kinds;
  private final String version;
  private final boolean withSuppressed;

  /**
   * A renderer.
   *
   * @param version of this program
   * @param withSuppressed whether waived and baselined findings are told, as suppressed
   */
  public Sarif(Catalogue catalogue, String version, boolean withSuppressed) {
    this.kinds = List.copyOf(catalogue.kinds());
    this.version = version;
    this.withSuppressed = withSuppressed;
  }

  @Override
  public String tell(CheckResult result) {
    List<Outcome> told =
        result.outcomes().stream().filter(o -> o.isOpen() || withSuppressed).toList();
    Map<String, Integer> seen = new HashMap<>();
    List<Object> results = new ArrayList<>();
    for (Outcome outcome : gravest(told)) {
      int nth = seen.merge(outcome.finding().fingerprint(), 1, Integer::sum);
      results.add(result(outcome, nth));
    }
    Map<String, Object> driver =
        object(
            "name",
            "advise",
            "semanticVersion",
            version,
            "rules",
            kinds.stream().map(Sarif::rule).toList());
    Map<String, Object> run =
        object(
            "tool",
            object("driver", driver),
            "automationDetails",
            object("id", "advise/check/"),
            "originalUriBaseIds",
            object(ROOT, object("description", object("text", "The root of the repository."))),
            "columnKind",
            "utf16CodeUnits",
            "results",
            results);
    if (results.size() < told.size()) {
      run.put("invocations", List.of(cutShort(told.size() - results.size())));
    }
    return Json.text(object("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(run))) + "\n";
  }

  private static List<Outcome> gravest(List<Outcome> told) {
    return told.size() <= MOST_RESULTS
        ? told
        : told.stream()
            .sorted(Comparator.comparing((Outcome o) -> o.finding().severity()).reversed())
            .limit(MOST_RESULTS)
            .toList();
  }

  private static Map<String, Object> cutShort(int left) {
    return object(
        "executionSuccessful",
        true,
        "toolExecutionNotifications",
        List.of(
            object(
                "level",
                "warning",
                "message",
                object("text", Phrases.counted("check.more.sarif", left)))));
  }

  private static Map<String, Object> rule(FindingKind kind) {
    String help = kind.explanation() + "\n\nWhat to do: " + kind.remedy();
    return object(
        "id", kind.id(),
        "name", camel(kind.name()),
        "shortDescription", text(kind.title()),
        "fullDescription", text(kind.explanation()),
        "help", object("text", help, "markdown", help),
        "defaultConfiguration", object("level", kind.severity().word()),
        "properties",
            object(
                "tags", List.of("architecture"),
                "precision", "high",
                "problem.severity", problem(kind)));
  }

  private static String problem(FindingKind kind) {
    return switch (kind.severity()) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "recommendation";
    };
  }

  private Map<String, Object> result(Outcome outcome, int nth) {
    Finding finding = outcome.finding();
    Map<String, Object> result =
        object(
            "ruleId", finding.id(),
            "ruleIndex", kinds.indexOf(finding.kind()),
            "level", finding.severity().word(),
            "message", object("text", plain(finding.message())),
            "locations", List.of(object("physicalLocation", location(finding.place()))),
            "partialFingerprints",
                object(
                    "primaryLocationLineHash",
                    finding.fingerprint().replace("v1:", "") + ":" + nth));
    if (!outcome.isOpen()) {
      result.put(
          "suppressions",
          List.of(object("kind", "external", "justification", Phrases.standing(outcome))));
    }
    return result;
  }

  private static Map<String, Object> location(Place place) {
    return object(
        "artifactLocation", artifact(place.file()),
        "region",
            object(
                "startLine", place.line(),
                "startColumn", place.units().start(),
                "endLine", place.line(),
                "endColumn", place.units().end()));
  }

  private static Map<String, Object> artifact(String file) {
    return file.startsWith("/")
        ? object("uri", "file://" + encoded(file))
        : object("uri", encoded(file), "uriBaseId", ROOT);
  }

  /** Each byte that a path of a URI cannot hold as a percent and two digits. */
  private static String encoded(String path) {
    StringBuilder uri = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean isPlain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || "-._~/".indexOf(c) >= 0;
      uri.append(isPlain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return uri.toString();
  }

  /** Square and round brackets that meet would be a link (section 3.11.6). */
  private static String plain(String message) {
    return message.replace("](", "]\\(");
  }

  private static Map<String, Object> text(String text) {
    return object("text", text.substring(0, Math.min(text.length(), LONGEST)));
  }

  private static String camel(String kebab) {
    return java.util.Arrays.stream(kebab.split("-"))
        .map(w -> w.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + w.substring(1))
        .collect(Collectors.joining());
  }
}
