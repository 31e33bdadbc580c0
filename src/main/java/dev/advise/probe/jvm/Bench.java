package dev.advise.probe.jvm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** What a probe may use while a request runs: limits, CPUs, calibrated batches, pinned threads. */
final class Bench {

  static final int KIB = 1024;
  static final int MIB = 1024 * KIB;

  /** Seconds after which the compilers have had their chance, though they are still busy. */
  private static final double MOST_WARMING = 0.12;

  /** Seconds of work that they must have seen before their rest means anything. */
  private static final double LEAST_WARMING = 0.01;

  /** Seconds; what they used the kernel tells by the tick. */
  private static final double BETWEEN_LOOKS = 4e-3;

  /** A batch is taken again where they used so much of its time, a few times. */
  private static final double DISTURBING = 0.3;

  private static final int MOST_TRIES = 3;

  /** Operations between two looks at the clock. */
  private static final int AT_ONCE = 20;

  /** That part of a batch tells how long a whole one is to be. */
  private static final double ROUGHLY = 8;

  /** Seconds of what is so short that it is the compiler's doing too how long it takes. */
  private static final double SHORT = 4e-3;

  /** A number of operations, and the seconds that they took. */
  @FunctionalInterface
  interface Batch {
    double seconds(long count) throws Exception;
  }

  /** A number of operations. */
  @FunctionalInterface
  interface Operations {
    void run(long count) throws Exception;
  }

  private final Map<String, Long> batchSizes = new HashMap<>();
  private final Set<String> begun = new HashSet<>();
  private final Stage stage;
  private final double timerCost = costOfTheTimer();
  private Limits limits = new Limits(0.004, 64, 128L * MIB, List.of(0), System.nanoTime());
  private String probe = "";
  private Compilers compilers = new Compilers();

  /** What one request allows: seconds of a batch, tasks, bytes, CPUs, and when to stop. */
  record Limits(double batch, int maxTasks, long maxBytes, List<Integer> cpus, long deadline) {}

  /** The JIT must believe that somebody reads this. */
  volatile long kept;

  Bench(Stage stage) {
    this.stage = stage;
  }

  void allow(Limits limits) {
    this.limits = limits;
  }

  void isFor(String name) {
    probe = name;
  }

  Stage stage() {
    return stage;
  }

  /** The CPUs to use; the number of workers that fit is their number. */
  List<Integer> cpus() {
    return limits.cpus();
  }

  int cores() {
    return limits.cpus().size();
  }

  /** A watch of those who compile meanwhile. */
  Compilers compilers() {
    return compilers;
  }

  int firstCpu() {
    return limits.cpus().get(0);
  }

  int lastCpu() {
    return limits.cpus().get(cores() - 1);
  }

  int maxTasks() {
    return limits.maxTasks();
  }

  boolean isOver(double secondsAhead) {
    return (limits.deadline() - System.nanoTime()) / 1e9 < secondsAhead;
  }

  /** Refuses a probe that is too big for what the request allows. */
  void need(int tasks, long memory) throws Absent {
    if (tasks > limits.maxTasks()) {
      throw Absent.notPermitted(
          "needs %d tasks, max_tasks is %d".formatted(tasks, limits.maxTasks()));
    }
    if (memory > limits.maxBytes()) {
      throw Absent.notPermitted(
          "needs %d bytes, max_bytes is %d".formatted(memory, limits.maxBytes()));
    }
    int held = stage.standingJvms();
    if (memory + held * Stage.CHILD_BYTES > limits.maxBytes()
        || tasks + held * Stage.CHILD_TASKS > limits.maxTasks()) {
      stage.dismissJvms();
    }
  }

  /** The same for that many child JVMs. */
  void needJvms(int count) throws Absent {
    need(count * Stage.CHILD_TASKS, count * Stage.CHILD_BYTES);
  }

  /** Seconds per operation, in one batch on the calling thread. */
  double perOperation(Operations operations) throws Exception {
    return perTimed(timed(operations));
  }

  /** Seconds per operation, in one batch on a standing thread of the first CPU. */
  double perOperationOnOneCpu(Operations operations) throws Exception {
    Batch batch = timed(operations);
    return perTimed(count -> onOneCpu(() -> batch.seconds(count)));
  }

  /** The same for round trips to a partner on another thread or in another process. */
  double perRoundTrip(Operations trips) throws Exception {
    return perRoundTrip(stage.playerOn(firstCpu(), 0), trips);
  }

  /** Seconds per round trip. The first ones, which find the partner's CPU idle, do not count. */
  double perRoundTrip(Player here, Operations trips) throws Exception {
    Batch batch = timed(trips);
    return perTimed(
        count ->
            here.run(
                () -> {
                  trips.run((count + 1) / 2);
                  return batch.seconds(count);
                }));
  }

  /** Seconds per operation of a batch that keeps its own time. */
  double perTimed(Batch batch) throws Exception {
    double aim = Math.max(limits.batch(), 1000 * timerCost);
    Long known = batchSizes.get(probe);
    long count = known == null ? warm(batch, calibrated(batch, aim), aim) : known;
    double took = undisturbed(batch, count);
    batchSizes.put(probe, resized(count, aim, took));
    return took / count;
  }

  /** Seconds of a batch in which the compilers hardly took a CPU, if that can be had. */
  private double undisturbed(Batch batch, long count) throws Exception {
    compilers.share();
    double took = batch.seconds(count);
    for (int i = 1; i < MOST_TRIES && compilers.share() > DISTURBING && !isOver(took); i++) {
      compilers.awaitIdle();
      took = batch.seconds(count);
    }
    return took;
  }

  /** Seconds of one operation, found with more and more of them: roughly, for it is warmed next. */
  private double calibrated(Batch batch, double aim) throws Exception {
    double enough = aim / ROUGHLY;
    for (long count = 1; ; count *= 2) {
      double took = batch.seconds(count);
      if (took >= enough && count > 1) { // or was it only held up?
        took = Math.min(took, batch.seconds(count));
      }
      if (took >= enough || isOver(0)) {
        return took / count;
      }
    }
  }

  /**
   * Runs what the compiler makes faster, here and in the partner, until that is done, and finds the
   * size of the batch again.
   */
  private long warm(Batch batch, double first, double aim) throws Exception {
    long[] size = {Math.max(1, Math.round(aim / first))};
    if (first < SHORT) {
      untilCompiled(
          LEAST_WARMING,
          MOST_WARMING,
          () -> size[0] = resized(size[0], aim, batch.seconds(size[0])));
    }
    compilers.awaitIdle();
    return size[0];
  }

  /**
   * Does a step of work again and again until the compilers have little to do; that is asked after
   * so many seconds, and they are given up after so many.
   */
  void untilCompiled(double least, double most, Callable<?> step) throws Exception {
    compilers = new Compilers();
    long began = System.nanoTime();
    boolean isDone = false;
    while (!isDone && secondsSince(began) < most && !isOver(0)) {
      long looked = System.nanoTime();
      do {
        step.call();
      } while (secondsSince(looked) < BETWEEN_LOOKS);
      isDone = compilers.wereIdle() && secondsSince(began) > least;
    }
  }

  /** Runs so many operations on the first CPU, for the compiler; as many as there is time for. */
  void warm(int count, Operations operations) throws Exception {
    onOneCpu(
        () -> {
          for (int done = 0; done < count && !isOver(0); done += AT_ONCE) {
            operations.run(AT_ONCE);
          }
          return null;
        });
  }

  /** Whether this probe's first sample is being taken; asked once for each. */
  boolean isFirst() {
    return begun.add(probe);
  }

  boolean isCalibrated(String name) {
    return batchSizes.containsKey(name);
  }

  /** Runs this on a standing thread of the first CPU; on any CPU where threads cannot be pinned. */
  <T> T onOneCpu(Callable<T> work) throws Exception {
    return stage.playerOn(firstCpu(), 0).run(work);
  }

  /** The batch that should have taken the time aimed at. */
  private static long resized(long count, double aim, double took) {
    return took > 0 ? Math.max(1, Math.min(count * 8, Math.round(count * aim / took))) : count * 8;
  }

  static Batch timed(Operations operations) {
    return count -> {
      long began = System.nanoTime();
      operations.run(count);
      return secondsSince(began);
    };
  }

  static double secondsSince(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static double costOfTheTimer() {
    long began = System.nanoTime();
    for (int i = 0; i < 1000; i++) {
      System.nanoTime();
    }
    return secondsSince(began) / 1000;
  }
}
