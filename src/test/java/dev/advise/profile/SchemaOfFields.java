package dev.advise.profile;

import dev.advise.facts.Field;
import dev.advise.facts.FieldType;
import dev.advise.facts.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the table of fields says as a JSON Schema, without a word of explanation: the published
 * schema must be this and its explanations.
 */
final class SchemaOfFields {

  /** The days that there are: months of 31, of 30, February, and its 29th in leap years. */
  private static final String DAY =
      "^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
          + "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
          + "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])"
          + "|(?:[02468][048]|[13579][26])00)-02-29)$";

  private SchemaOfFields() {}

  static Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    Arrays.stream(Field.values())
        .map(Field::section)
        .distinct()
        .forEach(section -> properties.put(section, section(Field.of(section))));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "urn:advise:profile:v1");
    schema.putAll(object(properties));
    schema.put("required", List.of("workload"));
    return schema;
  }

  private static Object section(List<Field> fields) {
    Field first = fields.get(0);
    if (!first.path().contains(".")) {
      return type(first.type());
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    fields.forEach(field -> properties.put(field.key(), type(field.type())));
    if (first.section().equals("decision")) {
      properties.put("waive", Map.of()); // advise check judges what stands there
    }
    Map<String, Object> mapping = object(properties);
    mapping.put("minProperties", 1);
    switch (first.section()) {
      case "workload" -> {
        mapping.put("anyOf", List.of(needs("kind"), needs("cpu_per_task"), needs("wait_per_task")));
        mapping.put("allOf", tasksTakeTime());
      }
      case "isolation", "fault_tolerance" -> mapping.putAll(needs("level"));
      case "decision" -> mapping.putAll(needs("model"));
      default -> {}
    }
    List<String> words = new ArrayList<>();
    fields.stream().filter(Field::isShorthand).forEach(field -> words.addAll(words(field.type())));
    return words.isEmpty() ? mapping : Map.of("oneOf", List.of(Map.of("enum", words), mapping));
  }

  /** See {@link Contradictions}: no assumption makes up for times that are all 0. */
  private static List<Object> tasksTakeTime() {
    String units = String.join("|", spellings(Unit.ofTime()));
    Map<String, Object> zero =
        anyOf(Map.of("const", 0), string("^0+(?:\\.0+)?(?: *(?:" + units + "))?$"));
    Map<String, Object> noComputing =
        Map.of("required", List.of("cpu_per_task"), "properties", Map.of("cpu_per_task", zero));
    Map<String, Object> someWaiting =
        Map.of(
            "required",
            List.of("wait_per_task"),
            "properties",
            Map.of("wait_per_task", Map.of("not", zero)));
    Map<String, Object> noWaiting =
        Map.of(
            "required",
            List.of("wait_per_task"),
            "properties",
            Map.of("wait_per_task", zero, "cpu_per_task", false));
    Map<String, Object> itComputes =
        Map.of(
            "required",
            List.of("kind"),
            "properties",
            Map.of("kind", Map.of("const", Kind.CPU_BOUND.word())));
    return List.of(
        Map.of("if", noComputing, "then", someWaiting),
        Map.of("if", noWaiting, "then", itComputes));
  }

  private static Map<String, Object> type(FieldType type) {
    if (type instanceof FieldType.Text t) {
      // A name such as 2024 or true is text to the reader, and a number or a flag to an editor.
      return Map.of(
          "type",
          List.of("string", "number", "boolean"),
          "maxLength",
          t.longest(),
          "pattern",
          "[^ \\t\\r\\n]");
    } else if (type instanceof FieldType.SomeOf t) {
      return Map.of(
          "type", "array", "items", Map.of("enum", t.words()), "minItems", 1, "uniqueItems", true);
    } else if (type instanceof FieldType.Duration t) {
      return quantity(decimal(t.least()), decimal(t.most()), Unit.ofTime());
    } else if (type instanceof FieldType.Bytes t) {
      return quantity(new BigDecimal(t.least()), new BigDecimal(t.most()), Unit.ofSize());
    } else if (type instanceof FieldType.Count t) {
      return anyOf(
          Map.of("type", "integer", "minimum", t.least(), "maximum", t.most()),
          within(new BigDecimal(t.least()), new BigDecimal(t.most()), false));
    } else if (type instanceof FieldType.Number t) {
      return anyOf(
          Map.of("type", "number", "minimum", t.least(), "maximum", t.most()),
          within(decimal(t.least()), decimal(t.most()), true));
    } else if (type instanceof FieldType.Flag) {
      return Map.of(
          "enum", List.of(true, false, "true", "True", "TRUE", "false", "False", "FALSE"));
    } else if (type instanceof FieldType.Day) {
      return Map.of("type", "string", "format", "date", "pattern", DAY);
    }
    return Map.of("enum", words(type));
  }

  private static Map<String, Object> quantity(BigDecimal least, BigDecimal most, List<Unit> units) {
    List<String> atMost = new ArrayList<>();
    List<String> atLeast = new ArrayList<>();
    for (Unit unit : units) {
      String spelling = " *" + DecimalPattern.anyOf(spellings(List.of(unit)));
      boolean isFractionAllowed = unit != Unit.BYTE;
      atMost.add(DecimalPattern.atMost(in(unit, most), isFractionAllowed) + spelling);
      atLeast.add(DecimalPattern.atLeast(in(unit, least), isFractionAllowed) + spelling);
    }
    if (least.signum() == 0) {
      atMost.add("0+(?:\\.0+)?");
      return anyOf(Map.of("const", 0), string("^" + DecimalPattern.anyOf(atMost) + "$"));
    }
    return bothSides(DecimalPattern.anyOf(atLeast), DecimalPattern.anyOf(atMost));
  }

  private static Map<String, Object> within(BigDecimal least, BigDecimal most, boolean fraction) {
    String atMost = DecimalPattern.atMost(most, fraction);
    return least.signum() == 0
        ? string("^" + atMost + "$")
        : bothSides(DecimalPattern.atLeast(least, fraction), atMost);
  }

  private static Map<String, Object> bothSides(String atLeast, String atMost) {
    return Map.of(
        "type",
        "string",
        "maxLength",
        NumberReader.LONGEST,
        "allOf",
        List.of(Map.of("pattern", "^" + atLeast + "$"), Map.of("pattern", "^" + atMost + "$")));
  }

  private static List<String> spellings(List<Unit> units) {
    List<String> spellings = new ArrayList<>(Unit.symbols(units));
    if (units.contains(Unit.MICROSECOND)) {
      spellings.add("[\u00b5\u03bc]s");
    }
    return spellings;
  }

  private static List<String> words(FieldType type) {
    return type instanceof FieldType.OneOf oneOf
        ? oneOf.words()
        : ((FieldType.OpenWord) type).known();
  }

  private static BigDecimal in(Unit unit, BigDecimal value) {
    return value.divide(unit.factor(), MathContext.UNLIMITED);
  }

  private static BigDecimal decimal(double number) {
    return BigDecimal.valueOf(number);
  }

  private static Map<String, Object> object(Map<String, Object> properties) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("additionalProperties", false);
    object.put("properties", properties);
    return object;
  }

  private static Map<String, Object> needs(String key) {
    return Map.of("required", List.of(key));
  }

  private static Map<String, Object> string(String pattern) {
    return Map.of("type", "string", "maxLength", NumberReader.LONGEST, "pattern", pattern);
  }

  private static Map<String, Object> anyOf(Map<String, Object> one, Map<String, Object> other) {
    return Map.of("anyOf", List.of(one, other));
  }
}
