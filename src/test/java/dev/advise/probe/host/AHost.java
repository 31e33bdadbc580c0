package dev.advise.probe.host;

import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A tree of files that a Linux host would show, built file by file. */
final class AHost {

  private final Path root;
  private final Map<String, String> environment = new HashMap<>();

  private AHost(Path root) {
    this.root = root;
  }

  /** Eight processors on four cores, 16 GiB, no control groups yet. */
  static AHost of(Path root) {
    return new AHost(root)
        .file("/proc/self/status", "PPid:\t7\nUid:\t1000\t1000\nCpus_allowed_list:\t0-7")
        .file("/proc/self/limits", limits("63000", "4096"))
        .file("/proc/meminfo", "MemTotal: 16777216 kB\nMemAvailable: 8388608 kB")
        .file("/proc/cpuinfo", "processor : 0\nmodel name : Fast One\nflags : fpu sse pcid")
        .file("/proc/loadavg", "0.25 0.10 0.05 1/300 4242")
        .file("/proc/stat", "cpu  600 0 100 250 0 0 0 50 7 7\ncpu0 1 1 1 1")
        .file("/proc/sys/kernel/osrelease", "6.1.0-9-amd64")
        .file("/proc/sys/kernel/threads-max", "120000")
        .file("/proc/sys/kernel/pid_max", "4194304")
        .file("/sys/devices/system/cpu/online", "0-7")
        .file("/sys/devices/system/node/node0/cpulist", "0-7")
        .siblings(0, "0,4")
        .siblings(1, "1,5")
        .siblings(4, "0,4")
        .siblings(5, "1,5")
        .file("/sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never");
  }

  static String limits(String processes, String descriptors) {
    return """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             %s                63000                processes
        Max open files            %s                 524288               files
        """
        .formatted(processes, descriptors);
  }

  AHost siblings(int cpu, String list) {
    return file("/sys/devices/system/cpu/cpu" + cpu + "/topology/thread_siblings_list", list);
  }

  AHost file(String absolute, String text) {
    Path file = root.resolve(absolute.substring(1));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text + "\n");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return this;
  }

  AHost variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  HostProbe probe() {
    return new HostProbe(root, environment, "Linux", "amd64");
  }

  HostFacts facts() {
    return probe().facts();
  }

  Reading<Object> tells(HostFact fact) {
    return facts().reading(fact);
  }
}
