package dev.advise.probe.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Processor time that processes have used, their children that have ended included.
 *
 * @see "proc(5), /proc/[pid]/stat, fields 14 to 17"
 */
public final class ProcessorUse {

  private static final int FIRST_FIELD = 14;
  private static final int LAST_FIELD = 17;

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
      ProcessStat stat = ProcessStat.in(Path.of("/proc/" + pid));
      return IntStream.rangeClosed(FIRST_FIELD, LAST_FIELD).mapToDouble(stat::seconds).sum();
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException gone) {
      return 0;
    }
  }
}
