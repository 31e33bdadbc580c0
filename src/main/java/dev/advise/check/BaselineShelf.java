package dev.advise.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes old debt out of what counts, and reports what the baseline holds without need. */
final class BaselineShelf {

  private final Catalogue catalogue;
  private final Folder folder;
  private final Approvals approvals;

  BaselineShelf(Catalogue catalogue, Folder folder, Approvals approvals) {
    this.catalogue = catalogue;
    this.folder = folder;
    this.approvals = approvals;
  }

  /**
   * Changes the standing of what the baseline holds.
   *
   * @param isWhole whether a service that was not met does not exist
   * @param checked the services that were checked
   */
  void apply(String name, List<Outcome> outcomes, boolean isWhole, Set<String> checked) {
    String file = folder.shown(name);
    try {
      Baseline baseline = read(folder, name);
      Baseline approved = approved(file, baseline);
      Set<String> met =
          outcomes.stream().map(o -> o.finding().fingerprint()).collect(Collectors.toSet());
      for (ListIterator<Outcome> each = outcomes.listIterator(); each.hasNext(); ) {
        Outcome outcome = each.next();
        if (outcome.isOpen() && approved.holds(outcome.finding())) {
          each.set(new Outcome(outcome.finding(), new Standing.Baselined()));
        }
      }
      baseline.entries().stream()
          .filter(e -> !met.contains(e.fingerprint()))
          .filter(e -> isWhole || checked.contains(e.service()))
          .map(e -> Outcome.open(stale(file, e)))
          .forEach(outcomes::add);
    } catch (BadInput bad) {
      outcomes.add(Outcome.open(Unreadable.of(catalogue, bad)));
    }
  }

  static Baseline read(Folder folder, String name) throws BadInput {
    Optional<byte[]> bytes = folder.read(name, SmallFile.MOST_BYTES);
    if (bytes.isEmpty()) {
      throw new BadInput(
          Place.of(folder.shown(name)), "there is no such baseline", "what --write-baseline wrote");
    }
    return Baseline.read(folder.shown(name), bytes.get());
  }

  /** What it holds now and held already where approvals come from. */
  private Baseline approved(String file, Baseline now) throws BadInput {
    Optional<byte[]> then = approvals.read(file, Optional.of(now.text().getBytes(UTF_8)));
    return then.isPresent() ? now.within(Baseline.read(file, then.get())) : Baseline.none();
  }

  private Finding stale(String file, Baseline.Entry entry) {
    return catalogue
        .named("baseline-stale")
        .found(
            entry.service(),
            Place.of(file),
            "/" + entry.fingerprint(),
            Map.of("waived", entry.rule()));
  }
}
