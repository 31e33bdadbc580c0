package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, run by sh with a java and a Maven that only tell how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private static final String JAVA =
      """
      #!/bin/sh
      [ "$1" = -version ] && { echo "openjdk version \\"$VERSION\\" 2020-01-01" >&2; exit 0; }
      for argument; do printf '<%s>' "$argument"; done
      """;

  private static final String MAVEN =
      """
      #!/bin/sh
      echo run >>"$COUNT"
      echo "what Maven says, for $JAVA_HOME"
      [ -z "${BROKEN:-}" ] || exit 1
      mkdir -p target && : >target/advise.jar
      """;

  @TempDir private Path folder;

  private Path home;
  private Path tools;
  private final Map<String, String> environment = new java.util.HashMap<>();

  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void a_checkout_with_blanks_in_its_path() throws IOException {
    home = Files.createDirectories(folder.resolve("a b/check out"));
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String source : List.of("pom.xml", "src/main/Code.java", "rules/a.drl")) {
      Files.createDirectories(home.resolve(source).getParent());
      Files.writeString(home.resolve(source), "");
    }
    age();
    Files.copy(Path.of("advise"), home.resolve("advise"));
    script(tools.resolve("mvn"), MAVEN);
    java(folder.resolve("jdk 17"), "17.0.15");
    environment.put("JAVA_HOME", folder.resolve("jdk 17").toString());
    environment.put("PATH", tools + File.pathSeparator + "/usr/bin:/bin");
    environment.put("COUNT", folder.resolve("count").toString());
    environment.put("VERSION", "17.0.15");
  }

  private void age() throws IOException {
    try (var all = Files.walk(home)) {
      for (Path file : all.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
      }
    }
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void java(Path jdk, String version) throws IOException {
    script(jdk.resolve("bin/java"), JAVA);
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"");
  }

  private Outcome run(String... arguments) throws Exception {
    return launch(home.resolve("advise").toString(), arguments);
  }

  private Outcome launch(String launcher, String... arguments) throws Exception {
    return end(start(launcher, arguments));
  }

  private Process start(String launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", launcher));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Outcome end(Process process) throws Exception {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Outcome(process.exitValue(), out, err);
  }

  private long builds() throws IOException {
    Path count = folder.resolve("count");
    return Files.exists(count) ? Files.readAllLines(count).size() : 0;
  }

  @Test
  void the_first_run_builds_and_passes_every_argument_on() throws Exception {
    Outcome outcome = run("a b", "", "*", "--", "-x");
    assertEquals(0, outcome.code(), outcome.err());
    assertTrue(
        outcome.out().endsWith("<-jar><" + home + "/target/advise.jar><a b><><*><--><-x>"),
        outcome.out());
    assertTrue(outcome.err().startsWith("advise: building"), outcome.err());
    assertFalse(outcome.err().contains("what Maven says"), outcome.err());
    assertEquals(1, builds());
  }

  @Test
  void the_second_run_does_not_build() throws Exception {
    run();
    Outcome second = run();
    assertEquals("", second.err());
    assertEquals(1, builds());
  }

  @Test
  void a_newer_source_and_a_source_that_is_gone_build_anew() throws Exception {
    run();
    Files.setLastModifiedTime(
        home.resolve("rules/a.drl"), FileTime.from(Instant.now().plusSeconds(5)));
    run();
    assertEquals(2, builds());
    age();
    Files.setLastModifiedTime(
        home.resolve("target/advise.jar"), FileTime.from(LONG_AGO.plusSeconds(5)));
    Files.delete(home.resolve("src/main/Code.java"));
    run();
    assertEquals(3, builds());
  }

  @Test
  void a_failed_build_shows_what_maven_said_and_is_tried_again() throws Exception {
    environment.put("BROKEN", "yes");
    Outcome broken = run();
    assertEquals(70, broken.code());
    assertTrue(broken.err().contains("what Maven says"), broken.err());
    assertEquals("", broken.out());
    environment.remove("BROKEN");
    assertEquals(0, run().code());
  }

  @Test
  void maven_gets_the_java_that_was_found() throws Exception {
    environment.put("BROKEN", "yes");
    assertTrue(run().err().contains("for " + folder.resolve("jdk 17")));
  }

  @Test
  void two_first_runs_build_once() throws Exception {
    Process one = start(home.resolve("advise").toString());
    Process two = start(home.resolve("advise").toString());
    assertEquals(0, end(one).code());
    assertEquals(0, end(two).code());
    assertEquals(1, builds());
    assertFalse(Files.exists(home.resolve("target/advise.lock")));
  }

  @Test
  void a_lock_whose_owner_is_gone_is_no_lock() throws Exception {
    Process gone = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
    gone.waitFor();
    Path lock = Files.createDirectories(home.resolve("target/advise.lock"));
    Files.writeString(lock.resolve("owner"), gone.pid() + "\n");
    assertEquals(0, run().code());
    assertEquals(1, builds());
  }

  @Test
  void symbolic_links_lead_home() throws Exception {
    Path one = Files.createSymbolicLink(folder.resolve("one"), Path.of("a b/check out/advise"));
    Path two = Files.createSymbolicLink(tools.resolve("two"), one);
    for (String launcher : List.of(two.toString(), "one", "./one")) {
      Outcome outcome = launch(launcher, "x");
      assertEquals(0, outcome.code(), outcome.err());
      assertTrue(outcome.out().endsWith("check out/target/advise.jar><x>"), outcome.out());
    }
  }

  @Test
  void no_java_is_said_so() throws Exception {
    environment.remove("JAVA_HOME");
    environment.put("PATH", onlyTheseTools());
    Outcome outcome = run();
    assertEquals(2, outcome.code());
    assertEquals(
        "advise: this needs Java 17 or newer; there is no java on PATH."
            + " Install one, or set JAVA_HOME to it.\n",
        outcome.err());
  }

  @Test
  void an_old_java_is_passed_over_for_a_newer_one_on_the_path() throws Exception {
    java(folder.resolve("jdk 11"), "11.0.2");
    environment.put("JAVA_HOME", folder.resolve("jdk 11").toString());
    environment.put("PATH", onlyTheseTools());
    Outcome old = run();
    assertEquals(2, old.code());
    assertTrue(old.err().contains("jdk 11/bin/java is 11"), old.err());
    Files.createSymbolicLink(folder.resolve("bin/java"), folder.resolve("jdk 17/bin/java"));
    assertEquals(0, run().code());
  }

  @Test
  void a_java_without_a_release_file_is_asked() throws Exception {
    Files.delete(folder.resolve("jdk 17/release"));
    assertEquals(0, run().code());
    environment.put("VERSION", "1.8.0_402");
    environment.put("PATH", onlyTheseTools());
    assertTrue(run().err().contains("java is 8"));
  }

  /** A path with what the launcher needs and no java. */
  private String onlyTheseTools() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : List.of("find", "readlink", "mkdir", "rm", "mv", "cat", "touch", "sleep")) {
      for (String place : List.of("/usr/bin/", "/bin/")) {
        if (Files.exists(Path.of(place + tool)) && !Files.exists(bin.resolve(tool))) {
          script(bin.resolve(tool), "#!/bin/sh\nexec " + place + tool + " \"$@\"\n");
        }
      }
    }
    if (!Files.exists(bin.resolve("mvn"))) {
      Files.createSymbolicLink(bin.resolve("mvn"), tools.resolve("mvn"));
    }
    return bin.toString();
  }
}
