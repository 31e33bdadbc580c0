package dev.advise.probe.host;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What binds this user and this process, from /proc. */
final class OwnLimits {

  private static final int CAP_SYS_ADMIN = 21;
  private static final int CAP_SYS_RESOURCE = 24;

  private final HostFiles files;

  OwnLimits(HostFiles files) {
    this.files = files;
  }

  /**
   * Descriptors of one process. A JVM raises its own soft limit to the hard one when it starts, so
   * the process that started it is asked too, and the lower answer taken.
   */
  Reading<Double> descriptors() {
    Reading<Double> own = limit("/proc/self/limits", "Max open files");
    Optional<Double> parents =
        status("PPid").flatMap(p -> limit("/proc/" + p + "/limits", "Max open files").toOptional());
    return Readings.then(
        own, mine -> Reading.known(parents.map(theirs -> Math.min(mine, theirs)).orElse(mine)));
  }

  /** Processes and threads of this user: by ulimit where it binds, and by the kernel's tables. */
  Reading<Double> userTasks() {
    Reading<Double> ulimit =
        isFreeOfTaskLimit()
            ? Reading.unknown(Reason.NO_SUCH_CONCEPT, "no limit binds this user")
            : limit("/proc/self/limits", "Max processes");
    OptionalDouble least =
        Stream.of(
                ulimit.toOptional(),
                number("/proc/sys/kernel/threads-max"),
                number("/proc/sys/kernel/pid_max"))
            .flatMap(Optional::stream)
            .mapToDouble(Double::doubleValue)
            .min();
    return least.isPresent() ? Reading.known(least.getAsDouble()) : ulimit;
  }

  /** Processes and threads that this user has now, as far as they can be seen. */
  Reading<Double> userTasksCurrent() {
    Optional<String> self = status("Uid").map(OwnLimits::firstWord);
    if (self.isEmpty()) {
      return Reading.unknown(Reason.NOT_MOUNTED, "/proc/self/status is not there");
    }
    double tasks =
        files.names("/proc").stream()
            .filter(name -> name.matches("[0-9]+"))
            .map(pid -> files.lines("/proc/" + pid + "/status"))
            .filter(lines -> field(lines, "Uid").map(OwnLimits::firstWord).equals(self))
            .flatMap(lines -> field(lines, "Threads").stream())
            .mapToDouble(threads -> Readings.parse(threads).orElse(1))
            .sum();
    return Reading.known(tasks);
  }

  /** Processors that this process may run on, in rising order. */
  Reading<List<Integer>> affinity() {
    return Readings.then(
        files.read("/proc/self/status"),
        text ->
            Readings.orUnknown(
                status("Cpus_allowed_list").flatMap(CpuList::parse),
                Reason.FAILED,
                "/proc/self/status does not list the processors allowed"));
  }

  /** The kernel does not hold root, or who may override resource limits, to a number of tasks. */
  private boolean isFreeOfTaskLimit() {
    boolean root = status("Uid").map(OwnLimits::firstWord).equals(Optional.of("0"));
    return root
        || status("CapEff")
            .filter(hex -> hex.matches("[0-9a-f]{1,16}"))
            .map(hex -> new BigInteger(hex, 16))
            .filter(caps -> caps.testBit(CAP_SYS_ADMIN) || caps.testBit(CAP_SYS_RESOURCE))
            .isPresent();
  }

  private Reading<Double> limit(String file, String name) {
    return Readings.then(
        files.read(file),
        text -> {
          Optional<String> soft =
              text.lines()
                  .filter(line -> line.startsWith(name + " "))
                  .map(line -> firstWord(line.substring(name.length())))
                  .findFirst();
          if (soft.equals(Optional.of("unlimited"))) {
            return Reading.unknown(Reason.NO_SUCH_CONCEPT, "no limit is set");
          }
          return Readings.number(soft.orElse(""), name);
        });
  }

  private Optional<Double> number(String file) {
    return Readings.then(files.read(file), text -> Readings.number(text, file)).toOptional();
  }

  private Optional<String> status(String name) {
    return field(files.lines("/proc/self/status"), name);
  }

  private static Optional<String> field(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  private static String firstWord(String text) {
    return text.strip().split("\\s+", 2)[0];
  }
}
