package dev.advise.facts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Every field that a profile may have: its path, what it holds, and whether the bare word of its
 * section stands for it. The reader, the published schema, the flips and the list of assumptions
 * all go by this table.
 */
public enum Field {
  NAME("name", new FieldType.Text(120)),
  DESCRIPTION("description", new FieldType.Text(2_000)),

  KIND("workload.kind", new FieldType.OneOf(Word.all(Kind.class)), true),
  CPU_PER_TASK("workload.cpu_per_task", new FieldType.Duration(0, 86_400)),
  WAIT_PER_TASK("workload.wait_per_task", new FieldType.Duration(0, 86_400)),
  CONCURRENCY("workload.concurrency", new FieldType.Count(1, 10_000_000)),
  BLOCKING_IO("workload.blocking_io", new FieldType.Flag()),
  LATENCY_TARGET("workload.latency_target", new FieldType.Duration(1e-6, 86_400)),
  NATIVE_FRACTION("workload.native_fraction", new FieldType.Number(0, 1)),

  SHARING("data_sharing.pattern", new FieldType.OneOf(Word.all(Sharing.class)), true),
  MESSAGE_BYTES("data_sharing.message_bytes", new FieldType.Bytes(0, 1L << 40)),
  SHARED_BYTES("data_sharing.shared_bytes", new FieldType.Bytes(0, 1L << 50)),

  ISOLATION("isolation.level", new FieldType.OneOf(Word.all(Level.class)), true),
  ISOLATION_AGAINST("isolation.against", new FieldType.SomeOf(Word.all(Threat.class))),

  FAULT_TOLERANCE("fault_tolerance.level", new FieldType.OneOf(Word.all(Level.class)), true),
  FAULT_TOLERANCE_AGAINST("fault_tolerance.against", new FieldType.SomeOf(Word.all(Fault.class))),

  OS("platform.os", new FieldType.OneOf(Word.all(Os.class)), true),
  RUNTIME("platform.runtime", new FieldType.OpenWord(Runtimes.SHIPPED), true),
  INTERPRETER("platform.interpreter", new FieldType.Text(4_096)),
  CORES("platform.cores", new FieldType.Count(1, 65_536)),
  MEMORY("platform.memory", new FieldType.Bytes(1L << 20, 1L << 50)),
  HOST("platform.host", new FieldType.Text(120)),

  PRIORITY_THROUGHPUT("priorities.throughput", priority()),
  PRIORITY_LATENCY("priorities.latency", priority()),
  PRIORITY_RESOURCE_USE("priorities.resource-use", priority()),
  PRIORITY_DATA_SHARING("priorities.data-sharing", priority()),
  PRIORITY_ISOLATION_AND_RECOVERY("priorities.isolation-and-recovery", priority()),
  PRIORITY_MAINTENANCE("priorities.maintenance", priority()),
  PRIORITY_PLATFORM_FIT("priorities.platform-fit", priority()),

  DECISION("decision.model", new FieldType.OneOf(Word.all(Model.class)), true),
  DECISION_PROCESSES("decision.processes", new FieldType.Count(1, 1_000_000)),
  DECISION_THREADS("decision.threads_per_process", new FieldType.Count(1, 1_000_000)),
  DECISION_TASKS("decision.tasks_per_thread", new FieldType.Count(1, 10_000_000)),
  DECISION_BECAUSE("decision.because", new FieldType.Text(2_000)),
  DECISION_ADR("decision.adr", new FieldType.Text(4_096)),
  DECISION_REVIEW_BY("decision.review_by", new FieldType.Day());

  private final String path;
  private final FieldType type;
  private final boolean shorthand;

  Field(String path, FieldType type) {
    this(path, type, false);
  }

  Field(String path, FieldType type, boolean shorthand) {
    this.path = path;
    this.type = type;
    this.shorthand = shorthand;
  }

  /** Where it stands, e.g. {@code workload.cpu_per_task}. */
  public String path() {
    return path;
  }

  public FieldType type() {
    return type;
  }

  /** Whether the section may be written as this field's bare word. */
  public boolean isShorthand() {
    return shorthand;
  }

  /** The section it belongs to; its own path for the fields at the top. */
  public String section() {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  /** Its key within its section. */
  public String key() {
    return path.substring(path.indexOf('.') + 1);
  }

  public static Optional<Field> at(String path) {
    return Arrays.stream(values()).filter(f -> f.path.equals(path)).findFirst();
  }

  /** The fields of one section, in order. */
  public static List<Field> of(String section) {
    return Arrays.stream(values()).filter(f -> f.section().equals(section)).toList();
  }

  /** The field that holds what a criterion is worth to the owner. */
  public static Field priorityOf(Criterion criterion) {
    return valueOf("PRIORITY_" + criterion.name());
  }

  private static FieldType priority() {
    return new FieldType.Number(0, 10);
  }
}
