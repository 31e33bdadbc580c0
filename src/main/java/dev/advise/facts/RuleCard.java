package dev.advise.facts;

import java.util.Optional;

/**
 * What a rule says of itself, from the metadata at its head.
 *
 * @param id the rule's name, which is its file's stem
 * @param folder where it stands: a criterion, or {@code exclusions}, {@code topology}, {@code
 *     traits}
 * @param claim the id of the claim it rests on
 * @param criterion the scorecard's row that it speaks to
 * @param family rules about one underlying fact share a family, of which only one counts
 * @param owner whether its weight is the profile owner's own preference, which no measurement and
 *     no lack of one changes
 * @param summary one sentence
 * @param because the sentence that a report prints, with {placeholders} for its values
 * @param rationale why
 * @param whenNot when not to heed it
 */
public record RuleCard(
    String id,
    String folder,
    String claim,
    Criterion criterion,
    Optional<String> family,
    boolean owner,
    String summary,
    String because,
    String rationale,
    String whenNot) {}
