package dev.advise.probe.jvm;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
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
    r.start(0);
    hold(r.task(), r.window(), SharedWords.unguarded(r.task()), r.sink());
    r.tell();
  }

  /** An event loop that holds the tasks in flight of a window that has been started. */
  static void hold(Task task, Window window, SharedWords shared, Task.Sink sink) {
    byte[] message = new byte[task.messageBytes()];
    window.beginAtOnce(task.blocking() ? 0 : window.inFlight());
    onThisThread(
        window,
        sink,
        (loop, ended) -> loop.runTask(task, message, window.nextWait(), shared, sink, ended));
  }

  /** One event loop that waits, and a pool of threads that compute. */
  static void loopWithWorkers(Rehearsal r) throws InterruptedException {
    SharedWords shared = SharedWords.unguarded(r.task());
    byte[] message = new byte[r.task().messageBytes()];
    ExecutorService pool = standing(r.shape().offload());
    try {
      r.start(r.task().blocking() ? 0 : r.window().inFlight());
      onThisThread(
          r.window(),
          r.sink(),
          (loop, ended) ->
              pool.execute(
                  () -> {
                    r.sink().keep(Task.lookAt(message));
                    r.task().compute(0, r.sink());
                    r.task().compute(1, r.sink());
                    loop.execute(() -> waitAndTouch(r, loop, shared, ended));
                  }));
      r.tell();
    } finally {
      dismiss(r, pool);
    }
  }

  private static void waitAndTouch(Rehearsal r, Loop loop, SharedWords shared, Runnable ended) {
    if (hasEnded(r.window(), r.sink(), loop)) {
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

  private static void onThisThread(Window window, Task.Sink sink, Start start) {
    Loop loop = new Loop();
    for (int i = 0; i < window.inFlight(); i++) {
      long submitted = System.nanoTime();
      loop.next(() -> oneAfterTheOther(window, sink, loop, start, submitted));
    }
    loop.later(window.nanosToItsClose() / 1e9, loop::end);
    loop.run();
  }

  private static void oneAfterTheOther(
      Window window, Task.Sink sink, Loop loop, Start start, long submitted) {
    if (hasEnded(window, sink, loop)) {
      return;
    }
    start.on(
        loop,
        () -> {
          window.ended(submitted);
          long next = System.nanoTime();
          loop.next(() -> oneAfterTheOther(window, sink, loop, start, next));
        });
  }

  private static boolean hasEnded(Window window, Task.Sink sink, Loop loop) {
    if (window.isOpen() && !sink.isOver()) {
      return false;
    }
    loop.end();
    return true;
  }

  /** An event loop in each of a few threads; they share out the tasks in flight. */
  static void loopsInThreads(Rehearsal r) throws InterruptedException {
    SharedWords shared = SharedWords.amongThreads(r.task());
    int loops = r.shape().threads();
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(loops);
    CountDownLatch told = new CountDownLatch(1);
    List<Window> parts = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    try {
      for (int i = 0; i < loops; i++) {
        Window part = r.window().part(i, loops);
        Thread thread =
            new Thread(
                () -> {
                  if (hasCome(go)) {
                    part.start();
                    hold(r.task(), part, shared, r.sink());
                    ended.countDown();
                    hasCome(told); // the time of threads that are gone cannot be read
                  }
                },
                "loop " + i);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
        parts.add(part);
      }
      r.start(0);
      go.countDown();
      r.window().watch();
      ended.await();
      r.window().sumUp(parts.stream().map(part -> part.counted(0)).toList());
      r.tell();
    } finally {
      r.sink().end();
      go.countDown();
      told.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static boolean hasCome(CountDownLatch moment) {
    try {
      moment.await();
      return true;
    } catch (InterruptedException noMore) {
      return false;
    }
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
    r.start(r.shape().threads());
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
    r.tell();
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
