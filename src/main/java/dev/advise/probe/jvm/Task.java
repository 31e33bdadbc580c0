package dev.advise.probe.jvm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * What one task of a rehearsal does: it looks at each page of its message, does half of its
 * arithmetic, waits, does the other half, and touches the shared data.
 *
 * @param steps of arithmetic
 * @param waitMean seconds that a task waits, in the mean
 * @param blocking whether a loop sleeps where it should wait
 * @param messageBytes handed over and back
 * @param sharedBytes of data that all tasks share
 */
record Task(
    long steps,
    double waitMean,
    boolean blocking,
    int messageBytes,
    long sharedBytes,
    SharedWords.Pattern pattern) {

  /** Steps that are seen to be done, before each of which is asked whether to go on. */
  private static final long SLICE = 100_000;

  private static final int PAGE = 4096;

  /** Processor time of arithmetic after which the JIT has compiled it for good. */
  private static final long WARMING_NS = 80_000_000;

  static Task of(Map<?, ?> request) {
    return new Task(
        (long) (Numbers.of(request, "steps", 0) + Numbers.of(request, "native_steps", 0)),
        Numbers.of(request, "wait_s", 0),
        Boolean.TRUE.equals(request.get("blocking")),
        (int) Numbers.of(request, "message_bytes", 0),
        (long) Numbers.of(request, "shared_bytes", 0),
        SharedWords.Pattern.of(String.valueOf(request.get("pattern"))));
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(steps);
    out.writeDouble(waitMean);
    out.writeBoolean(blocking);
    out.writeInt(messageBytes);
    out.writeLong(sharedBytes);
    out.writeUTF(pattern.name());
  }

  static Task read(DataInputStream in) throws IOException {
    return new Task(
        in.readLong(),
        in.readDouble(),
        in.readBoolean(),
        in.readInt(),
        in.readLong(),
        SharedWords.Pattern.valueOf(in.readUTF()));
  }

  /** What the steps of one whole task are counted as. */
  long work() {
    return half(0) + half(1);
  }

  /** The first half (0) or, rounded up, the second (1); at least one step, that it may be seen. */
  private long half(int odd) {
    return Math.max(1, (steps + odd) / 2);
  }

  /** The whole task, in a worker that may sleep; how long it waits is given in seconds. */
  void run(byte[] message, double waiting, SharedWords shared, Sink sink) {
    sink.keep(lookAt(message));
    compute(0, sink);
    sleep(waiting, sink);
    compute(1, sink);
    sink.keep(shared.touch());
  }

  /** Half of the arithmetic: the first (0) or the second (1). */
  void compute(int odd, Sink sink) {
    int x = sink.kept();
    for (long left = half(odd); left > 0 && !sink.isOver(); left -= SLICE) {
      long slice = Math.min(SLICE, left);
      x = Computing.arithmetic(x, slice);
      sink.computed(slice);
    }
    sink.keep(x);
  }

  static int lookAt(byte[] message) {
    int sum = 0;
    for (int page = 0; page < message.length; page += PAGE) {
      sum += message[page];
    }
    return sum;
  }

  /** Thread.sleep would round up to whole milliseconds before JDK 21. */
  static void sleep(double seconds, Sink sink) {
    long until = System.nanoTime() + (long) (seconds * 1e9);
    for (long left = until - System.nanoTime();
        left > 0 && !sink.isOver();
        left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Computes until the JIT has done what it does. */
  static void warmUp(Sink sink) {
    long began = ProcessorTime.ofThisThread();
    int x = sink.kept();
    while (ProcessorTime.ofThisThread() - began < WARMING_NS) {
      x = Computing.arithmetic(x, 20_000);
    }
    sink.keep(x);
  }

  /**
   * Where results go: the JIT must believe that somebody reads them. It counts the steps computed
   * within a window, after which everybody stops.
   */
  static final class Sink {

    private final LongAdder steps = new LongAdder();
    private int kept = 1; // of whoever came last: it is of no use but to be there
    private volatile boolean counts;
    private volatile boolean over;
    private long opens;
    private long closes;

    /** The window has been started; without that nothing is counted, and all goes on. */
    void countBetween(long opens, long closes) {
      this.opens = opens;
      this.closes = closes;
      counts = true;
    }

    void computed(long some) {
      if (counts) {
        long now = System.nanoTime();
        if (now - closes >= 0) {
          over = true;
        } else if (now - opens >= 0) {
          steps.add(some);
        }
      }
    }

    long steps() {
      return steps.sum();
    }

    void keep(int value) {
      kept = value;
    }

    int kept() {
      return kept;
    }

    void end() {
      over = true;
    }

    boolean isOver() {
      return over;
    }
  }
}
