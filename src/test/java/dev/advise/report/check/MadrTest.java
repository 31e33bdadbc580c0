package dev.advise.report.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Recommendation;
import dev.advise.report.Golden;
import dev.advise.report.MarkupSeen;
import dev.advise.report.Recommendations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class MadrTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  /** Of the template of MADR 4.0.0, below the title; the options have headings of their own. */
  private static final List<String> HEADINGS =
      List.of(
          "2 Context and Problem Statement",
          "2 Decision Drivers",
          "2 Considered Options",
          "2 Decision Outcome",
          "3 Consequences",
          "3 Confirmation",
          "2 Pros and Cons of the Options",
          "3 threads",
          "3 processes",
          "3 async",
          "2 More Information");

  private static String tell(Recommendation advice) {
    return Madr.tell(advice, TODAY, "profiles/pay.yaml", Optional.of("hosts/prod-web.json"));
  }

  @Test
  void a_record_is_what_it_was() throws IOException {
    Golden.assertGolden(
        Path.of("src/test/resources/check/golden/adr.md"), tell(Recommendations.thumbnailer()));
  }

  @Test
  void every_record_has_the_front_matter_and_the_headings_of_madr() {
    for (Recommendation advice :
        List.of(
            Recommendations.thumbnailer(),
            Recommendations.plainLoop(),
            Recommendations.clash(),
            Recommendations.crowded())) {
      String record = tell(advice);
      String[] parts = record.split("(?m)^---$", 3);
      Map<String, Object> front = new Yaml(new SafeConstructor(new LoaderOptions())).load(parts[1]);
      assertEquals("proposed", front.get("status"));
      assertTrue(front.containsKey("date") && front.containsKey("review-by"), parts[1]);
      List<String> headings = headings(parts[2]);
      assertTrue(headings.get(0).startsWith("1 Run "), record);
      assertEquals(HEADINGS, headings.subList(1, headings.size()));
      assertFalse(record.contains("\n\n\n") || record.contains("null"), record);
    }
  }

  private static List<String> headings(String page) {
    List<String> headings = new ArrayList<>();
    Parser.builder()
        .build()
        .parse(page)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Heading heading) {
                StringBuilder text = new StringBuilder();
                heading.accept(
                    new AbstractVisitor() {
                      @Override
                      public void visit(Text part) {
                        text.append(part.getLiteral());
                      }
                    });
                headings.add(heading.getLevel() + " " + text);
              }
            });
    return headings;
  }

  @Test
  void a_plain_loop_is_called_one_and_a_clash_decides_nothing() {
    assertTrue(
        tell(Recommendations.plainLoop()).contains("# Run nightly-report as a plain loop\n"));
    String clash = tell(Recommendations.clash());
    assertTrue(clash.contains("# Run clash: no model fits\n"), clash);
    assertFalse(clash.contains("\nmodel: "), clash);
  }

  @Test
  void no_text_from_outside_becomes_markup() {
    String trap = "x\n## y <b>@all</b> [x](http://h) ::error::z ` ![i](j) \u001b[31m";
    String record = Madr.tell(Recommendations.named(trap), TODAY, trap, Optional.of(trap));
    MarkupSeen.none(record);
    assertEquals(HEADINGS.size() + 1, headings(record.split("(?m)^---$", 3)[2]).size());
    assertFalse(record.contains("\u001b"), record);
  }
}
