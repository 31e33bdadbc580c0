package dev.advise.probe.jvm;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Bytes of one more. Threads and processes by PSS, which counts shared pages once; tasks and
 * virtual threads by what lives on the heap after a collection, since the heap's pages come and go
 * in steps of the collector's choosing. Each in a fresh JVM: nothing is left over from before.
 */
final class Footprints {

  private static final int THREADS = 64;
  private static final int TASKS = 10_000;
  private static final int JVMS = 3;

  private Footprints() {}

  static void enter(Catalogue catalogue) {
    catalogue.probe("footprint.thread", 132, Footprints::thread);
    catalogue.probe("footprint.task", 130, bench -> inFreshJvm(bench, "tasks", TASKS));
    catalogue.probe("footprint.process", 180, Footprints::process);
    if (Spawning.virtualThreads().isPresent()) {
      catalogue.probe(
          "footprint.virtual-thread", 140, bench -> inFreshJvm(bench, "virtual", TASKS));
    } else {
      catalogue.absent("footprint.virtual-thread", Spawning.noVirtualThreads());
    }
  }

  private static double thread(Bench bench) throws Exception {
    pss("self"); // says now, and not in the child, why it cannot be read
    int threads = Math.max(1, Math.min(THREADS, bench.maxTasks() - Stage.CHILD_TASKS));
    bench.need(threads + Stage.CHILD_TASKS, 0);
    return inFreshJvm(bench, "threads", threads);
  }

  private static double inFreshJvm(Bench bench, String role, int count) throws Exception {
    bench.needJvms(1);
    Process child = bench.stage().start(Child.command(role, String.valueOf(count)));
    try {
      double bytes = new DataInputStream(child.getInputStream()).readDouble();
      return Math.max(0, bytes);
    } catch (EOFException e) {
      throw bench.stage().whyEnded(child);
    } finally {
      bench.stage().end(child);
    }
  }

  static double ofThreads(int count) throws Exception {
    startParked();
    long before = pss("self");
    for (int i = 0; i < count; i++) {
      startParked();
    }
    Thread.sleep(5); // until the last has reached its place
    return (double) (pss("self") - before) / count;
  }

  private static void startParked() {
    Thread thread = new Thread(LockSupport::park);
    thread.setDaemon(true);
    thread.start();
  }

  static double ofVirtualThreads(int count) throws Exception {
    MethodHandle start = Spawning.virtualThreads().orElseThrow();
    List<Thread> held = new ArrayList<>(count + 1);
    held.add(Spawning.startVirtual(start, LockSupport::park));
    long before = liveHeap();
    for (int i = 0; i < count; i++) {
      held.add(Spawning.startVirtual(start, LockSupport::park));
    }
    Thread.sleep(20);
    return (double) (liveHeap() - before) / (held.size() - 1);
  }

  /** A timer on a loop and a future that waits for it. */
  static double ofTasks(int count) throws Exception {
    ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    List<CompletableFuture<Void>> held = new ArrayList<>(count + 1);
    held.add(sleeper(loop));
    long before = liveHeap();
    for (int i = 0; i < count; i++) {
      held.add(sleeper(loop));
    }
    return (double) (liveHeap() - before) / (held.size() - 1);
  }

  private static CompletableFuture<Void> sleeper(ScheduledExecutorService loop) {
    CompletableFuture<Void> woken = new CompletableFuture<>();
    loop.schedule(() -> woken.complete(null), 1, TimeUnit.HOURS);
    return woken.thenRun(Spawning::nothing);
  }

  private static long liveHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static double process(Bench bench) throws Exception {
    bench.needJvms(JVMS);
    double before = pss("self");
    List<Process> children = new ArrayList<>();
    try {
      for (int i = 0; i < JVMS; i++) {
        children.add(bench.stage().start(Child.command("park")));
      }
      double bytes = -before;
      for (Process child : children) {
        if (child.getInputStream().read() < 0) {
          throw bench.stage().whyEnded(child);
        }
      }
      for (Process child : children) {
        bytes += pss(String.valueOf(child.pid()));
      }
      return Math.max(0, bytes + pss("self")) / JVMS; // by now this JVM shares more than before
    } finally {
      for (Process child : children) {
        bench.stage().end(child);
      }
    }
  }

  /** Proportional set size in bytes. */
  static long pss(String process) throws IOException, Absent {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", process, "smaps_rollup"))) {
        if (line.startsWith("Pss:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * Bench.KIB;
        }
      }
      throw Absent.failed("smaps_rollup has no Pss");
    } catch (NoSuchFileException | FileNotFoundException e) {
      if (Files.exists(Path.of("/proc/self/smaps_rollup"))) {
        throw Absent.failed("the process is gone");
      }
      throw Files.exists(Path.of("/proc/self"))
          ? new Absent("too-old", "no smaps_rollup: a kernel before 4.14")
          : new Absent("not-mounted", "no /proc");
    } catch (AccessDeniedException e) {
      throw Absent.notPermitted("smaps_rollup: EACCES");
    }
  }
}
