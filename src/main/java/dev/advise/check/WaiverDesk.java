package dev.advise.check;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds waivers against findings, and reports the waivers that are not in order. */
final class WaiverDesk {

  /** How many days ahead a waiver's end is announced. */
  private static final int NOTICE_DAYS = 14;

  private final Catalogue catalogue;
  private final LocalDate today;

  WaiverDesk(Catalogue catalogue, LocalDate today) {
    this.catalogue = catalogue;
    this.today = today;
  }

  /**
   * The findings with their standing, and what is to be said of the waivers.
   *
   * @param wereChecked whether a service was among those checked, so that a waiver that matches
   *     nothing, or is none, can be told from one that does not matter here
   */
  List<Outcome> settle(
      List<Finding> findings, WaiverList list, java.util.function.Predicate<String> wereChecked) {
    List<Outcome> outcomes = new ArrayList<>();
    Set<Waiver> used = new LinkedHashSet<>();
    for (Finding finding : findings) {
      Optional<Waiver> waiver =
          list.waivers().stream().filter(w -> w.isFor(finding) && !w.hasExpired(today)).findFirst();
      waiver.ifPresent(used::add);
      outcomes.add(
          waiver
              .map(w -> new Outcome(finding, new Standing.Waived(w)))
              .orElseGet(() -> Outcome.open(finding)));
    }
    list.waivers().stream()
        .filter(w -> wereChecked.test(w.service()))
        .flatMap(w -> remark(w, findings, used.contains(w)).stream())
        .forEach(remark -> outcomes.add(Outcome.open(remark)));
    list.malformed().stream()
        .filter(bad -> wereChecked.test(bad.service()))
        .forEach(bad -> outcomes.add(Outcome.open(malformed(bad))));
    return outcomes;
  }

  private Optional<Finding> remark(Waiver waiver, List<Finding> findings, boolean isUsed) {
    long left = ChronoUnit.DAYS.between(today, waiver.expires());
    if (isUsed) {
      return left > NOTICE_DAYS
          ? Optional.empty()
          : Optional.of(
              remark("waiver-expires-soon", FindingKind.PLAIN, waiver, Map.of("days", "" + left)));
    }
    if (findings.stream().anyMatch(waiver::isFor)) {
      return waiver.hasExpired(today)
          ? Optional.of(remark("waiver-expired", FindingKind.PLAIN, waiver, Map.of()))
          : Optional.empty();
    }
    Optional<Finding> other = findings.stream().filter(waiver::isAbout).findFirst();
    if (other.isPresent() && waiver.declared().isEmpty()) {
      String declared = other.get().declared().orElse("");
      return Optional.of(
          malformed(
              new BadWaiver(
                  waiver.place(),
                  waiver.service(),
                  "declared is missing",
                  "declared: " + declared)));
    }
    return Optional.of(
        other.isPresent() && waiver.declared().isPresent()
            ? remark(
                "waiver-unmatched", "changed", waiver, Map.of("declared", waiver.declared().get()))
            : remark("waiver-unmatched", FindingKind.PLAIN, waiver, Map.of()));
  }

  private Finding remark(String name, String wording, Waiver waiver, Map<String, String> more) {
    Map<String, String> gaps = new LinkedHashMap<>(more);
    gaps.put("waived", waiver.rule());
    gaps.put("expires", waiver.expires().toString());
    gaps.put("owner", waiver.owner());
    String pointer = "/waivers/" + waiver.rule() + waiver.pointer().orElse("");
    return catalogue.named(name).found(wording, waiver.service(), waiver.place(), pointer, gaps);
  }

  private Finding malformed(BadWaiver bad) {
    return catalogue
        .named("waiver-malformed")
        .found(
            bad.service(),
            bad.place(),
            "/waivers",
            Map.of("what", bad.what(), "expected", bad.expected()));
  }
}
