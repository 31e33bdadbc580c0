package dev.advise.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that a check can find, as its catalogue describes it.
 *
 * @param id stable and never given to anything else, e.g. {@code ADV001}
 * @param name in kebab-case, e.g. {@code model-disagrees}
 * @param severity unless the finding says otherwise
 * @param title what holds when it is not found, in a few words
 * @param messages the sentences of its cases, with {gaps}; most have one, called {@code plain}
 * @param together the sentence that tells several of the kind in one line; most have none
 * @param explanation what it means and why it matters
 * @param remedy what to do
 * @param mayWaive whether a waiver can accept it
 * @param mayBaseline whether a baseline can hold it
 */
public record FindingKind(
    String id,
    String name,
    Severity severity,
    String title,
    Map<String, String> messages,
    Optional<String> together,
    String explanation,
    String remedy,
    boolean mayWaive,
    boolean mayBaseline) {

  static final String PLAIN = "plain";

  /** Several of the kind in one line, where it has words for that. */
  public Optional<String> together(String services) {
    return together.map(words -> Gaps.fill(words, "", Map.of("services", services)));
  }

  /** Such a finding. */
  Finding found(String service, Place place, String pointer, Map<String, String> gaps) {
    return found(PLAIN, service, place, pointer, gaps);
  }

  /**
   * Such a finding, told in the words of one of its cases.
   *
   * @param pointer the JSON pointer of what is judged, or another name for it that never changes
   * @param gaps what the sentence mentions; {@code declared} and {@code computed} are kept
   */
  Finding found(
      String wording, String service, Place place, String pointer, Map<String, String> gaps) {
    String template = messages.get(wording);
    if (template == null) {
      throw new IllegalArgumentException(id + " has no words for " + wording);
    }
    return new Finding(
        this,
        severity,
        service,
        place,
        pointer,
        Gaps.fill(template, service, gaps),
        Optional.ofNullable(gaps.get("declared")),
        Optional.ofNullable(gaps.get("computed")),
        Optional.empty(),
        List.of());
  }
}
