package dev.advise.probe.driver;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that was started here, and all that it starts in turn. Its mark stands in its
 * environment and is inherited, so that its offspring is found after it has gone.
 */
final class Child {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
  private static final Duration FOR_TERM = Duration.ofMillis(200);
  private static final int LOOKS_AFTER_KILL = 100;

  private final Process process;
  private final String mark;

  Child(Process process, String mark) {
    this.process = process;
    this.mark = mark;
  }

  Process process() {
    return process;
  }

  /** Ends the whole family: by end of input, then by TERM, then by KILL, until none is left. */
  void end(Duration forGoodWill) {
    if (!forGoodWill.isZero()) {
      endInput();
      await(forGoodWill);
      List<ProcessHandle> left = family();
      left.forEach(ProcessHandle::destroy);
      for (long waited = 0; waited < FOR_TERM.toMillis() && anyAlive(left); ) {
        pause();
        waited += BETWEEN_LOOKS.toMillis();
      }
    }
    kill();
  }

  private void kill() {
    for (int look = 0; look < LOOKS_AFTER_KILL; look++) {
      List<ProcessHandle> left = family();
      if (left.isEmpty()) {
        return;
      }
      left.forEach(ProcessHandle::destroyForcibly);
      pause();
    }
  }

  private List<ProcessHandle> family() {
    return Stream.concat(
            Stream.concat(Stream.of(process.toHandle()), process.descendants()),
            Strays.bearing(mark).stream())
        .filter(ProcessHandle::isAlive)
        .distinct()
        .toList();
  }

  private static boolean anyAlive(List<ProcessHandle> processes) {
    return processes.stream().anyMatch(ProcessHandle::isAlive);
  }

  private void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      // It has gone, or will be made to go.
    }
  }

  /** Waits for the process itself to end; false if it has not. */
  boolean await(Duration time) {
    try {
      return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
