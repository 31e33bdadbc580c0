package dev.advise.probe.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Processor time that processes have used, their children that have ended included.
 *
 * @see "proc(5), /proc/[pid]/stat, fields 14 to 17"
 */
public final class ProcessorUse {

  /** What the kernel counts such times in, on every Linux that users run. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int FIRST_FIELD_AFTER_NAME = 3;

  private ProcessorUse() {}

  /** Seconds of a process and its descendants. */
  static double ofFamily(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToDouble(member -> of(member.pid()))
        .sum();
  }

  /** Threads of a process and its descendants. */
  static long tasksOfFamily(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(member -> Path.of("/proc/" + member.pid() + "/task").toFile().list())
        .mapToLong(tasks -> tasks == null ? 0 : tasks.length)
        .sum();
  }

  /** Seconds of this program, and of the processes that it started and that have ended. */
  public static double ofThisProgram() {
    return of(ProcessHandle.current().pid());
  }

  private static double of(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      // The name, in parentheses, may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Arrays.stream(fields)
              .skip(14 - FIRST_FIELD_AFTER_NAME)
              .limit(4)
              .mapToDouble(Double::parseDouble)
              .sum()
          / TICKS_PER_SECOND;
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException gone) {
      return 0;
    }
  }
}
