package dev.advise.practice;

import dev.advise.facts.Confidence;
import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import dev.advise.practice.Remark.Sort;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A profile: which model? The rules hold the key. */
record ChooseQuestion(Recommendation advice, ModelReply reply, Phrases phrases)
    implements AdviceQuestion {

  @Override
  public String id() {
    return "choose:" + advice.profile().name();
  }

  @Override
  public Kind kind() {
    return Kind.CHOOSE;
  }

  @Override
  public String ask(Lang lang) {
    return phrases.of("choose.ask", lang);
  }

  @Override
  public List<Prompt.Key> choices(Lang lang) {
    return Choice.keys(lang, phrases);
  }

  @Override
  public Assessment assess(String answer, Lang lang, boolean quick) {
    Choice key = Choice.of(advice);
    String name = key.name(phrases).in(lang);
    if (answer.equals("" + key.key())) {
      return Assessment.of(
          quick ? Rating.EASY : Rating.GOOD,
          new Remark(Sort.RIGHT, phrases.of("choose.right", lang, name)));
    }
    return isAsGood(answer)
        ? Assessment.of(
            Rating.HARD, new Remark(Sort.HALF, phrases.of("choose.toss-up", lang, name)))
        : Assessment.of(
            Rating.AGAIN, new Remark(Sort.WRONG, phrases.of("choose.wrong", lang, name)));
  }

  /** Where the advice itself is a toss-up, nobody is wrong who names the model that comes next. */
  private boolean isAsGood(String answer) {
    return advice.confidence().level() == Confidence.Level.TOSS_UP
        && Arrays.stream(Model.values())
            .filter(model -> !advice.model().equals(Optional.of(model)))
            .filter(model -> advice.exclusions(model).findAny().isEmpty())
            .max(Comparator.comparingDouble(advice.scorecard()::of))
            .filter(next -> answer.equals("" + Choice.valueOf(next.name()).key()))
            .isPresent();
  }
}
