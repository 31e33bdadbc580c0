package dev.advise.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Confidence;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Lazy;
import dev.advise.facts.Profile;
import dev.advise.facts.Reason;
import dev.advise.facts.Recommendation;
import dev.advise.facts.RuntimeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckerTest {

  private static final String HEAD =
      "workload: cpu-bound\nplatform: {runtime: cpython, cores: 4}\n";
  private static final String DISAGREES = HEAD + "decision: {model: threads}\n";

  @TempDir private Path root;

  private void write(String name, String text) {
    try {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Of what is below the root; judged by the textbook, since a test of this class has no host. */
  private Asking asking() {
    return new Asking(root).allowUnmeasured();
  }

  private CheckResult check() {
    return asking().check();
  }

  private static List<String> open(CheckResult result) {
    return result.outcomes().stream()
        .filter(Outcome::isOpen)
        .map(o -> o.finding().id())
        .filter(id -> !id.equals("ADV014"))
        .toList();
  }

  private static String waiver(String more) {
    return "version: 1\nwaivers:\n  - rule: ADV001\n    service: pay\n    reason: r\n    owner: o\n"
        + more.indent(4);
  }

  @Test
  void what_agrees_is_fine_and_what_disagrees_is_found_at_the_very_value() {
    write("profiles/pay.yaml", HEAD + "decision: {model: processes}\n");
    assertEquals(0, check().exitCode());
    write("profiles/pay.yaml", DISAGREES);
    CheckResult result = check();
    assertEquals(1, result.exitCode());
    Finding found =
        result.outcomes().stream()
            .map(Outcome::finding)
            .filter(f -> f.id().equals("ADV001"))
            .findFirst()
            .orElseThrow();
    assertEquals(new Columns(19, 26), found.place().points());
    assertEquals(3, found.place().line());
  }

  @Test
  void columns_are_told_in_code_points_and_in_utf_16() {
    write("profiles/pay.yaml", HEAD + "decision: {because: \"😀😀\", model: threads}\n");
    Place place =
        check().outcomes().stream()
            .map(Outcome::finding)
            .filter(f -> f.id().equals("ADV001"))
            .findFirst()
            .orElseThrow()
            .place();
    assertEquals(place.points().start() + 2, place.units().start());
  }

  @Test
  void a_fingerprint_survives_moved_lines_and_another_path() {
    write("profiles/pay.yaml", "name: pay\n" + DISAGREES);
    String before = check().outcomes().get(0).finding().fingerprint();
    write("profiles/pay.yaml", "# moved\n\nname: pay\n" + DISAGREES);
    assertEquals(before, check().outcomes().get(0).finding().fingerprint());
  }

  @Test
  void no_fingerprint_has_a_line_or_a_path_in_it() {
    String warned =
        """
        name: pay
        workload:
          kind: cpu-bound
          cpu_per_task: 1ms
          wait_per_task: 1s
        decision: processes
        """;
    for (String text : List.of(warned, "name: pay\nname: pay\n", "workload: cpu-bond\n")) {
      write("profiles/pay.yaml", text);
      write("elsewhere/pay.yaml", "# moved\n\n" + text);
      assertEquals(
          fingerprints(check()),
          fingerprints(asking().paths("elsewhere").check()),
          "the same wherever it stands: " + text);
    }
  }

  @Test
  void no_fingerprint_has_a_count_in_it() {
    Asking strict = new Asking(root);
    write("profiles/a.yaml", HEAD + "decision: processes\n");
    String one = fingerprintOf("ADV061", strict.check());
    write("profiles/b.yaml", HEAD + "decision: processes\n");
    assertEquals(one, fingerprintOf("ADV061", strict.check()));
  }

  @Test
  void no_fingerprint_has_a_measured_number_in_it() throws IOException {
    Path sample = Sample.copyTo(Files.createDirectory(root.resolve("sample")));
    CheckResult before = Sample.asking(sample).check();
    Path report = sample.resolve("hosts/prod-batch.json");
    String measured = Files.readString(report);
    Files.writeString(
        report,
        measured.replace("\"pids.limit\": 1000", "\"pids.limit\": 900").replace(".2,", ".9,"));
    CheckResult after = Sample.asking(sample).check();
    assertNotEquals(messages(before), messages(after), "the numbers are told");
    assertEquals(fingerprints(before), fingerprints(after));
  }

  private static List<String> messages(CheckResult result) {
    return result.outcomes().stream().map(o -> o.finding().message()).toList();
  }

  private static String fingerprintOf(String id, CheckResult result) {
    return result.outcomes().stream()
        .map(Outcome::finding)
        .filter(f -> f.id().equals(id))
        .findFirst()
        .orElseThrow()
        .fingerprint();
  }

  @Test
  void a_toss_up_is_a_note_however_far_ahead_and_says_what_would_turn_it() {
    write("profiles/pay.yaml", DISAGREES);
    Counsel wavering =
        (profile, host) -> {
          Recommendation sure = new ScriptedCounsel().advise(profile, host);
          return new Recommendation(
              profile,
              sure.choice(),
              sure.scorecard(),
              sure.arguments(),
              sure.refuted(),
              sure.excluded(),
              sure.warnings(),
              sure.forecasts(),
              sure.verdicts(),
              Lazy.of(new Confidence(Confidence.Level.TOSS_UP, 0.5, "weights decide")),
              sure.flips(),
              host);
        };
    CheckResult result = asking().check(new Checker(Catalogue.shipped(), wavering));
    assertEquals(List.of("ADV003"), open(result));
    String told = result.outcomes().get(0).finding().message();
    assertTrue(told.contains("by 1.58 doublings of throughput, which other weights"), told);
  }

  @Test
  void a_waiver_file_that_is_asked_for_by_name_must_be_there() {
    write("profiles/pay.yaml", HEAD + "decision: processes\n");
    assertEquals(0, check().exitCode(), "none is needed");
    Asking named = asking().waivers("exceptions.yaml");
    assertEquals(2, named.check().exitCode());
    assertEquals("exceptions.yaml", named.check().outcomes().get(0).finding().place().file());
  }

  private static List<String> fingerprints(CheckResult result) {
    return result.outcomes().stream().map(o -> o.finding().fingerprint()).toList();
  }

  @Test
  void what_is_said_of_an_undecided_profile_speaks_for_what_is_recommended() {
    CheckResult result =
        new Asking(Path.of("")).check(new Checker(Catalogue.shipped(), ScriptedCounsel.shipped()));
    List<Finding> undecided =
        result.outcomes().stream()
            .map(Outcome::finding)
            .filter(f -> f.id().equals("ADV005") && f.computed().isPresent())
            .toList();
    assertFalse(undecided.isEmpty());
    for (Finding finding : undecided) {
      String best = finding.computed().get();
      finding
          .evidence()
          .forEach(
              e ->
                  assertEquals(
                      e.speaks().equals("for " + best),
                      !e.speaks().startsWith("against") || e.speaks().equals("against " + best),
                      finding.service() + ": " + e));
    }
  }

  @Test
  void a_folder_stands_for_all_profiles_below_it() throws IOException {
    write("profiles/team/deep/pay.yaml", DISAGREES);
    write("profiles/.hidden/secret.yaml", DISAGREES);
    write("profiles/notes.txt", "none");
    Files.createSymbolicLink(root.resolve("profiles/team/round"), root.resolve("profiles"));
    CheckResult result = check();
    assertEquals(1, result.exitCode());
    assertEquals(
        List.of("profiles/team/deep/pay.yaml"),
        result.services().stream().map(ServiceResult::file).toList());
  }

  @Test
  void a_waiver_holds_on_its_last_day_and_not_on_the_next() {
    write("profiles/pay.yaml", DISAGREES);
    write("advise-waivers.yaml", waiver("declared: threads\nexpires: 2026-11-22\n"));
    assertEquals(List.of("ADV032"), open(check()));
    write("advise-waivers.yaml", waiver("declared: threads\nexpires: 2026-11-21\n"));
    assertEquals(List.of("ADV030", "ADV001"), open(check()));
  }

  @Test
  void a_waiver_dies_when_the_declaration_changes() {
    write("profiles/pay.yaml", HEAD + "decision: {model: async}\n");
    write("advise-waivers.yaml", waiver("declared: threads\nexpires: 2027-01-01\n"));
    assertEquals(List.of("ADV031", "ADV001"), open(check()));
  }

  @Test
  void a_malformed_waiver_counts_as_expired() {
    write("profiles/pay.yaml", DISAGREES);
    for (String more :
        List.of(
            "declared: threads\nexpires: soon\n",
            "declared: threads\nexpires: 2027-02-29\n",
            "declared: threads\nexpires: 2028-11-22\n",
            "declared: threads\nexpire: 2027-01-01\n",
            "declared: threads\n",
            "declared: threads\ncreated: 2026-12-24\nexpires: 2027-01-01\n",
            "expires: 2027-01-01\n")) {
      write("advise-waivers.yaml", waiver(more));
      assertEquals(List.of("ADV034", "ADV001"), open(check()), more);
    }
  }

  @Test
  void no_waiver_is_for_everything_or_for_what_cannot_be_waived() {
    write("profiles/pay.yaml", DISAGREES);
    for (String bad : List.of("rule: '*'", "rule: ADV030", "rule: ADV999")) {
      String text = waiver("declared: threads\nexpires: 2027-01-01\n");
      write("advise-waivers.yaml", text.replace("rule: ADV001", bad));
      assertEquals(List.of("ADV034", "ADV001"), open(check()), bad);
    }
  }

  @Test
  void an_unmatched_waiver_is_told_only_where_its_service_would_have_been_met() {
    write("profiles/pay.yaml", HEAD + "decision: processes\n");
    write("profiles/other.yaml", HEAD + "decision: processes\n");
    write("advise-waivers.yaml", waiver("declared: threads\nexpires: 2027-01-01\n"));
    assertEquals(List.of("ADV031"), open(check()));
    assertEquals(List.of(), open(asking().paths("profiles/other.yaml").check()));
  }

  @Test
  void a_change_cannot_approve_itself_where_waivers_come_from_a_revision() throws Exception {
    write("profiles/pay.yaml", DISAGREES);
    git("init", "-q");
    commit("before");
    write("advise-waivers.yaml", waiver("declared: threads\nexpires: 2027-01-01\n"));
    assertEquals(0, check().exitCode());
    assertEquals(1, asking().waiversFrom("HEAD").check().exitCode());
    commit("approved");
    assertEquals(0, asking().waiversFrom("HEAD").check().exitCode());
    for (String bad : List.of("nosuch", "--help", "-x", "a b", "HEAD:x", "")) {
      assertEquals(2, asking().waiversFrom(bad).check().exitCode(), bad);
    }
  }

  @Test
  void a_baseline_that_a_change_adds_to_does_not_hold_what_it_adds() throws Exception {
    write("profiles/old.yaml", DISAGREES);
    BaselineFile.write(root, "b.json", check());
    git("init", "-q");
    commit("old debt");
    Asking now = asking().baseline("b.json");
    Asking then = asking().baseline("b.json").waiversFrom("HEAD");
    assertEquals(0, then.check().exitCode());

    write("profiles/new.yaml", DISAGREES);
    Files.delete(root.resolve("b.json"));
    BaselineFile.write(root, "b.json", check());
    assertEquals(0, now.check().exitCode());
    assertEquals(1, then.check().exitCode(), "it would approve itself");
  }

  @Test
  void what_git_complains_of_is_told() {
    write("profiles/pay.yaml", DISAGREES);
    CheckResult result = asking().waiversFrom("HEAD").check();
    assertEquals(2, result.exitCode());
    String told = result.outcomes().get(0).finding().message();
    assertTrue(told.contains("not a git repository"), told);
    assertEquals(1, result.outcomes().stream().filter(CheckResult::isUnreadable).count(), "once");
  }

  private void commit(String title) throws Exception {
    git("add", "-A");
    git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", title);
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git = new ProcessBuilder(command).directory(root.toFile()).inheritIO().start();
    assertEquals(0, git.waitFor());
  }

  @Test
  void a_baseline_takes_old_debt_and_only_shrinks() throws Exception {
    write("profiles/pay.yaml", DISAGREES);
    write("profiles/old.yaml", DISAGREES);
    Baseline first = BaselineFile.write(root, "b.json", check());
    assertEquals(2, first.entries().size());
    Asking held = asking().baseline("b.json");
    assertEquals(0, held.check().exitCode());

    write("profiles/pay.yaml", "# lines move\n\n" + DISAGREES);
    write("profiles/new.yaml", DISAGREES);
    assertEquals(1, held.check().exitCode(), "only what is new counts");
    String before = Files.readString(root.resolve("b.json"));
    BaselineFile.write(root, "b.json", check());
    assertEquals(before, Files.readString(root.resolve("b.json")), "nothing is added");

    write("profiles/pay.yaml", HEAD + "decision: processes\n");
    assertTrue(open(held.check()).contains("ADV033"));
    assertEquals(1, BaselineFile.write(root, "b.json", check()).entries().size());
  }

  @Test
  void no_baseline_holds_what_a_limit_or_a_requirement_excludes() {
    for (String name :
        List.of("limit-exceeded", "model-excluded", "requirements-clash", "name-taken")) {
      assertFalse(Catalogue.shipped().named(name).mayBaseline(), name);
    }
  }

  @Test
  void a_named_baseline_must_be_there() {
    write("profiles/pay.yaml", HEAD + "decision: processes\n");
    assertEquals(2, asking().baseline("none.json").check().exitCode());
  }

  @Test
  void no_baseline_is_written_of_a_run_that_could_not_read() {
    write("profiles/pay.yaml", "workload: [\n");
    CheckResult result = check();
    assertEquals(2, result.exitCode());
    assertThrows(BadInput.class, () -> BaselineFile.write(root, "b.json", result));
    assertFalse(Files.exists(root.resolve("b.json")));
  }

  @Test
  void a_pass_that_means_nothing_is_no_pass() throws IOException {
    Files.createDirectories(root.resolve("profiles"));
    assertEquals(2, check().exitCode(), "no profile");
    write("profiles/pay.yaml", HEAD + "decision: processes\n");
    CheckResult unmeasured = new Asking(root).check();
    assertEquals(List.of("ADV061"), open(unmeasured));
    assertEquals(1, unmeasured.exitCode());
  }

  @Test
  void an_undecided_profile_is_a_note() {
    write("profiles/pay.yaml", HEAD);
    assertEquals(List.of("ADV005"), open(check()));
    assertEquals(0, check().exitCode());
    assertEquals(1, asking().failOn(FailOn.NOTE).check().exitCode());
  }

  @Test
  void bad_input_outranks_findings_and_hides_none() {
    write("profiles/pay.yaml", DISAGREES);
    write("profiles/bad.yaml", "workload: cpu-bond\n");
    assertEquals(2, check().exitCode());
    assertEquals(List.of("ADV000", "ADV001"), open(check()));
    assertEquals(2, asking().failOn(FailOn.NEVER).check().exitCode());
  }

  @Test
  void two_profiles_of_one_name_are_an_error() {
    write("profiles/a.yaml", "name: pay\n" + HEAD + "decision: processes\n");
    write("profiles/b.yaml", "name: pay\n" + HEAD + "decision: processes\n");
    assertEquals(List.of("ADV008"), open(check()));
  }

  @Test
  void a_class_or_a_record_never_leads_out_of_the_folder() {
    write(
        "profiles/pay.yaml",
        "workload: cpu-bound\nplatform: {runtime: cpython, cores: 4, host: ../../etc/passwd}\n"
            + "decision: {model: processes, adr: ../../../etc/passwd}\n");
    assertEquals(List.of("ADV000", "ADV041"), open(check()));
  }

  @Test
  void the_same_day_gives_the_same_result_and_another_day_another() {
    CheckResult one = Sample.result();
    assertEquals(one.outcomes(), Sample.result().outcomes());
    assertFalse(
        one.outcomes()
            .equals(
                Sample.asking(Sample.ROOT).today(LocalDate.of(2027, 11, 22)).check().outcomes()));
  }

  @Test
  void the_shipped_rules_can_be_asked() {
    write("profiles/pay.yaml", HEAD + "decision: {model: processes, processes: 4}\n");
    CheckResult result =
        asking().check(new Checker(Catalogue.shipped(), ScriptedCounsel.shipped()));
    assertEquals(1, result.services().size());
    assertFalse(open(result).contains("ADV060"), "some rule spoke");
  }

  @Test
  void every_kind_has_an_id_and_a_name_of_its_own() {
    var kinds = Catalogue.shipped().kinds();
    assertEquals(kinds.size(), kinds.stream().map(FindingKind::name).distinct().count());
    kinds.forEach(k -> assertTrue(k.id().matches("ADV\\d{3}"), k.id()));
  }

  @Test
  void a_live_host_is_told_of_all_profiles_first_and_what_it_could_not_measure_is_said() {
    List<String> told = new ArrayList<>();
    LiveHost live =
        new LiveHost() {
          @Override
          public void expect(List<Profile> profiles) {
            profiles.forEach(profile -> told.add("expect " + profile.name()));
          }

          @Override
          public HostReport reportFor(Profile profile) {
            told.add("report for " + profile.name());
            String runtime = profile.platform().runtime();
            return new HostReport(
                HostFacts.unknown(),
                Map.of(
                    runtime,
                    RuntimeReport.absent(runtime, Reason.NOT_ASKED, "the budget was spent")),
                Optional.empty());
          }
        };
    CheckResult result =
        Sample.asking(Sample.ROOT).paths("profiles/agrees.yaml", "profiles/stale.yaml").live(live);
    assertEquals(
        List.of("expect agrees", "expect stale", "report for agrees", "report for stale"), told);
    assertTrue(
        result.outcomes().stream()
            .map(outcome -> outcome.finding().message())
            .anyMatch(
                message ->
                    message.startsWith("agrees: nothing of ")
                        && message.contains(" was measured here (the budget was spent).")),
        result.outcomes().toString());
  }
}
