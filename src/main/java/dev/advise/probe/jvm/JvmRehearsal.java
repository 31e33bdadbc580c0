package dev.advise.probe.jvm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * A workload's own mix, run in miniature in this JVM under one arrangement after the other.
 *
 * <p>It speaks the protocol of {@link JvmDriver} with two requests of its own:
 *
 * <pre>
 * -> {"id":1,"do":"calibrate","seconds":0.05}
 * <- {"id":1,"steps_per_s":6.0e8,"native_steps_per_s":6.0e8}
 * -> {"id":2,"do":"rehearse","model":"threads","arrangement":"thread-pool","processes":1,"threads":2,
 *     "tasks":1,"offload":0,"steps":210000,"native_steps":0,"wait_s":0.02,"blocking":false,
 *     "message_bytes":4096,"shared_bytes":0,"pattern":"none","concurrency":200,
 *     "warmup_s":0.05,"window_s":0.2,"seed":1,"deadline_s":2.0,"max_tasks":512,"max_bytes":536870912}
 * <- {"id":2,"tasks":1234,"computed":1236.4,"seconds":0.2,"mean_latency_s":0.03,
 *     "latencies_s":[...],"cpu_s":0.39,"memory_bytes":31000000,"in_flight":200}
 *    or {"id":2,"failed":"worker 2 died of signal 9","reason":"failed"}
 * </pre>
 *
 * <p>The conventions of a rehearsal are those of rehearse.py. Here native_steps are steps like any
 * other. Windows run in this JVM, whose JIT has been warmed by arithmetic before the first of them;
 * threads are gone when a window's outcome is told. Child JVMs stand by for later windows, whatever
 * their arrangement.
 */
public final class JvmRehearsal {

  /** Seconds in which the classes of an arrangement are loaded and what is hot in them compiled. */
  private static final double FIRST_WARM_UP = 0.08;

  private static final double THREAD_BYTES = 128.0 * Bench.KIB;
  private static final double VIRTUAL_THREAD_BYTES = 4.0 * Bench.KIB;

  /** Runs a window from its start to its close. */
  @FunctionalInterface
  private interface Run {
    void run(Rehearsal rehearsal) throws Exception;
  }

  /** What an arrangement holds, and what it needs, by its shape. */
  private record Arrangement(
      Run run,
      ToIntFunction<Rehearsal.Shape> inFlight,
      ToDoubleFunction<Rehearsal.Shape> processes,
      ToDoubleFunction<Rehearsal.Shape> threads,
      ToDoubleFunction<Rehearsal.Shape> messages) {}

  private final Stage stage = new Stage();
  private final Crews crews = new Crews(stage);
  private final Conversation conversation = new Conversation(stage);
  private final Map<String, Arrangement> arrangements = new HashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          body -> {
            Thread thread = new Thread(body, "clock");
            thread.setDaemon(true);
            return thread;
          });
  private final Task.Sink calibrated = new Task.Sink();
  private final Set<String> played = new HashSet<>();
  private boolean warm;

  private JvmRehearsal() {
    ToIntFunction<Rehearsal.Shape> all = Rehearsal.Shape::concurrency;
    ToIntFunction<Rehearsal.Shape> held = Rehearsal.Shape::heldByLoops;
    ToDoubleFunction<Rehearsal.Shape> none = shape -> 0;
    ToDoubleFunction<Rehearsal.Shape> processes = Rehearsal.Shape::processes;
    ToDoubleFunction<Rehearsal.Shape> threads = Rehearsal.Shape::threads;
    arrangements.put(
        "plain-loop", new Arrangement(InOneJvm::plainLoop, shape -> 1, none, none, none));
    arrangements.put("loop", new Arrangement(InOneJvm::loop, held, none, none, none));
    arrangements.put(
        "loop-per-core",
        new Arrangement(
            InSeveralJvms::loopPerCore,
            held,
            shape -> shape.processes() > 1 ? shape.processes() : 0,
            threads,
            shape -> shape.processes() > 1 ? shape.processes() : shape.threads()));
    arrangements.put(
        "loop-with-workers",
        new Arrangement(InOneJvm::loopWithWorkers, held, none, Rehearsal.Shape::offload, none));
    arrangements.put(
        "thread-pool", new Arrangement(InOneJvm::threadPool, all, none, threads, none));
    arrangements.put(
        "virtual-threads",
        new Arrangement(
            InOneJvm::virtualThreads,
            shape -> Math.min(shape.concurrency(), shape.threads()),
            none,
            none,
            none));
    arrangements.put(
        "process-pool",
        new Arrangement(
            InSeveralJvms::processPool, all, processes, none, shape -> 4.0 * shape.processes()));
    arrangements.put(
        "processes-with-threads",
        new Arrangement(
            InSeveralJvms::processesWithThreads,
            all,
            processes,
            shape -> (double) shape.processes() * shape.threads(),
            shape -> 2.0 * shape.processes() * (shape.threads() + 1)));
  }

  /** Answers requests until its input ends. */
  public static void main(String[] args) throws InterruptedException {
    JvmRehearsal driver = new JvmRehearsal();
    driver.conversation.converse(driver::answer);
  }

  private boolean answer(Map<String, Object> reply, Map<?, ?> request) throws InterruptedException {
    if ("calibrate".equals(request.get("do"))) {
      conversation.say(reply, calibrate(request));
    } else if ("rehearse".equals(request.get("do"))) {
      conversation.say(reply, rehearse(request));
    } else {
      return false;
    }
    return true;
  }

  /** Steps per second of processor time, alone. */
  private Map<String, Object> calibrate(Map<?, ?> request) {
    warmUp();
    long until = System.nanoTime() + (long) (Numbers.of(request, "seconds", 0.05) * 1e9);
    long began = ProcessorTime.ofThisThread();
    long steps = 0;
    do {
      calibrated.keep(Computing.arithmetic(calibrated.kept(), 20_000));
      steps += 20_000;
    } while (System.nanoTime() - until < 0);
    double rate = steps / ((ProcessorTime.ofThisThread() - began) / 1e9);
    return Map.of("steps_per_s", rate, "native_steps_per_s", rate);
  }

  private void warmUp() {
    if (!warm) {
      Task.warmUp(calibrated);
      warm = true;
    }
  }

  private Map<String, Object> rehearse(Map<?, ?> request) throws InterruptedException {
    Arrangement how = arrangements.get(String.valueOf(request.get("arrangement")));
    if (how == null) {
      return failed(Absent.noSuchConcept("the JVM has no " + request.get("arrangement")));
    }
    Rehearsal.Shape shape = Rehearsal.Shape.of(request);
    Task task = Task.of(request);
    Window window = new Window(warmed(request, shape), how.inFlight().applyAsInt(shape));
    Task.Sink sink = new Task.Sink();
    AtomicBoolean late = new AtomicBoolean();
    Thread player = Thread.currentThread();
    Future<?> deadline =
        clock.schedule(
            () -> {
              late.set(true);
              sink.end();
              crews.abandon();
              player.interrupt();
            },
            (long) (Numbers.of(request, "deadline_s", 5) * 1e9),
            TimeUnit.NANOSECONDS);
    try {
      need(how, shape, task, request);
      warmUp();
      how.run().run(new Rehearsal(task, window, shape, sink, crews));
      deadline.cancel(false);
      return late.get() ? tooLate() : window.told();
    } catch (Exception | OutOfMemoryError problem) {
      deadline.cancel(false);
      Thread.interrupted();
      crews.end();
      return late.get() ? tooLate() : failed(Absent.from(problem));
    } finally {
      Thread.interrupted(); // of the deadline, if it came
    }
  }

  /** The request, with more time to warm up if its arrangement's code has never run before. */
  private Map<?, ?> warmed(Map<?, ?> request, Rehearsal.Shape shape) {
    String code = request.get("arrangement") + (shape.processes() > 1 ? " of JVMs" : "");
    Map<Object, Object> warmed = new HashMap<>(request);
    if (played.add(code)) {
      warmed.put("warmup_s", Numbers.of(request, "warmup_s", 0) + FIRST_WARM_UP);
    }
    return warmed;
  }

  private static Map<String, Object> tooLate() {
    return failed(new Absent("timed-out", "no outcome by the deadline"));
  }

  private static Map<String, Object> failed(Absent why) {
    return Map.of("failed", String.valueOf(why.getMessage()), "reason", why.reason());
  }

  /** Refuses what is too big for what the request allows. */
  private static void need(Arrangement how, Rehearsal.Shape shape, Task task, Map<?, ?> request)
      throws Absent {
    double processes = how.processes().applyAsDouble(shape);
    double threads = how.threads().applyAsDouble(shape);
    double bytes =
        processes * Crews.CHILD_BYTES
            + threads * THREAD_BYTES
            + shape.concurrency() * VIRTUAL_THREAD_BYTES
            + (1 + how.messages().applyAsDouble(shape)) * task.messageBytes()
            + task.sharedBytes();
    atMost("tasks", processes + threads, Numbers.of(request, "max_tasks", 1024));
    atMost("bytes", bytes, Numbers.of(request, "max_bytes", 512.0 * Bench.MIB));
  }

  private static void atMost(String what, double needed, double limit) throws Absent {
    if (needed > limit) {
      throw Absent.notPermitted(
          "needs %.0f %s, max_%s is %.0f".formatted(needed, what, what, limit));
    }
  }
}
