package dev.advise.practice;

import dev.advise.facts.Recommendation;
import dev.advise.practice.Remark.Sort;
import java.util.List;

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
    return answer.equals("" + key.key())
        ? Assessment.of(
            quick ? Rating.EASY : Rating.GOOD,
            new Remark(Sort.RIGHT, phrases.of("choose.right", lang, name)))
        : Assessment.of(
            Rating.AGAIN, new Remark(Sort.WRONG, phrases.of("choose.wrong", lang, name)));
  }
}
