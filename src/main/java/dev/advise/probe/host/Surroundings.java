package dev.advise.probe.host;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the host is inside of: a container, a virtual machine, neither. */
final class Surroundings {

  private static final Map<String, String> CONTAINERS_BY_GROUP =
      Map.of(
          "kubepods", "kubernetes",
          "docker", "docker",
          "libpod", "podman",
          "lxc", "lxc",
          "containerd", "containerd",
          "machine.slice/machine-", "systemd-nspawn");

  /** What makers of machines call themselves where the machine is not one of metal. */
  private static final Map<String, String> HYPERVISORS_BY_MAKER =
      Map.of(
          "qemu", "kvm",
          "kvm", "kvm",
          "amazon ec2", "kvm",
          "google", "kvm",
          "openstack", "kvm",
          "vmware", "vmware",
          "virtualbox", "virtualbox",
          "virtual machine", "hyper-v",
          "xen", "xen",
          "parallels", "parallels");

  private final HostFiles files;
  private final Cgroup cgroup;
  private final Map<String, String> environment;

  Surroundings(HostFiles files, Cgroup cgroup, Map<String, String> environment) {
    this.files = files;
    this.cgroup = cgroup;
    this.environment = environment;
  }

  /** {@code none}, or what kind of container, as far as anything gives it away. */
  Reading<String> container() {
    if (environment.containsKey("KUBERNETES_SERVICE_HOST") || cgroup.pathsMention("kubepods")) {
      return Reading.known("kubernetes");
    }
    if (files.exists("/run/.containerenv")) {
      return Reading.known("podman");
    }
    if (files.exists("/.dockerenv")) {
      return Reading.known("docker");
    }
    Optional<String> announced =
        Optional.ofNullable(environment.get("container"))
            .or(() -> files.read("/run/systemd/container").toOptional())
            .filter(word -> word.matches("[a-z][a-z0-9-]{1,30}"));
    return Reading.known(announced.or(this::containerByGroup).orElse("none"));
  }

  private Optional<String> containerByGroup() {
    return CONTAINERS_BY_GROUP.entrySet().stream()
        .filter(entry -> cgroup.pathsMention(entry.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .findFirst();
  }

  /** {@code none}, the hypervisor's name, or {@code unnamed} where only its presence shows. */
  Reading<String> virtualisation() {
    Optional<String> named =
        files
            .read("/sys/hypervisor/type")
            .toOptional()
            .filter(type -> type.matches("[a-z]{1,20}"))
            .or(this::byMaker)
            .or(this::byClock);
    if (named.isPresent()) {
      return Reading.known(named.get());
    }
    Reading<List<String>> flags = new Processor(files).flags();
    return Readings.then(flags, this::byFlags);
  }

  private Reading<String> byFlags(List<String> flags) {
    if (flags.contains("hypervisor")) {
      return Reading.known("unnamed");
    }
    // Only x86 processors tell that there is no hypervisor.
    return flags.contains("fpu")
        ? Reading.known("none")
        : Reading.unknown(Reason.NO_SUCH_CONCEPT, "this processor does not tell");
  }

  private Optional<String> byMaker() {
    String maker =
        String.join(
                " ",
                files.read("/sys/class/dmi/id/sys_vendor").toOptional().orElse(""),
                files.read("/sys/class/dmi/id/product_name").toOptional().orElse(""))
            .toLowerCase(Locale.ROOT);
    return maker.contains(".metal")
        ? Optional.empty()
        : HYPERVISORS_BY_MAKER.entrySet().stream()
            .filter(entry -> maker.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .sorted()
            .findFirst();
  }

  private Optional<String> byClock() {
    return files
        .read("/sys/devices/system/clocksource/clocksource0/available_clocksource")
        .toOptional()
        .flatMap(
            clocks ->
                clocks.contains("kvm-clock")
                    ? Optional.of("kvm")
                    : clocks.contains("hyperv") ? Optional.of("hyper-v") : Optional.empty());
  }
}
