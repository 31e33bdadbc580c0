package dev.advise.probe.jvm;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Those who stand by from request to request, since starting and warming them is dear: pinned
 * threads, and partners in other processes. Ends all children when the driver ends.
 */
final class Stage {

  /** What a small child JVM takes: 17 MiB of PSS seen, rounded up. */
  static final long CHILD_BYTES = 18L * Bench.MIB;

  /** The threads of such a JVM. */
  static final int CHILD_TASKS = 14;

  private final Map<String, Player> players = new HashMap<>();
  private final Map<String, Object> partners = new HashMap<>();
  private final Set<Process> children = ConcurrentHashMap.newKeySet();
  private final Set<Closeable> channels = ConcurrentHashMap.newKeySet();
  private Absent cannotPin;

  /** The standing thread of that number on that CPU; on any CPU where threads cannot be pinned. */
  Player playerOn(int cpu, int number) throws Exception {
    if (canPin()) {
      return pinnedPlayer(cpu, number);
    }
    return players.computeIfAbsent("any/" + number, key -> Player.free());
  }

  /** The standing thread of that number on that CPU, or why there is none. */
  Player pinnedPlayer(int cpu, int number) throws Exception {
    if (!canPin()) {
      throw cannotPin;
    }
    String key = cpu + "/" + number;
    if (!players.containsKey(key)) {
      players.put(key, Player.pinned(cpu));
    }
    return players.get(key);
  }

  /** Whether threads can be kept on a CPU here; found out once. */
  private boolean canPin() throws Exception {
    if (cannotPin == null && players.isEmpty()) {
      try {
        Process taskset = new ProcessBuilder("taskset", "-V").start();
        taskset.getInputStream().readAllBytes();
        taskset.waitFor();
      } catch (IOException e) {
        cannotPin = Absent.from(e);
      }
    }
    return cannotPin == null;
  }

  /** A command made to run on one CPU, or left as it is where that cannot be done. */
  List<String> onCpu(int cpu, List<String> command) throws Exception {
    List<String> all = new ArrayList<>();
    if (canPin()) {
      all.addAll(List.of("taskset", "-c", String.valueOf(cpu)));
    }
    all.addAll(command);
    return all;
  }

  /** Keeps all threads of a child on one CPU, where that can be done. */
  void pin(Process child, int cpu) throws Exception {
    if (canPin()) {
      reap(start(List.of("taskset", "-acp", String.valueOf(cpu), String.valueOf(child.pid()))));
    }
  }

  /** A new folder where we were told to keep files, which goes with all that is left in it. */
  static Path temporaryFolder() throws IOException {
    String told = System.getenv().getOrDefault("TMPDIR", System.getProperty("java.io.tmpdir"));
    return Files.createTempDirectory(Path.of(told), "advise-probe-");
  }

  /** The partner of that name, made on first use. */
  <T> T partner(String name, Class<T> type, Callable<T> make) throws Exception {
    if (!partners.containsKey(name)) {
      partners.put(name, make.call());
    }
    return type.cast(partners.get(name));
  }

  /** Starts a program whose standard input and output are pipes to here. */
  Process start(List<String> command) throws IOException {
    Process child = new ProcessBuilder(command).start();
    children.add(child);
    return child;
  }

  /** How many JVMs stand by. */
  int standingJvms() {
    return partners.values().stream()
        .mapToInt(partner -> partner instanceof StandingJvms some ? some.jvms().size() : 0)
        .sum();
  }

  /** Ends the JVMs that stand by, as another probe needs their memory. */
  void dismissJvms() {
    partners
        .values()
        .removeIf(
            partner -> {
              if (partner instanceof StandingJvms some) {
                some.jvms().forEach(children::remove);
                some.jvms().forEach(Process::destroyForcibly);
                return true;
              }
              return false;
            });
  }

  /**
   * A thread waits for what comes by this for ever. A JVM that ends gives those who wait in a read
   * 0.3 s, so it is closed before.
   */
  void closesAtTheEnd(Closeable channel) {
    channels.add(channel);
  }

  /** Ends whatever would outlive the driver, or hold up its end. */
  void endAll() {
    children.forEach(Process::destroyForcibly);
    for (Closeable channel : channels) {
      try {
        channel.close();
      } catch (IOException e) {
        // then it takes longer
      }
    }
  }

  /** Ends a child and waits until it is gone. */
  void end(Process child) throws InterruptedException {
    child.destroyForcibly();
    reap(child);
  }

  /**
   * Why a child JVM ended that should not have. What Java throws it tells; what the machine refuses
   * to the JVM itself ends it in silence, as it is told to suppress its fatal errors.
   */
  Absent whyEnded(Process child) throws IOException, InterruptedException {
    String said = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    reap(child);
    return said.isEmpty() || said.contains("unable to create native thread")
        ? Absent.notPermitted("EAGAIN: a child JVM got no thread")
        : Absent.failed("a child JVM ended: " + said.lines().findFirst().orElseThrow());
  }

  /** The exit code of a child that ends by itself. */
  int reap(Process child) throws InterruptedException {
    int code = child.waitFor();
    children.remove(child);
    return code;
  }
}
