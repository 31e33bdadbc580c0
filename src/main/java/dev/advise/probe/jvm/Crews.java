package dev.advise.probe.jvm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
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
 * The child JVMs. They stand by from window to window, whatever they are to do in it, since
 * starting and warming JVMs takes longer than a window; there is a new crew where more of them,
 * larger ones, or other shared data are needed.
 */
final class Crews {

  /** What a warmed child takes: 24 MiB of PSS seen, rounded up. */
  static final long CHILD_BYTES = 32L * Bench.MIB;

  private static final long LEAST_HEAP_BYTES = 48L * Bench.MIB;

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

  /** The data that all of a crew map. */
  private record Sharing(SharedWords.Pattern pattern, long bytes) {

    static Sharing of(Task task) {
      return new Sharing(task.pattern(), task.sharedBytes());
    }
  }

  private final Stage stage;
  private final List<Member> members = new ArrayList<>();
  private Sharing sharing;
  private long heap;

  Crews(Stage stage) {
    this.stage = stage;
  }

  /** As many as the shape says, all of them ready to serve its tasks in that way. */
  List<Member> readyFor(RehearsalChild.Way way, Rehearsal r) throws Exception {
    int wanted = r.shape().processes();
    long needed = heapFor(r);
    if (members.size() < wanted || heap < needed || !Sharing.of(r.task()).equals(sharing)) {
      end();
      start(wanted, needed, r.task());
    }
    List<Member> crew = List.copyOf(members.subList(0, wanted));
    for (Member member : crew) {
      r.window().include(member.process().toHandle());
      try {
        member.out().writeUTF(way.name());
        member.out().writeInt(r.shape().threads());
        r.task().write(member.out());
        member.out().flush();
      } catch (IOException e) {
        throw member.lost();
      }
    }
    awaitAll(crew);
    return crew;
  }

  private static void awaitAll(List<Member> crew) throws IOException, InterruptedException, Absent {
    for (Member member : crew) {
      if (member.in().read() < 0) {
        throw member.lost();
      }
    }
  }

  private void start(int count, long heapBytes, Task task) throws Exception {
    Path shm = Path.of("/dev/shm");
    Path file =
        Files.isWritable(shm)
            ? Files.createTempFile(shm, "advise-probe-", "")
            : Files.createTempFile("advise-probe-", "");
    try {
      if (task.pattern() != SharedWords.Pattern.NONE) {
        allot(file, SharedWords.size(task));
      }
      for (int i = 0; i < count; i++) {
        Process process = stage.start(command(heapBytes, file));
        Member member =
            new Member(
                i,
                process,
                new DataInputStream(process.getInputStream()),
                new DataOutputStream(process.getOutputStream()));
        members.add(member);
        task.write(member.out());
        member.out().flush();
      }
      awaitAll(members);
      sharing = Sharing.of(task);
      heap = heapBytes;
    } finally {
      Files.deleteIfExists(file); // those who have mapped it keep it
    }
  }

  private static void allot(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
  }

  private static long heapFor(Rehearsal r) {
    long inEach = r.shape().threads() + RehearsalChild.AHEAD + 1L;
    return LEAST_HEAP_BYTES + 4 * inEach * r.task().messageBytes();
  }

  /** A JVM as it usually is, compiler and all, but with a heap that fits its tasks. */
  private static List<String> command(long heapBytes, Path file) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        "-XX:+UseSerialGC",
        "-Xmx" + heapBytes,
        "-XX:-UsePerfData",
        "-Xlog:disable",
        "-XX:+SuppressFatalErrorMessage",
        "-XX:-CreateCoredumpOnCrash",
        "-cp",
        System.getProperty("java.class.path"),
        RehearsalChild.class.getName(),
        file.toString());
  }

  /** Ends those who stand by. */
  void end() throws InterruptedException {
    for (Member member : members) {
      member.process().destroyForcibly();
    }
    for (Member member : members) {
      stage.reap(member.process());
    }
    members.clear();
  }

  /** Ends them from another thread, which makes whoever waits for one fail. */
  void abandon() {
    stage.endAll();
  }
}
