package dev.advise.check;

import java.time.LocalDate;
import java.util.Optional;

/**
 * An accepted disagreement: for a time, for a reason, on somebody's word.
 *
 * @param rule the finding's id
 * @param pointer narrows it to one value
 * @param declared what was declared when it was given; it ends when that changes
 * @param expires the last day on which it holds
 */
public record Waiver(
    Place place,
    String rule,
    String service,
    Optional<String> pointer,
    Optional<String> declared,
    String reason,
    String owner,
    LocalDate expires) {

  /** Whether it speaks of such a finding, whatever is declared. */
  boolean isAbout(Finding finding) {
    return rule.equals(finding.id())
        && service.equals(finding.service())
        && pointer.map(finding.pointer()::equals).orElse(true);
  }

  /** Whether it was given for what is declared. */
  boolean isFor(Finding finding) {
    return isAbout(finding) && declared.equals(finding.declared());
  }

  boolean hasExpired(LocalDate today) {
    return expires.isBefore(today);
  }
}
