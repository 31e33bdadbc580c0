package dev.advise.probe.jvm;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A worker in a JVM of its own. It computes until the JIT has done its work, says one byte, and
 * then serves one window after the other: it is told in which way and what its tasks do, says one
 * byte when it is ready, and in the end what it has counted. It ends with its input, that is with
 * the driver.
 */
final class RehearsalChild {

  /** How a child serves. */
  enum Way {
    ONE_AT_A_TIME,
    SEVERAL_AT_A_TIME,
    ONE_OF_THE_LOOPS
  }

  /** A message begins with when its task was submitted, and how long that task waits. */
  static final int HEAD_BYTES = Long.BYTES + Double.BYTES;

  /** Instead of when a task was submitted: the window has closed, or all its tasks have ended. */
  static final long NO_MORE = Long.MIN_VALUE;

  /** Tasks that a worker has before it beside those under way, lest it should sleep in between. */
  static final int AHEAD = 2;

  private static final int BUFFER_BYTES = 64 * Bench.KIB;

  private static final double WARMING_SECONDS = 0.25;
  private static final int WARMING_IN_FLIGHT = 16;

  /** Short, so that what surrounds the computing is run often. */
  private static final Task WARMING_TASK =
      new Task(10_000, 0.001, false, 0, 0, SharedWords.Pattern.NONE);

  private final DataInputStream in =
      new DataInputStream(
          new BufferedInputStream(new FileInputStream(FileDescriptor.in), BUFFER_BYTES));
  private final DataOutputStream out =
      new DataOutputStream(
          new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES));

  /** What one window's tasks do. */
  private record Work(Task task, SharedWords shared, Task.Sink sink) {

    void run(Message message) {
      task.run(message.rest(), message.waiting(), shared, sink);
    }
  }

  /** One task's message. */
  private record Message(long submitted, double waiting, byte[] rest) {}

  /** The bytes of a message after its head. */
  static int restOf(Task task) {
    return Math.max(0, task.messageBytes() - HEAD_BYTES);
  }

  /** Argument: the file that is shared. */
  public static void main(String[] args) {
    try {
      new RehearsalChild().serve(Path.of(args[0]));
    } catch (IOException | InterruptedException theDriverIsGone) {
      Runtime.getRuntime().halt(0);
    }
  }

  private void serve(Path file) throws IOException, InterruptedException {
    SharedWords shared = SharedWords.amongProcesses(Task.read(in), file);
    Task.warmUp(new Task.Sink());
    warmUp(shared);
    sayReady();
    while (true) {
      Way way = Way.valueOf(in.readUTF());
      int threads = in.readInt();
      Work work = new Work(Task.read(in), shared, new Task.Sink());
      switch (way) {
        case ONE_AT_A_TIME -> oneAtATime(work);
        case SEVERAL_AT_A_TIME -> severalAtATime(work, threads);
        case ONE_OF_THE_LOOPS -> oneOfTheLoops(work);
        default -> throw new IllegalArgumentException(way.name());
      }
    }
  }

  /** Runs a loop for a while: linking and compiling its code takes longer than a window. */
  private static void warmUp(SharedWords shared) {
    Task.Sink sink = new Task.Sink();
    Window window = Window.of(WARMING_SECONDS, WARMING_TASK.waitMean(), WARMING_IN_FLIGHT);
    window.start();
    window.count(sink);
    InOneJvm.hold(WARMING_TASK, window, shared, sink);
  }

  private void sayReady() throws IOException {
    out.writeByte(1);
    out.flush();
  }

  private void oneAtATime(Work work) throws IOException {
    byte[] rest = new byte[restOf(work.task())];
    sayReady();
    readTimes(work);
    for (Message next = receive(rest); next != null; next = receive(rest)) {
      work.run(next);
      send(next);
      out.flush();
    }
    tell(work);
  }

  private void severalAtATime(Work work, int threads) throws IOException, InterruptedException {
    ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(threads);
    pool.prestartAllCoreThreads();
    sayReady();
    readTimes(work);
    int bytes = restOf(work.task());
    for (Message one = receive(new byte[bytes]); one != null; one = receive(new byte[bytes])) {
      Message message = one;
      pool.execute(
          () -> {
            work.run(message);
            synchronized (out) {
              orLeave(
                  () -> {
                    send(message);
                    out.flush();
                  });
            }
          });
    }
    pool.shutdown();
    pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    tell(work);
  }

  /** An event loop that is given its share of the window. */
  private void oneOfTheLoops(Work work) throws IOException {
    sayReady();
    Window part = Window.read(in);
    part.start();
    part.count(work.sink());
    InOneJvm.hold(work.task(), part, work.shared(), work.sink());
    part.counted(work.sink().steps()).write(out);
  }

  private void readTimes(Work work) throws IOException {
    work.sink().countBetween(in.readLong(), in.readLong());
  }

  /** The next task's message; null when there are no more. */
  private Message receive(byte[] rest) throws IOException {
    long submitted = in.readLong();
    if (submitted == NO_MORE) {
      return null;
    }
    double wait = in.readDouble();
    in.readFully(rest);
    return new Message(submitted, wait, rest);
  }

  private void send(Message message) throws IOException {
    out.writeLong(message.submitted());
    out.writeDouble(message.waiting());
    out.write(message.rest());
  }

  /** The tasks have been counted by who handed them out. */
  private void tell(Work work) throws IOException {
    out.writeLong(NO_MORE);
    new Counted(0, work.sink().steps(), 0, List.of()).write(out);
  }

  /** What fails when nobody listens any more. */
  @FunctionalInterface
  private interface Speech {
    void speak() throws IOException;
  }

  private static void orLeave(Speech speech) {
    try {
      speech.speak();
    } catch (IOException theDriverIsGone) {
      Runtime.getRuntime().halt(0);
    }
  }
}
