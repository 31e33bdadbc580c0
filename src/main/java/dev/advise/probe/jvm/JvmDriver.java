package dev.advise.probe.jvm;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What threads, processes and tasks cost in this JVM, on this machine.
 *
 * <p>Protocol: JSON lines. A request comes in on standard input, samples go out on standard output.
 *
 * <pre>
 * -> {"id":1,"do":"describe"}
 * <- {"id":1,"runtime":"jvm","version":"17.0.15","traits":{...},"probes":[...],
 *     "absent":{"spawn.fork":{"reason":"no-such-concept","detail":"..."}},"cost_ms":{...}}
 * <- {"id":1,"done":true}
 * -> {"id":2,"do":"measure","probes":["spawn.thread"],"rounds":2,"batch_ms":4,
 *     "max_tasks":64,"max_bytes":134217728,"cpus":[0,1],"deadline_ms":800}
 * <- {"id":2,"probe":"spawn.thread","round":0,"value":7.1e-05}
 * <- {"id":2,"probe":"crash.thread","absent":"not-permitted","detail":"EAGAIN"}
 * <- {"id":2,"done":true}
 * </pre>
 *
 * <p>A request that cannot be read is answered by {"error": "..."}. End of input ends the driver at
 * once, in the middle of a measurement too, and its children with it. So do SIGTERM and SIGINT.
 *
 * <p>Conventions, the same in every driver: one sample is one batch, as long as batch_ms, divided
 * by its operations; no statistics here. Seconds, bytes, or plain ratios and shares. Probes take
 * turns, round by round. The first batch of a probe is found by doubling; that is its warm-up, and
 * is not reported. Round trips begin by half a batch that is not timed, since a CPU that was idle
 * answers late. switch.* is one way, half of a round trip; handoff.* is the whole round trip. What
 * contends is wall time divided by the operations of all workers. Throughput is counted over 100
 * ms. Waits in a row add up, so a few are timed and the sum is taken. A probe that would need more
 * than max_tasks or max_bytes says not-permitted, and so does one to which the system refuses a
 * thread or a process.
 *
 * <p>Start it with {@code -Xlog:disable -Xlog:all=error:stderr -XX:-UsePerfData}: a JVM that cannot
 * start a thread says so on standard output, which is ours, and leaves a file behind when killed.
 */
public final class JvmDriver {

  private final Stage stage = new Stage();
  private final Catalogue catalogue = new Catalogue();
  private final Bench bench = new Bench(stage);
  private final Conversation conversation = new Conversation(stage);

  private JvmDriver() {}

  /** Answers requests until its input ends. */
  public static void main(String[] args) throws InterruptedException {
    JvmDriver driver = new JvmDriver();
    driver.conversation.converse(driver::answer);
  }

  private boolean answer(Map<String, Object> reply, Map<?, ?> request) throws InterruptedException {
    if ("describe".equals(request.get("do"))) {
      describe(reply);
    } else if ("measure".equals(request.get("do"))) {
      measure(reply, request);
    } else {
      return false;
    }
    return true;
  }

  private void describe(Map<String, Object> reply) {
    Map<String, Object> traits = new TreeMap<>();
    traits.put("vendor", System.getProperty("java.vendor"));
    traits.put("vm", System.getProperty("java.vm.name"));
    traits.put("virtual_threads", Spawning.virtualThreads().isPresent() ? "yes" : "no");
    traits.put("cpu_count", String.valueOf(Runtime.getRuntime().availableProcessors()));
    traits.put("max_heap", String.valueOf(Runtime.getRuntime().maxMemory()));
    traits.put(
        "gc",
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .collect(Collectors.joining(", ")));
    Map<String, Object> costs = new TreeMap<>();
    catalogue.names().forEach(name -> costs.put(name, tenths(catalogue.cost(name))));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("runtime", "jvm");
    answer.put("version", System.getProperty("java.version"));
    answer.put("traits", traits);
    answer.put("probes", catalogue.names());
    answer.put("absent", catalogue.absences());
    answer.put("cost_ms", costs);
    answer.put("begin_ms", catalogue.beginnings());
    answer.put("partners", catalogue.partners());
    conversation.say(reply, answer);
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private void measure(Map<String, Object> reply, Map<?, ?> request) throws InterruptedException {
    if (!(request.get("probes") instanceof List<?> probes)) {
      throw new IllegalArgumentException("probes is not a list");
    }
    LinkedHashSet<String> names = new LinkedHashSet<>();
    probes.forEach(name -> names.add(String.valueOf(name)));
    bench.allow(
        new Bench.Limits(
            Numbers.of(request, "batch_ms", 4) / 1e3,
            (int) Numbers.of(request, "max_tasks", 64),
            (long) Numbers.of(request, "max_bytes", 128L * Bench.MIB),
            cpus(request),
            System.nanoTime() + (long) (Numbers.of(request, "deadline_ms", 10_000) * 1e6)));
    int rounds = (int) Numbers.of(request, "rounds", 1);
    for (int round = 0; round < rounds; round++) {
      for (String name : List.copyOf(names)) {
        if (!sample(reply, name, round)) {
          names.remove(name);
        }
      }
    }
  }

  /** The CPUs asked for, as far as this process may run on them; else those that it may. */
  private static List<Integer> cpus(Map<?, ?> request) {
    List<Integer> allowed = allowedCpus();
    List<Integer> asked = new ArrayList<>();
    if (request.get("cpus") instanceof List<?> list) {
      for (Object cpu : list) {
        if (cpu instanceof Double number && allowed.contains(number.intValue())) {
          asked.add(number.intValue());
        }
      }
    }
    return asked.isEmpty() ? allowed : asked;
  }

  private static List<Integer> allowedCpus() {
    List<Integer> cpus = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("Cpus_allowed_list:")) {
          for (String range : line.substring(line.indexOf(':') + 1).strip().split(",")) {
            String[] ends = range.split("-");
            int last = Integer.parseInt(ends[ends.length - 1]);
            IntStream.rangeClosed(Integer.parseInt(ends[0]), last).forEach(cpus::add);
          }
        }
      }
    } catch (IOException | NumberFormatException e) {
      cpus.clear();
    }
    if (cpus.isEmpty()) {
      IntStream.range(0, Runtime.getRuntime().availableProcessors()).forEach(cpus::add);
    }
    return cpus;
  }

  /** Says one sample, or why there is none. False if there is no use in asking again. */
  private boolean sample(Map<String, Object> reply, String name, int round)
      throws InterruptedException {
    if (bench.isOver(catalogue.cost(name) / 1e3)) {
      return true;
    }
    boolean first = !bench.isCalibrated(name);
    bench.isFor(name);
    long began = System.nanoTime();
    try {
      double value = catalogue.named(name).sample(bench);
      if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
        throw Absent.failed("a value of " + value);
      }
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("probe", name);
      line.put("round", round);
      line.put("value", value);
      conversation.say(reply, line);
      if (!(first && bench.isCalibrated(name))) { // calibration is paid only once
        catalogue.cost(name, Bench.secondsSince(began) * 1e3);
      }
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | OutOfMemoryError e) {
      Absent why = Absent.from(e);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("probe", name);
      line.put("absent", why.reason());
      line.put("detail", String.valueOf(why.getMessage()));
      conversation.say(reply, line);
      return false;
    }
  }
}
