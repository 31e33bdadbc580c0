package dev.advise.probe.jvm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Counts the tasks that end between the end of the warm-up and the end of the window. */
final class Window {

  private static final int LATENCIES_TOLD = 200;

  private final long warmup;
  private final long length;
  private final double wait;
  private final long seed;
  private final int inFlight;
  private final Random draw;
  private final Random waits;
  private final List<ProcessHandle> processes = new ArrayList<>();
  private final List<Double> latencies = new ArrayList<>();
  private final Map<String, Object> told = new LinkedHashMap<>();
  private long opens;
  private long closes;
  private long tasks;
  private double waited;
  private double cpuBefore;

  /**
   * @param inFlight how many tasks the arrangement really holds
   */
  Window(Map<?, ?> request, int inFlight) {
    this(
        (long) (Numbers.of(request, "warmup_s", 0) * 1e9),
        (long) (Numbers.of(request, "window_s", 0) * 1e9),
        Numbers.of(request, "wait_s", 0),
        (long) Numbers.of(request, "seed", 1),
        inFlight);
    processes.add(ProcessHandle.current());
  }

  private Window(long warmup, long length, double wait, long seed, int inFlight) {
    this.warmup = warmup;
    this.length = length;
    this.wait = wait;
    this.seed = seed;
    this.waits = new Random(seed);
    this.draw = new Random(0);
    this.inFlight = inFlight;
  }

  /** A window of its own for one of several loops, which holds its share of the tasks in flight. */
  Window part(int number, int parts) {
    int share = inFlight / parts + (number < inFlight % parts ? 1 : 0);
    return new Window(warmup, length, wait, seed + 1000L * number, share);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(warmup);
    out.writeLong(length);
    out.writeDouble(wait);
    out.writeLong(seed);
    out.writeInt(inFlight);
    out.flush();
  }

  static Window read(DataInputStream in) throws IOException {
    return new Window(in.readLong(), in.readLong(), in.readDouble(), in.readLong(), in.readInt());
  }

  /** Sees the window open, for those who count elsewhere. */
  void watch() throws InterruptedException {
    Thread.sleep(warmup / 1_000_000);
    cpuBefore = ProcessorTime.of(processes);
  }

  synchronized Counted counted() {
    return new Counted(tasks, waited, latencies);
  }

  /** Takes what all loops have counted; of the latencies an even choice where they are too many. */
  synchronized void sumUp(List<Counted> parts) {
    List<Double> all = new ArrayList<>();
    for (Counted part : parts) {
      tasks += part.tasks();
      waited += part.waited();
      all.addAll(part.latencies());
    }
    int kept = Math.min(LATENCIES_TOLD, all.size());
    for (int i = 0; i < kept; i++) {
      latencies.add(all.get(i * all.size() / kept));
    }
  }

  int inFlight() {
    return inFlight;
  }

  /** Another process takes part. */
  synchronized void include(ProcessHandle process) {
    processes.add(process);
  }

  /** Called when all workers stand ready. */
  synchronized void start() {
    opens = System.nanoTime() + warmup;
    closes = opens + length;
  }

  synchronized boolean isOpen() {
    return System.nanoTime() - closes < 0;
  }

  synchronized boolean isWarm() {
    return System.nanoTime() - opens >= 0;
  }

  /** Whole tasks are counted from now on, or up to now. */
  synchronized void opensNow() {
    opens = System.nanoTime();
  }

  synchronized void closesNow() {
    closes = System.nanoTime();
  }

  synchronized long nanosLeft() {
    return Math.max(0, closes - System.nanoTime());
  }

  /** How long the next task waits: a quarter less or more than the mean, in seconds. */
  synchronized double nextWait() {
    return wait * (0.75 + 0.5 * waits.nextDouble());
  }

  /** A task that was submitted then has ended now. */
  synchronized void ended(long submitted) {
    long now = System.nanoTime();
    if (now - opens >= 0 && now - closes < 0) {
      count((now - submitted) / 1e9);
    }
  }

  synchronized void count(double latency) {
    if (tasks++ == 0) {
      cpuBefore = ProcessorTime.of(processes);
    }
    waited += latency;
    if (latencies.size() < LATENCIES_TOLD) {
      latencies.add(latency);
    } else { // each task is as likely as any other to be among those told
      long place = (long) (draw.nextDouble() * tasks);
      if (place < LATENCIES_TOLD) {
        latencies.set((int) place, latency);
      }
    }
  }

  /** The outcome, as the protocol has it; first asked for while the workers still are. */
  synchronized Map<String, Object> told() {
    if (told.isEmpty()) {
      tell();
    }
    return told;
  }

  private void tell() {
    double cpu = tasks > 0 ? ProcessorTime.of(processes) - cpuBefore : 0;
    told.put("tasks", tasks);
    told.put("seconds", (closes - opens) / 1e9);
    told.put("in_flight", inFlight);
    told.put("cpu_s", Math.max(0, cpu));
    if (tasks > 0) {
      told.put("mean_latency_s", waited / tasks);
      told.put("latencies_s", List.copyOf(latencies));
    }
    try {
      long memory = 0;
      for (ProcessHandle process : processes) {
        memory += Footprints.pss(String.valueOf(process.pid()));
      }
      told.put("memory_bytes", memory);
    } catch (IOException | Absent untold) {
      told.remove("memory_bytes");
    }
  }
}
