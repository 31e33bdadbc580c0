package dev.advise.probe.host;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The control groups of this process: where their files are, for each controller.
 *
 * <p>A controller lives either in a hierarchy of its own (version 1) or in the unified one (version
 * 2); a hybrid host has both. {@code /proc/self/cgroup} tells which, and the group's path; {@code
 * /proc/self/mountinfo} tells where that hierarchy is mounted and from which group on it can be
 * seen. A limit may stand in any group from the process's own up to the root.
 */
final class Cgroup {

  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  private final HostFiles files;
  private final List<Membership> memberships;
  private final List<Mount> mounts;

  /** One line of /proc/self/cgroup. */
  private record Membership(List<String> controllers, String path) {
    boolean isUnified() {
      return controllers.isEmpty();
    }
  }

  /** One mounted hierarchy: from which group on it is seen, and where. */
  private record Mount(boolean unified, List<String> controllers, String root, String point) {}

  /**
   * The groups of one controller.
   *
   * @param unified whether it is in the version 2 hierarchy
   * @param groups directories from the process's own group up to the uppermost that can be seen
   * @param isWholeTree whether the uppermost is the hierarchy's root, so that nothing is hidden
   */
  record Groups(boolean unified, List<String> groups, boolean isWholeTree) {
    String own() {
      return groups.get(0);
    }

    String top() {
      return groups.get(groups.size() - 1);
    }
  }

  private Cgroup(HostFiles files, List<Membership> memberships, List<Mount> mounts) {
    this.files = files;
    this.memberships = memberships;
    this.mounts = mounts;
  }

  static Cgroup of(HostFiles files) {
    return new Cgroup(
        files,
        files.lines("/proc/self/cgroup").stream().flatMap(l -> membership(l).stream()).toList(),
        files.lines("/proc/self/mountinfo").stream().flatMap(l -> mount(l).stream()).toList());
  }

  private static Optional<Membership> membership(String line) {
    String[] parts = line.split(":", 3);
    if (parts.length < 3 || !parts[2].startsWith("/")) {
      return Optional.empty();
    }
    return Optional.of(
        new Membership(parts[1].isEmpty() ? List.of() : List.of(parts[1].split(",")), parts[2]));
  }

  private static Optional<Mount> mount(String line) {
    String[] halves = line.split(" - ", 2);
    String[] left = halves[0].split(" ");
    String[] right = halves.length < 2 ? new String[0] : halves[1].split(" ");
    if (left.length < 5 || right.length < 3 || !right[0].startsWith("cgroup")) {
      return Optional.empty();
    }
    boolean unified = right[0].equals("cgroup2");
    return Optional.of(
        new Mount(
            unified,
            unified ? List.of() : Arrays.asList(right[2].split(",")),
            unescaped(left[3]),
            unescaped(left[4])));
  }

  private static String unescaped(String path) {
    return OCTAL.matcher(path).replaceAll(m -> "" + (char) Integer.parseInt(m.group(1), 8));
  }

  /** {@code v1}, {@code v2} or {@code hybrid}. */
  Reading<String> version() {
    boolean unified = memberships.stream().anyMatch(Membership::isUnified);
    boolean split = memberships.stream().anyMatch(Cgroup::holdsAController);
    if (!unified && !split) {
      return Readings.then(
          files.read("/proc/self/cgroup"),
          text -> Reading.unknown(Reason.NO_SUCH_CONCEPT, "the kernel has no control groups"));
    }
    return Reading.known(unified && split ? "hybrid" : unified ? "v2" : "v1");
  }

  private static boolean holdsAController(Membership membership) {
    return membership.controllers().stream().anyMatch(c -> !c.startsWith("name="));
  }

  /** Whether the controller is in the version 2 hierarchy. */
  boolean isUnified(String controller) {
    return memberships.stream().noneMatch(m -> m.controllers().contains(controller));
  }

  /** Whether any group's path has that word in it. */
  boolean pathsMention(String word) {
    return memberships.stream().anyMatch(m -> m.path().contains(word));
  }

  /** The groups of a controller, from the process's own upwards. */
  Reading<Groups> groups(String controller) {
    boolean unified = isUnified(controller);
    Optional<Membership> own =
        memberships.stream()
            .filter(m -> unified ? m.isUnified() : m.controllers().contains(controller))
            .findFirst();
    if (own.isEmpty()) {
      return Reading.unknown(
          Reason.NOT_MOUNTED, "this process is in no control group for " + controller);
    }
    Optional<Mount> mount =
        mounts.stream()
            .filter(m -> unified ? m.unified() : m.controllers().contains(controller))
            .findFirst();
    if (mount.isEmpty()) {
      return Reading.unknown(
          Reason.NOT_MOUNTED, "the control groups for " + controller + " are not mounted");
    }
    return visible(unified, own.get().path(), mount.get());
  }

  private Reading<Groups> visible(boolean unified, String path, Mount mount) {
    String root = mount.root().equals("/") ? "" : mount.root();
    boolean seen = (path + "/").startsWith(root + "/") && !path.contains("..");
    String below = seen ? path.substring(root.length()).replaceFirst("/$", "") : "";
    if (!seen || !files.exists(mount.point() + below)) {
      return Reading.unknown(
          Reason.NOT_MOUNTED, "this process's own control group cannot be seen from here");
    }
    List<String> groups = new ArrayList<>();
    for (String rest = below; !rest.isEmpty(); rest = rest.substring(0, rest.lastIndexOf('/'))) {
      groups.add(mount.point() + rest);
    }
    groups.add(mount.point());
    // Only groups other than the root have a type (version 2); only the root has a release agent.
    boolean whole =
        unified
            ? !files.exists(mount.point() + "/cgroup.type")
            : files.exists(mount.point() + "/release_agent");
    return Reading.known(new Groups(unified, List.copyOf(groups), whole));
  }
}
