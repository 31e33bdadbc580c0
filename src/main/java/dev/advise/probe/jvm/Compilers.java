package dev.advise.probe.jvm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The threads that compile in the background: what they were given to do by the warming of one
 * probe would be done on the CPUs, and in the time, of its first samples.
 */
final class Compilers {

  private static final Path TASKS = Path.of("/proc/self/task");

  /** Names of HotSpot's and of OpenJ9's; the kernel keeps 15 characters. */
  private static final List<String> NAMES = List.of("C1 Comp", "C2 Comp", "JVMCI", "JIT ");

  private static final long LOOK_MS = 3;
  private static final double LITTLE = 0.1;
  private static final long PATIENCE_NS = 50_000_000;

  private final List<Path> gauges = gauges();
  private double used = nanoseconds(gauges);
  private long looked = System.nanoTime();

  /** The share of the time since the last look, or since this watch began, that they used. */
  double share() {
    double now = nanoseconds(gauges);
    long time = System.nanoTime();
    double share = (now - used) / Math.max(1, time - looked);
    used = now;
    looked = time;
    return share;
  }

  /** Whether they had little to do since the last look. */
  boolean wereIdle() {
    return share() < LITTLE;
  }

  /** Waits until they have little to do, for a twentieth of a second at most. */
  void awaitIdle() throws InterruptedException {
    long began = System.nanoTime();
    share();
    do {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    } while (!wereIdle() && System.nanoTime() - began < PATIENCE_NS);
  }

  /** Where the kernel tells of each; none where it does not. */
  private static List<Path> gauges() {
    List<Path> gauges = new ArrayList<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        if (NAMES.stream().anyMatch(Files.readString(task.resolve("comm"))::startsWith)) {
          gauges.add(task.resolve("schedstat"));
        }
      }
    } catch (IOException untold) {
      gauges.clear();
    }
    return gauges;
  }

  /** Processor time that they have used; none by those that are gone, as there is less to do. */
  private static double nanoseconds(List<Path> gauges) {
    return gauges.stream().mapToDouble(Compilers::nanoseconds).sum();
  }

  private static double nanoseconds(Path gauge) {
    try {
      return Double.parseDouble(Files.readString(gauge).split(" ")[0]);
    } catch (IOException | RuntimeException gone) {
      return 0;
    }
  }
}
