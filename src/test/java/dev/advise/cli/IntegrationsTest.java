package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files by which other tools run {@code advise check}: they parse, and call what there is. */
class IntegrationsTest {

  @TempDir private Path folder;

  private static <T> T yaml(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new Yaml(new SafeConstructor(options)).load(text);
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Fails unless the command line understands these words, which begin with the program. */
  private void assertUnderstood(String... words) {
    assertEquals("advise", words[0].substring(words[0].lastIndexOf('/') + 1));
    Session session = new Session(folder);
    new Door(session.shell(new java.io.StringWriter(), new java.io.StringWriter()))
        .commandLine()
        .parseArgs(Arrays.copyOfRange(words, 1, words.length));
  }

  @Test
  void the_pre_commit_hook_runs_the_launcher_for_all_that_can_change_an_answer() {
    List<Map<String, Object>> hooks = yaml(text(".pre-commit-hooks.yaml"));
    for (Map<String, Object> hook : hooks) {
      String[] entry = ((String) hook.get("entry")).split(" ");
      assertEquals("script", hook.get("language"));
      assertTrue(Files.isExecutable(Path.of(entry[0])), "a script is a file of this repository");
      assertUnderstood(entry);
      Pattern files = Pattern.compile((String) hook.get("files"));
      for (String file :
          List.of(
              "profiles/a.yaml", "profiles/b/a.yml", "hosts/prod.json", "advise-waivers.yaml")) {
        assertTrue(files.matcher(file).find(), file);
      }
      assertFalse(files.matcher("src/profiles/a.yaml").find());
      assertEquals(false, hook.get("pass_filenames"));
    }
  }

  @Test
  void the_gitlab_job_keeps_the_reports_that_it_writes() {
    Map<String, Map<String, Object>> jobs = yaml(text("ci/gitlab.yml"));
    Map<String, Object> job = jobs.get("advise-check");
    Map<?, ?> artifacts = (Map<?, ?>) job.get("artifacts");
    assertEquals("always", artifacts.get("when"));
    String script = ((List<?>) job.get("script")).get(0).toString();
    for (Object report : ((Map<?, ?>) artifacts.get("reports")).values()) {
      assertTrue(script.contains("=" + report + " "), report.toString());
    }
    Map<?, ?> variables = (Map<?, ?>) job.get("variables");
    for (Map.Entry<?, ?> variable : variables.entrySet()) {
      script = script.replace("$" + variable.getKey(), variable.getValue().toString());
    }
    assertFalse(script.contains("$"), script);
    assertUnderstood(script.split(" +"));
  }

  @Test
  void the_action_hands_every_input_to_its_script_as_a_variable() {
    Map<String, Object> action = yaml(text("action.yml"));
    Map<?, ?> inputs = (Map<?, ?>) action.get("inputs");
    List<Map<String, Object>> steps = steps(action);
    for (Map<String, Object> step : steps) {
      assertFalse(step.get("run").toString().contains("${{"), "an input would be run");
    }
    for (Object input : inputs.keySet()) {
      assertTrue(
          steps.stream()
              .anyMatch(
                  s -> ((Map<?, ?>) s.get("env")).containsValue("${{ inputs." + input + " }}")),
          input + " is asked for and not used");
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> steps(Map<String, Object> action) {
    return (List<Map<String, Object>>) ((Map<?, ?>) action.get("runs")).get("steps");
  }

  @Test
  void the_script_of_the_action_takes_each_input_for_words_and_runs_none() throws Exception {
    String trap = "$(touch pwned) `touch pwned` ; touch pwned # \"'";
    List<String> words =
        action(Map.of("PATHS", "profiles\nmore " + trap, "BASELINE", trap, "ARGS", "--quiet"), 0);
    assertEquals(
        List.of(
            "check",
            "--fail-on",
            "error",
            "--output",
            "sarif=advise.sarif",
            "--baseline",
            trap,
            "--quiet",
            "--",
            "profiles",
            "more " + trap),
        words);
    words.add(0, "advise");
    assertUnderstood(words.toArray(String[]::new));
    assertFalse(Files.exists(folder.resolve("pwned")));
  }

  @Test
  void the_action_ends_as_the_check_does_and_says_so() throws Exception {
    for (int code : List.of(0, 1, 2, 70)) {
      action(Map.of(), code);
      assertEquals("exit-code=" + code + "\n", Files.readString(folder.resolve("output")));
    }
  }

  /** Runs the action's script with a program in place of advise that tells its arguments. */
  private List<String> action(Map<String, String> inputs, int code) throws Exception {
    Map<String, Object> action = yaml(text("action.yml"));
    Map<String, Object> step = steps(action).get(0);
    Path fake =
        Files.writeString(
            folder.resolve("advise"),
            "#!/bin/sh\nfor word; do printf '%s\\n' \"$word\"; done\nexit " + code + "\n");
    Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.deleteIfExists(folder.resolve("output"));
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", step.get("run").toString())
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<?, ?> defaults = (Map<?, ?>) action.get("inputs");
    for (Map.Entry<?, ?> variable : ((Map<?, ?>) step.get("env")).entrySet()) {
      String input = variable.getValue().toString().replaceAll(".*inputs\\.([\\w-]+).*", "$1");
      String name = variable.getKey().toString();
      builder
          .environment()
          .put(
              name,
              inputs.getOrDefault(
                  name.replace("ADVISE_", ""),
                  ((Map<?, ?>) defaults.get(input)).get("default").toString()));
    }
    builder.environment().put("GITHUB_ACTION_PATH", folder.toString());
    builder.environment().put("GITHUB_OUTPUT", folder.resolve("output").toString());
    Process process = builder.start();
    List<String> told =
        new ArrayList<>(new String(process.getInputStream().readAllBytes()).lines().toList());
    assertEquals(code, process.waitFor());
    return told;
  }

  @Test
  void the_image_copies_what_there_is_and_runs_as_nobody() {
    List<String> lines = text("Dockerfile").lines().toList();
    List<String> copied =
        lines.stream()
            .filter(line -> line.startsWith("COPY --from=build /build/"))
            .map(line -> line.split(" ")[2].substring("/build/".length()))
            .toList();
    assertEquals(List.of("advise", "target/advise.jar", "target/lib"), copied);
    assertTrue(lines.stream().anyMatch(line -> line.matches("USER [1-9]\\d+:[1-9]\\d+")));
    assertTrue(lines.contains("ENTRYPOINT [\"advise\"]"));
  }

  @Test
  void the_readme_shows_each_integration_in_at_most_ten_lines() {
    String readme = text("README.md");
    String section =
        readme.substring(readme.indexOf("## In CI"), readme.indexOf("## Practising the interview"));
    List<String> blocks = new ArrayList<>();
    Pattern.compile("(?s)```(yaml|sh)\n(.*?)```")
        .matcher(section)
        .results()
        .forEach(
            block -> {
              String body = block.group(2);
              blocks.add(body);
              assertTrue(body.lines().count() <= 10, body);
              if (block.group(1).equals("yaml")) {
                assertFalse(yaml(body) == null, body);
              } else {
                body.lines()
                    .filter(line -> line.matches("(\\./)?advise .*"))
                    .map(line -> line.replaceAll("( +#| > ).*", "").split(" +"))
                    .forEach(this::assertUnderstood);
              }
            });
    for (String integration :
        List.of("repos:", "uses: ", "include:", "docker build", "advise adr ")) {
      assertTrue(blocks.stream().anyMatch(b -> b.contains(integration)), integration);
    }
  }
}
