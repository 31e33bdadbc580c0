package dev.advise.report;

import static dev.advise.report.Recommendations.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.advise.facts.Recommendation;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonReportTest {

  private static final Schema SCHEMA = Schema.of("recommendation");

  private static String tell(Recommendation recommendation) {
    JsonReport report = JsonReport.ofOne(NOW);
    return report.opening() + report.tell(recommendation) + report.closing();
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  @Test
  void the_contract_is_kept_to_the_letter() throws IOException {
    Golden.assertGolden("thumbnailer.json", tell(Recommendations.thumbnailer()));
  }

  @Test
  void every_kind_of_recommendation_is_valid_by_the_shipped_schema() {
    for (Recommendation recommendation :
        List.of(
            Recommendations.thumbnailer(),
            Recommendations.plainLoop(),
            Recommendations.clash(),
            Recommendations.crowded())) {
      SCHEMA.assertValid(tell(recommendation));
    }
  }

  @Test
  void several_profiles_give_one_array() {
    JsonReport report = JsonReport.ofSeveral(NOW);
    String told =
        report.opening()
            + report.tell(Recommendations.thumbnailer())
            + report.between()
            + report.tell(Recommendations.clash())
            + report.closing();
    SCHEMA.assertValid(told);
    assertEquals(2, parse(told).size());
    assertEquals(0, parse(report.opening() + report.closing()).size());
  }

  @Test
  void no_model_is_null() {
    JsonNode recommendation = parse(tell(Recommendations.clash())).get("recommendation");
    assertTrue(recommendation.get("model").isNull());
    assertTrue(recommendation.get("topology").isNull());
    assertEquals(3, recommendation.get("excluded").size());
  }

  @Test
  void a_plain_loop_is_async_and_says_so_beside_the_model() {
    JsonNode recommendation = parse(tell(Recommendations.plainLoop())).get("recommendation");
    assertEquals("async", recommendation.get("model").textValue());
    assertTrue(recommendation.get("plain_loop").booleanValue());
    assertEquals(1, recommendation.get("topology").get("tasks_per_thread").intValue());
  }

  @Test
  void predictions_do_not_stand_among_rehearsals() {
    JsonNode report = parse(tell(Recommendations.thumbnailer()));
    assertEquals(0, report.get("rehearsal").size());
    assertEquals("predicted", report.get("forecasts").get(0).get("basis").textValue());
  }

  @Test
  void what_is_no_number_is_null() {
    assertNull(Json.number(Double.NaN));
    assertNull(Json.number(Double.NEGATIVE_INFINITY));
    assertEquals("null", Json.text(Json.number(Double.POSITIVE_INFINITY)));
    assertEquals(8589934592L, Json.number(8.0 * (1L << 30)));
    assertEquals(0.333333, Json.number(1.0 / 3));
  }

  @Property(tries = 200)
  void any_name_comes_back_whole_and_acts_on_no_terminal(@ForAll String name) {
    String told = tell(Recommendations.named("\u001b\u009b\u202e" + name));
    assertFalse(told.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)), told);
    assertFalse(told.contains("\u202e"));
    assertEquals("\u001b\u009b\u202e" + name, parse(told).get("profile").textValue());
  }
}
