package dev.advise.probe.jvm;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Processor time of threads and processes. */
final class ProcessorTime {

  /** With more threads than this, reading them all would disturb what is measured. */
  private static final int MOST_THREADS = 150;

  private ProcessorTime() {}

  /** In nanoseconds. */
  static long ofThisThread() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Nanoseconds for which it could have run and had no CPU; 0 where the kernel does not tell. */
  static long thatThisThreadWaited() {
    try {
      return Long.parseLong(Files.readString(Path.of("/proc/thread-self/schedstat")).split(" ")[1]);
    } catch (IOException | RuntimeException untold) {
      return 0;
    }
  }

  /** In seconds, of all threads that live; in ticks of 10 ms where there are too many of them. */
  static double of(List<ProcessHandle> processes) {
    return processes.stream().mapToDouble(ProcessorTime::of).sum();
  }

  private static double of(ProcessHandle process) {
    double sum = 0;
    int threads = 0;
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
      for (Path task : tasks) {
        String told = Files.readString(task.resolve("schedstat"));
        sum += Long.parseLong(told.substring(0, told.indexOf(' '))) / 1e9;
        if (++threads > MOST_THREADS) {
          return inTicks(process);
        }
      }
      return sum;
    } catch (IOException | RuntimeException untold) {
      return inTicks(process);
    }
  }

  private static double inTicks(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }
}
