package dev.advise.probe.host;

import com.sun.management.OperatingSystemMXBean;
import dev.advise.facts.HostFact;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** What the JDK tells of a system that has no /proc. */
final class OtherSystem {

  /** What only Linux has, as opposed to what is merely not asked for elsewhere. */
  private static final Set<HostFact> LINUX_ONLY =
      Set.of(
          HostFact.CORES_QUOTA,
          HostFact.MEMORY_LIMIT,
          HostFact.OOM_GROUP,
          HostFact.PIDS_LIMIT,
          HostFact.PIDS_CURRENT,
          HostFact.CGROUP_VERSION,
          HostFact.THROTTLED);

  Map<HostFact, Reading<Object>> facts() {
    Map<HostFact, Reading<Object>> facts = new EnumMap<>(HostFact.class);
    LINUX_ONLY.forEach(
        fact ->
            facts.put(
                fact,
                Reading.unknown(Reason.NO_SUCH_CONCEPT, "this system has no control groups")));
    facts.put(HostFact.KERNEL, Reading.known(System.getProperty("os.version")));
    double cores = Runtime.getRuntime().availableProcessors();
    facts.put(HostFact.CORES_ONLINE, Reading.known(cores));
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean) {
      facts.put(HostFact.MEMORY_TOTAL, Reading.known((double) bean.getTotalMemorySize()));
      facts.put(HostFact.MEMORY_AVAILABLE, Reading.known((double) bean.getFreeMemorySize()));
    }
    return facts;
  }
}
