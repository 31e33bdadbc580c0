package dev.advise.probe.driver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The lines of a program's output as they come, never more of them in memory than a few: a program
 * that floods its output is made to wait.
 */
final class Lines {

  static final int LONGEST = 64 * 1024;
  private static final int AHEAD = 64;

  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(AHEAD);
  private final InputStream in;

  /** What the output shows next. */
  sealed interface Event {
    record Line(String text) implements Event {}

    /** A line longer than any answer. */
    record TooLong() implements Event {}

    /**
     * The end.
     *
     * @param half what came after the last line's end
     */
    record End(String half) implements Event {}
  }

  private Lines(InputStream in) {
    this.in = in;
  }

  /** Begins to read, in a thread that ends with the output. */
  static Lines of(InputStream in) {
    Lines lines = new Lines(in);
    Thread reader = new Thread(lines::read, "advise-driver-output");
    reader.setDaemon(true);
    reader.start();
    return lines;
  }

  /** The next event, or nothing if none comes in that time. */
  Optional<Event> next(Duration time) {
    try {
      return Optional.ofNullable(events.poll(time.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return Optional.of(new Event.End(""));
    }
  }

  private void read() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b == '\n') {
          events.put(new Event.Line(line.toString(StandardCharsets.UTF_8)));
          line.reset();
        } else if (line.size() == LONGEST) {
          events.put(new Event.TooLong());
          return;
        } else {
          line.write(b);
        }
      }
      events.put(new Event.End(line.toString(StandardCharsets.UTF_8)));
    } catch (IOException closed) {
      events.offer(new Event.End(line.toString(StandardCharsets.UTF_8)));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
