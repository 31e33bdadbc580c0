package dev.advise.practice;

import dev.advise.facts.Field;
import dev.advise.facts.Recommendation;
import dev.advise.practice.Remark.Sort;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One field of a profile changes: is the model still the same? Both advices are the rules' own.
 *
 * @param key the rules' choice after the change
 * @param after the full advice after it, which is made when it is asked for
 * @param from the value before, as a profile holds it
 * @param to the value after
 */
record FlipQuestion(
    Recommendation before,
    Choice key,
    Supplier<Recommendation> after,
    Field field,
    Object from,
    Object to,
    ModelReply reply,
    Phrases phrases)
    implements Question {

  @Override
  public String id() {
    return "flip:%s:%s=%s"
        .formatted(before.profile().name(), field.path(), ProfileText.value(field, to));
  }

  @Override
  public Kind kind() {
    return Kind.FLIP;
  }

  @Override
  public Group group() {
    return Group.DECISION;
  }

  @Override
  public Set<Angle> angles() {
    return Set.of(Angle.values());
  }

  /** Whether the change changes the answer. */
  boolean flips() {
    return Choice.of(before) != key;
  }

  @Override
  public Optional<String> exhibit(Lang lang) {
    return Optional.of(ProfileText.of(before.profile()));
  }

  @Override
  public String ask(Lang lang) {
    return phrases.of(
        "flip.ask",
        lang,
        Choice.of(before).name(phrases).in(lang),
        field.path(),
        ProfileText.value(field, from),
        ProfileText.value(field, to));
  }

  @Override
  public List<Prompt.Key> choices(Lang lang) {
    return Choice.keys(lang, phrases);
  }

  @Override
  public Optional<String> hint(int number, Lang lang) {
    String key = "flip.hint." + number;
    return phrases.has(key) ? Optional.of(phrases.of(key, lang)) : Optional.empty();
  }

  @Override
  public Assessment assess(String answer, Lang lang, boolean quick) {
    String name = key.name(phrases).in(lang);
    String verdict = phrases.of(flips() ? "flip.turns" : "flip.stays", lang, name);
    if (answer.equals("" + key.key())) {
      return Assessment.of(quick ? Rating.EASY : Rating.GOOD, new Remark(Sort.RIGHT, verdict));
    }
    boolean saidTurns = !answer.equals("" + Choice.of(before).key());
    return saidTurns && flips()
        ? Assessment.of(Rating.HARD, new Remark(Sort.HALF, verdict))
        : Assessment.of(Rating.AGAIN, new Remark(Sort.WRONG, verdict));
  }

  @Override
  public String brief(Lang lang) {
    return reply.brief(after.get(), lang);
  }

  @Override
  public String detail(Lang lang) {
    return reply.detail(after.get(), lang);
  }

  @Override
  public List<String> why(Lang lang) {
    return reply.why(after.get(), lang);
  }
}
