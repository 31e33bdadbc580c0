package dev.advise.probe.driver;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Builds the native driver with the host's C compiler, once: it is kept under a name made from its
 * source, the compiler and the flags, in a folder that only its owner may enter.
 */
final class Compiler {

  private static final List<String> NAMES = List.of("cc", "gcc", "clang");

  /**
   * More than -O1 takes twice as long, which a first probe then lacks. What is measured does not
   * gain by it: calls of the system, and loops that are as short already.
   */
  private static final List<String> FLAGS = List.of("-std=c11", "-O1", "-pthread");

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Programs programs;
  private final Discretion discretion;
  private final Optional<Path> cache;

  Compiler(Programs programs, Discretion discretion, Optional<Path> cache) {
    this.programs = programs;
    this.discretion = discretion;
    this.cache = cache;
  }

  Reading<Launch> compile(
      Optional<String> named, Map<String, byte[]> sources, Workspace workspace, Deadline deadline) {
    Reading<Path> compiler =
        named
            .map(programs::named)
            .orElseGet(
                () ->
                    programs
                        .first(NAMES)
                        .fold(
                            Reading::known,
                            why -> Reading.unknown(why.reason(), "no C compiler on PATH")));
    return compiler.fold(
        path -> compile(path, sources, workspace, deadline),
        why -> Reading.unknown(why.reason(), why.detail()));
  }

  private Reading<Launch> compile(
      Path compiler, Map<String, byte[]> sources, Workspace workspace, Deadline deadline) {
    try {
      String hash =
          Digests.of(
              Digests.of(sources.values().toArray(byte[][]::new)),
              identity(compiler),
              FLAGS.toString());
      Path folder = folder(workspace);
      Path program = folder.resolve("probe-" + hash);
      Launch launch = new Launch(List.of(program.toString()), compiler, hash);
      if (isOurs(program, workspace) && Files.isExecutable(program)) {
        return Reading.known(launch);
      }
      return build(compiler, sources, workspace, deadline)
          .fold(
              built -> moved(built, program, launch),
              why -> Reading.unknown(why.reason(), why.detail()));
    } catch (IOException broken) {
      return Reading.unknown(Reason.FAILED, "its driver cannot be compiled: no place to write");
    }
  }

  private static String identity(Path compiler) throws IOException {
    Path real = compiler.toRealPath();
    return real + " " + Files.size(real) + " " + Files.getLastModifiedTime(real);
  }

  /** The cache if it is there and nobody else may write to it, else the private folder. */
  private Path folder(Workspace workspace) {
    if (cache.isEmpty()) {
      return workspace.folder();
    }
    try {
      Path folder = cache.get().resolve("native");
      Files.createDirectories(folder, Workspace.ownersOnly(workspace.folder()));
      return isOurs(folder, workspace) ? folder : workspace.folder();
    } catch (IOException unwritable) {
      return workspace.folder();
    }
  }

  /** Whether the file is this user's and no other may write to it. */
  private static boolean isOurs(Path file, Workspace workspace) {
    try {
      UserPrincipal user = Files.getOwner(workspace.folder());
      PosixFileAttributes told =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return told.owner().equals(user)
          && !told.isSymbolicLink()
          && !told.permissions().contains(PosixFilePermission.GROUP_WRITE)
          && !told.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException untold) {
      return false;
    }
  }

  private Reading<Path> build(
      Path compiler, Map<String, byte[]> sources, Workspace workspace, Deadline deadline)
      throws IOException {
    for (Map.Entry<String, byte[]> source : sources.entrySet()) {
      Files.write(workspace.folder().resolve(source.getKey()), source.getValue());
    }
    Path code = workspace.folder().resolve(sources.keySet().iterator().next());
    Path built = workspace.folder().resolve("probe-built");
    List<String> command = new ArrayList<>();
    command.add(compiler.toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-o", built.toString(), code.toString(), "-lm"));
    return workspace
        .start(command)
        .fold(
            child -> built(child, built, workspace, deadline.within(LONGEST)),
            why -> Reading.unknown(why.reason(), why.detail()));
  }

  private Reading<Path> built(Child child, Path built, Workspace workspace, Deadline deadline) {
    LastWords errors = LastWords.of(child.process().getErrorStream());
    Lines.of(child.process().getInputStream());
    boolean over = child.await(deadline.remaining());
    workspace.end(child, Duration.ZERO);
    if (!over) {
      return Reading.unknown(Reason.TIMED_OUT, "the C compiler did not end in time");
    }
    return child.process().exitValue() == 0 && Files.isRegularFile(built)
        ? Reading.known(built)
        : Reading.unknown(
            Reason.FAILED,
            "the C compiler cannot build its driver: " + discretion.tell(errors.lastLine()));
  }

  /** Beside its place first, then there in one step: two programs may do this at once. */
  private static Reading<Launch> moved(Path built, Path program, Launch launch) {
    try {
      Path beside = Files.createTempFile(program.getParent(), "new-", "");
      Files.copy(built, beside, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(
          beside,
          Set.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));
      Files.move(beside, program, StandardCopyOption.ATOMIC_MOVE);
      return Reading.known(launch);
    } catch (IOException broken) {
      return Reading.unknown(Reason.FAILED, "its driver cannot be compiled: no place to write");
    }
  }
}
