package dev.advise.advice;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.facts.Claim;
import dev.advise.facts.ClaimTest;
import dev.advise.facts.Criterion;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Verdict;
import dev.advise.facts.VersionWindow;
import dev.advise.facts.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The claims, the scorecard's criteria and the catalogue of quantities, as data. They are written
 * in YAML in {@code rules/}; the build turns them into one JSON resource, which is quicker to read.
 *
 * @param claims by id, in the order written
 * @param criteria in the order of the scorecard
 * @param quantities by id, in the order written
 */
public record Ledger(
    Map<String, Claim> claims, Map<Criterion, Row> criteria, Map<String, Quantity> quantities) {

  static final String RESOURCE = "rules/ledger.json";

  public Ledger {
    claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    criteria = Collections.unmodifiableMap(new EnumMap<>(criteria));
    quantities = Collections.unmodifiableMap(new LinkedHashMap<>(quantities));
  }

  /**
   * One row of the scorecard.
   *
   * @param importance what a full point is worth, in doublings of throughput
   * @param asks the question that the row answers
   * @param angles which of the six angles of a good answer it covers
   */
  public record Row(double importance, String asks, List<String> angles) {}

  /** What a probe measures: its unit and what it means. */
  public record Quantity(String id, String unit, String says) {}

  /** The shipped ledger; it is had without opening the rules. */
  public static Ledger shipped() {
    try (InputStream in = Ledger.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing: the build did not finish");
      }
      return of(JSON.std.mapFrom(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This ledger and more claims; a claim of the same id replaces the one here. */
  Ledger with(List<Claim> more) {
    Map<String, Claim> all = new LinkedHashMap<>(claims);
    more.forEach(claim -> all.put(claim.id(), claim));
    return new Ledger(all, criteria, quantities);
  }

  /** The claim of that id. */
  Claim claim(String id) {
    Claim claim = claims.get(id);
    if (claim == null) {
      throw new IllegalArgumentException("no claim is called " + id);
    }
    return claim;
  }

  /** A claim held against a runtime's estimates. */
  public Verdict verdict(Claim claim, RuntimeReport report) {
    return Verdicts.on(claim, report);
  }

  /** The ledger that a document of {@code claims}, {@code criteria}, {@code quantities} holds. */
  static Ledger of(Map<String, Object> document) {
    Map<String, Quantity> quantities = new LinkedHashMap<>();
    map(document.getOrDefault("quantities", Map.of()))
        .forEach(
            (id, entry) ->
                quantities.put(
                    id, new Quantity(id, text(map(entry), "unit"), text(map(entry), "says"))));
    Map<String, Claim> claims = new LinkedHashMap<>();
    for (Claim claim : claimsOf(list(document, "claims"), quantities)) {
      if (claims.put(claim.id(), claim) != null) {
        throw new IllegalArgumentException("two claims are called " + claim.id());
      }
    }
    Map<Criterion, Row> criteria = new EnumMap<>(Criterion.class);
    for (Object entry : list(document, "criteria")) {
      Map<String, Object> row = map(entry);
      criteria.put(
          word(Criterion.class, text(row, "id")),
          new Row(
              ((Number) row.get("importance")).doubleValue(),
              text(row, "asks"),
              texts(row, "angles")));
    }
    return new Ledger(claims, criteria, quantities);
  }

  /** The claims that a list of mappings holds, about those quantities. */
  static List<Claim> claimsOf(List<?> entries, Map<String, Quantity> quantities) {
    List<Claim> claims = new ArrayList<>();
    for (Object entry : entries) {
      Map<String, Object> claim = map(entry);
      claims.add(
          new Claim(
              text(claim, "id"),
              text(claim, "says"),
              word(Criterion.class, text(claim, "criterion")),
              word(Claim.Kind.class, text(claim, "kind")),
              texts(claim, "sources"),
              Set.copyOf(texts(claim, "runtimes")),
              Optional.ofNullable(claim.get("versions")).map(Ledger::map).map(Ledger::window),
              Optional.ofNullable(claim.get("test"))
                  .map(Ledger::map)
                  .map(test -> test(test, quantities))));
    }
    return claims;
  }

  private static VersionWindow window(Map<String, Object> versions) {
    return new VersionWindow(
        Optional.ofNullable(versions.get("from")).map(String::valueOf),
        Optional.ofNullable(versions.get("before")).map(String::valueOf));
  }

  private static ClaimTest test(Map<String, Object> test, Map<String, Quantity> known) {
    ClaimTest.Side side = test.containsKey("above") ? ClaimTest.Side.ABOVE : ClaimTest.Side.BELOW;
    double threshold = ((Number) test.get(side.word())).doubleValue();
    for (ClaimTest.Form form : ClaimTest.Form.values()) {
      Object operands = test.get(form.word());
      if (operands != null) {
        List<String> quantities = texts(test, form.word());
        Quantity first = known.get(quantities.get(0));
        return new ClaimTest(
            form,
            quantities,
            side,
            threshold,
            test.containsKey("shows") ? text(test, "shows") : "here {}",
            first == null ? "" : first.unit());
      }
    }
    throw new IllegalArgumentException("a test needs a quantity, a ratio or a difference: " + test);
  }

  private static String text(Map<String, Object> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing in " + map);
    }
    return String.valueOf(value).strip();
  }

  /** A list of texts; a single text is a list of one, nothing a list of none. */
  private static List<String> texts(Map<String, Object> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }

  private static List<?> list(Map<String, Object> map, String key) {
    return (List<?>) map.getOrDefault(key, List.of());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static <E extends Enum<E> & Word> E word(Class<E> type, String word) {
    return Word.parse(type, word)
        .orElseThrow(() -> new IllegalArgumentException(word + " is none of " + Word.all(type)));
  }
}
