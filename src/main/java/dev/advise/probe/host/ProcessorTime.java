package dev.advise.probe.host;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the processors' time has gone since the host started, in clock ticks.
 *
 * @param total of all processors
 * @param idle spent idle or waiting for a disk
 * @param steal taken by other guests of the same machine
 * @see "proc(5), /proc/stat"
 */
public record ProcessorTime(double total, double idle, double steal) {

  private static final int KINDS_WITHOUT_GUESTS = 8;

  static Optional<ProcessorTime> read(HostFiles files) {
    return files.lines("/proc/stat").stream()
        .filter(line -> line.startsWith("cpu "))
        .findFirst()
        .map(line -> Arrays.stream(line.strip().split("\\s+")).skip(1).toList())
        .filter(words -> words.size() >= 4)
        .map(ProcessorTime::of);
  }

  /** The kinds: user nice system idle iowait irq softirq steal; guests' time is in user's. */
  private static ProcessorTime of(List<String> words) {
    double[] ticks =
        words.stream()
            .limit(KINDS_WITHOUT_GUESTS)
            .mapToDouble(w -> Readings.parse(w).orElse(0))
            .toArray();
    double[] all = Arrays.copyOf(ticks, KINDS_WITHOUT_GUESTS);
    return new ProcessorTime(Arrays.stream(all).sum(), all[3] + all[4], all[7]);
  }

  /** Share of all time that other guests took, 0 to 1. */
  public double stealShare() {
    return total > 0 ? steal / total : 0;
  }

  /** Share of all time in which a processor worked for this host, 0 to 1. */
  public double busyShare() {
    return total > 0 ? (total - idle - steal) / total : 0;
  }

  /** What has gone since an earlier reading. */
  public ProcessorTime since(ProcessorTime earlier) {
    return new ProcessorTime(
        Math.max(0, total - earlier.total),
        Math.max(0, idle - earlier.idle),
        Math.max(0, steal - earlier.steal));
  }
}
