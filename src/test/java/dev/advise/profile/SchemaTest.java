package dev.advise.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.facts.Field;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

class SchemaTest {

  /** Words for people; they decide nothing. */
  private static final Set<String> EXPLANATIONS =
      Set.of("title", "description", "examples", "patternErrorMessage");

  private final ProfileSchema schema = new ProfileSchema();

  @Test
  void the_schema_is_the_table_of_fields_and_explanations() throws IOException {
    Object expected = JSON.std.anyFrom(JSON.std.asString(SchemaOfFields.schema()));
    Object published = withoutExplanations(JSON.std.anyFrom(ProfileSchema.text()));
    assertEquals(
        comparable(expected),
        comparable(published),
        "profiles/profile.schema.json must say what facts.Field says; expected structure: "
            + JSON.std.asString(expected));
  }

  @Test
  void every_field_has_a_title_a_description_and_examples_that_are_valid() throws IOException {
    for (Field field : Field.values()) {
      Map<?, ?> explained = explanationOf(field);
      assertTrue(explained.get("title") instanceof String, field.path());
      assertTrue(((String) explained.get("description")).endsWith("."), field.path());
      List<?> examples = (List<?>) explained.get("examples");
      assertFalse(examples.isEmpty(), field.path());
      for (Object example : examples) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("workload", "mixed");
        if (field.path().contains(".")) {
          Map<String, Object> section = new LinkedHashMap<>();
          section.putAll(needed(field));
          section.put(field.key(), example);
          document.put(field.section(), section);
        } else {
          document.put(field.path(), example);
        }
        assertEquals(List.of(), schema.objections(JSON.std.asString(document)), field.path());
      }
    }
  }

  private static Map<String, String> needed(Field field) {
    return switch (field.section()) {
      case "workload" -> Map.of("kind", "mixed");
      case "isolation", "fault_tolerance" -> Map.of("level", "required");
      case "decision" -> Map.of("model", "async");
      default -> Map.of();
    };
  }

  private static Map<?, ?> explanationOf(Field field) throws IOException {
    Map<?, ?> properties = (Map<?, ?>) JSON.std.mapFrom(ProfileSchema.text()).get("properties");
    Map<?, ?> section = (Map<?, ?>) properties.get(field.section());
    if (!field.path().contains(".")) {
      return section;
    }
    List<?> ways = (List<?>) section.get("oneOf");
    Map<?, ?> mapping = ways == null ? section : (Map<?, ?>) ways.get(1);
    return (Map<?, ?>) ((Map<?, ?>) mapping.get("properties")).get(field.key());
  }

  @Property(tries = 600)
  void reader_and_schema_accept_the_same_good_documents(@ForAll("good") Object document) {
    assertAgreement(document);
  }

  @Property(tries = 3_000)
  void reader_and_schema_refuse_the_same_spoilt_documents(@ForAll("spoilt") Object document) {
    assertAgreement(document);
  }

  @Test
  void reader_and_schema_agree_on_every_odd_value_of_every_field_and_section() {
    for (Field field : Field.values()) {
      for (Object odd : Documents.ODD) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("workload", "mixed");
        whole.put(field.section(), odd);
        assertSame(whole);
        if (field.path().contains(".")) {
          Map<String, Object> section = new LinkedHashMap<>(needed(field));
          section.put(field.key(), odd);
          whole.put(field.section(), section);
          assertSame(whole);
        }
      }
    }
  }

  private boolean assertSame(Object document) {
    String yaml = Documents.yaml(document);
    String json = Documents.json(document);
    ProfileResult result = Reading.of(yaml);
    List<String> objections = schema.objections(json);
    boolean isAccepted = result instanceof ProfileResult.Accepted;
    assertEquals(
        isAccepted,
        objections.isEmpty(),
        () ->
            "the reader: "
                + (isAccepted ? "accepted" : Reading.text(Reading.problems(result)))
                + "\nthe schema: "
                + objections
                + "\nyaml:"
                + yaml
                + "\njson: "
                + json);
    return isAccepted;
  }

  private void assertAgreement(Object document) {
    Statistics.collect(assertSame(document) ? "accepted" : "refused");
  }

  @Provide
  Arbitrary<Object> good() {
    return Documents.good();
  }

  @Provide
  Arbitrary<Object> spoilt() {
    return Documents.spoilt();
  }

  private static Object withoutExplanations(Object node) {
    if (node instanceof List<?> list) {
      return list.stream().map(SchemaTest::withoutExplanations).toList();
    }
    if (!(node instanceof Map<?, ?> map)) {
      return node;
    }
    Map<Object, Object> bare = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (key.equals("properties")) {
            // Its keys are names of the profile's own, description among them.
            Map<Object, Object> named = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((name, of) -> named.put(name, withoutExplanations(of)));
            bare.put(key, named);
          } else if (!EXPLANATIONS.contains(key)) {
            bare.put(key, withoutExplanations(value));
          }
        });
    return bare;
  }

  /** The same tree with numbers that compare by value. */
  private static Object comparable(Object node) {
    if (node instanceof Map<?, ?> map) {
      Map<Object, Object> same = new LinkedHashMap<>();
      map.forEach((key, value) -> same.put(key, comparable(value)));
      return same;
    } else if (node instanceof List<?> list) {
      List<Object> same = new ArrayList<>();
      list.forEach(item -> same.add(comparable(item)));
      return same;
    }
    return node instanceof Number n ? new BigDecimal(n.toString()).stripTrailingZeros() : node;
  }
}
