package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes in a control group that has room for fifty tasks, where one can be made. */
@EnabledOnOs(OS.LINUX)
class FewTasksTest {

  private static final String TASKS = "50";

  /** Where a kernel of either version has the controller. */
  private static final List<Path> CONTROLLERS =
      List.of(Path.of("/sys/fs/cgroup/pids"), Path.of("/sys/fs/cgroup"));

  @TempDir Path folder;
  private Path group;

  @BeforeEach
  void makeTheGroup() {
    for (Path controller : CONTROLLERS) {
      Path made = controller.resolve("advise-test-" + ProcessHandle.current().pid());
      try {
        Files.createDirectory(made);
        group = made;
        Files.writeString(made.resolve("pids.max"), TASKS);
        return;
      } catch (IOException notHere) {
        removeTheGroup();
      }
    }
    abort("no control group for tasks can be made here");
  }

  @AfterEach
  void removeTheGroup() {
    if (group != null) {
      group.toFile().delete();
      group = null;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "cpython", "node", "jvm"})
  void are_probed_without_failing_and_nothing_stays(String runtime) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "echo $$ > \"$0\" && exec \"$@\""));
    command.add(group.resolve("cgroup.procs").toString());
    command.addAll(OwnProcess.command(List.of("-XX:-UsePerfData")));
    command.addAll(List.of("probe", "--quiet", "--format", "json", "--runtime", runtime));

    OwnProcess probe = OwnProcess.of(folder, command);

    assertEquals(0, probe.code());
    Map<?, ?> runtimes = (Map<?, ?>) JSON.std.mapFrom(probe.out()).get("runtimes");
    assertTrue(((Map<?, ?>) runtimes.get(runtime)).containsKey("version"), probe.out());
    assertEquals("", Files.readString(group.resolve("cgroup.procs")));
  }
}
