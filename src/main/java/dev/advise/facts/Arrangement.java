package dev.advise.facts;

/** How a topology arranges its workers. */
public enum Arrangement implements Word {
  /** One task after the other: no concurrency. */
  PLAIN_LOOP,
  /** One event loop that holds all the tasks in flight. */
  LOOP,
  /** An event loop per core, in processes or in threads. */
  LOOP_PER_CORE,
  /** One event loop that hands the computing to a few workers. */
  LOOP_WITH_WORKERS,
  /** A pool of threads in one process. */
  THREAD_POOL,
  /** A virtual thread per task. */
  VIRTUAL_THREADS,
  /** A pool of processes, a task at a time in each. */
  PROCESS_POOL,
  /** Processes with several threads in each. */
  PROCESSES_WITH_THREADS
}
