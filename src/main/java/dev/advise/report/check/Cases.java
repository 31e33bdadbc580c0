package dev.advise.report.check;

import dev.advise.check.CheckResult;
import dev.advise.check.FindingKind;
import dev.advise.check.Outcome;
import dev.advise.check.ServiceResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A check as tests: a case for each thing that was asked of each service, passed or not. */
final class Cases {

  /** How a case comes out. */
  enum State {
    PASSED,
    FAILED,
    SKIPPED,
    UNREADABLE
  }

  /**
   * One case.
   *
   * @param outcomes what was found; empty for one that passed
   */
  record Case(
      String service, String name, String file, int line, State state, List<Outcome> outcomes) {

    /** The first finding's sentence, and why it does not count where it does not. */
    String message() {
      Outcome first = outcomes.get(0);
      String why = Phrases.standing(first);
      return first.finding().message() + (why.isEmpty() ? "" : " (" + why + ")");
    }
  }

  /**
   * The cases about one file.
   *
   * @param host what judged
   */
  record Suite(String file, String host, List<Case> cases) {}

  private Cases() {}

  static List<Suite> of(CheckResult result) {
    List<Suite> suites = new ArrayList<>();
    List<Outcome> rest = new ArrayList<>(result.outcomes());
    for (ServiceResult service : result.services()) {
      List<Outcome> own =
          result.about(service).stream()
              .filter(o -> o.finding().place().file().equals(service.file()))
              .toList();
      rest.removeAll(own);
      suites.add(new Suite(service.file(), service.host(), cases(result, service, own)));
    }
    Map<String, List<Outcome>> byFile = new LinkedHashMap<>();
    rest.forEach(
        o -> byFile.computeIfAbsent(o.finding().place().file(), f -> new ArrayList<>()).add(o));
    byFile.forEach(
        (file, outcomes) ->
            suites.add(
                new Suite(
                    file, "none", outcomes.stream().map(o -> single(result, file, o)).toList())));
    return suites;
  }

  private static List<Case> cases(
      CheckResult result, ServiceResult service, List<Outcome> outcomes) {
    Map<FindingKind, List<Outcome>> found = new LinkedHashMap<>();
    service.asked().forEach(kind -> found.put(kind, new ArrayList<>()));
    outcomes.forEach(o -> found.computeIfAbsent(o.finding().kind(), k -> new ArrayList<>()).add(o));
    return found.entrySet().stream()
        .map(
            e ->
                new Case(
                    service.service(),
                    name(e.getKey()),
                    service.file(),
                    e.getValue().isEmpty() ? 1 : e.getValue().get(0).finding().place().line(),
                    state(result, e.getValue()),
                    worstFirst(result, e.getValue())))
        .toList();
  }

  private static Case single(CheckResult result, String file, Outcome outcome) {
    return new Case(
        outcome.finding().service(),
        name(outcome.finding().kind()),
        file,
        outcome.finding().place().line(),
        state(result, List.of(outcome)),
        List.of(outcome));
  }

  private static String name(FindingKind kind) {
    return kind.id() + " " + kind.title();
  }

  private static State state(CheckResult result, List<Outcome> outcomes) {
    if (outcomes.isEmpty()) {
      return State.PASSED;
    }
    if (outcomes.stream().anyMatch(CheckResult::isUnreadable)) {
      return State.UNREADABLE;
    }
    return outcomes.stream().anyMatch(result::fails) ? State.FAILED : State.SKIPPED;
  }

  private static List<Outcome> worstFirst(CheckResult result, List<Outcome> outcomes) {
    return outcomes.stream()
        .sorted((a, b) -> Boolean.compare(result.fails(b), result.fails(a)))
        .toList();
  }
}
