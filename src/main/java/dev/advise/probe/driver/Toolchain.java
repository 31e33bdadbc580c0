package dev.advise.probe.driver;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.Runtimes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Turns a runtime's name into the command that starts its driver: which interpreter, which flags,
 * where the driver's program lies.
 */
public final class Toolchain {

  /** What is wanted of a runtime; the shipped runtimes have a program for each. */
  public enum Program {
    /** Measures quantities. */
    PROBE("probe", "JvmDriver"),
    /** Runs a mix under one arrangement after the other; it builds upon the other program. */
    REHEARSAL("rehearse", "JvmRehearsal");

    private final String stem;
    private final String javaClass;

    Program(String stem, String javaClass) {
      this.stem = stem;
      this.javaClass = javaClass;
    }
  }

  private static final String JVM_PACKAGE = "dev.advise.probe.jvm.";

  /**
   * No performance-data file that a killed JVM would leave behind, no log where the answers go, a
   * heap that fits any host. Apart from that the runtimes are as their users would start them,
   * without the libraries that a site adds, which would only delay the start.
   */
  private static final List<String> JVM_FLAGS =
      List.of("-XX:-UsePerfData", "-Xlog:disable", "-Xlog:all=error:stderr", "-Xmx128m");

  private static final List<String> CPYTHON_FLAGS = List.of("-S", "-B");

  private final Map<String, String> environment;
  private final Programs programs;
  private final Discretion discretion;
  private final Map<String, Path> own;
  private final Compiler compiler;

  /**
   * @param cache where compiled drivers are kept; empty: nowhere
   * @param own the user's own drivers by runtime, which go before the shipped ones
   */
  public Toolchain(Map<String, String> environment, Optional<Path> cache, Map<String, Path> own) {
    this.environment = Map.copyOf(environment);
    this.programs = new Programs(environment);
    this.discretion = new Discretion(environment);
    this.own = Map.copyOf(own);
    this.compiler = new Compiler(programs, discretion, cache);
  }

  /**
   * How to start the driver of a runtime.
   *
   * @param interpreter the executable of that runtime to use; for native code, the compiler
   */
  public Reading<Launch> launch(
      String runtime,
      Program wanted,
      Optional<String> interpreter,
      Workspace workspace,
      Deadline deadline) {
    if (own.containsKey(runtime)) {
      return ownDriver(own.get(runtime), interpreter);
    }
    try {
      return switch (runtime) {
        case Runtimes.CPYTHON ->
            script(
                program(interpreter, List.of("python3", "python")),
                CPYTHON_FLAGS,
                wanted,
                ".py",
                workspace);
        case Runtimes.NODE ->
            script(program(interpreter, List.of("node")), List.of(), wanted, ".mjs", workspace);
        case Runtimes.JVM -> jvm(interpreter, wanted);
        case Runtimes.NATIVE ->
            compiler.compile(interpreter, sources(wanted, ".c"), workspace, deadline);
        default ->
            Reading.unknown(
                Reason.NOT_INSTALLED, "no driver for the runtime " + discretion.tell(runtime));
      };
    } catch (IOException unreadable) {
      return Reading.unknown(Reason.FAILED, "its driver cannot be unpacked");
    }
  }

  private Reading<Path> program(Optional<String> interpreter, List<String> usual) {
    return interpreter.map(programs::named).orElseGet(() -> programs.first(usual));
  }

  private Reading<Launch> script(
      Reading<Path> program, List<String> flags, Program wanted, String ending, Workspace workspace)
      throws IOException {
    Map<String, byte[]> sources = sources(wanted, ending);
    for (Map.Entry<String, byte[]> source : sources.entrySet()) {
      Files.write(workspace.folder().resolve(source.getKey()), source.getValue());
    }
    return program.fold(
        path -> {
          List<String> command = new ArrayList<>();
          command.add(path.toString());
          command.addAll(flags);
          command.add(workspace.folder().resolve(wanted.stem + ending).toString());
          return Reading.known(
              new Launch(command, path, Digests.of(sources.values().toArray(byte[][]::new))));
        },
        why -> Reading.unknown(why.reason(), why.detail()));
  }

  /** The texts of a program by file name: its own first, then those that it builds upon. */
  private static Map<String, byte[]> sources(Program wanted, String ending) throws IOException {
    Map<String, byte[]> sources = new LinkedHashMap<>();
    for (Program part : List.of(wanted, Program.PROBE)) {
      sources.put(part.stem + ending, resource(part.stem + ending));
    }
    return sources;
  }

  private Reading<Launch> ownDriver(Path script, Optional<String> interpreter) {
    Path absolute = script.toAbsolutePath();
    Reading<Path> program =
        interpreter.map(programs::named).orElseGet(() -> programs.named(absolute.toString()));
    return program.fold(
        path -> {
          try {
            List<String> command =
                interpreter.isPresent()
                    ? List.of(path.toString(), absolute.toString())
                    : List.of(path.toString());
            return Reading.known(
                new Launch(command, path, Digests.of(Files.readAllBytes(absolute))));
          } catch (IOException unreadable) {
            return Reading.unknown(Reason.NOT_PERMITTED, "its driver cannot be read");
          }
        },
        why -> Reading.unknown(why.reason(), why.detail()));
  }

  private Reading<Launch> jvm(Optional<String> interpreter, Program wanted) throws IOException {
    Reading<Path> java =
        interpreter.isEmpty() && environment.getOrDefault("JAVA_HOME", "").startsWith("/")
            ? programs.named(environment.get("JAVA_HOME") + "/bin/java")
            : program(interpreter, List.of("java"));
    Path classes = ownClasses();
    String hash = jvmDriverHash(classes);
    return java.fold(
        path -> {
          List<String> command = new ArrayList<>();
          command.add(path.toString());
          command.addAll(JVM_FLAGS);
          command.addAll(List.of("-cp", classes.toString(), JVM_PACKAGE + wanted.javaClass));
          return Reading.known(new Launch(command, path, hash));
        },
        why -> Reading.unknown(why.reason(), why.detail()));
  }

  /** The jar, or the folder of classes, that this program runs from. */
  private static Path ownClasses() throws IOException {
    try {
      return Path.of(Toolchain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException odd) {
      throw new IOException("the program's own place makes no sense", odd);
    }
  }

  private static String jvmDriverHash(Path classes) throws IOException {
    String folder = JVM_PACKAGE.replace('.', '/');
    if (Files.isDirectory(classes)) {
      return hashOfFiles(classes.resolve(folder));
    }
    try (ZipFile jar = new ZipFile(classes.toFile())) {
      return Digests.of(
          jar.stream()
              .filter(entry -> entry.getName().startsWith(folder))
              .map(entry -> entry.getName() + ":" + entry.getCrc())
              .sorted()
              .toArray(String[]::new));
    }
  }

  private static String hashOfFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Digests.of("");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return Digests.of(files.sorted().map(Toolchain::bytes).toArray(byte[][]::new));
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Toolchain.class.getResourceAsStream("/drivers/" + name)) {
      if (in == null) {
        throw new IOException("there is no driver " + name);
      }
      return in.readAllBytes();
    }
  }
}
