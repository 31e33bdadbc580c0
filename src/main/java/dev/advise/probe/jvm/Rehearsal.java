package dev.advise.probe.jvm;

import java.util.Map;

/**
 * One window under one arrangement: what its tasks do, how many workers there are, and what counts.
 *
 * @param crews starts workers in other JVMs
 */
record Rehearsal(Task task, Window window, Shape shape, Task.Sink sink, Crews crews) {

  /** Called when all workers stand ready; so many tasks begin together. */
  void start(int atOnce) {
    window.beginAtOnce(atOnce);
    window.start();
    window.count(sink);
  }

  /** Reads the outcome; called while the workers still are. */
  void tell() {
    window.tell(task, sink);
  }

  /**
   * How many of what: processes, threads in each, tasks in flight in each, workers beside a loop.
   */
  record Shape(int processes, int threads, int tasks, int offload, int concurrency) {

    static Shape of(Map<?, ?> request) {
      return new Shape(
          Numbers.count(request, "processes"),
          Numbers.count(request, "threads"),
          Numbers.count(request, "tasks"),
          Numbers.count(request, "offload"),
          Numbers.count(request, "concurrency"));
    }

    /** Tasks in flight that the loops may hold. */
    int heldByLoops() {
      return (int) Math.min(concurrency, (long) processes * threads * tasks);
    }
  }
}
