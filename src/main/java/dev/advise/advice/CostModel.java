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
record CostModel(Workload workload, long messageBytes, Host host, double serialShare, Costs costs) {

  double throughput(Candidate candidate) {
    Topology topology = candidate.topology();
    return switch (topology.arrangement()) {
      case PLAIN_LOOP -> 1 / Math.max(compute() + workload.waitPerTask(), 1e-9);
      case LOOP -> loops(1, topology.tasksPerThread(), 1);
      case LOOP_PER_CORE -> loopPerCore(topology);
      case LOOP_WITH_WORKERS -> loopWithWorkers(topology);
      case THREAD_POOL -> threadPool(topology, handOver("thread"), "threads");
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
    return costs.scaled(kind, host.usableCores(), host.wholeCores());
  }

  /**
   * Loops that hold so many tasks each, on so many cores. Each takes its own tasks, as servers that
   * share a port do, so nothing is handed over.
   */
  private double loops(int loops, int tasksEach, double cores) {
    double demand = compute() + costs.loopTask(waits());
    double inFlight = Math.min(workload.concurrency(), (double) loops * tasksEach);
    return ClosedLoop.throughput(inFlight, demand, Math.min(cores, loops), workload.waitPerTask());
  }

  private double loopPerCore(Topology topology) {
    if (topology.processes() > 1) {
      return loops(topology.processes(), topology.tasksPerThread(), cores("processes"));
    }
    double cores = Amdahl.coresUsed(cores(scalingOf("threads")), serialShare);
    return loops(topology.threadsPerProcess(), topology.tasksPerThread(), cores);
  }

  private double loopWithWorkers(Topology topology) {
    boolean inProcesses = serialShare > 0;
    String to = inProcesses ? "process" : "thread";
    double own = costs.loopTask(true) + handOver(to);
    double worker = compute() + handOver(to);
    double pool =
        ClosedLoop.throughput(
            Math.min(workload.concurrency(), topology.tasksPerThread()),
            worker + own,
            host.usableCores(),
            workload.waitPerTask() + wakeUp(to, topology.offload()));
    pool = worker > 0 ? Math.min(pool, topology.offload() / worker) : pool;
    return dispatched(pool, own);
  }

  private double threadPool(Topology topology, double handOver, String scaling) {
    return pool(
        topology.threads(),
        handOver,
        wakeUp("thread", topology.threads()),
        Math.min(Amdahl.coresUsed(cores(scalingOf(scaling)), serialShare), topology.threads()));
  }

  /** Under an interpreter's lock the measured scaling of threads is the lock's, counted apart. */
  private String scalingOf(String scaling) {
    return serialShare > 0 ? "native-threads" : scaling;
  }

  private double virtualThreads(Topology topology) {
    return pool(
        topology.threads(),
        costs.virtualThread(),
        0,
        Math.min(cores("threads"), topology.threads()));
  }

  private double processPool(Topology topology) {
    double pool =
        pool(
            topology.processes(),
            handOver("process"),
            wakeUp("process", topology.processes()),
            Math.min(cores("processes"), topology.processes()));
    return dispatched(pool, costs.copying("process", messageBytes) / 2);
  }

  private double processesWithThreads(Topology topology) {
    double each = Amdahl.coresUsed(host.usableCores(), serialShare);
    double pool =
        pool(
            topology.threads(),
            handOver("process"),
            wakeUp("process", topology.threads()),
            Math.min(cores("processes"), topology.processes() * each));
    return dispatched(pool, costs.copying("process", messageBytes) / 2);
  }

  /** So many workers that take a task each; the rest of the tasks queue for a worker. */
  private double pool(int workers, double handOver, double wakeUp, double cores) {
    return ClosedLoop.throughput(
        Math.min(workload.concurrency(), workers),
        compute() + handOver,
        cores,
        workload.waitPerTask() + wakeUp);
  }

  /** Computing that handing over costs: the switches, and the copying on the worker's side. */
  private double handOver(String to) {
    return costs.switching(to) + costs.copying(to, messageBytes) / 2;
  }

  /** Waking a sleeping worker; with tasks queueing for the workers, none of them sleeps. */
  private double wakeUp(String to, int workers) {
    double idle = Math.min(1, (double) workers / workload.concurrency());
    return costs.handoff(to, 64) * idle;
  }

  /** The throughput, where one master spends that long on each task. */
  private static double dispatched(double throughput, double serial) {
    return serial > 0 ? Math.min(throughput, 1 / serial) : throughput;
  }
}
