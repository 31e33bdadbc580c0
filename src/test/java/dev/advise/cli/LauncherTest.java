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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
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
      how=$1
      for argument; do
        case $how,$argument in
          *,-XX:DumpLoadedClassList=*)
            echo names >"${argument#*=}"
            echo what a training run prints
            exit 0 ;;
          -Xshare:dump,-XX:SharedClassListFile=*)
            [ -s "${argument#*=}" ] || exit 1 ;;
          -Xshare:dump,-XX:SharedArchiveFile=* | *,-XX:AOTCacheOutput=*)
            echo "${argument%%=*}" >>"$COUNT.archives"
            [ -z "${NO_ARCHIVES:-}" ] || exit 1
            echo classes >"${argument#*=}"
            echo what making an archive prints
            exit 0 ;;
        esac
      done
      for argument; do printf '<%s>' "$argument"; done
      [ -z "${READ_INPUT:-}" ] || cat || printf ' from a closed input'
      [ -z "${TELL_LOCALE:-}" ] || printf ' in %s' "${LC_ALL:-$LANG}"
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
        jdk.resolve("release"),
        "IMPLEMENTOR=\"X\"\nJAVA_RUNTIME_VERSION=\"%s+1\"\nJAVA_VERSION=\"%s\""
            .formatted(version, version));
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
  void a_closed_standard_input_is_an_empty_one() throws Exception {
    environment.put("READ_INPUT", "yes");
    String launcher = home.resolve("advise").toString();
    ProcessBuilder closing =
        new ProcessBuilder("/bin/sh", "-c", "exec /bin/sh \"$0\" - <&-", launcher);
    closing.environment().clear();
    closing.environment().putAll(environment);
    Outcome outcome = end(closing.start());
    assertEquals(0, outcome.code(), outcome.err());
    assertTrue(outcome.out().endsWith("<->"), outcome.out());
  }

  @Test
  void file_names_are_read_beyond_ascii_in_the_locale_of_c_and_others_are_left_alone()
      throws Exception {
    environment.put("TELL_LOCALE", "yes");
    String none = run("x").out();
    assertTrue(none.endsWith("<x> in C.UTF-8"), none);
    environment.put("LANG", "de_DE.UTF-8");
    assertTrue(run("x").out().endsWith("<x> in de_DE.UTF-8"));
    environment.put("LC_ALL", "POSIX");
    assertTrue(run("x").out().endsWith("<x> in C.UTF-8"));
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

  private List<String> archivesMade() throws IOException {
    Path count = folder.resolve("count.archives");
    return Files.exists(count) ? Files.readAllLines(count) : List.of();
  }

  private static String archiveIn(Outcome outcome, String option) {
    Matcher archive = Pattern.compile("<" + option + "=([^>]*)>").matcher(outcome.out());
    assertTrue(archive.find(), outcome.out());
    return archive.group(1);
  }

  private Path homesArchives() {
    return home.resolve("target/start");
  }

  @Test
  void an_archive_of_classes_is_made_once_and_used_by_every_run() throws Exception {
    Outcome first = run();
    Outcome second = run();
    assertEquals(first.out(), second.out());
    assertEquals(List.of("-XX:SharedArchiveFile"), archivesMade());
    Path archive = Path.of(archiveIn(second, "-XX:SharedArchiveFile"));
    assertEquals(homesArchives().toRealPath(), archive.getParent());
    assertEquals("classes\n", Files.readString(archive));
    assertFalse(second.out().contains("training"), second.out());
  }

  @Test
  void from_25_on_it_is_an_ahead_of_time_cache() throws Exception {
    java(folder.resolve("jdk 25"), "25.0.3");
    environment.put("JAVA_HOME", folder.resolve("jdk 25").toString());
    Outcome outcome = run();
    assertEquals(List.of("-XX:AOTCacheOutput"), archivesMade());
    assertTrue(Files.exists(Path.of(archiveIn(outcome, "-XX:AOTCache"))));
  }

  @Test
  void each_java_and_each_update_of_it_has_its_own() throws Exception {
    String one = archiveIn(run(), "-XX:SharedArchiveFile");
    java(folder.resolve("jdk 21"), "21.0.1");
    environment.put("JAVA_HOME", folder.resolve("jdk 21").toString());
    String other = archiveIn(run(), "-XX:SharedArchiveFile");
    assertFalse(one.equals(other), one);
    java(folder.resolve("jdk 21"), "21.0.2");
    String updated = archiveIn(run(), "-XX:SharedArchiveFile");
    assertFalse(other.equals(updated), other);
    assertEquals(3, archivesMade().size());
    assertTrue(Files.exists(Path.of(one)));
    assertFalse(Files.exists(Path.of(other)), "what its JVM can no longer use is not kept");
  }

  @Test
  void a_new_build_makes_a_new_archive() throws Exception {
    run();
    Path jar = home.resolve("target/advise.jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(3600)));
    run();
    run();
    assertEquals(2, archivesMade().size());
  }

  @Test
  void where_the_program_stands_on_a_read_only_place_the_cache_has_the_archive() throws Exception {
    Files.createDirectories(home.resolve("target"));
    Files.writeString(homesArchives(), "no folder can be made here");
    environment.put("XDG_CACHE_HOME", folder.resolve("ca che").toString());
    Path archive = Path.of(archiveIn(run(), "-XX:SharedArchiveFile"));
    assertEquals(folder.resolve("ca che/advise/start"), archive.getParent());
    environment.put("XDG_CACHE_HOME", "not/absolute");
    environment.put("HOME", folder.resolve("me").toString());
    Path other = Path.of(archiveIn(run(), "-XX:SharedArchiveFile"));
    assertEquals(folder.resolve("me/.cache/advise/start"), other.getParent());
  }

  @Test
  void where_nothing_can_be_written_it_starts_without() throws Exception {
    Files.createDirectories(home.resolve("target"));
    Files.writeString(homesArchives(), "no folder can be made here");
    Outcome built = run();
    Outcome outcome = run();
    assertEquals(0, built.code());
    assertEquals("", outcome.err());
    assertFalse(outcome.out().contains("Shared"), outcome.out());
    assertEquals(List.of(), archivesMade());
  }

  @Test
  void a_java_that_can_make_none_is_asked_once() throws Exception {
    environment.put("NO_ARCHIVES", "yes");
    run();
    Outcome outcome = run();
    assertEquals(0, outcome.code());
    assertEquals("", outcome.err());
    assertFalse(outcome.out().contains("Shared"), outcome.out());
    assertEquals(1, archivesMade().size());
  }

  @Test
  void two_first_runs_at_once_both_start_and_leave_one_archive() throws Exception {
    Files.delete(Path.of(archiveIn(run(), "-XX:SharedArchiveFile")));
    Process one = start(home.resolve("advise").toString());
    Process two = start(home.resolve("advise").toString());
    for (Outcome outcome : List.of(end(one), end(two))) {
      assertEquals(0, outcome.code());
      assertEquals("", outcome.err());
    }
    try (var left = Files.list(homesArchives())) {
      assertEquals(2, left.count(), "an archive and its stamp");
    }
  }

  @Test
  void what_the_user_says_of_sharing_and_collecting_is_not_contradicted() throws Exception {
    environment.put("JAVA_TOOL_OPTIONS", "-Xshare:off -XX:+UseG1GC");
    Outcome outcome = run();
    assertFalse(outcome.out().contains("Shared"), outcome.out());
    assertFalse(outcome.out().contains("GC"), outcome.out());
  }

  @Test
  void a_real_jvm_passes_over_a_broken_archive_in_silence() throws Exception {
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    run();
    tinyJar(home.resolve("target/advise.jar"));
    Outcome said = new Outcome(0, "tiny [x]\n", "");
    assertEquals(said, run("x"));
    Path archive = madeArchive();
    byte[] whole = Files.readAllBytes(archive);
    assertTrue(whole.length > 100_000, "the archive holds " + whole.length);
    assertTrue(archive.toFile().setWritable(true));
    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
    assertEquals(said, run("x"));
    archive = madeArchive();
    assertEquals(whole.length, Files.size(archive), 200_000, "it is made anew");
    // One that only looks as if it were ours.
    assertTrue(archive.toFile().setWritable(true));
    FileTime made = Files.getLastModifiedTime(archive);
    Files.writeString(archive, "no archive at all");
    Files.setLastModifiedTime(archive, made);
    assertEquals(said, run("x"));
    // Another jar under the same name, older than the archive that was made of the first.
    Files.write(archive, whole);
    Files.setLastModifiedTime(archive, made);
    tinyJar(home.resolve("target/advise.jar"));
    FileTime older = FileTime.from(LONG_AGO.plusSeconds(9));
    Files.setLastModifiedTime(home.resolve("target/advise.jar"), older);
    assertEquals(said, run("x"));
  }

  private Path madeArchive() throws IOException {
    try (var archives = Files.list(homesArchives())) {
      return archives.filter(file -> !file.toString().endsWith(".made")).findFirst().orElseThrow();
    }
  }

  /** A program in the place of the real one, with the same two doors. */
  private void tinyJar(Path jar) throws IOException {
    Path source = folder.resolve("tiny/dev/advise/cli/TrainingRun.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        """
        package dev.advise.cli;
        public class TrainingRun {
          public static void main(String[] arguments) {
            System.out.println("tiny " + java.util.Arrays.asList(arguments));
          }
        }
        """);
    int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
    assertEquals(0, code);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.advise.cli.TrainingRun");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new ZipEntry("dev/advise/cli/TrainingRun.class"));
      Files.copy(source.resolveSibling("TrainingRun.class"), out);
    }
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
