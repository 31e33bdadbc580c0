package dev.advise.probe.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ToolchainTest {

  private static final Deadline LONG = Deadline.in(Duration.ofMinutes(2));
  private static final byte[] SOURCE =
      "int main(void) { return 0; }\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path temporary;
  private Fakes fakes;
  private Workspace workspace;

  @BeforeEach
  void a_workspace() {
    fakes = new Fakes(temporary);
    workspace = Workspace.open(fakes.environment());
  }

  @AfterEach
  void nothing_is_left() {
    workspace.close();
    assertFalse(Files.exists(workspace.folder()));
    fakes.assertNoneLeft();
  }

  private Reading.Unknown<Path> unknown(String program) {
    return new Programs(fakes.environment())
        .named(program)
        .fold(
            path -> {
              throw new AssertionError("found " + path);
            },
            why -> why);
  }

  private Path script(String name, String text, String permissions) throws IOException {
    Path script = Files.writeString(temporary.resolve(name), "#!/bin/sh\n" + text + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void an_interpreter_that_is_none_is_unknown_for_a_reason() throws IOException {
    assertEquals(Reason.NOT_INSTALLED, unknown("no-such-python").reason());
    assertEquals("no no-such-python on PATH", unknown("no-such-python").detail());
    assertTrue(unknown(temporary.toString()).detail().contains("is a directory"));
    assertTrue(unknown("/no/such/python").detail().contains("does not exist"));
    assertTrue(unknown("/dev/null").detail().contains("is not a program"));
    assertEquals(
        Reason.NOT_PERMITTED, unknown(script("plain", "", "rw-r--r--").toString()).reason());
    assertEquals(Reason.NOT_INSTALLED, unknown("").reason());
  }

  @Test
  void the_first_program_of_a_name_on_the_path_is_taken_and_the_working_directory_never()
      throws IOException {
    Path first = Files.createDirectory(temporary.resolve("first"));
    Path second = Files.createDirectory(temporary.resolve("second"));
    Files.createDirectory(first.resolve("python3"));
    script("second/python3", "", "rwxr-xr-x");
    fakes.environment().put("PATH", ".:" + first + ":" + second);

    assertEquals(
        Reading.known(second.resolve("python3")),
        new Programs(fakes.environment()).first(List.of("python3", "python")));
  }

  @Test
  void a_users_own_driver_runs_by_itself_or_by_its_interpreter() throws IOException {
    Path own = script("probe.rb", "", "rwxr-xr-x");
    Toolchain toolchain = new Toolchain(fakes.environment(), Optional.empty(), Map.of("ruby", own));

    assertEquals(
        List.of(own.toString()),
        toolchain
            .launch("ruby", Toolchain.Program.PROBE, Optional.empty(), workspace, LONG)
            .toOptional()
            .orElseThrow()
            .command());
    assertEquals(
        List.of("/bin/sh", own.toString()),
        toolchain
            .launch("ruby", Toolchain.Program.PROBE, Optional.of("/bin/sh"), workspace, LONG)
            .toOptional()
            .orElseThrow()
            .command());
  }

  @Test
  void a_runtime_without_a_driver_is_unknown() {
    assertTrue(
        new Toolchain(fakes.environment(), Optional.empty(), Map.of())
                .launch("cobol", Toolchain.Program.PROBE, Optional.empty(), workspace, LONG)
            instanceof Reading.Unknown);
  }

  private Reading<Launch> compiled(Optional<String> compiler, byte[] source, Optional<Path> cache) {
    return new Compiler(
            new Programs(fakes.environment()), new Discretion(fakes.environment()), cache)
        .compile(compiler, Map.of("probe.c", source), workspace, LONG);
  }

  @Test
  void a_native_driver_is_compiled_once_where_nobody_else_may_write() throws IOException {
    assumeTrue(
        new Programs(fakes.environment()).first(List.of("cc", "gcc", "clang"))
            instanceof Reading.Known);
    Optional<Path> cache = Optional.of(temporary.resolve("cache"));
    Path program =
        Path.of(
            compiled(Optional.empty(), SOURCE, cache).toOptional().orElseThrow().command().get(0));

    assertTrue(program.startsWith(cache.get()));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(program.getParent())));
    Object built = Files.getAttribute(program, "unix:ino");
    compiled(Optional.empty(), SOURCE, cache);
    assertEquals(built, Files.getAttribute(program, "unix:ino"), "it was built again");

    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxrwxrwx"));
    compiled(Optional.empty(), SOURCE, cache);
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(program)));
    try (Stream<Path> files = Files.list(program.getParent())) {
      assertEquals(List.of(program), files.toList());
    }
  }

  @Test
  void a_compiler_that_fails_is_a_typed_unknown_with_its_words() throws IOException {
    Path failing = script("cc", "echo 'fatal: no libc' >&2; exit 1", "rwxr-xr-x");
    Reading<Launch> launch = compiled(Optional.of(failing.toString()), SOURCE, Optional.empty());

    assertEquals(
        Reading.unknown(Reason.FAILED, "the C compiler cannot build its driver: fatal: no libc"),
        launch);
  }

  @Test
  void no_compiler_is_not_installed() {
    fakes.environment().put("PATH", temporary.toString());

    assertEquals(
        Reading.unknown(Reason.NOT_INSTALLED, "no C compiler on PATH"),
        compiled(Optional.empty(), SOURCE, Optional.empty()));
  }
}
