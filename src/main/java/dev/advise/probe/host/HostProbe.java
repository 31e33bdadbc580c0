package dev.advise.probe.host;

import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.Os;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the system what a workload started here would get: processors by affinity and quota, limits
 * of memory, tasks and descriptors, and what else bears on the choice.
 *
 * <p>On Linux all comes from /proc, /sys and the control groups' files; elsewhere the JDK tells
 * cores and memory and the rest is unknown.
 */
public final class HostProbe {

  private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");

  private final HostFiles files;
  private final Map<String, String> environment;
  private final String system;
  private final String architecture;
  private final OwnLimits own;
  private final Cgroup cgroup;

  /**
   * @param root where the system's files are found: {@code /}, or a tree that a test has made
   * @param system as {@code os.name} calls it
   * @param architecture as {@code os.arch} calls it
   */
  public HostProbe(Path root, Map<String, String> environment, String system, String architecture) {
    this.files = new HostFiles(root);
    this.environment = Map.copyOf(environment);
    this.system = system;
    this.architecture = architecture;
    this.own = new OwnLimits(files);
    this.cgroup = Cgroup.of(files);
  }

  /** The host that this program runs on. */
  public static HostProbe ofThisHost(Map<String, String> environment) {
    return new HostProbe(
        Path.of("/"), environment, System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /** All that the host tells. */
  public HostFacts facts() {
    Map<HostFact, Reading<Object>> facts = new EnumMap<>(HostFact.class);
    Reading<Os> os = os();
    facts.put(HostFact.OS, Readings.fact(Readings.then(os, o -> Reading.known(o.word()))));
    facts.put(HostFact.ARCHITECTURE, Reading.known(architecture));
    facts.putAll(
        os.toOptional().equals(Optional.of(Os.LINUX)) ? linux() : new OtherSystem().facts());
    return new HostFacts(facts);
  }

  private Reading<Os> os() {
    String name = system.toLowerCase(Locale.ROOT);
    String word = name.startsWith("mac") ? "macos" : name.split(" ")[0];
    return Readings.orUnknown(
        Word.parse(Os.class, word), Reason.NO_SUCH_CONCEPT, "a system without a name here");
  }

  /**
   * Processors to pin workers to, at most so many: allowed ones, each on a core of its own as long
   * as there are such. Empty where it is not known which are allowed.
   */
  public List<Integer> processors(int most) {
    List<Integer> allowed = own.affinity().toOptional().orElse(List.of());
    List<Integer> first = new ArrayList<>();
    List<Integer> siblings = new ArrayList<>();
    for (int cpu : allowed) {
      boolean hasSiblingBefore = threadsOfCore(cpu).stream().anyMatch(first::contains);
      (hasSiblingBefore ? siblings : first).add(cpu);
    }
    first.addAll(siblings);
    return first.stream().limit(Math.max(1, most)).toList();
  }

  /** What changes when the host is started anew; empty where that is not told. */
  public String boot() {
    return files.read("/proc/sys/kernel/random/boot_id").toOptional().orElse("");
  }

  /** Where the processors' time has gone; empty where that is not told. */
  public Optional<ProcessorTime> processorTime() {
    return ProcessorTime.read(files);
  }

  /** How often a quota has stopped this process's control group; empty where that is not told. */
  public Optional<Double> timesThrottled() {
    return limits().timesThrottled();
  }

  private Map<HostFact, Reading<Object>> linux() {
    Map<HostFact, Reading<Object>> facts = new EnumMap<>(HostFact.class);
    facts.put(HostFact.KERNEL, Readings.fact(files.read("/proc/sys/kernel/osrelease")));
    processors(facts);
    memory(facts);
    tasks(facts);
    surroundings(facts);
    pressure(facts);
    return facts;
  }

  private void processors(Map<HostFact, Reading<Object>> facts) {
    Processor processor = new Processor(files);
    Reading<List<Integer>> allowed = own.affinity();
    facts.put(HostFact.CORES_ONLINE, Readings.fact(online()));
    facts.put(
        HostFact.CORES_AFFINITY,
        Readings.fact(Readings.then(allowed, cpus -> Reading.known((double) cpus.size()))));
    facts.put(HostFact.CORES_QUOTA, Readings.fact(limits().quota()));
    facts.put(HostFact.SMT, Readings.fact(Readings.then(allowed, this::threadsPerCore)));
    facts.put(HostFact.NUMA_NODES, Readings.fact(numaNodes()));
    facts.put(HostFact.PCID, Readings.fact(processor.tagsAddressSpaces(architecture)));
    facts.put(HostFact.CPU_MODEL, Readings.fact(processor.model()));
    facts.put(
        HostFact.SPECTRE_V2,
        Readings.fact(files.read("/sys/devices/system/cpu/vulnerabilities/spectre_v2")));
  }

  private CgroupLimits limits() {
    return new CgroupLimits(files, cgroup);
  }

  private Reading<Double> online() {
    return Readings.then(
        files.read("/sys/devices/system/cpu/online"),
        text ->
            Readings.orUnknown(
                CpuList.parse(text).map(cpus -> (double) cpus.size()),
                Reason.FAILED,
                "the list of processors online makes no sense"));
  }

  private Reading<Double> threadsPerCore(List<Integer> allowed) {
    List<Integer> siblings = threadsOfCore(allowed.get(0));
    return siblings.isEmpty()
        ? Reading.unknown(Reason.NOT_MOUNTED, "the processors' topology is not told")
        : Reading.known((double) siblings.size());
  }

  private List<Integer> threadsOfCore(int cpu) {
    return files
        .read("/sys/devices/system/cpu/cpu" + cpu + "/topology/thread_siblings_list")
        .toOptional()
        .flatMap(CpuList::parse)
        .orElse(List.of());
  }

  private Reading<Double> numaNodes() {
    long nodes =
        files.names("/sys/devices/system/node").stream().filter(n -> n.matches("node\\d+")).count();
    return nodes > 0
        ? Reading.known((double) nodes)
        : Reading.unknown(Reason.NOT_MOUNTED, "/sys/devices/system/node is not there");
  }

  private void memory(Map<HostFact, Reading<Object>> facts) {
    Reading<CgroupLimits.Limit> limit = limits().memory();
    facts.put(HostFact.MEMORY_TOTAL, Readings.fact(meminfo("MemTotal")));
    facts.put(
        HostFact.MEMORY_AVAILABLE,
        Readings.fact(
            Readings.then(
                meminfo("MemAvailable"),
                free ->
                    Reading.known(
                        limit
                            .toOptional()
                            .map(l -> Math.max(0, Math.min(free, l.room())))
                            .orElse(free)))));
    facts.put(
        HostFact.MEMORY_LIMIT, Readings.fact(Readings.then(limit, l -> Reading.known(l.most()))));
    facts.put(HostFact.OOM_GROUP, Readings.fact(limits().oomGroup()));
    facts.put(HostFact.HUGE_PAGES, Readings.fact(hugePages()));
  }

  private Reading<Double> meminfo(String name) {
    return Readings.then(
        files.read("/proc/meminfo"),
        text ->
            text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).replace("kB", ""))
                .map(kib -> Readings.number(kib, name))
                .findFirst()
                .map(kib -> Readings.then(kib, k -> Reading.known(k * 1024)))
                .orElseGet(() -> Reading.unknown(Reason.TOO_OLD, "no " + name + " is told")));
  }

  private Reading<String> hugePages() {
    return Readings.then(
        files.read("/sys/kernel/mm/transparent_hugepage/enabled"),
        text -> {
          Matcher chosen = CHOSEN.matcher(text);
          return chosen.find()
              ? Reading.known(chosen.group(1))
              : Reading.unknown(Reason.FAILED, "the choice of huge pages makes no sense");
        });
  }

  private void tasks(Map<HostFact, Reading<Object>> facts) {
    Reading<CgroupLimits.Limit> pids = limits().pids();
    OptionalDouble usedOfIt =
        pids.toOptional().map(CgroupLimits.Limit::used).orElse(OptionalDouble.empty());
    facts.put(
        HostFact.PIDS_LIMIT, Readings.fact(Readings.then(pids, l -> Reading.known(l.most()))));
    facts.put(
        HostFact.PIDS_CURRENT,
        usedOfIt.isPresent()
            ? Reading.known(usedOfIt.getAsDouble())
            : Readings.fact(limits().pidsCurrent()));
    facts.put(HostFact.USER_TASKS_LIMIT, Readings.fact(own.userTasks()));
    facts.put(HostFact.USER_TASKS_CURRENT, Readings.fact(own.userTasksCurrent()));
    facts.put(HostFact.DESCRIPTORS_LIMIT, Readings.fact(own.descriptors()));
  }

  private void surroundings(Map<HostFact, Reading<Object>> facts) {
    Surroundings around = new Surroundings(files, cgroup, environment);
    facts.put(HostFact.CGROUP_VERSION, Readings.fact(cgroup.version()));
    facts.put(HostFact.CONTAINER, Readings.fact(around.container()));
    facts.put(HostFact.VIRTUALISATION, Readings.fact(around.virtualisation()));
  }

  private void pressure(Map<HostFact, Reading<Object>> facts) {
    facts.put(
        HostFact.LOAD,
        Readings.fact(
            Readings.then(
                files.read("/proc/loadavg"),
                text -> Readings.number(text.split(" ")[0], "the load"))));
    facts.put(
        HostFact.STEAL,
        Readings.fact(
            Readings.orUnknown(
                processorTime().map(ProcessorTime::stealShare),
                Reason.NOT_MOUNTED,
                "/proc/stat is not there")));
    facts.put(HostFact.THROTTLED, Readings.fact(limits().throttled()));
  }
}
