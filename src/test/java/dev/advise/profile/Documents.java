package dev.advise.profile;

import dev.advise.facts.Field;
import dev.advise.facts.FieldType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Generates documents, good and spoilt, as trees of maps, lists, strings, numbers, flags and {@link
 * #NOTHING}, and writes a tree down as YAML or JSON.
 */
final class Documents {

  static final Object NOTHING = new Object();

  /**
   * Values at and beyond the edges of what some field takes, and values of no sense at all. Left
   * out are bare words whose type readers of YAML do not agree on, such as 0x10 and yes.
   */
  static final List<Object> ODD =
      List.of(
          NOTHING,
          true,
          false,
          0L,
          1L,
          -1L,
          64L,
          65_536L,
          65_537L,
          10_000_000L,
          10_000_001L,
          new BigDecimal("0.5"),
          new BigDecimal("1.5"),
          new BigDecimal("-0.5"),
          new BigDecimal("64.0"),
          new BigDecimal("0.0"),
          new BigDecimal("1E+3"),
          new BigDecimal("6.4E+1"),
          new BigDecimal("1E+7"),
          new BigDecimal("1.1E+7"),
          new BigDecimal("5E-1"),
          new BigDecimal("1E-9"),
          Map.of(),
          List.of(),
          Map.of("a", 1L),
          Map.of("kind", "mixed"),
          List.of("crash"),
          List.of("crash", "crash"),
          List.of("secrets", "corruption"),
          List.of(1L),
          List.of(List.of("crash")),
          "",
          " ",
          "\n",
          "no",
          "yes",
          "true",
          "false",
          "True",
          "none",
          "mixed",
          "required",
          "cpython",
          "linux",
          "async",
          "ruby",
          "~",
          "null",
          "010",
          "0x10",
          "1e3",
          "5e-1",
          "64.0",
          "+5",
          ".5",
          "5.",
          "TRUE",
          "False",
          "tRUE",
          "0".repeat(99) + "1",
          "0".repeat(100) + "1",
          "0." + "0".repeat(96) + "ms",
          "0." + "0".repeat(97) + "ms",
          "1:30",
          ".nan",
          ".inf",
          "-5",
          "-5ms",
          "0",
          "00",
          "0.0",
          "0ms",
          "0 s",
          "0B",
          "0KiB",
          "20",
          "20ms",
          "20 ms",
          "20  ms",
          " 20ms",
          "20ms ",
          "20Ms",
          "1e3ms",
          "1.ms",
          ".5ms",
          "5.5.5ms",
          "86400s",
          "86401s",
          "86400.0s",
          "86400.001s",
          "86400000ms",
          "86400000.1ms",
          "86400000000000ns",
          "86400000000001ns",
          "1us",
          "1\u00b5s",
          "1\u03bcs",
          "0.5us",
          "0.999us",
          "1.001us",
          "999ns",
          "1000ns",
          "0.000001s",
          "0.0000009s",
          "0.001ms",
          "0.00099ms",
          "1TiB",
          "1.0TiB",
          "1.0000001TiB",
          "1099511627776B",
          "1099511627777B",
          "1099511627776.0B",
          "1099511627.776kB",
          "1099511627.7761kB",
          "1024TiB",
          "1024.1TiB",
          "1125899906842624B",
          "1125899906.842624MB",
          "1125899906.8426241MB",
          "1MiB",
          "1048576B",
          "1048575B",
          "1048.576kB",
          "1048.5759kB",
          "0.9999MiB",
          "4 KB",
          "4KB",
          "4K",
          "4kB",
          "1.5GiB",
          "0.5B",
          "64",
          "064",
          "1",
          "65536",
          "65537",
          "10000000",
          "10000001",
          "0.5",
          "1.0",
          "1.1",
          "10",
          "10.1",
          "00.5",
          "1_000",
          "\uff12\uff10ms",
          "\u0662ms",
          "2026-11-22",
          "2026-13-01",
          "2026-02-29",
          "2028-02-29",
          "2100-02-29",
          "2000-02-29",
          "2026-04-31",
          "0000-01-01",
          "2026-1-1",
          "26-11-22",
          "x".repeat(120),
          "x".repeat(121),
          "😀".repeat(120),
          "😀".repeat(121));

  private static final Set<String> NOT_PLAIN = Set.of("~", "null", "Null", "NULL");

  /** Texts that would be numbers without quotes; of digits alone both readers make the same. */
  private static final Pattern NUMERAL = Pattern.compile("\\d+\\.\\d*|\\d+\\.?\\d*[eE][-+]?\\d+");

  private Documents() {}

  /** Documents that follow the table of fields, though their times may contradict each other. */
  static Arbitrary<Object> good() {
    List<Arbitrary<Map<String, Object>>> parts =
        Stream.of(Field.values())
            .map(Field::section)
            .distinct()
            .map(section -> part(section, Field.of(section)))
            .toList();
    return Combinators.combine(parts).as(Documents::joined);
  }

  /** Good documents with one to three values, keys or sections spoilt. */
  static Arbitrary<Object> spoilt() {
    Arbitrary<List<Spoiling>> spoilings =
        Combinators.combine(
                Arbitraries.integers().between(0, 30),
                Arbitraries.of(How.values()),
                Arbitraries.of(ODD))
            .as(Spoiling::new)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3);
    return Combinators.combine(good(), spoilings)
        .as(
            (document, all) -> {
              Object result = document;
              for (Spoiling one : all) {
                result = one.apply(result);
              }
              return result;
            });
  }

  private static Arbitrary<Map<String, Object>> part(String section, List<Field> fields) {
    boolean isNeeded = section.equals("workload");
    Arbitrary<Object> value =
        fields.get(0).path().equals(section) ? value(fields.get(0).type()) : sectionValue(fields);
    return value
        .injectNull(isNeeded ? 0.02 : 0.4)
        .map(v -> v == null ? Map.<String, Object>of() : Map.of(section, v));
  }

  private static Arbitrary<Object> sectionValue(List<Field> fields) {
    List<Arbitrary<Map<String, Object>>> pairs =
        fields.stream()
            .map(
                field ->
                    value(field.type())
                        .injectNull(field.isShorthand() ? 0.05 : 0.5)
                        .map(v -> v == null ? Map.<String, Object>of() : Map.of(field.key(), v)))
            .toList();
    Arbitrary<Object> mapping = Combinators.combine(pairs).as(Documents::joined);
    List<Field> shorthands = fields.stream().filter(Field::isShorthand).toList();
    return shorthands.isEmpty()
        ? mapping
        : Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(3, mapping),
            net.jqwik.api.Tuple.of(
                1, Arbitraries.of(shorthands).flatMap(field -> value(field.type()))));
  }

  private static Object joined(List<Map<String, Object>> parts) {
    Map<String, Object> all = new LinkedHashMap<>();
    parts.forEach(all::putAll);
    return all;
  }

  private static Arbitrary<Object> value(FieldType type) {
    if (type instanceof FieldType.Text) {
      return Arbitraries.of("x", "a b", "1", 7L, true, "a\u001b[31m", "图", "a: b", "# a", "'");
    } else if (type instanceof FieldType.OneOf t) {
      return Arbitraries.of(t.words()).map(w -> w);
    } else if (type instanceof FieldType.OpenWord t) {
      return Arbitraries.of(t.known()).map(w -> w);
    } else if (type instanceof FieldType.SomeOf t) {
      return Arbitraries.of(t.words()).list().ofMinSize(1).uniqueElements().map(w -> w);
    } else if (type instanceof FieldType.Duration) {
      return quantity(List.of("ns", "us", "\u00b5s", "ms", "s", " ms"), 86_400);
    } else if (type instanceof FieldType.Bytes) {
      return quantity(List.of("kB", "KiB", "MB", "MiB", "GB", "GiB", "TiB", " GiB"), 1_024);
    } else if (type instanceof FieldType.Count t) {
      return Arbitraries.longs()
          .between(t.least(), t.most())
          .flatMap(n -> Arbitraries.of(n, "" + n, "0" + n));
    } else if (type instanceof FieldType.Number t) {
      return decimal(t.most()).flatMap(n -> Arbitraries.of(n, n.toPlainString()));
    } else if (type instanceof FieldType.Flag) {
      return Arbitraries.of(true, false, "true", "false");
    }
    return Arbitraries.of("2026-11-22", "2030-01-31");
  }

  private static Arbitrary<Object> quantity(List<String> units, double most) {
    return Combinators.combine(decimal(most), Arbitraries.of(units))
        .as((number, unit) -> (Object) (number.toPlainString() + unit));
  }

  private static Arbitrary<BigDecimal> decimal(double most) {
    return Arbitraries.bigDecimals()
        .between(BigDecimal.ZERO, BigDecimal.valueOf(most))
        .ofScale(3)
        // A number that is whole is an integer to a schema, and must be spelt as one.
        .map(n -> n.stripTrailingZeros().scale() < 0 ? n.setScale(0) : n.stripTrailingZeros());
  }

  private enum How {
    REPLACE,
    REMOVE,
    ADD,
    WRAP
  }

  /** One change of a tree, at one of its values counted in order. */
  private record Spoiling(int at, How how, Object odd) {

    Object apply(Object tree) {
      return at(tree, new int[] {at});
    }

    private Object at(Object tree, int[] left) {
      if (left[0]-- == 0) {
        return changed(tree);
      }
      if (!(tree instanceof Map<?, ?> map)) {
        return tree;
      }
      Map<String, Object> result = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        boolean isHere = left[0] == 0;
        Object value = at(entry.getValue(), left);
        if (!isHere || how != How.REMOVE) {
          result.put((String) entry.getKey(), value);
        }
      }
      return result;
    }

    private Object changed(Object value) {
      return switch (how) {
        case REPLACE, REMOVE -> odd;
        case WRAP -> new ArrayList<>(List.of(value));
        case ADD -> {
          Map<String, Object> more = new LinkedHashMap<>();
          if (value instanceof Map<?, ?> map) {
            map.forEach((k, v) -> more.put((String) k, v));
          }
          more.put("level", odd);
          yield more;
        }
      };
    }
  }

  static String json(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> quoted((String) e.getKey()) + ": " + json(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (tree instanceof List<?> list) {
      return list.stream().map(Documents::json).collect(Collectors.joining(", ", "[", "]"));
    } else if (tree instanceof String text) {
      return quoted(text);
    } else if (tree instanceof BigDecimal number) {
      return number.toString();
    }
    return tree == NOTHING ? "null" : tree.toString();
  }

  /** Block style, with plain words wherever YAML allows one. */
  static String yaml(Object tree) {
    return yaml(tree, "");
  }

  private static String yaml(Object tree, String indent) {
    if (tree instanceof Map<?, ?> map && !map.isEmpty()) {
      return map.entrySet().stream()
          .map(e -> "\n" + indent + e.getKey() + ":" + yaml(e.getValue(), indent + "  "))
          .collect(Collectors.joining());
    } else if (tree instanceof List<?> list && !list.isEmpty() && !hasCollections(list)) {
      return list.stream()
          .map(item -> "\n" + indent + "-" + yaml(item, indent + "  "))
          .collect(Collectors.joining());
    } else if (tree instanceof String text && isPlain(text)) {
      return " " + text;
    }
    return " " + (tree == NOTHING ? "" : json(tree));
  }

  private static boolean hasCollections(List<?> list) {
    return list.stream().anyMatch(i -> i instanceof Map || i instanceof List);
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty()
        && !NOT_PLAIN.contains(text)
        && !NUMERAL.matcher(text).matches()
        && Character.isLetterOrDigit(text.codePointAt(0))
        && text.equals(text.strip())
        && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || " .-_".indexOf(c) >= 0);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f) {
                quoted.append("\\u%04x".formatted(c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
