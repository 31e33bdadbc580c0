package dev.advise.report.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.advise.check.Catalogue;
import dev.advise.check.CheckResult;
import dev.advise.check.FailOn;
import dev.advise.check.Finding;
import dev.advise.check.Outcome;
import dev.advise.check.Sample;
import dev.advise.check.Severity;
import dev.advise.check.Standing;
import dev.advise.report.Golden;
import dev.advise.report.MarkupSeen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.tap4j.consumer.TapConsumerFactory;
import org.tap4j.model.TestResult;
import org.tap4j.util.StatusValues;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The sample repository in every format: equal to the committed text byte for byte, and judged by
 * validators that others wrote. {@code -Dgolden=write} writes the texts anew.
 */
class GoldenTest {

  private static final Path GOLDEN = Path.of("src/test/resources/check/golden");
  private static final CheckResult RESULT = Sample.result();
  private static final CheckResult NOTHING =
      new CheckResult(Sample.TODAY, FailOn.ERROR, List.of(), List.of(), true, true);

  private static Map<String, CheckReport> formats() {
    Catalogue catalogue = Catalogue.shipped();
    Map<String, CheckReport> formats = new TreeMap<>();
    formats.put("check.txt", new CheckText(CheckText.Detail.NORMAL));
    formats.put("check-quiet.txt", new CheckText(CheckText.Detail.QUIET));
    formats.put("check-verbose.txt", new CheckText(CheckText.Detail.VERBOSE));
    formats.put("check.json", new CheckJson());
    formats.put("check.sarif", new Sarif(catalogue, "0.1.0", false));
    formats.put("check-suppressed.sarif", new Sarif(catalogue, "0.1.0", true));
    formats.put("check.junit.xml", new JUnit("0.1.0"));
    formats.put("check.github.txt", new GitHubAnnotations());
    formats.put("check.gitlab.json", new GitLabCodeQuality());
    formats.put("check.md", new CheckMarkdown());
    formats.put("check.tap", new Tap());
    return formats;
  }

  @Test
  void every_format_is_what_it_was() throws IOException {
    for (Map.Entry<String, CheckReport> format : formats().entrySet()) {
      String told = format.getValue().tell(RESULT);
      Golden.assertGolden(GOLDEN.resolve(format.getKey()), told);
      assertEquals(told, format.getValue().tell(Sample.result()), "told twice");
    }
  }

  @Test
  void no_text_from_outside_reaches_a_reader_raw() {
    Pattern acting = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029&&[^\\n]]");
    formats()
        .forEach(
            (name, format) -> {
              String told = format.tell(RESULT);
              assertFalse(acting.matcher(told).find(), name);
              boolean commands = name.equals("check.github.txt");
              told.lines()
                  .filter(line -> line.stripLeading().startsWith("::"))
                  .forEach(
                      line ->
                          assertTrue(
                              commands && line.matches("::(error|warning|notice) (file|title)=.*"),
                              name + ": " + line));
            });
    MarkupSeen.none(new CheckMarkdown().tell(RESULT));
  }

  @Test
  void sarif_is_valid_by_the_schema_of_oasis() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
      for (CheckResult result : List.of(RESULT, NOTHING)) {
        for (boolean suppressed : List.of(true, false)) {
          JsonNode sarif =
              new ObjectMapper()
                  .readTree(new Sarif(Catalogue.shipped(), "0.1.0", suppressed).tell(result));
          assertEquals(Set.of(), schema.validate(sarif));
          demandsOfGitHub(sarif.get("runs").get(0));
        }
      }
    }
  }

  @Test
  void sarif_keeps_the_gravest_where_there_are_more_than_github_takes() throws IOException {
    Finding error = RESULT.outcomes().get(0).finding();
    Finding note =
        RESULT.outcomes().stream()
            .map(Outcome::finding)
            .filter(f -> f.severity() == Severity.NOTE)
            .findFirst()
            .orElseThrow();
    List<Outcome> many = new ArrayList<>(Collections.nCopies(30_000, open(note)));
    many.addAll(Collections.nCopies(20, open(error)));
    JsonNode run =
        new ObjectMapper()
            .readTree(
                new Sarif(Catalogue.shipped(), "0.1.0", false)
                    .tell(new CheckResult(Sample.TODAY, FailOn.ERROR, List.of(), many, true, true)))
            .at("/runs/0");
    assertEquals(25_000, run.get("results").size());
    assertEquals("error", run.at("/results/19/level").asText());
    assertTrue(
        run.at("/invocations/0/toolExecutionNotifications/0/message/text")
            .asText()
            .startsWith("5020 "));
    demandsOfGitHub(run);
  }

  private static Outcome open(Finding finding) {
    return new Outcome(finding, new Standing.Open());
  }

  private static void demandsOfGitHub(JsonNode run) {
    for (JsonNode rule : run.at("/tool/driver/rules")) {
      for (String text : List.of("shortDescription", "fullDescription", "help")) {
        assertFalse(rule.get(text).get("text").asText().isBlank());
      }
    }
    Set<String> fingerprints = new HashSet<>();
    for (JsonNode result : run.get("results")) {
      JsonNode location = result.at("/locations/0/physicalLocation");
      assertFalse(location.at("/artifactLocation/uri").asText().startsWith("./"));
      assertTrue(
          location.at("/region/endColumn").asInt() > location.at("/region/startColumn").asInt());
      JsonNode rule = run.at("/tool/driver/rules").get(result.get("ruleIndex").asInt());
      assertEquals(rule.get("id"), result.get("ruleId"));
      assertTrue(
          fingerprints.add(result.at("/partialFingerprints/primaryLocationLineHash").asText()));
    }
  }

  @Test
  void json_is_valid_by_the_schema_that_is_shipped() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/schema/check.schema.json")) {
      JsonSchema schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
      for (CheckResult result : List.of(RESULT, NOTHING)) {
        JsonNode told = new ObjectMapper().readTree(new CheckJson().tell(result));
        assertEquals(Set.of(), schema.validate(told));
      }
    }
  }

  @Test
  void junit_is_valid_by_the_schema_of_jenkins_and_its_counts_add_up() throws Exception {
    for (CheckResult result : List.of(RESULT, NOTHING)) {
      Document document = xml(new JUnit("0.1.0").tell(result));
      int tests = 0;
      for (Element suite : elements(document, "testsuite")) {
        assertCounts(suite);
        tests += Integer.parseInt(suite.getAttribute("tests"));
      }
      assertCounts(document.getDocumentElement());
      assertEquals(String.valueOf(tests), document.getDocumentElement().getAttribute("tests"));
      withoutExtensions(document);
      SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(Path.of("src/test/resources/check/validators/jenkins-junit.xsd").toFile())
          .newValidator()
          .validate(new DOMSource(document));
    }
  }

  private static void assertCounts(Element of) {
    assertEquals(of.getAttribute("tests"), "" + of.getElementsByTagName("testcase").getLength());
    assertEquals(of.getAttribute("failures"), "" + of.getElementsByTagName("failure").getLength());
    assertEquals(of.getAttribute("errors"), "" + of.getElementsByTagName("error").getLength());
    assertEquals(of.getAttribute("skipped"), "" + of.getElementsByTagName("skipped").getLength());
  }

  /** Later readers know these attributes and the old schema does not. */
  private static void withoutExtensions(Document document) {
    document.getDocumentElement().removeAttribute("skipped");
    elements(document, "testsuite").forEach(e -> e.removeAttribute("file"));
    elements(document, "skipped").forEach(e -> e.removeAttribute("message"));
    for (Element each : elements(document, "testcase")) {
      each.removeAttribute("file");
      each.removeAttribute("line");
    }
  }

  private static Document xml(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  @Test
  void gitlab_gets_unique_fingerprints_and_plain_paths() throws IOException {
    String told = new GitLabCodeQuality().tell(RESULT);
    assertTrue(told.startsWith("["), "no byte-order mark");
    Set<String> fingerprints = new HashSet<>();
    for (JsonNode entry : new ObjectMapper().readTree(told)) {
      assertTrue(fingerprints.add(entry.get("fingerprint").asText()), entry.toString());
      assertFalse(entry.at("/location/path").asText().startsWith("./"));
      assertTrue(entry.at("/location/lines/begin").asInt() >= 1);
      assertTrue(entry.get("description").isTextual() && entry.get("check_name").isTextual());
      assertTrue(
          List.of("info", "minor", "major", "critical", "blocker")
              .contains(entry.get("severity").asText()));
    }
  }

  @Test
  void github_gets_at_most_ten_errors_and_ten_warnings() {
    String told = new GitHubAnnotations().tell(RESULT);
    for (String command : List.of("::error ", "::warning ", "::notice ")) {
      assertTrue(told.lines().filter(line -> line.startsWith(command)).count() <= 10);
    }
    assertTrue(told.contains("more are in the log"), told);
  }

  @Test
  void tap_counts_what_it_plans() {
    String told = new Tap().tell(RESULT);
    long points = told.lines().filter(line -> line.matches("(not )?ok \\d+ - .*")).count();
    assertTrue(told.startsWith("TAP version 14\n1.." + points + "\n"), told);
    List<TestResult> read = TapConsumerFactory.makeTap13YamlConsumer().load(told).getTestResults();
    List<Cases.Case> cases = Cases.of(RESULT).stream().flatMap(s -> s.cases().stream()).toList();
    assertEquals(cases.size(), read.size());
    for (int i = 0; i < read.size(); i++) {
      Cases.Case each = cases.get(i);
      boolean isSkipped = read.get(i).getDirective() != null;
      boolean isOk = read.get(i).getStatus() == StatusValues.OK;
      assertEquals(each.state() == Cases.State.SKIPPED, isSkipped, each.name());
      assertEquals(each.state() == Cases.State.PASSED || isSkipped, isOk, each.name());
      if (!isOk) {
        assertEquals(each.message(), read.get(i).getDiagnostic().get("message"));
      }
    }
  }
}
