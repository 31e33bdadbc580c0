package dev.advise.probe.jvm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts crews of child JVMs. The last crew stands by for another window of the same shape and mix,
 * since starting and warming JVMs takes longer than a window; it is ended when anything differs.
 */
final class Crews {

  /** What a warmed child takes: 24 MiB of PSS seen, rounded up. */
  static final long CHILD_BYTES = 32L * Bench.MIB;

  /** One worker: a JVM at the end of two pipes. */
  record Member(int number, Process process, DataInputStream in, DataOutputStream out) {

    /** How it came to its end. */
    Absent lost() throws InterruptedException {
      process.waitFor(1, TimeUnit.SECONDS);
      int code = process.isAlive() ? 0 : process.exitValue();
      return Absent.failed(
          code > 128
              ? "worker %d died of signal %d".formatted(number, code - 128)
              : "worker %d ended with status %d".formatted(number, code));
    }
  }

  private final Stage stage;
  private final List<Member> members = new ArrayList<>();
  private List<String> kind = List.of();

  Crews(Stage stage) {
    this.stage = stage;
  }

  /** The crew for that way of serving, as it stands by or newly started; all of it is ready. */
  List<Member> ofKind(String way, Rehearsal r) throws Exception {
    List<String> wanted = new ArrayList<>();
    wanted.add(String.valueOf(r.shape().processes()));
    wanted.add(way);
    wanted.add(String.valueOf(r.shape().threads()));
    wanted.addAll(List.of(r.task().words()));
    if (!wanted.equals(kind)) {
      end();
      start(wanted.subList(1, wanted.size()), r);
      kind = wanted;
    }
    return members;
  }

  private void start(List<String> role, Rehearsal r) throws Exception {
    Path shm = Path.of("/dev/shm");
    Path file =
        Files.isWritable(shm)
            ? Files.createTempFile(shm, "advise-probe-", "")
            : Files.createTempFile("advise-probe-", "");
    try {
      if (r.task().pattern() != SharedWords.Pattern.NONE) {
        allot(file, SharedWords.size(r.task()));
      }
      for (int i = 0; i < r.shape().processes(); i++) {
        Process process = stage.start(command(r, file, role));
        members.add(
            new Member(
                i,
                process,
                new DataInputStream(process.getInputStream()),
                new DataOutputStream(process.getOutputStream())));
      }
      for (Member member : members) {
        if (member.in().read() < 0) {
          throw member.lost();
        }
      }
    } catch (EOFException e) {
      throw Absent.failed("a child JVM ended at once");
    } finally {
      Files.deleteIfExists(file); // those who have mapped it keep it
    }
  }

  private static void allot(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
  }

  /** A JVM as it usually is, compiler and all, but with a heap that fits its tasks. */
  private static List<String> command(Rehearsal r, Path file, List<String> role) {
    long inEach = r.window().inFlight() / r.shape().processes() + 1L;
    long heap = 48L * Bench.MIB + 4 * inEach * r.task().messageBytes();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xshare:auto",
            "-XX:+UseSerialGC",
            "-Xmx" + heap,
            "-XX:-UsePerfData",
            "-Xlog:disable",
            "-XX:+SuppressFatalErrorMessage",
            "-XX:-CreateCoredumpOnCrash",
            "-cp",
            System.getProperty("java.class.path"),
            RehearsalChild.class.getName(),
            file.toString()));
    command.addAll(role);
    return command;
  }

  /** Ends the crew that stands by. */
  void end() throws InterruptedException {
    for (Member member : members) {
      member.process().destroyForcibly();
    }
    for (Member member : members) {
      stage.reap(member.process());
    }
    members.clear();
    kind = List.of();
  }

  /** Ends it from another thread, which makes whoever waits for it fail. */
  void abandon() {
    stage.endAll();
  }
}
