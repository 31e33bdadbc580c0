package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.advise.cli.Session.Outcome;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Reading;
import dev.advise.facts.RuntimeReport;
import dev.advise.laws.Estimate;
import dev.advise.probe.HostReportJson;
import dev.advise.report.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two host reports, compared at the command line. */
class CompareTest {

  @TempDir private Path folder;

  private Outcome compare(Object... arguments) {
    return new Session(folder)
        .run(
            Stream.concat(Stream.of("probe", "--compare"), Stream.of(arguments))
                .map(Object::toString)
                .toArray(String[]::new));
  }

  private static Reading<Estimate> always(double value) {
    return Reading.known(new Estimate(Collections.nCopies(8, value)));
  }

  /** A host on which starting a process takes so many times what a thread takes. */
  private Path report(String file, String version, double cores, double dearness)
      throws IOException {
    HostFacts facts =
        HostFacts.unknown()
            .with(HostFact.OS, "linux")
            .with(HostFact.CORES_ONLINE, cores)
            .with(HostFact.LOAD, dearness);
    RuntimeReport cpython =
        new RuntimeReport(
            "cpython",
            Reading.known(version),
            Map.of(),
            Map.of("spawn.thread", always(1e-4), "spawn.process", always(1e-4 * dearness)));
    HostReport report =
        new HostReport(
            facts, Map.of("cpython", cpython), Optional.of(Instant.parse("2026-01-01T00:00:00Z")));
    return Files.writeString(folder.resolve(file), HostReportJson.write(report));
  }

  @Test
  void what_differs_is_listed_with_both_medians_their_ratio_and_the_verdicts() throws IOException {
    Path a = report("a.json", "3.11.7", 4, 20);
    Path b = report("b.json", "3.11.7", 4, 1.1);
    Outcome text = compare(a, b);
    assertEquals(0, text.code(), text.err());
    for (String part : new String[] {"spawn.process", "2ms", "110us", "0.055x", "refuted"}) {
      assertTrue(text.out().contains(part), part + " is missing in\n" + text.out());
    }
    assertFalse(text.out().contains("spawn.thread "), text.out());
    assertFalse(text.out().contains("load"), text.out());
    assertFalse(text.out().contains("Not comparable"), text.out());
    Outcome json = compare(a, b, "--format=json");
    Schema.of("host-comparison").assertValid(json.out());
    JsonNode told = new ObjectMapper().readTree(json.out());
    assertTrue(told.get("comparable").asBoolean());
    assertEquals(1, told.get("quantities").size());
    assertEquals(0.055, told.at("/quantities/0/ratio").asDouble(), 1e-9);
    assertFalse(told.get("claims").isEmpty(), json.out());
    assertTrue(compare(a, b, "--format=markdown").out().contains("| spawn.process |"));
  }

  @Test
  void reports_of_different_machines_or_versions_are_said_not_to_be_comparable()
      throws IOException {
    Path a = report("a.json", "3.11.7", 4, 20);
    Path b = report("b.json", "3.14.0", 8, 20);
    Outcome text = compare(a, b);
    assertEquals(0, text.code(), text.err());
    assertTrue(text.out().contains("Not comparable"), text.out());
    assertTrue(text.out().contains("cores.online: 4 against 8"), text.out());
    assertTrue(text.out().contains("cpython: 3.11.7 against 3.14.0"), text.out());
    Outcome json = compare(a, b, "--format=json");
    Schema.of("host-comparison").assertValid(json.out());
    assertFalse(new ObjectMapper().readTree(json.out()).get("comparable").asBoolean());
  }

  @Test
  void a_report_does_not_differ_from_itself() throws IOException {
    Path a = report("a.json", "3.11.7", 4, 20);
    assertTrue(compare(a, a).out().contains("nothing differs"), compare(a, a).out());
  }

  @Test
  void bad_files_are_told_with_their_places_each() throws IOException {
    Path a = report("a.json", "3.11.7", 4, 20);
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\n  \"schema\": nonsense\n}");
    Path missing = folder.resolve("missing.json");
    Outcome outcome = compare(broken, missing);
    assertEquals(2, outcome.code());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith(broken + ":2:"), outcome.err());
    assertTrue(outcome.err().contains(missing + ":1:1: does not exist"), outcome.err());
    assertEquals(2, compare(a).code());
    assertEquals(2, compare(a, a, "--runtime=cpython").code());
  }
}
