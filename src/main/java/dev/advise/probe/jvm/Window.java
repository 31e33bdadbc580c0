package dev.advise.probe.jvm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Counts the tasks that end between the end of the warm-up and the end of the window. */
final class Window {

  private static final int LATENCIES_TOLD = 200;
  private static final double GOLDEN = 0.6180339887498949;

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
  private boolean seenOpen;
  private int atOnce;
  private long tasks;
  private long steps;
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

  /** A window without warm-up, of so many seconds, for tasks that wait so long in the mean. */
  static Window of(double seconds, double wait, int inFlight) {
    return new Window(0, (long) (seconds * 1e9), wait, 1, inFlight);
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

  /** For those in another JVM of this machine, whose clock is the same. */
  synchronized void writeTimes(DataOutputStream out) throws IOException {
    out.writeLong(opens);
    out.writeLong(closes);
  }

  /** Sees the window open, for those who count elsewhere. */
  void watch() throws InterruptedException {
    while (!isSeenOpen()) {
      TimeUnit.NANOSECONDS.sleep(nanosLeft());
    }
  }

  private synchronized boolean isSeenOpen() {
    look();
    return seenOpen;
  }

  private long look() {
    long now = System.nanoTime();
    if (!seenOpen && now - opens >= 0) {
      cpuBefore = ProcessorTime.of(processes);
      seenOpen = true;
    }
    return now;
  }

  /** What a part has counted, and how many steps were computed meanwhile. */
  synchronized Counted counted(long computed) {
    return new Counted(tasks, computed, waited, latencies);
  }

  /** Takes what all loops have counted; of the latencies an even choice where they are too many. */
  synchronized void sumUp(List<Counted> parts) {
    List<Double> all = new ArrayList<>();
    for (Counted part : parts) {
      tasks += part.tasks();
      steps += part.steps();
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
    return look() - closes < 0;
  }

  synchronized boolean isWarm() {
    return System.nanoTime() - opens >= 0;
  }

  /** Whole tasks are counted from now on, or up to now. */
  synchronized void opensNow() {
    opens = System.nanoTime();
    look();
  }

  synchronized void closesNow() {
    closes = System.nanoTime();
  }

  /** Until it opens or, if it has been seen to be open, closes. */
  synchronized long nanosLeft() {
    long now = look();
    return Math.max(0, (seenOpen ? closes : opens) - now);
  }

  synchronized long nanosToItsClose() {
    return Math.max(0, closes - System.nanoTime());
  }

  synchronized void count(Task.Sink sink) {
    sink.countBetween(opens, closes);
  }

  /** So many of the tasks to come are begun together. */
  synchronized void beginAtOnce(int tasks) {
    atOnce = tasks;
  }

  /** How long the next task waits: a quarter less or more than the mean, in seconds. */
  synchronized double nextWait() {
    return atOnce > 0 ? restOfWait() : wait * (0.75 + 0.5 * waits.nextDouble());
  }

  /** For tasks that begin together: they wait as if each had been under way for a while. */
  synchronized double restOfWait() {
    return wait * ((GOLDEN * (atOnce-- + GOLDEN * (seed & 1023)) % 1 + 1) % 1);
  }

  /** A task that was submitted then has ended now. */
  synchronized void ended(long submitted) {
    long now = System.nanoTime();
    if (now - opens >= 0 && now - closes < 0) {
      count((now - submitted) / 1e9);
    }
  }

  synchronized void count(double latency) {
    tasks++;
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

  /** The outcome of workers who computed so much, all of it by that sink or by other JVMs. */
  synchronized void tell(Task task, Task.Sink sink) {
    told();
    told.put("computed", (double) (sink.steps() + steps) / task.work());
  }

  private void tell() {
    double cpu = seenOpen ? ProcessorTime.of(processes) - cpuBefore : 0;
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
