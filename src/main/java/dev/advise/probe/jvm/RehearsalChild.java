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
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A worker in a JVM of its own. It computes until the JIT has done its work, says one byte, and
 * then answers tasks with their own messages, or windows with what it has counted in them. It ends
 * with its input, that is with the driver.
 */
final class RehearsalChild {

  /** A message begins with when its task was submitted, and how long that task waits. */
  static final int HEAD_BYTES = Long.BYTES + Double.BYTES;

  private static final int BUFFER_BYTES = 64 * Bench.KIB;

  private final Task task;
  private final SharedWords shared;
  private final Task.Sink sink = new Task.Sink();
  private final DataInputStream in =
      new DataInputStream(
          new BufferedInputStream(new FileInputStream(FileDescriptor.in), BUFFER_BYTES));
  private final DataOutputStream out =
      new DataOutputStream(
          new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES));

  /** One task's message. */
  private record Message(long submitted, double waiting, byte[] rest) {}

  private RehearsalChild(Task task, SharedWords shared) {
    this.task = task;
    this.shared = shared;
  }

  /** The bytes of a message after its head. */
  static int restOf(Task task) {
    return Math.max(0, task.messageBytes() - HEAD_BYTES);
  }

  /** Arguments: the file that is shared, how to serve, how many threads, the task's own words. */
  public static void main(String[] args) {
    try {
      Task task = Task.of(Arrays.copyOfRange(args, 3, args.length));
      RehearsalChild child =
          new RehearsalChild(task, SharedWords.amongProcesses(task, Path.of(args[0])));
      Task.warmUp(child.sink);
      child.out.writeByte(1);
      child.out.flush();
      switch (args[1]) {
        case "one-at-a-time" -> child.oneAtATime();
        case "several-at-a-time" -> child.severalAtATime(Integer.parseInt(args[2]));
        case "one-of-the-loops" -> child.oneOfTheLoops();
        default -> throw new IllegalArgumentException(args[1]);
      }
    } catch (IOException theDriverIsGone) {
      Runtime.getRuntime().halt(0);
    }
    Runtime.getRuntime().halt(0);
  }

  private Message receive(byte[] rest) throws IOException {
    long submitted = in.readLong();
    double wait = in.readDouble();
    in.readFully(rest);
    return new Message(submitted, wait, rest);
  }

  private void send(Message message) throws IOException {
    out.writeLong(message.submitted());
    out.writeDouble(message.waiting());
    out.write(message.rest());
  }

  private void oneAtATime() throws IOException {
    byte[] rest = new byte[restOf(task)];
    while (true) {
      Message message = receive(rest);
      task.run(rest, message.waiting(), shared, sink);
      send(message);
      out.flush();
    }
  }

  private void severalAtATime(int threads) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    while (true) {
      Message message = receive(new byte[restOf(task)]);
      pool.execute(
          () -> {
            task.run(message.rest(), message.waiting(), shared, sink);
            synchronized (out) {
              orLeave(
                  () -> {
                    send(message);
                    out.flush();
                  });
            }
          });
    }
  }

  /** An event loop that is given its share of one window after the other. */
  private void oneOfTheLoops() throws IOException {
    while (true) {
      Window part = Window.read(in);
      part.start();
      InOneJvm.hold(task, part, shared, sink);
      part.counted().write(out);
    }
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
