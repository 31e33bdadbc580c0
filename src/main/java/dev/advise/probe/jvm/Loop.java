package dev.advise.probe.jvm;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * An event loop of one thread, as the networking libraries of the JVM have it: what is ready runs
 * in turn, what waits lies in a queue of timers, and others hand in work through an inbox.
 */
final class Loop {

  private record Timer(long due, Runnable body) {}

  private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due));
  private volatile Thread thread;
  private volatile boolean asleep;
  private volatile boolean over;

  /** Hands in work, from any thread. */
  void execute(Runnable body) {
    inbox.add(body);
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** Runs this when all that is ready by now has run. To be called on the loop. */
  void next(Runnable body) {
    ready.add(body);
  }

  /** Runs this after so many seconds. To be called on the loop. */
  void later(double seconds, Runnable body) {
    timers.add(new Timer(System.nanoTime() + (long) (seconds * 1e9), body));
  }

  /** Ends the loop, from any thread. */
  void end() {
    over = true;
    LockSupport.unpark(thread);
  }

  /** Turns until it is ended. */
  void run() {
    thread = Thread.currentThread();
    while (!over) {
      long now = System.nanoTime();
      while (!timers.isEmpty() && timers.peek().due() - now <= 0) {
        ready.add(timers.remove().body());
      }
      for (Runnable body = inbox.poll(); body != null; body = inbox.poll()) {
        ready.add(body);
      }
      for (int left = ready.size(); left > 0 && !over; left--) {
        ready.remove().run();
      }
      if (ready.isEmpty()) {
        sleep();
      }
    }
  }

  private void sleep() {
    asleep = true;
    if (inbox.isEmpty() && !over) {
      if (timers.isEmpty()) {
        LockSupport.park(this);
      } else {
        long left = timers.peek().due() - System.nanoTime();
        if (left > 0) {
          LockSupport.parkNanos(this, left);
        }
      }
    }
    asleep = false;
  }

  /** One task on this loop, which ends by running that; how long it waits is given in seconds. */
  void runTask(
      Task task, byte[] message, double wait, SharedWords shared, Task.Sink sink, Runnable ended) {
    sink.keep(Task.lookAt(message));
    task.compute(0, sink);
    waitFor(
        task,
        wait,
        sink,
        () -> {
          task.compute(1, sink);
          sink.keep(shared.touch());
          ended.run();
        });
  }

  /** Waits by a timer, or asleep where the task blocks. */
  void waitFor(Task task, double wait, Task.Sink sink, Runnable then) {
    if (wait > 0 && !task.blocking()) {
      later(wait, then);
    } else {
      if (wait > 0) {
        Task.sleep(wait, sink);
      }
      then.run();
    }
  }
}
