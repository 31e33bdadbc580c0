package dev.advise.probe.jvm;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The arrangements that need no other JVM. Their threads are gone when they return. */
final class InOneJvm {

  private InOneJvm() {}

  /** One task after the other; whole tasks are counted. */
  static void plainLoop(Rehearsal r) {
    SharedWords shared = SharedWords.unguarded(r.task());
    byte[] message = new byte[r.task().messageBytes()];
    Window window = r.window();
    window.start();
    while (!window.isWarm() && !r.sink().isOver()) {
      r.task().run(message, window.nextWait(), shared, r.sink());
    }
    window.opensNow();
    while (window.isOpen() && !r.sink().isOver()) {
      long submitted = System.nanoTime();
      r.task().run(message, window.nextWait(), shared, r.sink());
      window.count((System.nanoTime() - submitted) / 1e9);
    }
    window.closesNow();
  }

  /** One event loop that holds all the tasks in flight. */
  static void loop(Rehearsal r) {
    SharedWords shared = SharedWords.unguarded(r.task());
    byte[] message = new byte[r.task().messageBytes()];
    onThisThread(
        r,
        (loop, ended) ->
            loop.runTask(r.task(), message, r.window().nextWait(), shared, r.sink(), ended));
  }

  /** One event loop that waits, and a pool of threads that compute. */
  static void loopWithWorkers(Rehearsal r) throws InterruptedException {
    SharedWords shared = SharedWords.unguarded(r.task());
    byte[] message = new byte[r.task().messageBytes()];
    ExecutorService pool = standing(r.shape().offload());
    try {
      onThisThread(
          r,
          (loop, ended) ->
              pool.execute(
                  () -> {
                    r.sink().keep(Task.lookAt(message));
                    r.task().compute(0, r.sink());
                    r.task().compute(1, r.sink());
                    loop.execute(() -> waitAndTouch(r, loop, shared, ended));
                  }));
    } finally {
      dismiss(r, pool);
    }
  }

  private static void waitAndTouch(Rehearsal r, Loop loop, SharedWords shared, Runnable ended) {
    if (hasEnded(r, loop)) {
      return;
    }
    loop.waitFor(
        r.task(),
        r.window().nextWait(),
        r.sink(),
        () -> {
          r.sink().keep(shared.touch());
          ended.run();
        });
  }

  /** Starts a task, which ends by running that. */
  @FunctionalInterface
  private interface Start {
    void on(Loop loop, Runnable ended);
  }

  private static void onThisThread(Rehearsal r, Start start) {
    Loop loop = new Loop(() -> {});
    r.window().start();
    for (int i = 0; i < r.window().inFlight(); i++) {
      long submitted = System.nanoTime();
      loop.next(() -> oneAfterTheOther(r, loop, start, submitted));
    }
    loop.later(r.window().nanosLeft() / 1e9, loop::end);
    loop.run();
    r.window().told();
  }

  private static void oneAfterTheOther(Rehearsal r, Loop loop, Start start, long submitted) {
    if (hasEnded(r, loop)) {
      return;
    }
    start.on(
        loop,
        () -> {
          r.window().ended(submitted);
          long next = System.nanoTime();
          loop.next(() -> oneAfterTheOther(r, loop, start, next));
        });
  }

  private static boolean hasEnded(Rehearsal r, Loop loop) {
    if (r.window().isOpen() && !r.sink().isOver()) {
      return false;
    }
    loop.end();
    return true;
  }

  /** Event loops in threads; tasks are handed to them in turn. */
  static void loopsInThreads(Rehearsal r) throws InterruptedException {
    SharedWords shared = SharedWords.amongThreads(r.task());
    byte[] message = new byte[r.task().messageBytes()];
    BlockingQueue<Runnable> done = new LinkedBlockingQueue<>();
    List<Loop> loops = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    try {
      for (int i = 0; i < r.shape().threads(); i++) {
        Loop loop = new Loop(() -> {});
        Thread thread = new Thread(loop::run, "loop " + i);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
        loops.add(loop);
      }
      r.window().start();
      for (int i = 0; i < r.window().inFlight(); i++) {
        submitToLoop(r, loops.get(i % loops.size()), message, shared, done);
      }
      takeBack(r, done);
    } finally {
      r.sink().end();
      loops.forEach(Loop::end);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static void submitToLoop(
      Rehearsal r, Loop loop, byte[] message, SharedWords shared, BlockingQueue<Runnable> done) {
    long submitted = System.nanoTime();
    double wait = r.window().nextWait();
    Runnable back =
        () -> {
          r.window().ended(submitted);
          submitToLoop(r, loop, message, shared, done);
        };
    loop.execute(
        () -> loop.runTask(r.task(), message, wait, shared, r.sink(), () -> done.add(back)));
  }

  /** Standing threads that take tasks from one queue; messages go by reference. */
  static void threadPool(Rehearsal r) throws InterruptedException {
    ExecutorService pool = standing(r.shape().threads());
    try {
      inThreads(r, pool::execute);
    } finally {
      dismiss(r, pool);
    }
  }

  /** A virtual thread per task. */
  static void virtualThreads(Rehearsal r) throws Absent, InterruptedException {
    MethodHandle start = Spawning.virtualThreads().orElseThrow(Spawning::noVirtualThreads);
    AtomicInteger alive = new AtomicInteger();
    try {
      inThreads(
          r,
          body -> {
            alive.incrementAndGet();
            Spawning.startVirtual(
                start,
                () -> {
                  try {
                    body.run();
                  } finally {
                    alive.decrementAndGet();
                  }
                });
          });
    } finally {
      r.sink().end();
      while (alive.get() > 0) { // at most as long as one of them waits
        Thread.sleep(1);
      }
    }
  }

  private static void inThreads(Rehearsal r, Consumer<Runnable> executor)
      throws InterruptedException {
    SharedWords shared = SharedWords.amongThreads(r.task());
    byte[] message = new byte[r.task().messageBytes()];
    BlockingQueue<Runnable> done = new LinkedBlockingQueue<>();
    r.window().start();
    for (int i = 0; i < r.window().inFlight(); i++) {
      submit(r, executor, message, shared, done);
    }
    takeBack(r, done);
  }

  private static void submit(
      Rehearsal r,
      Consumer<Runnable> executor,
      byte[] message,
      SharedWords shared,
      BlockingQueue<Runnable> done) {
    long submitted = System.nanoTime();
    double wait = r.window().nextWait();
    executor.accept(
        () -> {
          r.task().run(message, wait, shared, r.sink());
          done.add(
              () -> {
                r.window().ended(submitted);
                submit(r, executor, message, shared, done);
              });
        });
  }

  /** Counts on this thread what the others have done, and replaces it, until the window closes. */
  private static void takeBack(Rehearsal r, BlockingQueue<Runnable> done)
      throws InterruptedException {
    for (long left = r.window().nanosLeft(); left > 0; left = r.window().nanosLeft()) {
      Runnable back = done.poll(left, TimeUnit.NANOSECONDS);
      if (back != null) {
        back.run();
      }
    }
    r.window().told();
  }

  private static ExecutorService standing(int threads) {
    ThreadPoolExecutor pool =
        (ThreadPoolExecutor)
            Executors.newFixedThreadPool(
                threads,
                body -> {
                  Thread thread = new Thread(body, "pool");
                  thread.setDaemon(true);
                  return thread;
                });
    try {
      pool.prestartAllCoreThreads();
    } catch (OutOfMemoryError refused) {
      pool.shutdownNow();
      throw refused;
    }
    return pool;
  }

  /** Ends the threads and waits until they are gone: the next window needs the CPUs. */
  private static void dismiss(Rehearsal r, ExecutorService pool) throws InterruptedException {
    r.sink().end();
    pool.shutdownNow();
    while (!pool.awaitTermination(1, TimeUnit.SECONDS)) {
      pool.shutdownNow();
    }
  }
}
