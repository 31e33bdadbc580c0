package dev.advise.practice;

import dev.advise.facts.Field;
import dev.advise.facts.Recommendation;
import dev.advise.practice.Remark.Sort;
import java.util.List;
import java.util.function.Supplier;

/**
 * One field of a profile changes: is the model still the same? Both advices are the rules' own.
 *
 * @param advice before the change
 * @param key the rules' choice after the change
 * @param after the full advice after it, which is made when it is asked for
 * @param from the value before, as a profile holds it
 * @param to the value after
 */
record FlipQuestion(
    Recommendation advice,
    Choice key,
    Supplier<Recommendation> after,
    Field field,
    Object from,
    Object to,
    ModelReply reply,
    Phrases phrases)
    implements AdviceQuestion {

  @Override
  public String id() {
    return "flip:%s:%s=%s"
        .formatted(advice.profile().name(), field.path(), ProfileText.value(field, to));
  }

  @Override
  public Kind kind() {
    return Kind.FLIP;
  }

  @Override
  public Recommendation told() {
    return after.get();
  }

  /** Whether the change changes the answer. */
  boolean flips() {
    return Choice.of(advice) != key;
  }

  @Override
  public String ask(Lang lang) {
    return phrases.of(
        "flip.ask",
        lang,
        Choice.of(advice).name(phrases).in(lang),
        field.path(),
        ProfileText.value(field, from),
        ProfileText.value(field, to));
  }

  @Override
  public List<Prompt.Key> choices(Lang lang) {
    return Choice.keys(lang, phrases);
  }

  @Override
  public Assessment assess(String answer, Lang lang, boolean quick) {
    String name = key.name(phrases).in(lang);
    String verdict = phrases.of(flips() ? "flip.turns" : "flip.stays", lang, name);
    if (answer.equals("" + key.key())) {
      return Assessment.of(quick ? Rating.EASY : Rating.GOOD, new Remark(Sort.RIGHT, verdict));
    }
    boolean saidTurns = !answer.equals("" + Choice.of(advice).key());
    return saidTurns && flips()
        ? Assessment.of(Rating.HARD, new Remark(Sort.HALF, verdict))
        : Assessment.of(Rating.AGAIN, new Remark(Sort.WRONG, verdict));
  }
}
