package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.advise.check.Sample;
import dev.advise.cli.Session.Outcome;
import dev.advise.report.MarkupSeen;
import dev.advise.report.Schema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code advise check} as its users and their build servers meet it. */
class CheckCommandTest {

  private static final String HEAD =
      "workload: cpu-bound\nplatform: {os: linux, runtime: cpython, cores: 4}\n";

  /** Needs processes, and has declared threads. */
  private static final String EXCLUDED =
      HEAD + "fault_tolerance: {level: required, against: [crash]}\ndecision: {model: threads}\n";

  private static final String AGREES =
      HEAD + "fault_tolerance: {level: required, against: [crash]}\ndecision: {model: processes}\n";

  @TempDir private Path folder;

  private Path profile;

  @BeforeEach
  void profile() throws IOException {
    profile = Files.writeString(folder.resolve("pay.yaml"), EXCLUDED);
  }

  private Outcome run(Object... arguments) {
    return run(Map.of(), arguments);
  }

  private Outcome run(Map<String, String> environment, Object... arguments) {
    Session session = new Session(folder);
    environment.forEach(session::with);
    List<String> words = new ArrayList<>(List.of("check", "--now", "2026-11-22"));
    words.add("--allow-unmeasured");
    Stream.of(arguments).map(Object::toString).forEach(words::add);
    return session.run(words.toArray(String[]::new));
  }

  @Test
  void a_finding_is_told_with_its_place_and_the_exit_code_with_its_reason() {
    Outcome outcome = run(profile);
    assertEquals(1, outcome.code(), outcome.err());
    assertTrue(outcome.out().contains("pay.yaml:4:19: error[ADV006]: pay: declared threads"));
    assertTrue(outcome.out().endsWith("0 passed, 1 failed, 0 skipped\n"), outcome.out());
    assertEquals("advise: exit code 1: there are errors\n", outcome.err());
  }

  @Test
  void what_is_well_is_told_in_few_words() throws IOException {
    Files.writeString(profile, AGREES);
    Outcome outcome = run("--quiet", profile);
    assertEquals(0, outcome.code());
    assertEquals("", outcome.err());
    assertEquals(
        "2026-11-22: 1 service checked: 1 agree, 0 fail, 0 waived, 0 undecided",
        outcome.out().lines().findFirst().orElse(""));
  }

  @Test
  void several_formats_are_written_in_one_run_and_standard_output_stays_for_people()
      throws IOException {
    Path sarif = folder.resolve("advise.sarif");
    Path junit = folder.resolve("advise.xml");
    Path json = folder.resolve("advise.json");
    Outcome outcome =
        run(
            "--output",
            "sarif=" + sarif,
            "--output",
            "junit=" + junit,
            "--output=json=" + json,
            profile);
    assertEquals(1, outcome.code());
    assertTrue(outcome.out().contains("error[ADV006]"));
    assertTrue(Files.readString(sarif).contains("\"2.1.0\""));
    assertTrue(Files.readString(junit).contains("<testsuites"));
    Schema.of("check").assertValid(Files.readString(json));
  }

  @Test
  void files_are_written_though_nobody_reads_standard_output() {
    Path sarif = folder.resolve("advise.sarif");
    Shell shell = new Session(folder).shell(new StringWriter(), new StringWriter());
    PrintWriter closed = new PrintWriter(Writer.nullWriter());
    closed.close();
    new Door(
            new Shell(
                shell.in(),
                closed,
                shell.err(),
                shell.environment(),
                shell.terminals(),
                shell.clock(),
                shell.home()))
        .open("check", "--output", "sarif=" + sarif, profile.toString());
    assertTrue(Files.exists(sarif));
  }

  @Test
  void a_bare_file_takes_the_place_of_standard_output_in_the_form_of_its_ending()
      throws IOException {
    Path sarif = folder.resolve("advise.sarif");
    assertEquals("", run("--output", sarif, profile).out());
    assertTrue(Files.readString(sarif).startsWith("{"));
    run("--format=tap", "--output", sarif, profile);
    assertTrue(Files.readString(sarif).startsWith("TAP"), "what is named counts");
  }

  @Test
  void bad_outputs_are_refused_before_any_work() {
    Path file = folder.resolve("out");
    for (List<String> bad :
        List.of(
            List.of("--output", "srif=" + file),
            List.of("--output", "sarif="),
            List.of("--output", ""),
            List.of("--output", "sarif=" + folder),
            List.of("--output", "sarif=" + folder.resolve("none/out")),
            List.of("--output", "sarif=" + file, "--output", "junit=" + file),
            List.of("--format", "srif"),
            List.of("--fail-on", "fatal"),
            List.of("--max-host-age", "-1"),
            List.of("--now", "2026-02-30"),
            List.of("--now", "soon"))) {
      List<Object> words = new ArrayList<>(bad);
      words.add(profile);
      Outcome outcome = run(words.toArray());
      assertEquals(2, outcome.code(), bad.toString());
      assertEquals("", outcome.out(), bad.toString());
      assertFalse(outcome.err().contains("Exception"), outcome.err());
      assertFalse(Files.exists(file));
    }
  }

  @Test
  void github_gets_annotations_and_a_summary_and_the_verdict_stays() throws IOException {
    Path summary = folder.resolve("summary.md");
    Map<String, String> github =
        Map.of("CI", "true", "GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString());
    Outcome outcome = run(github, "--format=json", profile);
    assertEquals(run(profile).code(), outcome.code());
    assertEquals(run("--format=json", profile).out(), outcome.out(), "no format is spoilt");
    assertTrue(outcome.err().startsWith("::error file="), outcome.err());
    assertTrue(Files.readString(summary).startsWith("## advise check"));
    assertFalse(run(github, "--no-annotations", profile).err().contains("::"));
    assertEquals(
        1,
        run(Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", "/no/such"), profile).code());
  }

  @Test
  void a_baseline_is_written_on_request_and_never_where_ci_is_set() throws IOException {
    Files.writeString(profile, HEAD + "isolation: preferred\ndecision: {model: threads}\n");
    Path baseline = folder.resolve("b.json");
    Outcome refused = run(Map.of("CI", "1"), "--write-baseline", baseline, profile);
    assertEquals(2, refused.code());
    assertFalse(Files.exists(baseline));
    Outcome before = run(profile);
    run("--write-baseline", baseline, profile);
    assertTrue(Files.exists(baseline));
    assertEquals(0, run("--baseline", baseline, profile).code(), before.out());
  }

  @Test
  void github_gets_annotations_where_its_format_goes_to_a_file() {
    Path file = folder.resolve("log.txt");
    Map<String, String> github = Map.of("GITHUB_ACTIONS", "true");
    Outcome outcome = run(github, "--format=github", "--output", file, profile);
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("::error file="), outcome.err());
    assertFalse(run(github, "--format=github", profile).err().contains("::error"));
  }

  @Test
  void gitlab_is_told_of_its_format_once_it_is_not_asked_for() {
    Map<String, String> gitlab = Map.of("CI", "true", "GITLAB_CI", "true");
    assertTrue(run(gitlab, profile).err().contains("--output gitlab=FILE"));
    assertFalse(run(gitlab, "--quiet", profile).err().contains("gitlab="));
    String report = "gitlab=" + folder.resolve("quality.json");
    assertFalse(run(gitlab, "--output", report, profile).err().contains("FILE"));
    assertEquals(run(profile).out(), run(gitlab, profile).out());
  }

  @Test
  void this_host_and_another_are_not_judged_for_at_once() {
    Outcome outcome = run("--live", "--host", "prod.json", profile);
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().contains("choose one"), outcome.err());
  }

  @Test
  void a_host_report_can_say_which_class_it_stands_for() {
    Outcome outcome =
        new Session(folder).run("probe", "--probe=off", "--class=prod-web", "--format=json");
    assertEquals(0, outcome.code(), outcome.err());
    assertTrue(outcome.out().contains("\"class\" : \"prod-web\""), outcome.out());
    Schema.of("host-report").assertValid(outcome.out());
    assertEquals(2, new Session(folder).run("probe", "--class=../prod-web").code());
  }

  @Test
  void standard_input_goes_by_the_name_that_it_is_given() {
    Outcome outcome =
        new Session(folder)
            .typing(EXCLUDED)
            .run("check", "--allow-unmeasured", "--stdin-filename", "profiles/pay.yaml", "-");
    assertEquals(1, outcome.code());
    assertTrue(outcome.out().startsWith("profiles/pay.yaml:4:19: error"), outcome.out());
  }

  @Test
  void input_errors_outrank_findings_and_every_profile_is_still_told() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "workload: cpu-bond\n");
    Outcome outcome = run(bad, profile, folder.resolve("gone.yaml"));
    assertEquals(2, outcome.code());
    assertTrue(outcome.out().contains("bad.yaml:1:11: error[ADV000]"), outcome.out());
    assertTrue(outcome.out().contains("gone.yaml:1:1: error[ADV000]"), outcome.out());
    assertTrue(outcome.out().contains("error[ADV006]"), outcome.out());
    assertTrue(outcome.err().contains("exit code 2: some input could not be read"));
  }

  @Test
  void nothing_to_check_is_no_pass() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertEquals(2, run(empty).code());
    assertEquals(0, run("--allow-empty", empty).code());
    Outcome nowhere = run("--fail-on=never", folder.resolve("nowhere"));
    assertEquals(2, nowhere.code());
  }

  @Test
  void without_measurements_a_pass_is_no_pass_unless_it_is_asked_for() throws IOException {
    Files.writeString(profile, AGREES);
    Outcome outcome = new Session(folder).run("check", profile.toString());
    assertEquals(1, outcome.code());
    assertTrue(outcome.out().contains("error[ADV061]"), outcome.out());
    assertTrue(outcome.out().endsWith("1 passed, 1 failed, 0 skipped\n"), outcome.out());
  }

  @Test
  void a_finding_can_be_explained() {
    Outcome outcome = new Session(folder).run("check", "--explain", "adv001");
    assertEquals(0, outcome.code());
    assertTrue(outcome.out().startsWith("ADV001 model-disagrees (error)"), outcome.out());
    assertEquals(2, new Session(folder).run("check", "--explain", "ADV999").code());
  }

  /**
   * The sample repository with the shipped rules, in a process of its own: twice the same bytes.
   */
  @Test
  void the_same_inputs_give_the_same_bytes() throws Exception {
    Path sample = Sample.copyTo(Files.createDirectory(folder.resolve("sample")));
    String first = process(sample, "Europe/Berlin", "de");
    assertEquals(
        first,
        process(sample, "Asia/Tokyo", "tr"),
        "another zone and another language change nothing");
    assertEquals(19, new ObjectMapper().readTree(first).at("/summary/checked").asInt());
  }

  private static String process(Path in, String zone, String language) throws Exception {
    OwnProcess process =
        OwnProcess.run(
            in,
            List.of("-Duser.timezone=" + zone, "-Duser.language=" + language),
            "check",
            "--now=2026-11-22",
            "--format=json",
            "--baseline=advise-baseline.json");
    assertEquals(2, process.code(), "a sample's profile is malformed");
    return process.out();
  }

  /** Names of files and everything else that a profile says, in every format. */
  @Test
  void no_name_reaches_a_reader_raw() throws IOException {
    String trap =
        "::error::x ]]> <b>@all</b> [x](http://h) %0A \u001b[31m\r\n::warning::y##[error]##vso[z]";
    Path hostile = folder.resolve(trap.replace("/", "") + ".yaml");
    String written = new ObjectMapper().writeValueAsString(trap);
    Files.writeString(hostile, "name: %s\n%s".formatted(written, EXCLUDED));
    Path waivers =
        Files.writeString(
            folder.resolve("waivers"),
"""
version: 1
waivers:
  - {rule: ADV006, service: %1$s, declared: threads, reason: %1$s, owner: %1$s, expires: 2026-12-01}
  - {rule: %1$s, service: %1$s, %1$s: %1$s}
"""
                .formatted(written));
    Pattern acting =
        Pattern.compile(
            "[\\p{Cntrl}&&[^\\n"
                + "]]|##\\[|##vso\\[|(?m)^[\\s\\p{Z}]*::(?!(error|warning|notice) (file|title)=)");
    for (String format :
        List.of("text", "json", "sarif", "junit", "github", "gitlab", "markdown", "tap")) {
      for (String detail : List.of("--verbose", "--quiet", "--sarif-suppressed")) {
        Outcome outcome = run("--waivers", waivers, "--format", format, detail, hostile);
        assertEquals(1, outcome.code(), outcome.out());
        assertFalse(acting.matcher(outcome.out() + outcome.err()).find(), outcome.out());
      }
    }
    String sarif = run("--format=sarif", hostile).out();
    assertFalse(sarif.contains("[x](http"), "a link in a message");
    MarkupSeen.none(run("--format=markdown", hostile).out());
  }
}
