package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion script, asked by bash as a terminal's bash asks it. */
class CompletionTest {

  @TempDir Path folder;

  @BeforeEach
  void bash_is_there() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash to complete in");
  }

  /** What the last of these words can be completed to. */
  private List<String> completed(String... words) throws IOException, InterruptedException {
    Path file =
        Files.writeString(
            folder.resolve("completion.sh"), new Session(folder).run("completion").out());
    String asked =
        """
        source "$1"; shift
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"
        _complete_advise
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    List<String> command = new ArrayList<>(List.of("/bin/bash", "-c", asked, "bash"));
    command.add(file.toString());
    command.addAll(Arrays.asList(words));
    Process bash = new ProcessBuilder(command).directory(folder.toFile()).start();
    String told = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return told.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void words_of_options_are_completed_as_they_are_written() throws Exception {
    assertEquals(List.of("fresh", "cached", "off"), completed("advise", "--probe", ""));
    assertEquals(List.of("fresh"), completed("advise", "--probe", "=", "f"));
    assertEquals(List.of("markdown"), completed("advise", "--format", "m"));
    assertEquals(List.of("sarif"), completed("advise", "check", "--format", "s"));
    assertEquals(
        List.of("error", "warning", "note", "never"),
        completed("advise", "check", "--fail-on", ""));
    assertEquals(List.of("en", "zh"), completed("advise", "practice", "--lang", ""));
    assertEquals(List.of("mock"), completed("advise", "practice", "--mode", "m"));
    assertEquals(List.of("text", "json"), completed("advise", "practice", "stats", "--format", ""));
    assertEquals(List.of("cpython"), completed("advise", "probe", "--runtime", "c"));
    assertEquals(List.of("ADV050"), completed("advise", "check", "--explain", "ADV050"));
  }

  @Test
  void commands_and_options_are_completed() throws Exception {
    assertEquals(List.of("practice"), completed("advise", "pra"));
    assertEquals(List.of("stats"), completed("advise", "practice", "st"));
    assertEquals(List.of("--fail-on"), completed("advise", "check", "--fail"));
  }

  @Test
  void profiles_are_completed_beside_commands() throws Exception {
    Files.createFile(folder.resolve("profit.yaml"));
    assertTrue(completed("advise", "pro").containsAll(List.of("probe", "profit.yaml")));
    assertEquals(List.of("profit.yaml"), completed("advise", "check", "prof"));
  }
}
