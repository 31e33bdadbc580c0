package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.RuntimeReport;
import dev.advise.laws.Estimate;
import dev.advise.probe.host.HostProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostReportJsonTest {

  private static final HostReport REPORT =
      new HostReport(
          HostFacts.unknown()
              .with(HostFact.OS, "linux")
              .with(HostFact.CORES_QUOTA, 2.5)
              .with(HostFact.OOM_GROUP, true),
          Map.of(
              "cpython",
              new RuntimeReport(
                  "cpython",
                  Reading.known("3.11.7"),
                  Map.of("gil", "on"),
                  Map.of(
                      "spawn.thread",
                      Reading.known(Estimate.of(7e-5, 6.5e-5, 8e-5).withNoise(0.01)),
                      "spawn.worker",
                      Reading.unknown(Reason.NO_SUCH_CONCEPT, "CPython has no workers")),
                  Optional.of(0.0125)),
              "node",
              RuntimeReport.absent("node", Reason.NOT_INSTALLED, "no node on PATH")),
          Optional.of(Instant.parse("2026-01-31T12:00:00Z")));

  private static HostReportResult read(String json) {
    return HostReportJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(String json) {
    return read(json) instanceof HostReportResult.Refused refused ? refused.problems() : List.of();
  }

  private static boolean isValid(String json) throws IOException {
    try (var in = HostReportJson.class.getResourceAsStream("/schema/host-report.schema.json")) {
      JsonSchema schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
      return schema.validate(json, InputFormat.JSON).isEmpty();
    }
  }

  @Test
  void a_report_that_is_written_is_read_as_the_same() {
    assertEquals(new HostReportResult.Accepted(REPORT), read(HostReportJson.write(REPORT)));
  }

  @Test
  void this_hosts_report_is_read_as_the_same_and_valid() throws IOException {
    HostReport report =
        new HostReport(HostProbe.ofThisHost(System.getenv()).facts(), Map.of(), Optional.empty());
    String json = HostReportJson.write(report);

    assertEquals(new HostReportResult.Accepted(report), read(json));
    assertTrue(isValid(json));
  }

  @Test
  void what_is_written_is_valid_by_the_schema() throws IOException {
    assertTrue(isValid(HostReportJson.write(REPORT)));
  }

  @Test
  void the_schema_knows_every_fact_and_every_reason() throws IOException {
    for (HostFact fact : HostFact.values()) {
      for (Reason reason : Reason.values()) {
        assertTrue(
            isValid(
                """
                {"schema": "advise/host-report/v1", "runtimes": {},
                 "facts": {"%s": {"unknown": "%s", "detail": ""}}}
                """
                    .formatted(fact.id(), reason.word())));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "nonsense",
        "{\"schema\": \"advise/host-report/v2\", \"facts\": {}, \"runtimes\": {}}",
        "{\"schema\": \"advise/host-report/v1\", \"facts\": {}, \"facts\": {}, \"runtimes\": {}}",
        "{\"schema\": \"advise/host-report/v1\", \"facts\": {}, \"runtimes\": {}",
      })
  void what_is_no_report_is_refused_in_a_sentence(String json) {
    assertEquals(1, problems(json).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"cores.online\": -1 | facts.cores.online: must be a number, finite and not negative",
        "\"cores.online\": \"2\" | facts.cores.online: must be a number, finite and not negative",
        "\"cores.online\": 1e999 | facts.cores.online: must be a number, finite and not negative",
        "\"os\": 7 | facts.os: must be a text of one line, at most 300 characters",
        "\"os\": \"a\\u001b[31m\" | facts.os: must be a text of one line, at most 300 characters",
        "\"host.name\": \"x\" | facts.host.name: is no fact of a host",
        "\"os\": {\"unknown\": \"lost\", \"detail\": \"\"} | facts.os.unknown: must be one of"
      })
  void a_wrong_fact_is_refused_by_its_place_and_by_the_schema(String fact, String problem)
      throws IOException {
    String json =
        "{\"schema\": \"advise/host-report/v1\", \"facts\": {%s}, \"runtimes\": {}}"
            .formatted(fact);

    assertTrue(problems(json).get(0).startsWith(problem), problems(json).toString());
    if (!fact.contains("1e999")) {
      assertFalse(isValid(json));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\": \"1\", \"traits\": {}, \"estimates\": {\"a b\": {\"passes\": [1]}}}",
        "{\"version\": \"1\", \"traits\": {}, \"estimates\": {\"x\": {\"passes\": []}}}",
        "{\"version\": \"1\", \"traits\": {}, \"estimates\": {\"x\": {\"passes\": [1, \"2\"]}}}",
        "{\"version\": \"1\", \"traits\": {}, \"estimates\": {\"x\": {\"passes\": [-1]}}}",
        "{\"version\": \"1\", \"traits\": {}, \"estimates\": {\"x\": {\"noise\": 2, \"passes\": [1]}}}",
        "{\"version\": \"1\", \"traits\": {}, \"estimates\": {\"x\": 7}}",
        "{\"version\": \"1\", \"traits\": {\"x\": 7}, \"estimates\": {}}",
        "{\"version\": 1, \"traits\": {}, \"estimates\": {}}",
        "{\"version\": \"1\", \"traits\": {}, \"estimates\": {}, \"user\": \"me\"}",
        "{\"version\": \"1\", \"traits\": {}, \"estimates\": {}, \"noise\": -1}",
        "{\"traits\": {}, \"estimates\": {}}",
        "7"
      })
  void a_wrong_runtime_is_refused_by_the_reader_and_by_the_schema(String runtime)
      throws IOException {
    String json =
        "{\"schema\": \"advise/host-report/v1\", \"facts\": {}, \"runtimes\": {\"r\": %s}}"
            .formatted(runtime);

    assertFalse(problems(json).isEmpty());
    assertFalse(isValid(json));
  }

  @Test
  void files_that_are_none_are_refused(@TempDir Path folder) throws IOException {
    Path large = Files.write(folder.resolve("large"), new byte[HostReportJson.MOST_BYTES + 1]);

    for (Path file : List.of(folder, folder.resolve("missing"), Path.of("/dev/zero"), large)) {
      assertTrue(HostReportFiles.read(file) instanceof HostReportResult.Refused, file.toString());
    }
  }
}
