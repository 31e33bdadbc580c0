package dev.advise.probe.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel tells of one process, by the numbers that its manual gives the fields.
 *
 * @see "proc(5), /proc/[pid]/stat"
 */
record ProcessStat(List<String> fields) {

  /** What the kernel counts times in, on every Linux that users run. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int FIRST_FIELD_AFTER_NAME = 3;

  ProcessStat {
    fields = List.copyOf(fields);
  }

  /** Of the process whose folder that is below /proc. */
  static ProcessStat in(Path folder) throws IOException {
    String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
    // The name, in parentheses, may hold anything.
    return new ProcessStat(List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ")));
  }

  /**
   * A field that is a time, in seconds.
   *
   * @throws IndexOutOfBoundsException where there is no such field
   * @throws NumberFormatException where it is no number
   */
  double seconds(int field) {
    return Double.parseDouble(fields.get(field - FIRST_FIELD_AFTER_NAME)) / TICKS_PER_SECOND;
  }
}
