package dev.advise.probe.driver;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A private folder and the processes that work in it. Both are gone when this is closed, and when
 * the program is interrupted or told to end; a folder whose owner was killed outright is removed by
 * the next workspace that is opened.
 */
public final class Workspace implements AutoCloseable {

  /** The variable that marks the processes started here. */
  public static final String MARK = "ADVISE_PROBE";

  private static final String PREFIX = "advise-probe-";
  private static final String LOCK = "lock";
  private static final String NICENESS = "10";

  /** Variables that would change what is measured, or make a runtime run other people's code. */
  private static final Set<String> UNWANTED =
      Set.of(
          "JDK_JAVA_OPTIONS",
          "JAVA_TOOL_OPTIONS",
          "_JAVA_OPTIONS",
          "CLASSPATH",
          "NODE_OPTIONS",
          "NODE_V8_COVERAGE",
          "NODE_DEBUG",
          "PYTHONPATH",
          "PYTHONSTARTUP",
          "PYTHONINSPECT",
          "PYTHONVERBOSE",
          "PYTHONDEVMODE",
          "PYTHONTRACEMALLOC",
          "PYTHONPROFILEIMPORTTIME",
          "LD_PRELOAD");

  private final Map<String, String> environment;
  private final Programs programs;
  private final Path folder;
  private final FileChannel lock;
  private final SecureRandom random = new SecureRandom();
  private final List<Child> children = new ArrayList<>();
  private final Thread hook = new Thread(this::endNow, "advise-end-of-probes");
  private boolean closed;

  private Workspace(Map<String, String> environment, Path folder, FileChannel lock) {
    this.environment = Map.copyOf(environment);
    this.programs = new Programs(environment);
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens one below TMPDIR, or where the system keeps temporary files.
   *
   * @throws UncheckedIOException if no folder can be made there
   */
  public static Workspace open(Map<String, String> environment) {
    Path parent = temporary(environment);
    try {
      removeAbandoned(parent);
      Path folder = Files.createTempDirectory(parent, PREFIX, ownersOnly(parent));
      FileChannel lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock.lock();
      Workspace workspace = new Workspace(environment, folder, lock);
      Runtime.getRuntime().addShutdownHook(workspace.hook);
      return workspace;
    } catch (IOException unwritable) {
      throw new UncheckedIOException("no temporary folder can be made", unwritable);
    }
  }

  private static Path temporary(Map<String, String> environment) {
    String named = environment.getOrDefault("TMPDIR", "");
    Path fallback = Path.of(System.getProperty("java.io.tmpdir"));
    return named.startsWith("/") && Files.isWritable(Path.of(named)) ? Path.of(named) : fallback;
  }

  static FileAttribute<?>[] ownersOnly(Path where) {
    return where.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /** A folder that nobody holds the lock of has lost its owner. */
  private static void removeAbandoned(Path parent) {
    try (Stream<Path> entries = Files.list(parent)) {
      entries
          .filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
          .filter(Workspace::isAbandoned)
          .forEach(Workspace::remove);
    } catch (IOException unreadable) {
      // Then there is nothing that could be removed.
    }
  }

  private static boolean isAbandoned(Path folder) {
    Path file = folder.resolve(LOCK);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (IOException | OverlappingFileLockException notOurs) {
      return false;
    }
  }

  /** The private folder. */
  public Path folder() {
    return folder;
  }

  /**
   * Starts a program at low priority, in the private folder, without variables that would change
   * what it does.
   */
  Reading<Child> start(List<String> command) {
    List<String> nicely = new ArrayList<>();
    programs
        .onPath("nice")
        .ifPresent(nice -> nicely.addAll(List.of(nice.toString(), "-n", NICENESS)));
    nicely.addAll(command);
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String mark = HexFormat.of().formatHex(bytes);
    ProcessBuilder builder = new ProcessBuilder(nicely).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(mark));
    synchronized (children) {
      if (closed) {
        return Reading.unknown(Reason.FAILED, "interrupted");
      }
      try {
        Child child = new Child(builder.start(), MARK + "=" + mark);
        children.add(child);
        return Reading.known(child);
      } catch (IOException refused) {
        return refusal(refused);
      }
    }
  }

  private Map<String, String> environment(String mark) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.keySet().removeAll(UNWANTED);
    variables.put(MARK, mark);
    variables.put("TMPDIR", folder.toString());
    variables.put("PYTHONDONTWRITEBYTECODE", "1");
    return variables;
  }

  private static <T> Reading<T> refusal(IOException refused) {
    String why = String.valueOf(refused.getMessage());
    if (why.contains("error=2,")) {
      return Reading.unknown(Reason.NOT_INSTALLED, "the program has gone");
    }
    if (why.contains("error=13,")) {
      return Reading.unknown(Reason.NOT_PERMITTED, "the program may not be executed");
    }
    if (why.contains("error=11,") || why.contains("error=12,")) {
      return Reading.unknown(Reason.NOT_PERMITTED, "the host has no room for another process");
    }
    return Reading.unknown(Reason.FAILED, "the program cannot be started");
  }

  /** Ends a child and all its offspring, giving it that long to end by itself. */
  void end(Child child, Duration forGoodWill) {
    child.end(forGoodWill);
    synchronized (children) {
      children.remove(child);
    }
  }

  @Override
  public void close() {
    endNow();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // Then the hook does the same once more, to no effect.
    }
  }

  private void endNow() {
    List<Child> left;
    synchronized (children) {
      closed = true;
      left = List.copyOf(children);
      children.clear();
    }
    left.forEach(child -> child.end(Duration.ZERO));
    try {
      lock.close();
    } catch (IOException unlocked) {
      // The folder goes in any case.
    }
    remove(folder);
  }

  private static void remove(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException error)
                throws IOException {
              Files.deleteIfExists(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException stubborn) {
      // What cannot be removed now is removed when the next workspace is opened.
    }
  }
}
