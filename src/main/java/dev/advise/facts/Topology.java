package dev.advise.facts;

/**
 * A sized model: processes, threads in each, tasks in flight in each thread; and the workers that
 * an event loop hands its computing to, if it does.
 *
 * @param offload workers beside the loops, 0 where nothing is handed over
 */
public record Topology(
    Arrangement arrangement,
    int processes,
    int threadsPerProcess,
    int tasksPerThread,
    int offload) {

  public Topology {
    if (processes < 1 || threadsPerProcess < 1 || tasksPerThread < 1 || offload < 0) {
      throw new IllegalArgumentException(
          "a topology counts from 1: %d × %d × %d, offload %d"
              .formatted(processes, threadsPerProcess, tasksPerThread, offload));
    }
  }

  public static Topology plainLoop() {
    return new Topology(Arrangement.PLAIN_LOOP, 1, 1, 1, 0);
  }

  public static Topology loop(int tasks) {
    return new Topology(Arrangement.LOOP, 1, 1, tasks, 0);
  }

  public static Topology loopPerCoreInProcesses(int loops, int tasks) {
    return new Topology(Arrangement.LOOP_PER_CORE, loops, 1, tasks, 0);
  }

  public static Topology loopPerCoreInThreads(int loops, int tasks) {
    return new Topology(Arrangement.LOOP_PER_CORE, 1, loops, tasks, 0);
  }

  public static Topology loopWithWorkers(int tasks, int workers) {
    return new Topology(Arrangement.LOOP_WITH_WORKERS, 1, 1, tasks, workers);
  }

  public static Topology threadPool(int threads) {
    return new Topology(Arrangement.THREAD_POOL, 1, threads, 1, 0);
  }

  public static Topology virtualThreads(int threads) {
    return new Topology(Arrangement.VIRTUAL_THREADS, 1, threads, 1, 0);
  }

  public static Topology processPool(int processes) {
    return new Topology(Arrangement.PROCESS_POOL, processes, 1, 1, 0);
  }

  public static Topology processesWithThreads(int processes, int threads) {
    return new Topology(Arrangement.PROCESSES_WITH_THREADS, processes, threads, 1, 0);
  }

  /** Threads over all processes. */
  public int threads() {
    return processes * threadsPerProcess;
  }

  /** Tasks that can be under way at once. */
  public long inFlight() {
    return (long) threads() * tasksPerThread;
  }

  public boolean isPlainLoop() {
    return arrangement == Arrangement.PLAIN_LOOP;
  }
}
