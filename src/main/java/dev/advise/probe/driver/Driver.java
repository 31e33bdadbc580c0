package dev.advise.probe.driver;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.Word;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A running driver, asked one thing at a time.
 *
 * <p>Whatever it does, an answer comes by the deadline: what it said until then, and the fault that
 * ended it. A driver that broke the protocol once is ended with all its children, since nothing it
 * says later can be trusted.
 */
public final class Driver implements AutoCloseable {

  /** Far more than the answer to any request. */
  static final long MOST_BYTES = 4L << 20;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final Duration FOR_GOOD_WILL = Duration.ofMillis(300);
  private static final int FIRST_SIGNAL = 129;
  private static final int LAST_SIGNAL = 192;

  private final Workspace workspace;
  private final Discretion discretion;
  private final Child child;
  private final Lines lines;
  private final LastWords errors;
  private int requests;
  private Optional<Fault> broken = Optional.empty();

  private Driver(Workspace workspace, Discretion discretion, Child child) {
    this.workspace = workspace;
    this.discretion = discretion;
    this.child = child;
    this.lines = Lines.of(child.process().getInputStream());
    this.errors = LastWords.of(child.process().getErrorStream());
  }

  /** Starts one in a workspace, which ends it should nobody else do so. */
  public static Reading<Driver> start(Launch launch, Workspace workspace, Discretion discretion) {
    return workspace
        .start(launch.command())
        .fold(
            child -> Reading.known(new Driver(workspace, discretion, child)),
            why -> Reading.unknown(why.reason(), why.detail()));
  }

  /** What it and its runtime are. */
  public Reading<Description> describe(Deadline deadline) {
    List<Description> heard = new ArrayList<>();
    Optional<Fault> fault =
        ask(
            Map.of("do", "describe"),
            deadline,
            line -> {
              Optional<Description> description = new Grammar(discretion).description(line);
              description.ifPresent(heard::add);
              return description.isPresent() && heard.size() == 1
                  ? Optional.empty()
                  : Optional.of(nonsense(line.toString()));
            });
    if (fault.isEmpty() && heard.isEmpty()) {
      fault = Optional.of(fail(nonsense("no description")));
    }
    return fault
        .<Reading<Description>>map(Fault::asReading)
        .orElseGet(() -> Reading.known(heard.get(0)));
  }

  /** Samples of a batch, as many as come by the deadline. */
  public Answer measure(Batch batch, Deadline deadline) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("do", "measure");
    request.put("probes", batch.quantities());
    request.put("rounds", batch.rounds());
    request.put("batch_ms", batch.bounds().batchMillis());
    request.put("max_tasks", batch.bounds().tasks());
    request.put("max_bytes", batch.bounds().bytes());
    request.put("cpus", batch.bounds().processors());
    // A driver that minds its own deadline ends before it is ended.
    request.put("deadline_ms", deadline.remaining().toMillis() * 4 / 5);
    List<Told> told = new ArrayList<>();
    long[] before = {deadline.clock().getAsLong()};
    Optional<Fault> fault =
        ask(
            request,
            deadline,
            line -> {
              long now = deadline.clock().getAsLong();
              double seconds = (now - before[0]) / 1e9;
              before[0] = now;
              Optional<Told> one = new Grammar(discretion).told(line, seconds);
              if (one.isEmpty() || !batch.quantities().contains(one.get().quantity())) {
                return Optional.of(nonsense(line.toString()));
              }
              told.add(one.get());
              return Optional.empty();
            });
    return new Answer(List.copyOf(told), fault);
  }

  /**
   * The one line that answers a request of another kind. A line that says {@code failed} is an
   * answer too: what was asked for could not be done, and the driver goes on.
   */
  public Reading<Map<String, Object>> tell(Map<String, Object> request, Deadline deadline) {
    List<Map<String, Object>> heard = new ArrayList<>();
    Optional<Fault> fault =
        ask(
            request,
            deadline,
            line -> {
              heard.add(line);
              return heard.size() == 1 ? Optional.empty() : Optional.of(nonsense(line.toString()));
            });
    if (fault.isPresent() || heard.isEmpty()) {
      return fault.orElseGet(() -> fail(nonsense("no answer"))).asReading();
    }
    Map<String, Object> said = heard.get(0);
    return said.containsKey("failed")
        ? Reading.unknown(
            reason(said.get("reason")), discretion.tell(String.valueOf(said.get("failed"))))
        : Reading.known(said);
  }

  /** Threads that it and its children are made of, as far as that is told. */
  public long tasks() {
    return ProcessorUse.tasksOfFamily(child.process().toHandle());
  }

  /** Processor seconds that it and its children have used so far, as far as that is told. */
  public double processorSeconds() {
    return ProcessorUse.ofFamily(child.process().toHandle());
  }

  @Override
  public void close() {
    workspace.end(child, broken.isPresent() ? Duration.ZERO : FOR_GOOD_WILL);
  }

  private Optional<Fault> ask(
      Map<String, Object> request,
      Deadline deadline,
      Function<Map<String, Object>, Optional<Fault>> heard) {
    if (broken.isPresent()) {
      return broken;
    }
    int id = ++requests;
    Map<String, Object> numbered = new LinkedHashMap<>();
    numbered.put("id", id);
    numbered.putAll(request);
    send(numbered);
    Optional<Fault> fault = listen(id, deadline, heard);
    return fault.map(this::fail);
  }

  /** A driver that does not listen will not answer either, which is then the fault. */
  private void send(Map<String, Object> request) {
    try {
      OutputStream out = child.process().getOutputStream();
      out.write((JSON.std.asString(request) + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException deaf) {
      // Why it is deaf shows when its output is read.
    }
  }

  private Optional<Fault> listen(
      int id, Deadline deadline, Function<Map<String, Object>, Optional<Fault>> heard) {
    long bytes = 0;
    boolean wasDead = false;
    while (true) {
      if (deadline.isOver()) {
        return Optional.of(new Fault(Reason.TIMED_OUT, "its driver did not answer in time"));
      }
      Optional<Lines.Event> event = lines.next(deadline.within(BETWEEN_LOOKS).remaining());
      if (event.isEmpty()) {
        // A child that outlives its driver may hold the output open.
        if (wasDead) {
          return Optional.of(ended(""));
        }
        wasDead = !child.process().isAlive();
        continue;
      }
      if (event.get() instanceof Lines.Event.End end) {
        return Optional.of(ended(end.half()));
      }
      if (!(event.get() instanceof Lines.Event.Line line)) {
        return Optional.of(flood());
      }
      bytes += line.text().length() + 1;
      if (bytes > MOST_BYTES) {
        return Optional.of(flood());
      }
      Optional<Map<String, Object>> said = parse(line.text());
      if (said.isEmpty() || !Integer.valueOf(id).equals(said.get().get("id"))) {
        return Optional.of(said.isPresent() ? complaint(said.get()) : nonsense(line.text()));
      }
      if (Boolean.TRUE.equals(said.get().get("done"))) {
        return Optional.empty();
      }
      Optional<Fault> fault =
          said.get().containsKey("error")
              ? Optional.of(complaint(said.get()))
              : heard.apply(said.get());
      if (fault.isPresent()) {
        return fault;
      }
    }
  }

  private static Optional<Map<String, Object>> parse(String line) {
    try {
      return Optional.ofNullable(JSON.std.mapFrom(line));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static Fault flood() {
    return new Fault(Reason.FAILED, "its driver floods its output");
  }

  private Fault nonsense(String said) {
    String shown = said.length() > 60 ? said.substring(0, 60) + "…" : said;
    return new Fault(
        Reason.FAILED,
        "the program does not speak as a driver; it said '%s'".formatted(discretion.tell(shown)));
  }

  private Fault complaint(Map<String, Object> said) {
    return said.get("error") instanceof String error
        ? new Fault(Reason.FAILED, "its driver refused: " + discretion.tell(error))
        : nonsense(said.toString());
  }

  private Fault ended(String half) {
    child.await(BETWEEN_LOOKS);
    if (child.process().isAlive()) {
      return new Fault(Reason.FAILED, "its driver closed its output");
    }
    int status = child.process().exitValue();
    String how =
        status >= FIRST_SIGNAL && status <= LAST_SIGNAL
            ? "was killed by signal " + (status - FIRST_SIGNAL + 1)
            : "ended with status " + status;
    String where = half.isEmpty() ? "" : " in the middle of a line";
    String last = errors.lastLine();
    boolean older = errors.text().contains("UnsupportedClassVersionError");
    return new Fault(
        older ? Reason.TOO_OLD : Reason.FAILED,
        "its driver " + how + where + (last.isEmpty() ? "" : ": " + discretion.tell(last)));
  }

  private Fault fail(Fault fault) {
    broken = Optional.of(fault);
    workspace.end(child, Duration.ZERO);
    return fault;
  }

  /** The word of a reason in the protocol. */
  static Reason reason(Object word) {
    return Word.parse(Reason.class, String.valueOf(word)).orElse(Reason.FAILED);
  }
}
