package dev.advise.probe.jvm;

import java.io.File;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** From the call that starts something to the one that sees it ended, on one CPU. */
final class Spawning {

  /** A step goes through so much code that the compiler takes its time. */
  private static final double MOST_WARMING = 0.4;

  private static final double LEAST_WARMING = 0.05;

  private static final int WARMING_TASKS = 500;

  /** After some 350 a start is compiled, and takes two thirds of the time. */
  private static final int WARMING_THREADS = 400;

  private Spawning() {}

  static void enter(Catalogue catalogue) {
    catalogue.probe("spawn.thread", 5, 90, Spawning::thread);
    catalogue.probe("spawn.task", 5, 1000 * MOST_WARMING, Spawning::task);
    catalogue.probe("spawn.exec", 9, 50, Spawning::exec);
    catalogue.probe("spawn.process", 75, Spawning::process);
    virtualThreads()
        .ifPresentOrElse(
            start ->
                catalogue.probe(
                    "spawn.virtual-thread",
                    bench -> bench.perOperationOnOneCpu(count -> virtual(start, count))),
            () -> catalogue.absent("spawn.virtual-thread", noVirtualThreads()));
    catalogue.noSuchConcept("spawn.fork", "a JVM cannot fork itself");
    catalogue.noSuchConcept("spawn.forkserver", "a JVM cannot fork itself");
    catalogue.noSuchConcept("spawn.spawn", "the JVM has one way to start a process");
    catalogue.noSuchConcept("spawn.worker", "the JVM has no workers beside threads");
    catalogue.noSuchConcept("fork.small-parent", "a JVM cannot fork itself");
    catalogue.noSuchConcept("fork.large-parent", "a JVM cannot fork itself");
  }

  static Absent noVirtualThreads() {
    return new Absent("too-old", "virtual threads come with JDK 21");
  }

  /** Thread.startVirtualThread, where the JVM has it. */
  static Optional<MethodHandle> virtualThreads() {
    try {
      return Optional.of(
          MethodHandles.publicLookup()
              .findStatic(
                  Thread.class,
                  "startVirtualThread",
                  MethodType.methodType(Thread.class, Runnable.class)));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  static Thread startVirtual(MethodHandle start, Runnable body) {
    try {
      return (Thread) start.invokeExact(body);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static void nothing() {}

  private static double thread(Bench bench) throws Exception {
    if (bench.isFirst()) {
      bench.warm(WARMING_THREADS, Spawning::threads);
    }
    return bench.perOperationOnOneCpu(Spawning::threads);
  }

  private static void threads(long count) throws InterruptedException {
    for (long i = 0; i < count; i++) {
      Thread thread = new Thread(Spawning::nothing);
      thread.start();
      thread.join();
    }
  }

  private static void virtual(MethodHandle start, long count) throws InterruptedException {
    for (long i = 0; i < count; i++) {
      startVirtual(start, Spawning::nothing).join();
    }
  }

  /** One asynchronous step after the other on a loop of one thread, which no other has to wake. */
  private static double task(Bench bench) throws Exception {
    Executor loop = Waiting.loop(bench);
    if (bench.isFirst()) {
      bench.untilCompiled(
          LEAST_WARMING,
          MOST_WARMING,
          () -> {
            tasks(loop, WARMING_TASKS);
            return null;
          });
    }
    return bench.perOperation(count -> tasks(loop, count));
  }

  private static void tasks(Executor loop, long count) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(() -> next(loop, count, done));
    done.get();
  }

  private static void next(Executor loop, long left, CompletableFuture<Void> done) {
    if (left == 0) {
      done.complete(null);
    } else {
      CompletableFuture.runAsync(Spawning::nothing, loop).thenRun(() -> next(loop, left - 1, done));
    }
  }

  private static double exec(Bench bench) throws Exception {
    bench.need(1, 0);
    List<String> program =
        List.of(new File("/bin/true").canExecute() ? "/bin/true" : "/usr/bin/true");
    Bench.Batch timed = Bench.timed(count -> run(bench.stage(), count, program));
    return bench.perTimed(
        count ->
            bench.onOneCpu(
                () -> {
                  // The first one finds the CPU idle, as round trips do.
                  run(bench.stage(), 1, program);
                  return timed.seconds(count);
                }));
  }

  /** A JVM that does nothing. It may use all CPUs, since it starts helpers of its own. */
  private static double process(Bench bench) throws Exception {
    bench.needJvms(1);
    List<String> command = Child.command("nothing");
    return Bench.timed(count -> run(bench.stage(), count, command)).seconds(1);
  }

  private static void run(Stage stage, long count, List<String> command) throws Exception {
    for (long i = 0; i < count; i++) {
      Process child = stage.start(command);
      if (stage.reap(child) != 0) {
        throw stage.whyEnded(child);
      }
    }
  }
}
