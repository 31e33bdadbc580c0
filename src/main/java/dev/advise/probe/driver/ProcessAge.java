package dev.advise.probe.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * How long this program has run, to a hundredth of a second. The JDK reckons it from the moment of
 * the host's start, which Linux tells in whole seconds: up to one too many, on every run until the
 * next start of the host.
 *
 * @see "proc(5), /proc/[pid]/stat, field 22, and /proc/uptime"
 */
public final class ProcessAge {

  private static final int STARTED_AFTER_THE_HOST = 22;

  private ProcessAge() {}

  /** Since the launcher was started, which became this process; nothing where nobody can tell. */
  public static Duration ofThisProgram() {
    return in(Path.of("/proc"), ProcessAge::byTheJdk);
  }

  /**
   * By the files there, else by other means; so too where a container tells an uptime of its own.
   */
  static Duration in(Path proc, Supplier<Duration> otherwise) {
    try {
      double uptime = Double.parseDouble(Files.readString(proc.resolve("uptime")).split(" ")[0]);
      double age = uptime - ProcessStat.in(proc.resolve("self")).seconds(STARTED_AFTER_THE_HOST);
      return age < 0 ? otherwise.get() : Duration.ofNanos((long) (1e9 * age));
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException untold) {
      return otherwise.get();
    }
  }

  private static Duration byTheJdk() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(start -> Duration.between(start, Instant.now()))
        .orElse(Duration.ZERO);
  }
}
