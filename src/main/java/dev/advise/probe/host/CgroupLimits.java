package dev.advise.probe.host;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What the control groups grant: the tightest limit from the process's own group up to the root. A
 * limit that is not set is unknown with {@link Reason#NO_SUCH_CONCEPT}; one that cannot be seen is
 * unknown for another reason, never unlimited.
 */
final class CgroupLimits {

  /** Version 1 writes "no limit" as a number near 2^63, cut to whole pages. */
  private static final double UNLIMITED_BYTES = 0x1p60;

  private final HostFiles files;
  private final Cgroup cgroup;

  CgroupLimits(HostFiles files, Cgroup cgroup) {
    this.files = files;
    this.cgroup = cgroup;
  }

  /**
   * A limit, and what is in use of it in the same group.
   *
   * @param used empty where that is not told
   */
  record Limit(double most, OptionalDouble used) {
    double room() {
      return most - used.orElse(0);
    }
  }

  /** Processors' worth of time. */
  Reading<Double> quota() {
    return Readings.then(
        tightest("cpu", "cpu.max", "cpu.cfs_quota_us", this::quotaOf, "no quota is set"),
        limit -> Reading.known(limit.most()));
  }

  /** Bytes. */
  Reading<Limit> memory() {
    return tightest(
        "memory",
        "memory.max",
        "memory.limit_in_bytes",
        file -> plain(file, memoryUsed(parent(file))),
        "no memory limit is set");
  }

  /** Processes and threads. */
  Reading<Limit> pids() {
    return tightest(
        "pids",
        "pids.max",
        "pids.max",
        file -> plain(file, numberIn(parent(file) + "/pids.current")),
        "no pids limit is set");
  }

  /** Processes and threads of this process's group, where that is told. */
  Reading<Double> pidsCurrent() {
    return Readings.then(
        cgroup.groups("pids"),
        groups ->
            Readings.then(
                files.read(groups.own() + "/pids.current"),
                text -> Readings.number(text, "pids.current")));
  }

  /** Whether an out-of-memory kill ends the whole group. Version 1 has no such switch. */
  Reading<Boolean> oomGroup() {
    if (!cgroup.isUnified("memory")) {
      return Reading.known(false);
    }
    return Readings.then(cgroup.groups("memory"), this::oomGroup);
  }

  private Reading<Boolean> oomGroup(Cgroup.Groups groups) {
    List<String> told =
        groups.groups().stream()
            .flatMap(g -> files.read(g + "/memory.oom.group").toOptional().stream())
            .toList();
    return told.isEmpty() && !groups.isWholeTree()
        ? Reading.unknown(Reason.NOT_MOUNTED, "the memory controller is off for this group")
        : Reading.known(told.contains("1"));
  }

  /** Share of the quota's periods in which this group was stopped, since the group began. */
  Reading<Double> throttled() {
    return Readings.then(
        cgroup.groups("cpu"),
        groups ->
            Readings.then(files.read(groups.own() + "/cpu.stat"), CgroupLimits::throttledShare));
  }

  /** How often this group was stopped since it began. */
  Optional<Double> timesThrottled() {
    return cgroup
        .groups("cpu")
        .toOptional()
        .flatMap(groups -> files.read(groups.own() + "/cpu.stat").toOptional())
        .map(stat -> field(stat, "nr_throttled"));
  }

  private static Reading<Double> throttledShare(String stat) {
    double periods = field(stat, "nr_periods");
    return periods > 0
        ? Reading.known(field(stat, "nr_throttled") / periods)
        : Reading.unknown(Reason.NO_SUCH_CONCEPT, "no quota has been in force");
  }

  /** A number of a file that has a name and a number on each line; 0 where it is not there. */
  private static double field(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .map(line -> Readings.parse(line.substring(name.length() + 1)).orElse(0))
        .orElse(0.0);
  }

  /** What one file of one group says: a limit, none, or something odd. */
  private sealed interface Said {
    record Most(Limit limit) implements Said {}

    record NoLimit() implements Said {}

    record Unreadable(Reason reason, String detail) implements Said {}
  }

  private Reading<Limit> tightest(
      String controller,
      String unifiedFile,
      String splitFile,
      Function<String, Said> read,
      String whereNoneIsSet) {
    return Readings.then(
        cgroup.groups(controller),
        groups -> {
          String file = groups.unified() ? unifiedFile : splitFile;
          List<Said> said =
              groups.groups().stream()
                  .map(group -> group + "/" + file)
                  .filter(files::exists)
                  .map(read)
                  .toList();
          return tightest(controller, groups, said, whereNoneIsSet);
        });
  }

  private Reading<Limit> tightest(
      String controller, Cgroup.Groups groups, List<Said> said, String whereNoneIsSet) {
    Optional<Limit> tightest =
        said.stream()
            .filter(Said.Most.class::isInstance)
            .map(most -> ((Said.Most) most).limit())
            .min(Comparator.comparingDouble(Limit::room));
    if (tightest.isPresent()) {
      return Reading.known(tightest.get());
    }
    for (Said odd : said) {
      if (odd instanceof Said.Unreadable why) {
        return Reading.unknown(why.reason(), why.detail());
      }
    }
    if (said.isEmpty() && isOff(controller, groups)) {
      return Reading.unknown(
          Reason.NOT_MOUNTED, "the " + controller + " controller is off for this group");
    }
    return Reading.unknown(
        Reason.NO_SUCH_CONCEPT,
        groups.isWholeTree() ? whereNoneIsSet : whereNoneIsSet + " as far as can be seen");
  }

  /** No group has the file: because no limit can be set, or because only hidden ones have it? */
  private boolean isOff(String controller, Cgroup.Groups groups) {
    if (!groups.isWholeTree()) {
      return true;
    }
    return groups.unified()
        && files
            .read(groups.top() + "/cgroup.controllers")
            .fold(on -> !List.of(on.split("\\s+")).contains(controller), why -> true);
  }

  private Said quotaOf(String file) {
    return said(
        file,
        text -> {
          String[] words = text.split("\\s+");
          if (words[0].equals("max") || words[0].startsWith("-")) {
            return new Said.NoLimit();
          }
          OptionalDouble quota = Readings.parse(words[0]);
          OptionalDouble period =
              words.length > 1
                  ? Readings.parse(words[1])
                  : numberIn(parent(file) + "/cpu.cfs_period_us");
          return quota.isPresent() && period.orElse(0) > 0 && quota.getAsDouble() > 0
              ? new Said.Most(
                  new Limit(quota.getAsDouble() / period.getAsDouble(), OptionalDouble.empty()))
              : new Said.Unreadable(Reason.FAILED, name(file) + " makes no sense");
        });
  }

  private Said plain(String file, OptionalDouble used) {
    return said(
        file,
        text -> {
          OptionalDouble most = Readings.parse(text);
          if (text.equals("max") || most.orElse(0) >= UNLIMITED_BYTES) {
            return new Said.NoLimit();
          }
          return most.isPresent()
              ? new Said.Most(new Limit(most.getAsDouble(), used))
              : new Said.Unreadable(Reason.FAILED, name(file) + " makes no sense");
        });
  }

  private Said said(String file, Function<String, Said> parse) {
    return files
        .read(file)
        .fold(parse, why -> new Said.Unreadable(why.reason(), name(file) + " cannot be read"));
  }

  /** Bytes in use that cannot be taken back: file pages not used of late can. */
  private OptionalDouble memoryUsed(String group) {
    OptionalDouble used = numberIn(group + "/memory.current");
    if (used.isEmpty()) {
      used = numberIn(group + "/memory.usage_in_bytes");
    }
    String stat = files.read(group + "/memory.stat").toOptional().orElse("");
    double reclaimable = Math.max(field(stat, "inactive_file"), field(stat, "total_inactive_file"));
    return used.isPresent()
        ? OptionalDouble.of(Math.max(0, used.getAsDouble() - reclaimable))
        : used;
  }

  private OptionalDouble numberIn(String file) {
    return files.read(file).fold(Readings::parse, why -> OptionalDouble.empty());
  }

  private static String parent(String file) {
    return file.substring(0, file.lastIndexOf('/'));
  }

  private static String name(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }
}
