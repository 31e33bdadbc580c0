package dev.advise.check;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.facts.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Old debt: findings that were there when the check was taken up, by fingerprint.
 *
 * @param entries sorted, each once
 */
public record Baseline(List<Entry> entries) {

  static final int FINGERPRINT_VERSION = 1;

  private static final String FORM = "what --write-baseline writes";

  /** One finding; the rule and the service are for its reader. */
  public record Entry(String service, String rule, String fingerprint) {}

  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::service)
          .thenComparing(Entry::rule)
          .thenComparing(Entry::fingerprint);

  public Baseline {
    TreeSet<Entry> sorted = new TreeSet<>(ORDER);
    sorted.addAll(entries);
    entries = List.copyOf(sorted);
  }

  static Baseline none() {
    return new Baseline(List.of());
  }

  /** What a run found that may be held as old debt. */
  static Baseline of(List<Outcome> outcomes) {
    return new Baseline(
        outcomes.stream()
            .filter(o -> !(o.standing() instanceof Standing.Waived))
            .map(Outcome::finding)
            .filter(f -> f.kind().mayBaseline())
            .map(f -> new Entry(f.service(), f.id(), f.fingerprint()))
            .toList());
  }

  /** Those of its entries that a run found again or had no cause to look for; it never grows. */
  Baseline shrunkTo(CheckResult result) {
    var found = of(result.outcomes()).entries.stream().map(Entry::fingerprint).toList();
    var checked = result.services().stream().map(ServiceResult::service).toList();
    return new Baseline(
        entries.stream()
            .filter(
                e ->
                    found.contains(e.fingerprint())
                        || !result.isWhole() && !checked.contains(e.service()))
            .toList());
  }

  /** Those of its entries that another holds too. */
  Baseline within(Baseline other) {
    return new Baseline(entries.stream().filter(other.entries::contains).toList());
  }

  boolean holds(Finding finding) {
    return finding.kind().mayBaseline()
        && entries.stream().anyMatch(e -> e.fingerprint().equals(finding.fingerprint()));
  }

  static Baseline read(String file, byte[] bytes) throws BadInput {
    try {
      Map<String, Object> document = JSON.std.mapFrom(bytes);
      if (document == null
          || !Integer.valueOf(FINGERPRINT_VERSION).equals(document.get("fingerprintVersion"))
          || !(document.get("entries") instanceof List<?> entries)) {
        throw new BadInput(
            Place.of(file),
            "this is no baseline of fingerprint version " + FINGERPRINT_VERSION,
            FORM);
      }
      return new Baseline(entries.stream().map(Baseline::entry).toList());
    } catch (IOException | IllegalArgumentException | ClassCastException e) {
      throw new BadInput(Place.of(file), "this baseline cannot be read", FORM);
    }
  }

  private static Entry entry(Object written) {
    if (written instanceof Map<?, ?> map
        && map.get("service") instanceof String service
        && map.get("rule") instanceof String rule
        && map.get("fingerprint") instanceof String fingerprint) {
      return new Entry(Printable.oneLine(service), Printable.oneLine(rule), fingerprint);
    }
    throw new IllegalArgumentException("no entry: " + written);
  }

  /** One entry a line, sorted, with nothing that changes by itself. */
  public String text() {
    return entries.stream()
        .map(Baseline::line)
        .collect(
            Collectors.joining(
                ",\n",
                "{\"schema\": \"advise/baseline/v1\", \"fingerprintVersion\": "
                    + FINGERPRINT_VERSION
                    + ", \"entries\": [\n",
                "\n]}\n"));
  }

  private static String line(Entry entry) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("service", entry.service());
    members.put("rule", entry.rule());
    members.put("fingerprint", entry.fingerprint());
    try {
      return JSON.std.asString(members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
