package dev.advise.probe.jvm;

import java.util.Locale;
import java.util.Map;
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

  /** Steps between two looks at whether to go on: about a millisecond. */
  private static final long SLICE = 1_000_000;

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

  /** As arguments of a child JVM, and back. */
  String[] words() {
    return new String[] {
      String.valueOf(steps),
      String.valueOf(waitMean),
      String.valueOf(blocking),
      String.valueOf(messageBytes),
      String.valueOf(sharedBytes),
      pattern.name().toLowerCase(Locale.ROOT)
    };
  }

  static Task of(String[] words) {
    return new Task(
        Long.parseLong(words[0]),
        Double.parseDouble(words[1]),
        Boolean.parseBoolean(words[2]),
        Integer.parseInt(words[3]),
        Long.parseLong(words[4]),
        SharedWords.Pattern.valueOf(words[5].toUpperCase(Locale.ROOT)));
  }

  /** The whole task, in a worker that may sleep; how long it waits is given in seconds. */
  void run(byte[] message, double waiting, SharedWords shared, Sink sink) {
    sink.keep(lookAt(message));
    compute(0, sink);
    sleep(waiting, sink);
    compute(1, sink);
    sink.keep(shared.touch());
  }

  /** Half of the arithmetic: the first (0) or, rounded up, the second (1). */
  void compute(int odd, Sink sink) {
    int x = sink.kept();
    for (long left = (steps + odd) / 2; left > 0 && !sink.isOver(); left -= SLICE) {
      x = Computing.arithmetic(x, Math.min(SLICE, left));
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

  /** Where results go: the JIT must believe that somebody reads them. Everybody stops when told. */
  static final class Sink {

    private int kept = 1; // of whoever came last: it is of no use but to be there
    private volatile boolean over;

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
