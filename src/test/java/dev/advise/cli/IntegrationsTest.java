package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files by which other people's builds run {@code advise check}. */
class IntegrationsTest {

  private static final String EXPRESSION = "${{";

  @Test
  void the_action_takes_its_inputs_from_the_environment_alone() throws IOException {
    Map<?, ?> action = (Map<?, ?>) read("action.yml");
    Map<?, ?> runs = (Map<?, ?>) action.get("runs");
    assertEquals("composite", runs.get("using"));
    Map<?, ?> step = (Map<?, ?>) ((List<?>) runs.get("steps")).get(0);
    String script = (String) step.get("run");
    assertFalse(script.contains(EXPRESSION), script);

    Map<?, ?> environment = (Map<?, ?>) step.get("env");
    TreeSet<String> handed = new TreeSet<>();
    environment.forEach(
        (name, value) -> {
          assertTrue(script.contains("$" + name), name + " is not used");
          handed.add(String.valueOf(value).replaceAll("\\$\\{\\{ inputs\\.([a-z-]+) }}", "$1"));
        });
    assertEquals(new TreeSet<>(((Map<?, ?>) action.get("inputs")).keySet()), handed);
  }

  @Test
  void the_hook_runs_the_launcher_once_for_all_profiles() throws IOException {
    Map<?, ?> hook = (Map<?, ?>) ((List<?>) read(".pre-commit-hooks.yaml")).get(0);
    String launcher = String.valueOf(hook.get("entry")).split(" ")[0];
    assertTrue(Files.isExecutable(Path.of(launcher)), launcher);
    assertEquals("script", hook.get("language"));
    assertEquals(false, hook.get("pass_filenames"));
    assertTrue("profiles/a.yaml".matches(String.valueOf(hook.get("files"))));
  }

  @Test
  void the_job_keeps_the_reports_that_it_writes() throws IOException {
    Map<?, ?> job = (Map<?, ?>) ((Map<?, ?>) read("ci/gitlab.yml")).get("advise-check");
    String script = String.valueOf(job.get("script"));
    Map<?, ?> reports = (Map<?, ?>) ((Map<?, ?>) job.get("artifacts")).get("reports");
    assertTrue(script.contains("gitlab=" + reports.get("codequality")), script);
    assertTrue(script.contains("junit=" + reports.get("junit")), script);
  }

  private static Object read(String file) throws IOException {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(Path.of(file)));
  }
}
