package dev.advise.probe.host;

import static dev.advise.facts.HostFact.CGROUP_VERSION;
import static dev.advise.facts.HostFact.CONTAINER;
import static dev.advise.facts.HostFact.CORES_AFFINITY;
import static dev.advise.facts.HostFact.CORES_QUOTA;
import static dev.advise.facts.HostFact.MEMORY_AVAILABLE;
import static dev.advise.facts.HostFact.MEMORY_LIMIT;
import static dev.advise.facts.HostFact.OOM_GROUP;
import static dev.advise.facts.HostFact.PIDS_CURRENT;
import static dev.advise.facts.HostFact.PIDS_LIMIT;
import static dev.advise.facts.HostFact.THROTTLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.advise.facts.HostFact;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupTest {

  private static final String UNIFIED =
      "31 23 0:28 %s /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw,nsdelegate";
  private static final double MIB = 1024 * 1024;

  @TempDir Path root;

  private static void assertKnown(Object expected, AHost host, HostFact fact) {
    assertEquals(Reading.known(expected), host.tells(fact));
  }

  private static void assertUnknown(Reason expected, AHost host, HostFact fact) {
    assertEquals(
        expected, assertInstanceOf(Reading.Unknown.class, host.tells(fact)).reason(), fact.id());
  }

  private AHost unified(String path) {
    return AHost.of(root)
        .file("/proc/self/cgroup", "0::" + path)
        .file("/proc/self/mountinfo", UNIFIED.formatted("/"))
        .file("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids");
  }

  @Test
  void bare_metal_sets_no_quota_which_is_known_and_not_unlimited() {
    AHost host =
        unified("/user.slice/session")
            .file("/sys/fs/cgroup/user.slice/session/cpu.max", "max 100000")
            .file("/sys/fs/cgroup/user.slice/cpu.max", "max 100000")
            .file("/sys/fs/cgroup/user.slice/session/memory.max", "max");

    assertUnknown(Reason.NO_SUCH_CONCEPT, host, CORES_QUOTA);
    assertUnknown(Reason.NO_SUCH_CONCEPT, host, MEMORY_LIMIT);
    assertUnknown(Reason.NO_SUCH_CONCEPT, host, PIDS_LIMIT);
    assertKnown("v2", host, CGROUP_VERSION);
    assertKnown("none", host, CONTAINER);
  }

  @Test
  void in_a_pod_the_tightest_limit_of_all_groups_counts() {
    String pod = "/sys/fs/cgroup/kubepods.slice/pod1";
    AHost host =
        unified("/kubepods.slice/pod1/container")
            .file(pod + "/container/cpu.max", "max 100000")
            .file(pod + "/container/memory.max", String.valueOf((long) (512 * MIB)))
            .file(pod + "/container/memory.current", String.valueOf((long) (300 * MIB)))
            .file(
                pod + "/container/memory.stat",
                "anon 5\ninactive_file " + (long) (100 * MIB) + "\n")
            .file(pod + "/container/memory.oom.group", "1")
            .file(pod + "/container/pids.max", "max")
            .file(pod + "/container/cpu.stat", "nr_periods 200\nnr_throttled 50\n")
            .file(pod + "/cpu.max", "250000 100000")
            .file(pod + "/memory.max", String.valueOf((long) (1024 * MIB)))
            .file(pod + "/pids.max", "100")
            .file(pod + "/pids.current", "40")
            .file("/sys/fs/cgroup/kubepods.slice/cpu.max", "600000 100000");

    assertKnown(2.5, host, CORES_QUOTA);
    assertKnown(512 * MIB, host, MEMORY_LIMIT);
    assertKnown(312 * MIB, host, MEMORY_AVAILABLE);
    assertKnown(true, host, OOM_GROUP);
    assertKnown(100.0, host, PIDS_LIMIT);
    assertKnown(40.0, host, PIDS_CURRENT);
    assertKnown(0.25, host, THROTTLED);
    assertKnown("kubernetes", host, CONTAINER);
  }

  @Test
  void docker_on_version_1_sees_its_own_group_as_the_root_of_the_mount() {
    String line = "%d 31 0:%d /docker/abc /sys/fs/cgroup/%s ro - cgroup cgroup rw,%s%n";
    AHost host =
        AHost.of(root)
            .file("/.dockerenv", "")
            .file(
                "/proc/self/cgroup",
                "4:memory:/docker/abc\n3:cpu,cpuacct:/docker/abc\n2:pids:/docker/abc\n")
            .file(
                "/proc/self/mountinfo",
                line.formatted(40, 40, "memory", "memory")
                    + line.formatted(41, 41, "cpu,cpuacct", "cpu,cpuacct")
                    + line.formatted(42, 42, "pids", "pids"))
            .file("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "50000")
            .file("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000")
            .file("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712")
            .file("/sys/fs/cgroup/pids/pids.max", "50");

    assertKnown(0.5, host, CORES_QUOTA);
    assertUnknown(Reason.NO_SUCH_CONCEPT, host, MEMORY_LIMIT);
    assertKnown(50.0, host, PIDS_LIMIT);
    assertKnown(false, host, OOM_GROUP);
    assertKnown("v1", host, CGROUP_VERSION);
    assertKnown("docker", host, CONTAINER);
  }

  @Test
  void a_hybrid_host_whose_groups_are_not_mounted_is_unknown_and_not_unlimited() {
    AHost host =
        AHost.of(root)
            .file("/proc/self/cgroup", "4:memory:/\n3:pids:/\n1:cpu:/\n0::/")
            .file("/proc/self/mountinfo", "23 27 0:22 / /sys rw - sysfs sysfs rw");

    assertKnown("hybrid", host, CGROUP_VERSION);
    assertUnknown(Reason.NOT_MOUNTED, host, CORES_QUOTA);
    assertUnknown(Reason.NOT_MOUNTED, host, MEMORY_LIMIT);
    assertUnknown(Reason.NOT_MOUNTED, host, PIDS_LIMIT);
  }

  @Test
  void a_controller_that_is_off_is_unknown_and_not_unlimited() {
    AHost host =
        unified("/")
            .file("/sys/fs/cgroup/cgroup.type", "domain")
            .file("/sys/fs/cgroup/cpu.max", "100000 100000")
            .file("/sys/fs/cgroup/cgroup.controllers", "cpu pids");

    assertKnown(1.0, host, CORES_QUOTA);
    assertUnknown(Reason.NOT_MOUNTED, host, MEMORY_LIMIT);
    assertUnknown(Reason.NOT_MOUNTED, host, OOM_GROUP);
  }

  @Test
  void a_controller_that_the_kernel_was_started_without_is_unknown() {
    AHost host =
        unified("/a")
            .file("/sys/fs/cgroup/a/x", "")
            .file("/sys/fs/cgroup/cgroup.controllers", "cpu pids");

    assertUnknown(Reason.NOT_MOUNTED, host, MEMORY_LIMIT);
    assertUnknown(Reason.NO_SUCH_CONCEPT, unified("/a"), MEMORY_LIMIT);
  }

  @Test
  void a_group_outside_of_what_is_mounted_is_unknown() {
    AHost elsewhere =
        AHost.of(root)
            .file("/proc/self/cgroup", "0::/../other")
            .file("/proc/self/mountinfo", UNIFIED.formatted("/"))
            .file("/sys/fs/cgroup/cpu.max", "100000 100000");

    assertUnknown(Reason.NOT_MOUNTED, elsewhere, CORES_QUOTA);
  }

  @Test
  void an_empty_or_absurd_file_is_a_failure_and_not_a_number() {
    AHost host =
        unified("/a")
            .file("/sys/fs/cgroup/a/memory.max", "")
            .file("/sys/fs/cgroup/a/cpu.max", "100000 0")
            .file("/sys/fs/cgroup/a/pids.max", "-5");

    assertUnknown(Reason.FAILED, host, MEMORY_LIMIT);
    assertUnknown(Reason.FAILED, host, CORES_QUOTA);
    assertUnknown(Reason.FAILED, host, PIDS_LIMIT);
  }

  @Test
  void a_cpuset_shows_in_the_affinity() {
    AHost host =
        unified("/").file("/proc/self/status", "PPid:\t7\nUid:\t1\t1\nCpus_allowed_list:\t2-3,6");

    assertKnown(3.0, host, CORES_AFFINITY);
  }

  @Test
  void a_mount_point_with_a_blank_in_its_name_is_found() {
    AHost host =
        AHost.of(root)
            .file("/proc/self/cgroup", "0::/")
            .file("/proc/self/mountinfo", "31 23 0:28 / /my\\040groups rw - cgroup2 cgroup2 rw")
            .file("/my groups/cpu.max", "150000 100000");

    assertKnown(1.5, host, CORES_QUOTA);
  }
}
