package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the folder that the program is started in runs only when it is asked for. */
@DisabledOnOs(OS.WINDOWS)
class WorkingFolderTest {

  private static final String RULE =
      """
      package team.habits

      import dev.advise.facts.Workload

      rule "leaves-a-mark"
          @claim("no-concurrency-is-simplest")
          @summary("Leaves a mark.")
          @because("it ran")
          @rationale("To be seen.")
          @whenNot("Nobody looks.")
      when
          Workload()
      then
          java.nio.file.Files.writeString( java.nio.file.Path.of( "mark" ), "it ran" );
      end
      """;

  @TempDir Path folder;
  private Path rules;

  @BeforeEach
  void leaveARule() throws Exception {
    rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(rules.resolve("leaves-a-mark.drl"), RULE);
    Files.writeString(folder.resolve("leaves-a-mark.drl"), RULE);
    Files.writeString(folder.resolve("p.yaml"), "{workload: cpu-bound, platform: native}");
  }

  @Test
  void its_rules_do_not_run_unasked() throws Exception {
    assertEquals(0, advise("--probe", "off", "p.yaml").code());
    assertFalse(Files.exists(folder.resolve("mark")));
  }

  @Test
  void its_rules_run_when_asked_for() throws Exception {
    assertEquals(0, advise("--probe", "off", "--rules", "rules", "p.yaml").code());
    assertTrue(Files.exists(folder.resolve("mark")));
  }

  private OwnProcess advise(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("env", "XDG_CACHE_HOME=" + folder));
    command.addAll(OwnProcess.command(List.of()));
    command.addAll(List.of(words));
    return OwnProcess.of(folder, command);
  }
}
