package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.advise.cli.Session.Outcome;
import dev.advise.probe.driver.Fakes;
import dev.advise.report.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runtime that is not shipped, measured by the user's own driver. */
class OwnDriverTest {

  private static final String PROFILE =
      """
      name: odd
      workload: cpu-bound
      platform: {os: linux, runtime: ruby}
      """;

  @TempDir private Path folder;

  private Path driver;
  private Path profile;

  @BeforeEach
  void files() throws IOException {
    driver = executable("probe.sh", Files.readString(Fakes.script()));
    profile = Files.writeString(folder.resolve("odd.yaml"), PROFILE);
  }

  private Path executable(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  private Outcome run(Object... arguments) {
    return new Session(folder)
        .run(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void without_a_driver_an_unknown_runtime_is_an_error_that_names_the_option() throws IOException {
    Outcome outcome = run("--probe=off", profile);
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().contains("\"ruby\""), outcome.err());
    assertTrue(outcome.err().contains("--driver NAME=PATH"), outcome.err());
    Files.writeString(profile, "workload: cpu-bound\nplatform: ruby\n");
    assertTrue(run(profile).err().contains("--driver NAME=PATH"), run(profile).err());
    Outcome probe = run("probe", "--runtime", "ruby");
    assertEquals(2, probe.code());
    assertTrue(probe.err().contains("--driver NAME=PATH"), probe.err());
  }

  @Test
  void with_its_driver_a_profile_is_advised_and_predicted_where_nothing_rehearses()
      throws IOException {
    Outcome outcome = run("--driver", "ruby=" + driver, "--budget=2s", "--format=json", profile);
    assertEquals(0, outcome.code(), outcome.err());
    Schema.of("recommendation").assertValid(outcome.out());
    JsonNode advice = json(outcome.out());
    assertEquals("ruby", advice.at("/host/runtime/name").asText());
    assertEquals("1.2", advice.at("/host/runtime/version").asText(), outcome.out());
    assertTrue(advice.at("/recommendation/model").isTextual(), outcome.out());
    assertTrue(advice.get("rehearsal").isEmpty(), outcome.out());
  }

  @Test
  void check_knows_a_runtime_by_its_driver_and_measures_each_within_the_budget()
      throws IOException {
    Path odder =
        Files.writeString(
            folder.resolve("odder.yaml"),
            PROFILE.replace("name: odd", "name: odder").replace("ruby", "lua"));
    for (Path each : List.of(profile, odder)) {
      Files.writeString(each, Files.readString(each) + "decision: {model: processes}\n");
    }
    assertEquals(2, run("check", "--fail-on=never", profile).code());
    Path able =
        executable(
            "able.sh",
            Files.readString(Fakes.script())
                .replace("\"probes\":[", "\"probes\":[\"switch.thread\","));
    String ruby = "ruby=" + able;
    Outcome textbook = run("check", "--fail-on=never", "--driver", ruby, "--format=json", profile);
    assertEquals(0, textbook.code(), textbook.err());
    assertEquals("textbook", json(textbook.out()).at("/services/0/judged_by").asText());
    Outcome live =
        run(
            "check",
            "--fail-on=never",
            "--driver",
            ruby,
            "--driver",
            "lua=" + able,
            "--live",
            "--budget=20s",
            "--format=json",
            profile,
            odder);
    assertEquals(0, live.code(), live.err());
    for (int i = 0; i < 2; i++) {
      assertEquals("this host", json(live.out()).at("/services/" + i + "/judged_by").asText());
    }
  }

  @Test
  void a_host_measured_with_a_driver_is_judged_for_elsewhere_without_it() throws IOException {
    Path host = folder.resolve("host.json");
    Outcome measured =
        run(
            "probe",
            "--driver",
            "ruby=" + driver,
            "--runtime=ruby",
            "--budget=2s",
            "--output",
            host);
    assertEquals(0, measured.code(), measured.err());
    assertEquals("", measured.out());
    Schema.of("host-report").assertValid(Files.readString(host));
    Outcome text = run("--host", host, profile);
    assertEquals(0, text.code(), text.err());
    assertTrue(text.out().contains("not for this one"), text.out());
    assertTrue(
        run("--host", host, "--format=markdown", profile).out().contains("not for this one"));
    Outcome json = run("--host", host, "--format=json", profile);
    Schema.of("recommendation").assertValid(json.out());
    assertTrue(json(json.out()).at("/host/carried").asBoolean(), json.out());
    assertFalse(run("--probe=off", profile).out().contains("not for this one"));
  }

  @Test
  void a_probe_tells_facts_quantities_and_claims_and_last_what_is_unknown() {
    Outcome outcome =
        run("probe", "--driver", "ruby=" + driver, "--runtime=ruby", "--budget=2s", "--quiet");
    assertEquals(0, outcome.code(), outcome.err());
    assertEquals("", outcome.err());
    List<String> parts =
        List.of(
            "This host",
            "cores.online",
            "ruby     1.2",
            "What ruby measured",
            "spawn.process  4ms",
            "What ruby says to the claims",
            "Not known",
            "spawn.worker: fakes have no workers");
    int from = 0;
    for (String part : parts) {
      int at = outcome.out().indexOf(part, from);
      assertTrue(at >= from, part + " is not behind the others in\n" + outcome.out());
      from = at;
    }
    assertTrue(outcome.out().lines().allMatch(line -> line.length() <= 100), outcome.out());
  }

  @Test
  void a_driver_that_goes_wrong_leaves_unknowns_and_the_advice_goes_on() throws IOException {
    Path broken = executable("broken.sh", "#!/bin/sh\necho hello\n");
    Outcome outcome = run("--driver", "ruby=" + broken, "--budget=2s", profile);
    assertEquals(0, outcome.code(), outcome.err());
    assertTrue(outcome.out().contains("Not measured: "), outcome.out());
  }

  @Test
  void bad_drivers_are_bad_usage() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain.rb"), "x");
    for (String bad :
        List.of(
            "ruby",
            "=x",
            "ruby=",
            "ru by=" + driver,
            "ruby=" + folder,
            "ruby=" + plain,
            "ruby=" + folder.resolve("none"),
            "ruby=\0")) {
      for (List<String> command : List.of(List.<String>of(), List.of("probe"))) {
        Outcome outcome =
            run(
                Stream.concat(command.stream(), Stream.of("--driver", bad, "--budget=100ms"))
                    .toArray());
        assertEquals(2, outcome.code(), bad);
        assertEquals("", outcome.out(), bad);
      }
      assertTrue(run("--driver", bad, profile).err().startsWith("advise: --driver "), bad);
    }
    Outcome twice = run("--driver=ruby=" + driver, "--driver=ruby=" + driver, profile);
    assertEquals(2, twice.code());
    assertTrue(twice.err().contains("second driver for ruby"), twice.err());
  }

  @Test
  void an_interpreter_is_for_one_runtime() {
    Outcome outcome = run("probe", "--interpreter", "python3");
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().contains("--runtime"), outcome.err());
  }

  @Test
  void facts_alone_take_no_driver() throws IOException {
    Outcome outcome = run("probe", "--probe=off", "--format=json", "--runtime", "cpython,node");
    assertEquals(0, outcome.code(), outcome.err());
    Schema.of("host-report").assertValid(outcome.out());
    assertEquals(2, json(outcome.out()).get("runtimes").size());
  }

  @Test
  void the_driver_on_the_page_about_drivers_measures_as_it_stands_there() throws IOException {
    assumeTrue(hasPerl(), "perl with its usual modules");
    Matcher block =
        Pattern.compile("```perl\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("DRIVERS.md")));
    assertTrue(block.find());
    Path perl = executable("probe.pl", block.group(1));
    Outcome outcome =
        run("probe", "--driver", "perl=" + perl, "--runtime=perl", "--format=json", "--budget=10s");
    assertEquals(0, outcome.code(), outcome.err());
    JsonNode runtime = json(outcome.out()).at("/runtimes/perl");
    assertTrue(runtime.get("version").isTextual(), outcome.out());
    JsonNode estimates = runtime.get("estimates");
    assertTrue(estimates.get("spawn.process").has("median"), outcome.out());
    assertEquals("no-such-concept", estimates.at("/spawn.thread/unknown").asText());
    Files.writeString(profile, PROFILE.replace("ruby", "perl"));
    Outcome advice = run("--driver", "perl=" + perl, "--budget=4s", profile);
    assertEquals(0, advice.code(), advice.err());
  }

  private static boolean hasPerl() {
    try {
      return new ProcessBuilder("perl", "-MJSON::PP", "-MTime::HiRes", "-e", "1").start().waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
