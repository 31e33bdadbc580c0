package dev.advise.probe.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HostProbeTest {

  @TempDir Path root;

  private Optional<Double> number(AHost host, HostFact fact) {
    return host.facts().number(fact);
  }

  private Optional<String> word(AHost host, HostFact fact) {
    return host.facts().word(fact);
  }

  @Test
  void a_plain_host_tells_its_processors_memory_and_kernel() {
    HostFacts facts = AHost.of(root).facts();

    assertEquals(Optional.of(8.0), facts.number(HostFact.CORES_ONLINE));
    assertEquals(Optional.of(8.0), facts.number(HostFact.CORES_AFFINITY));
    assertEquals(Optional.of(2.0), facts.number(HostFact.SMT));
    assertEquals(Optional.of(1.0), facts.number(HostFact.NUMA_NODES));
    assertEquals(Optional.of(0x1p34), facts.number(HostFact.MEMORY_TOTAL));
    assertEquals(Optional.of(0x1p33), facts.number(HostFact.MEMORY_AVAILABLE));
    assertEquals(Optional.of("linux"), facts.word(HostFact.OS));
    assertEquals(Optional.of("6.1.0-9-amd64"), facts.word(HostFact.KERNEL));
    assertEquals(Optional.of("Fast One"), facts.word(HostFact.CPU_MODEL));
    assertEquals(Optional.of("madvise"), facts.word(HostFact.HUGE_PAGES));
    assertEquals(Optional.of(true), facts.yes(HostFact.PCID));
    assertEquals(Optional.of(0.25), facts.number(HostFact.LOAD));
    assertEquals(Optional.of(0.05), facts.number(HostFact.STEAL));
  }

  @Test
  void descriptors_are_those_of_whoever_started_the_jvm_which_raises_its_own() {
    AHost host =
        AHost.of(root)
            .file("/proc/self/limits", AHost.limits("63000", "524288"))
            .file("/proc/7/limits", AHost.limits("63000", "1024"));

    assertEquals(Optional.of(1024.0), number(host, HostFact.DESCRIPTORS_LIMIT));
  }

  @Test
  void the_limit_of_tasks_binds_a_user_but_not_root() {
    AHost user = AHost.of(root);
    assertEquals(Optional.of(63000.0), number(user, HostFact.USER_TASKS_LIMIT));

    AHost root = user.file("/proc/self/status", "PPid:\t7\nUid:\t0\t0\nCpus_allowed_list:\t0-7");
    assertEquals(Optional.of(120000.0), number(root, HostFact.USER_TASKS_LIMIT));
  }

  @Test
  void only_this_users_tasks_are_counted() {
    AHost host =
        AHost.of(root)
            .file("/proc/10/status", "Uid:\t1000\t1000\nThreads:\t30")
            .file("/proc/11/status", "Uid:\t1000\t1000\nThreads:\t2")
            .file("/proc/12/status", "Uid:\t0\t0\nThreads:\t500");

    assertEquals(Optional.of(32.0), number(host, HostFact.USER_TASKS_CURRENT));
  }

  @Test
  void containers_are_told_by_what_they_leave_lying_about() {
    assertEquals(Optional.of("none"), word(AHost.of(root), HostFact.CONTAINER));
    assertEquals(
        Optional.of("lxc"), word(AHost.of(root).variable("container", "lxc"), HostFact.CONTAINER));
    assertEquals(
        Optional.of("kubernetes"),
        word(AHost.of(root).variable("KUBERNETES_SERVICE_HOST", "x"), HostFact.CONTAINER));
    assertEquals(
        Optional.of("podman"),
        word(AHost.of(root).file("/run/.containerenv", ""), HostFact.CONTAINER));
  }

  @Test
  void hypervisors_are_named_where_they_name_themselves() {
    AHost host = AHost.of(root);
    assertEquals(Optional.of("none"), word(host, HostFact.VIRTUALISATION));

    host.file("/proc/cpuinfo", "flags : fpu hypervisor");
    assertEquals(Optional.of("unnamed"), word(host, HostFact.VIRTUALISATION));

    host.file("/sys/class/dmi/id/sys_vendor", "QEMU");
    assertEquals(Optional.of("kvm"), word(host, HostFact.VIRTUALISATION));
  }

  @Test
  void workers_are_pinned_to_cores_of_their_own_first() {
    assertEquals(List.of(0, 1, 2, 3, 6), AHost.of(root).probe().processors(5));
    assertEquals(List.of(0), AHost.of(root).probe().processors(1));
  }

  @Test
  void an_empty_tree_tells_little_and_invents_nothing() {
    HostFacts facts = new HostProbe(root, Map.of(), "Linux", "amd64").facts();

    for (HostFact fact : HostFact.values()) {
      if (!List.of(HostFact.OS, HostFact.ARCHITECTURE, HostFact.CONTAINER, HostFact.OOM_GROUP)
          .contains(fact)) {
        assertTrue(facts.reading(fact) instanceof Reading.Unknown, fact.id());
      }
    }
  }

  @Test
  void another_system_tells_cores_and_says_what_it_does_not_have() {
    HostFacts facts = new HostProbe(root, Map.of(), "Mac OS X", "aarch64").facts();

    assertEquals(Optional.of("macos"), facts.word(HostFact.OS));
    assertTrue(facts.number(HostFact.CORES_ONLINE).orElse(0.0) >= 1);
    assertEquals(
        Reason.NO_SUCH_CONCEPT,
        ((Reading.Unknown<Object>) facts.reading(HostFact.CORES_QUOTA)).reason());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void this_host_tells_what_the_jdk_tells() {
    HostProbe probe = HostProbe.ofThisHost(System.getenv());
    HostFacts facts = probe.facts();

    double cores = facts.number(HostFact.CORES_AFFINITY).orElse(0.0);
    assertTrue(cores >= 1 && cores >= Runtime.getRuntime().availableProcessors() - 1);
    assertTrue(facts.number(HostFact.MEMORY_TOTAL).orElse(0.0) > 0x1p20);
    assertTrue(facts.number(HostFact.USER_TASKS_CURRENT).orElse(0.0) >= 1);
    assertEquals((int) cores, probe.processors(1 << 16).size());
  }
}
