package dev.advise.check;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** All that a check found. */
public final class CheckResult {

  /** Nothing at or above the level that fails. */
  public static final int FINE = 0;

  /** Findings. */
  public static final int FINDINGS = 1;

  /** Something could not be read, or there was nothing to check. */
  public static final int BAD_INPUT = 2;

  static final String UNREADABLE = "unreadable-input";

  private final LocalDate today;
  private final FailOn failOn;
  private final List<ServiceResult> services;
  private final List<Outcome> outcomes;
  private final boolean isWhole;
  private final boolean nothingIsFine;

  /** By service, for each of thousands is asked about its own. */
  private final Map<String, List<Outcome>> about;

  /**
   * A result.
   *
   * @param isWhole whether whole folders were checked and read, so that a service that was not met
   *     does not exist
   * @param nothingIsFine whether having had nothing to check is fine
   */
  public CheckResult(
      LocalDate today,
      FailOn failOn,
      List<ServiceResult> services,
      List<Outcome> outcomes,
      boolean isWhole,
      boolean nothingIsFine) {
    this.today = today;
    this.failOn = failOn;
    this.services = List.copyOf(services);
    this.outcomes =
        outcomes.stream()
            .sorted((a, b) -> Finding.ORDER.compare(a.finding(), b.finding()))
            .toList();
    this.isWhole = isWhole;
    this.nothingIsFine = nothingIsFine;
    this.about =
        this.outcomes.stream()
            .filter(o -> !isUnreadable(o))
            .collect(Collectors.groupingBy(o -> o.finding().service()));
  }

  /** The same with its files called otherwise. */
  public CheckResult naming(UnaryOperator<String> name) {
    return new CheckResult(
        today,
        failOn,
        services.stream().map(service -> service.in(name.apply(service.file()))).toList(),
        outcomes.stream().map(o -> new Outcome(o.finding().in(name), o.standing())).toList(),
        isWhole,
        nothingIsFine);
  }

  public LocalDate today() {
    return today;
  }

  public FailOn failOn() {
    return failOn;
  }

  /** The services in the order checked. */
  public List<ServiceResult> services() {
    return services;
  }

  /** The outcomes by file and place. */
  public List<Outcome> outcomes() {
    return outcomes;
  }

  public boolean isWhole() {
    return isWhole;
  }

  /** The exit code: input that could not be read outranks findings. */
  public int exitCode() {
    if (outcomes.stream().anyMatch(CheckResult::isUnreadable)) {
      return BAD_INPUT;
    }
    if (services.isEmpty() && !nothingIsFine) {
      return BAD_INPUT;
    }
    return outcomes.stream().anyMatch(this::fails) ? FINDINGS : FINE;
  }

  /** Whether it stands for input that could not be read. */
  public static boolean isUnreadable(Outcome outcome) {
    return outcome.finding().kind().name().equals(UNREADABLE);
  }

  /** Whether it fails the check. */
  public boolean fails(Outcome outcome) {
    return outcome.isOpen() && failOn.fails(outcome.finding().severity());
  }

  /** The findings about one service, in its own file or in that of its waivers. */
  public List<Outcome> about(ServiceResult service) {
    return about.getOrDefault(service.service(), List.of());
  }

  /** How one service comes out. */
  public Ending ending(ServiceResult service) {
    List<Outcome> about = about(service);
    if (about.stream().anyMatch(this::fails)) {
      return Ending.FAILS;
    }
    if (service.declared().isEmpty()) {
      return Ending.UNDECIDED;
    }
    if (about.stream().anyMatch(o -> o.standing() instanceof Standing.Waived)) {
      return Ending.WAIVED;
    }
    return about.stream().allMatch(Outcome::isOpen) ? Ending.AGREES : Ending.BASELINED;
  }

  /** How many services come out so. */
  public long count(Ending ending) {
    return services.stream().filter(s -> ending(s) == ending).count();
  }

  /** How many findings that fail are about no service that was checked. */
  public long failuresBeside() {
    Set<String> names = services.stream().map(ServiceResult::service).collect(Collectors.toSet());
    return outcomes.stream()
        .filter(o -> isUnreadable(o) || fails(o) && !names.contains(o.finding().service()))
        .count();
  }

  /** How many findings stand so. */
  public long count(Class<? extends Standing> standing) {
    return outcomes.stream().filter(o -> standing.isInstance(o.standing())).count();
  }

  /** How many open findings of a level there are. */
  public long count(Severity severity) {
    return outcomes.stream()
        .filter(Outcome::isOpen)
        .filter(o -> o.finding().severity() == severity)
        .count();
  }
}
