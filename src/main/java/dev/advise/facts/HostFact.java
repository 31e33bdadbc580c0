package dev.advise.facts;

/**
 * One thing that a host is asked about itself. Readings hold a {@code Double} for numbers (cores,
 * bytes, counts, shares), a {@code String} for words, a {@code Boolean} for yes and no.
 */
public enum HostFact {
  OS("os", Shape.WORD),
  KERNEL("kernel", Shape.WORD),
  ARCHITECTURE("architecture", Shape.WORD),
  /** Processors the system has online. */
  CORES_ONLINE("cores.online", Shape.NUMBER),
  /** Processors this process may run on. */
  CORES_AFFINITY("cores.affinity", Shape.NUMBER),
  /** Processors' worth of time that the cgroup grants; unknown where no quota is set. */
  CORES_QUOTA("cores.quota", Shape.NUMBER),
  /** Hardware threads per core. */
  SMT("cores.smt", Shape.NUMBER),
  NUMA_NODES("numa.nodes", Shape.NUMBER),
  MEMORY_TOTAL("memory.total", Shape.NUMBER),
  /** Bytes to be had now: free or reclaimable, within what the cgroup still grants. */
  MEMORY_AVAILABLE("memory.available", Shape.NUMBER),
  /** Bytes that the cgroup grants. */
  MEMORY_LIMIT("memory.limit", Shape.NUMBER),
  /** Whether running out of memory ends every process of the group. */
  OOM_GROUP("memory.oom-group", Shape.YES_NO),
  PIDS_LIMIT("pids.limit", Shape.NUMBER),
  PIDS_CURRENT("pids.current", Shape.NUMBER),
  /** Processes and threads that this user may have. */
  USER_TASKS_LIMIT("user-tasks.limit", Shape.NUMBER),
  /** Processes and threads that this user has, as far as they can be seen. */
  USER_TASKS_CURRENT("user-tasks.current", Shape.NUMBER),
  /** Descriptors that one process may have. */
  DESCRIPTORS_LIMIT("descriptors.limit", Shape.NUMBER),
  CGROUP_VERSION("cgroup.version", Shape.WORD),
  CONTAINER("container", Shape.WORD),
  VIRTUALISATION("virtualisation", Shape.WORD),
  /** Whether address spaces are tagged, so that switching processes keeps translations. */
  PCID("cpu.pcid", Shape.YES_NO),
  CPU_MODEL("cpu.model", Shape.WORD),
  SPECTRE_V2("cpu.spectre-v2", Shape.WORD),
  HUGE_PAGES("memory.huge-pages", Shape.WORD),
  LOAD("load.1min", Shape.NUMBER),
  /** Share of the processors' time that other guests took since the host started. */
  STEAL("cpu.steal", Shape.NUMBER),
  /** Share of the quota's periods in which the cgroup was stopped. */
  THROTTLED("cpu.throttled", Shape.NUMBER);

  /** What a reading of the fact holds. */
  public enum Shape {
    NUMBER,
    WORD,
    YES_NO
  }

  private final String id;
  private final Shape shape;

  HostFact(String id, Shape shape) {
    this.id = id;
    this.shape = shape;
  }

  /** Its name in reports, e.g. {@code cores.quota}. */
  public String id() {
    return id;
  }

  public Shape shape() {
    return shape;
  }
}
