package dev.advise.probe.jvm;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a child JVM does, by its role. Every child reads its standard input, whose end says that the
 * driver is gone; it then goes too.
 */
final class Child {

  private Child() {}

  /** The command that starts a small JVM in that role. */
  static List<String> command(String... role) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(
        List.of(
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-XX:-UsePerfData",
            "-Xlog:disable",
            "-XX:+SuppressFatalErrorMessage",
            "-XX:-CreateCoredumpOnCrash",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName()));
    command.addAll(List.of(role));
    return command;
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("nothing")) {
      return;
    }
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
    switch (args[0]) {
      case "echo" -> Echo.serve(in, out, args[1], args[2]);
      case "wait" -> Thread.sleep(Long.parseLong(args[1]));
      case "work" -> out.writeLong(Computing.arithmetic(1, Long.parseLong(args[1])));
      case "compute" -> compute(in, out);
      case "park" -> park(in, out);
      case "threads" -> out.writeDouble(Footprints.ofThreads(Integer.parseInt(args[1])));
      case "virtual" -> out.writeDouble(Footprints.ofVirtualThreads(Integer.parseInt(args[1])));
      case "tasks" -> out.writeDouble(Footprints.ofTasks(Integer.parseInt(args[1])));
      case "crash" -> crash(out);
      case "crash-thread" -> crashThread(out);
      case "tell" -> out.writeBoolean(System.getProperty(args[1]) != null);
      default -> throw new IllegalArgumentException(args[0]);
    }
    Runtime.getRuntime().halt(0); // threads that wait for nothing do not keep us
  }

  /** Warms up, says so, and counts the chunks of work until each deadline that it is told. */
  private static void compute(DataInputStream in, DataOutputStream out) throws IOException {
    out.writeByte(Computing.chunksUntil(System.nanoTime() + 30_000_000) > 0 ? 1 : 0);
    try {
      while (true) {
        out.writeLong(Computing.chunksUntil(in.readLong()));
      }
    } catch (EOFException theDriverIsGone) {
      // so are we
    }
  }

  private static void park(DataInputStream in, DataOutputStream out) throws IOException {
    out.writeByte(1);
    while (in.read() >= 0) {
      out.writeByte(1);
    }
  }

  /**
   * Says that it got here, so that nobody takes a JVM that could not start for one that crashed.
   */
  private static void crash(DataOutputStream out) {
    try {
      out.writeByte(0);
      Faults.crash();
    } catch (IOException e) {
      // nobody listens any more
    } finally {
      Runtime.getRuntime().halt(Faults.UNHURT);
    }
  }

  private static void crashThread(DataOutputStream out) throws Exception {
    new Thread(() -> crash(out)).start();
    Thread.sleep(500);
    out.writeByte(1);
  }
}
