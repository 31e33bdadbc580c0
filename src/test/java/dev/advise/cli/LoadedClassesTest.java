package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM of its own loads for the commands that need little. */
class LoadedClassesTest {

  @TempDir private Path folder;

  private List<String> loadedBy(String... arguments) throws Exception {
    Path log = folder.resolve("loaded.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xlog:class+load:file=" + log + "::filecount=0");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    assertEquals(0, process.waitFor());
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(" source: "))
          .map(line -> line.substring(line.lastIndexOf("] ") + 2).split(" ")[0])
          .toList();
    }
  }

  @Test
  void the_version_and_the_help_load_neither_engine_nor_yaml_nor_json() throws Exception {
    for (String argument : List.of("--version", "--help")) {
      List<String> loaded = loadedBy(argument);
      assertTrue(loaded.contains("dev.advise.cli.Main"), argument + " was not watched: " + loaded);
      assertEquals(
          List.of(),
          loaded.stream()
              .filter(
                  name ->
                      Stream.of("org.drools", "org.kie", "org.yaml", "com.fasterxml", "org.slf4j")
                          .anyMatch(name::startsWith))
              .toList(),
          argument);
    }
  }
}
