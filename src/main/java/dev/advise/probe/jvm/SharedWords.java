package dev.advise.probe.jvm;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The data that tasks share: some words of it, far apart, are read or incremented. What is written
 * is guarded by a lock where there is more than one thread; among processes, by one that lies
 * before the data in the file that all map.
 */
final class SharedWords {

  /** How tasks use the data. */
  enum Pattern {
    NONE,
    READ_MOSTLY,
    READ_WRITE;

    static Pattern of(String word) {
      return switch (word) {
        case "read-mostly" -> READ_MOSTLY;
        case "read-write" -> READ_WRITE;
        default -> NONE;
      };
    }
  }

  private static final VarHandle INTS =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final int HEADER_BYTES = 64;
  private static final int LEAST_BYTES = 4096;
  private static final int LINES_TOUCHED = 64;
  private static final int SPINS = 100;
  private static final int YIELDS = 10;

  private final Pattern pattern;
  private final ByteBuffer bytes;
  private final int distance;
  private final Guard guard;

  private SharedWords(Pattern pattern, ByteBuffer bytes, Guard guard) {
    this.pattern = pattern;
    this.bytes = bytes.order(ByteOrder.nativeOrder());
    this.distance =
        Math.max(1, (bytes.capacity() - HEADER_BYTES) / LINES_TOUCHED / Long.BYTES) * Long.BYTES;
    this.guard = guard;
  }

  /** For one thread. */
  static SharedWords unguarded(Task task) {
    return new SharedWords(task.pattern(), memory(task), Guard.NONE);
  }

  /** For the threads of this JVM. */
  static SharedWords amongThreads(Task task) {
    Lock lock = new ReentrantLock();
    return new SharedWords(
        task.pattern(),
        memory(task),
        body -> {
          lock.lock();
          try {
            body.run();
          } finally {
            lock.unlock();
          }
        });
  }

  /** For all threads of all JVMs that map this file. */
  static SharedWords amongProcesses(Task task, Path file) throws IOException {
    if (task.pattern() == Pattern.NONE) {
      return unguarded(task);
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, size(task));
      return new SharedWords(
          task.pattern(),
          map,
          body -> {
            take(map);
            try {
              body.run();
            } finally {
              INTS.setRelease(map, 0, 0);
            }
          });
    }
  }

  /** Uses the data as the pattern says. */
  int touch() {
    if (pattern == Pattern.NONE) {
      return 0;
    }
    if (pattern == Pattern.READ_MOSTLY) {
      long sum = 0;
      for (int at = HEADER_BYTES; at <= bytes.capacity() - Long.BYTES; at += distance) {
        sum += bytes.getLong(at);
      }
      return (int) sum;
    }
    guard.run(this::increment);
    return 1;
  }

  private void increment() {
    for (int at = HEADER_BYTES; at <= bytes.capacity() - Long.BYTES; at += distance) {
      bytes.putLong(at, bytes.getLong(at) + 1);
    }
  }

  /** Spins, yields, then sleeps: the JDK offers no lock that sleeps across processes. */
  private static void take(ByteBuffer map) {
    for (int tries = 0; !INTS.compareAndSet(map, 0, 0, 1); tries++) {
      if (tries < SPINS) {
        Thread.onSpinWait();
      } else if (tries < SPINS + YIELDS) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(20_000);
      }
    }
  }

  private static ByteBuffer memory(Task task) {
    return ByteBuffer.allocateDirect(task.pattern() == Pattern.NONE ? HEADER_BYTES : size(task));
  }

  static int size(Task task) {
    return HEADER_BYTES + (int) Math.max(LEAST_BYTES, task.sharedBytes());
  }

  /** Lets one at a time. */
  @FunctionalInterface
  private interface Guard {
    Guard NONE = Runnable::run;

    void run(Runnable body);
  }
}
