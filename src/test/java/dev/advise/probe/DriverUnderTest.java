package dev.advise.probe;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A driver as a child process, spoken to by its protocol and by nothing of ours. */
final class DriverUnderTest implements AutoCloseable {

  /** A driver that is silent for so long hangs; nothing here depends on how fast it is. */
  static final long PATIENCE_S = 120;

  private static final String END = "";

  private final Process process;
  private final Writer requests;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  DriverUnderTest(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    requests = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "driver's output");
    reader.setDaemon(true);
    reader.start();
  }

  static List<String> cpython() {
    return List.of("python3", resource("probe.py"));
  }

  static List<String> node() {
    return List.of("node", resource("probe.mjs"));
  }

  static List<String> jvm() {
    return List.of(
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "-XX:-UsePerfData",
        "-cp",
        Path.of("target/classes").toAbsolutePath().toString(),
        "dev.advise.probe.jvm.JvmDriver");
  }

  /** Compiles the driver with the host's compiler, warnings being errors. */
  static List<String> compiled(Path folder) throws IOException, InterruptedException {
    Path program = folder.resolve("probe");
    Process compiler =
        new ProcessBuilder(
                "cc",
                "-std=c11",
                "-O1",
                "-pthread",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-o",
                program.toString(),
                resource("probe.c"))
            .redirectErrorStream(true)
            .start();
    String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (compiler.waitFor() != 0) {
      throw new IOException(said);
    }
    return List.of(program.toString());
  }

  private static String resource(String name) {
    return Path.of("src/main/resources/drivers", name).toAbsolutePath().toString();
  }

  private void read() {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      in.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      // it was killed while it spoke
    }
    lines.add(END);
  }

  void say(String line) throws IOException {
    requests.write(line + "\n");
    requests.flush();
  }

  /** The next line, which must be one JSON object. */
  Map<String, Object> next() throws IOException, InterruptedException {
    String line = lines.poll(PATIENCE_S, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("the driver is silent");
    }
    if (line.equals(END)) {
      throw new AssertionError("the driver has ended");
    }
    return JSON.std.mapFrom(line);
  }

  /** The lines of an answer up to, and without, the one that says done. */
  List<Map<String, Object>> ask(String request) throws IOException, InterruptedException {
    say(request);
    List<Map<String, Object>> answer = new ArrayList<>();
    for (Map<String, Object> line = next(); !line.containsKey("done"); line = next()) {
      answer.add(line);
    }
    return answer;
  }

  Process process() {
    return process;
  }

  void endInput() throws IOException {
    requests.close();
  }

  @Override
  public void close() {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    family.forEach(ProcessHandle::destroyForcibly);
  }
}
