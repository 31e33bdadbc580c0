package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.advise.cli.Session.Outcome;
import dev.advise.report.Schema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The program as its users meet it; nothing is measured here. */
class CommandLineTest {

  private static final String GOOD =
      """
      name: good
      workload: cpu-bound
      platform: {os: linux, runtime: cpython, cores: 4}
      """;

  @TempDir private Path folder;

  private Path good;
  private Path bad;

  @BeforeEach
  void profiles() throws IOException {
    good = Files.writeString(folder.resolve("good.yaml"), GOOD);
    bad = Files.writeString(folder.resolve("bad.yaml"), "workload: cpu-bond\nisolaton: none\n");
  }

  private Session session() {
    return new Session(folder);
  }

  private Outcome run(Object... arguments) {
    return session()
        .run(java.util.stream.Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void help_as_a_word_is_told_how_help_is_asked_for() {
    Outcome outcome = run("help");
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().contains("did you mean --help?"), outcome.err());
  }

  @Test
  void a_profile_is_advised_on_standard_output() {
    Outcome outcome = run("--probe", "off", good);
    assertEquals(0, outcome.code(), outcome.err());
    assertTrue(outcome.out().startsWith("good: "), outcome.out());
    assertEquals("", outcome.err());
  }

  @Test
  void one_profile_is_one_object_and_several_are_an_array_in_the_order_given() throws IOException {
    assertEquals(
        "good", json(run("--probe=off", "--format=json", good).out()).get("profile").asText());
    Path other = Files.writeString(folder.resolve("a.yaml"), GOOD.replace("good", "other"));
    Outcome both = run("--probe=off", "--format=json", good, other);
    Schema.of("recommendation").assertValid(both.out());
    assertEquals("good", json(both.out()).get(0).get("profile").asText());
    assertEquals("other", json(both.out()).get(1).get("profile").asText());
  }

  /** What the host tells differs from one moment to the next. */
  private static String withoutTheMoment(String text) {
    return text.replaceAll(
        "(?m)^  (memory.available|user-tasks.current|pids.current|load.1min|cpu.\\w+) .*$", "");
  }

  @Test
  void many_profiles_are_advised_at_once_as_if_one_by_one() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    StringBuilder oneByOne = new StringBuilder();
    for (int i = 10; i < 22; i++) {
      String runtime = List.of("cpython", "jvm", "node", "native").get(i % 4);
      String profile =
          """
          name: number-%d
          workload: {kind: mixed, concurrency: %d, wait_per_task: %dms}
          data_sharing: read-write
          platform: {os: linux, runtime: %s, cores: %d, memory: 4GiB}
          """
              .formatted(i, i * i, 1 + i % 7, runtime, 1 + i % 5);
      Path file = Files.writeString(many.resolve(i + ".yaml"), i % 5 == 0 ? "work: 1" : profile);
      Outcome alone = run("--probe=off", file);
      oneByOne.append(oneByOne.isEmpty() || alone.out().isEmpty() ? "" : "\n").append(alone.out());
    }
    Outcome outcome = run("--probe=off", many);
    assertEquals(2, outcome.code());
    assertEquals(withoutTheMoment(oneByOne.toString()), withoutTheMoment(outcome.out()));
    assertEquals(
        List.of("10", "15", "20"),
        outcome
            .err()
            .lines()
            .filter(line -> line.startsWith(many.toString()))
            .map(line -> line.substring(many.toString().length() + 1).split("\\.")[0])
            .distinct()
            .toList());
  }

  @Test
  void a_folder_stands_for_its_yaml_files() throws IOException {
    Files.delete(bad);
    Files.writeString(folder.resolve("b.yml"), GOOD);
    Files.writeString(folder.resolve("c.txt"), "x");
    assertEquals(2, json(run("--probe=off", "--format=json", folder).out()).size());
  }

  @Test
  void a_bad_profile_is_told_on_standard_error_and_the_others_are_still_advised()
      throws IOException {
    Outcome outcome = run("--probe=off", "--format=json", bad, good);
    assertEquals(2, outcome.code());
    assertEquals(1, json(outcome.out()).size());
    List<String> places =
        outcome.err().lines().filter(line -> line.startsWith(bad.toString())).toList();
    assertEquals(2, places.size(), outcome.err());
    assertTrue(places.get(0).startsWith(bad + ":1:11: "), outcome.err());
    assertTrue(outcome.err().contains("cpu-bound"), outcome.err());
  }

  @Test
  void a_bad_profile_alone_prints_nothing_on_standard_output() {
    for (String format : List.of("text", "json", "markdown")) {
      assertEquals("", run("--format", format, bad).out());
    }
    assertEquals("[]\n", run("--format", "json", bad, bad).out());
  }

  @Test
  void problems_of_one_file_fill_one_screen_at_most_and_the_rest_are_counted() throws IOException {
    StringBuilder many = new StringBuilder("workload: cpu-bound\n");
    for (int i = 0; i < 200; i++) {
      many.append("key").append(i).append(": 1\n");
    }
    Outcome outcome = run(Files.writeString(folder.resolve("many.yaml"), many.toString()));
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().lines().count() <= 45, outcome.err());
    assertTrue(outcome.err().contains(" more"), outcome.err());
  }

  @Test
  void a_dash_is_standard_input() {
    Outcome outcome = session().typing(GOOD).run("--probe=off", "-");
    assertEquals(0, outcome.code(), outcome.err());
    assertTrue(outcome.out().startsWith("good: "));
  }

  @Test
  void two_dashes_end_the_options_and_an_at_sign_is_no_file_of_arguments() {
    Outcome outcome = run("--probe=off", "--", "--format", "@list");
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().startsWith("--format:1:1: there is no such file"), outcome.err());
    assertTrue(outcome.err().contains("@list:1:1: "), outcome.err());
  }

  @Test
  void a_mistyped_option_names_the_right_one() {
    Outcome outcome = run("--fromat=json", good);
    assertEquals(2, outcome.code());
    assertEquals("", outcome.out());
    assertEquals(
        "advise: there is no option --fromat; did you mean --format?\n"
            + "  advise --help tells what there is\n",
        outcome.err());
  }

  @Test
  void a_mistyped_command_names_the_right_one() {
    Outcome outcome = run("chek", good);
    assertEquals(2, outcome.code());
    assertEquals("", outcome.out());
    assertEquals(
        "advise: there is neither a profile nor a command chek; did you mean check?\n"
            + "  advise --help tells what there is\n",
        outcome.err());
  }

  @Test
  void bad_values_of_options_name_the_good_ones() {
    assertTrue(run("--format=jsn", good).err().contains("'jsn' is none of text, json, markdown"));
    assertTrue(run("--probe=never", good).err().contains("fresh, cached, off"));
    assertTrue(run("--budget=5", good).err().contains("'5' is no time from 100ms to 600s"));
    for (String budget : List.of("5", "-5s", "1e9s", "0s", "9999s")) {
      assertEquals(2, run("--budget=" + budget, good).code(), budget);
    }
  }

  @Test
  void without_a_profile_there_is_nothing_to_do() {
    Outcome outcome = run();
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().contains("no profile is named"), outcome.err());
    assertEquals("", outcome.out());
  }

  @Test
  void an_option_of_a_command_stands_behind_it() {
    Outcome outcome = run("--quiet", "rules");
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().contains("write advise rules --quiet"), outcome.err());
  }

  @Test
  void output_goes_to_a_file_whole_or_not_at_all() throws IOException {
    Path file = folder.resolve("out/advice.md");
    assertEquals(2, run("--output", file, good).code());
    Files.createDirectories(file.getParent());
    Outcome outcome = run("--probe=off", "--format=markdown", "--output", file, good);
    assertEquals(0, outcome.code(), outcome.err());
    assertEquals("", outcome.out());
    assertTrue(Files.readString(file).startsWith("## good: "));
    run("--output", file, bad);
    assertTrue(Files.readString(file).startsWith("## good: "));
    try (var left = Files.list(file.getParent())) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void only_terminals_that_want_it_get_colour() {
    assertTrue(
        session().onATerminal().run("--probe=off", good.toString()).out().contains("\u001b"));
    for (Session plain :
        List.of(
            session(),
            session().onATerminal().with("NO_COLOR", "1"),
            session().onATerminal().with("TERM", "dumb"),
            session().onATerminal().with("TERM", ""))) {
      assertFalse(plain.run("--probe=off", good.toString()).out().contains("\u001b"));
    }
  }

  @Test
  void help_names_every_command_and_the_exit_codes_and_warns_of_rules() {
    Outcome outcome = run("--help");
    assertEquals(0, outcome.code());
    for (String word :
        List.of("probe", "rules", "init", "completion", "Exit codes", "70", "RULES ARE CODE")) {
      assertTrue(outcome.out().contains(word), word);
    }
    assertTrue(outcome.out().lines().allMatch(line -> line.length() <= 100));
  }

  @Test
  void every_command_has_help_with_a_description_of_each_option() {
    CommandLine line =
        new Door(session().shell(new StringWriter(), new StringWriter())).commandLine();
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              assertEquals(0, run(name, "--help").code(), name);
              command
                  .getCommandSpec()
                  .options()
                  .forEach(o -> assertTrue(o.description().length > 0, name + " " + o));
            });
  }

  @Test
  void the_rules_are_listed_for_people_and_for_programs() throws IOException {
    Outcome text = run("rules");
    assertEquals(0, text.code(), text.err());
    assertTrue(text.out().contains("falls-behind-the-fastest"));
    Outcome json = run("rules", "--format", "json");
    Schema.of("rules").assertValid(json.out());
    assertTrue(json(json.out()).get("claims").size() > 10);
  }

  @Test
  void a_rule_is_shown_with_its_text_and_a_claim_with_its_sources() throws IOException {
    Outcome rule = run("rules", "falls-behind-the-fastest");
    assertEquals(0, rule.code(), rule.err());
    assertTrue(rule.out().contains("rule \"falls-behind-the-fastest\""), rule.out());
    String claim =
        json(run("rules", "--format", "json").out()).get("claims").get(0).get("id").asText();
    assertTrue(run("rules", claim).out().contains("Sources"));
    assertEquals(
        claim,
        json(run("rules", claim, "--format", "json").out())
            .get("claims")
            .get(0)
            .get("id")
            .asText());
    assertTrue(run("rules", claim, "--format", "markdown").out().startsWith("## " + claim));
  }

  @Test
  void an_unknown_rule_names_the_nearest() {
    Outcome outcome = run("rules", "falls-behind-the-fatsest");
    assertEquals(2, outcome.code());
    assertEquals(
        "advise: no claim or rule is called falls-behind-the-fatsest;"
            + " did you mean falls-behind-the-fastest?\n",
        outcome.err());
  }

  @Test
  void rules_that_do_not_compile_are_refused_with_their_place() throws IOException {
    Path rules = Files.createDirectories(folder.resolve("own"));
    Files.writeString(rules.resolve("broken.drl"), "package team.throughput\nrule oops when\n");
    Outcome outcome = run("--probe=off", "--rules", rules, good);
    assertEquals(2, outcome.code());
    assertTrue(outcome.err().contains("broken.drl"), outcome.err());
  }

  @Test
  void init_writes_a_profile_that_can_be_advised_and_never_overwrites_unasked() throws IOException {
    Path file = folder.resolve("new.yaml");
    assertEquals(0, run("init", file).code());
    assertEquals(0, run("--probe=off", file).code());
    Files.writeString(file, GOOD);
    Outcome again = run("init", file);
    assertEquals(2, again.code());
    assertTrue(again.err().contains("--force"), again.err());
    assertEquals(GOOD, Files.readString(file));
    assertEquals(0, run("init", "--force", file).code());
    assertTrue(Files.readString(file).contains("workload"));
    assertTrue(run("init", "-").out().contains("workload"));
  }

  @Test
  void on_a_terminal_init_asks_and_asks_again() throws IOException {
    Path file = folder.resolve("asked.yaml");
    Outcome outcome =
        session()
            .onATerminal()
            .typing("io-bond\nio-bound\nread-write\n\nrequired\nnode\n")
            .run("init", file.toString());
    assertEquals(0, outcome.code(), outcome.err());
    assertTrue(outcome.err().contains("did you mean io-bound?"), outcome.err());
    String text = Files.readString(file);
    for (String answer : List.of("io-bound", "read-write", "required", "node")) {
      assertTrue(text.contains(answer), answer);
    }
    Path never = folder.resolve("never.yaml");
    assertEquals(2, session().onATerminal().run("init", never.toString()).code());
    assertFalse(Files.exists(never));
  }

  @Test
  void completion_knows_the_commands() {
    Outcome outcome = run("completion");
    assertEquals(0, outcome.code());
    assertTrue(outcome.out().contains("rules") && outcome.out().contains("--format"));
  }

  @Test
  void a_fault_of_ours_is_one_line_with_the_details_in_a_file() throws IOException {
    StringWriter err = new StringWriter();
    Faults faults = new Faults(session().shell(new StringWriter(), err));
    assertEquals(ExitStatus.FAULT, faults.tell(new IllegalStateException("\u001b[31mboom"), false));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertFalse(err.toString().contains("\u001b"));
    Path details = Path.of(err.toString().replaceAll("(?s).*the details in (\\S+)\\s*", "$1"));
    assertTrue(Files.readString(details).contains("IllegalStateException"));
    assertTrue(details.startsWith(folder.resolve(".cache/advise")));
  }

  @Test
  void a_name_that_is_a_command_to_a_build_server_is_defused() throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), GOOD.replace("good", "'::error::x'"));
    assertTrue(run("--probe=off", file).out().lines().noneMatch(l -> l.strip().startsWith("::")));
  }

  @Test
  void exit_codes_are_as_documented_and_the_graver_wins() {
    assertEquals(0, ExitStatus.FINE.code());
    assertEquals(1, ExitStatus.FOUND.code());
    assertEquals(2, ExitStatus.BAD_INPUT.code());
    assertEquals(70, ExitStatus.FAULT.code());
    assertEquals(ExitStatus.FAULT, ExitStatus.BAD_INPUT.and(ExitStatus.FAULT));
    assertEquals(ExitStatus.BAD_INPUT, ExitStatus.BAD_INPUT.and(ExitStatus.FOUND));
  }
}
