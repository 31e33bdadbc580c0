package dev.advise.advice;

import dev.advise.facts.Candidate;
import dev.advise.facts.Host;
import dev.advise.facts.Topology;
import dev.advise.facts.Workload;
import dev.advise.laws.Amdahl;
import dev.advise.laws.ClosedLoop;

/**
 * Tasks per second of one candidate, from costs alone: a closed loop of tasks that compute on the
 * cores that the model can use and wait elsewhere, with the model's own overhead added to either,
 * bounded by whatever one part of it must do serially.
 */
record CostModel(
    Workload workload,
    long messageBytes,
    boolean asksAnOwner,
    Host host,
    double serialShare,
    Costs costs) {

  double throughput(Candidate candidate) {
    Topology topology = candidate.topology();
    return switch (topology.arrangement()) {
      case PLAIN_LOOP -> 1 / Math.max(compute() + workload.waitPerTask(), 1e-9);
      case LOOP -> loops(1, topology.tasksPerThread(), 1);
      case LOOP_PER_CORE -> loopPerCore(topology);
      case LOOP_WITH_WORKERS -> loopWithWorkers(topology);
      case THREAD_POOL -> threadPool(topology);
      case VIRTUAL_THREADS -> virtualThreads(topology);
      case PROCESS_POOL -> processPool(topology);
      case PROCESSES_WITH_THREADS -> processesWithThreads(topology);
    };
  }

  private double compute() {
    return workload.cpuPerTask();
  }

  private boolean waits() {
    return workload.waitPerTask() > 0;
  }

  private double cores(String kind) {
    return costs.scaled(kind, host.usableCores());
  }

  /**
   * Loops that hold so many tasks each, on so many cores. Each takes its own tasks, as servers that
   * share a port do, so nothing is handed over.
   */
  private double loops(int loops, int tasksEach, double cores) {
    return loops(loops, tasksEach, cores, 0);
  }

  private double loops(int loops, int tasksEach, double cores, double asking) {
    double demand = compute() + costs.loopTask(waits()) + asking;
    double inFlight = Math.min(workload.concurrency(), (double) loops * tasksEach);
    return ClosedLoop.throughput(inFlight, demand, Math.min(cores, loops), workload.waitPerTask());
  }

  private double loopPerCore(Topology topology) {
    if (topology.processes() > 1) {
      double loops =
          loops(topology.processes(), topology.tasksPerThread(), cores("processes"), asking());
      return dispatched(loops, asking() / 2);
    }
    double cores = Amdahl.coresUsed(cores(scalingOf("threads")), serialShare);
    return loops(topology.threadsPerProcess(), topology.tasksPerThread(), cores);
  }

  /** One loop holds the waits and hands the computing over; all of it shares the same cores. */
  private double loopWithWorkers(Topology topology) {
    String to = serialShare > 0 ? "process" : "thread";
    double own = costs.loopTask(true) + handOver(to) / 2;
    double worker = compute() + handOver(to) / 2;
    double pool =
        ClosedLoop.throughput(
            Math.min(workload.concurrency(), topology.tasksPerThread()),
            own + worker,
            host.usableCores(),
            workload.waitPerTask() + wakeUp(to, topology.offload()));
    pool = worker > 0 ? Math.min(pool, topology.offload() / worker) : pool;
    return dispatched(pool, own);
  }

  private double threadPool(Topology topology) {
    return pool(
        "thread",
        topology.threads(),
        Math.min(Amdahl.coresUsed(cores(scalingOf("threads")), serialShare), topology.threads()));
  }

  /** Under an interpreter's lock the measured scaling of threads is the lock's, counted apart. */
  private String scalingOf(String scaling) {
    return serialShare > 0 ? "native-threads" : scaling;
  }

  private double virtualThreads(Topology topology) {
    return ClosedLoop.throughput(
        Math.min(workload.concurrency(), topology.threads()),
        compute() + costs.virtualThread(),
        Math.min(cores("threads"), topology.threads()),
        workload.waitPerTask());
  }

  private double processPool(Topology topology) {
    return pool(
        "process",
        topology.processes(),
        Math.min(cores("processes"), topology.processes()),
        asking());
  }

  private double processesWithThreads(Topology topology) {
    double each = Amdahl.coresUsed(host.usableCores(), serialShare);
    return pool(
        "process", topology.threads(), Math.min(cores("processes"), topology.processes() * each));
  }

  /** What a process spends, and the owner of what it shares, on asking for a change. */
  private double asking() {
    return asksAnOwner ? costs.handOver("process") : 0;
  }

  private double pool(String to, int workers, double cores) {
    return pool(to, workers, cores, 0);
  }

  /**
   * So many workers that take a task each; the rest of the tasks queue for a worker. Handing over
   * takes the cores from the workers, and whoever hands over does one task after the other.
   */
  private double pool(String to, int workers, double cores, double asking) {
    double pool =
        ClosedLoop.throughput(
            Math.min(workload.concurrency(), workers),
            compute() + handOver(to) + asking,
            cores,
            workload.waitPerTask() + wakeUp(to, workers));
    return dispatched(pool, (handOver(to) + asking) / 2);
  }

  /** Computing that handing a task over costs, on both sides together. */
  private double handOver(String to) {
    return costs.handOver(to) + costs.copying(to, messageBytes);
  }

  /** Waking a sleeping worker; with tasks queueing for the workers, none of them sleeps. */
  private double wakeUp(String to, int workers) {
    double idle = Math.min(1, (double) workers / workload.concurrency());
    return Math.max(0, costs.handoff(to, 64) - costs.handOver(to)) * idle;
  }

  /** The throughput, where one master spends that long on each task. */
  private static double dispatched(double throughput, double serial) {
    return serial > 0 ? Math.min(throughput, 1 / serial) : throughput;
  }
}
