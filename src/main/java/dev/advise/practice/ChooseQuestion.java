package dev.advise.practice;

import dev.advise.facts.Recommendation;
import dev.advise.practice.Remark.Sort;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A profile: which model? The rules hold the key. */
record ChooseQuestion(Recommendation advice, ModelReply reply, Phrases phrases)
    implements Question {

  @Override
  public String id() {
    return "choose:" + advice.profile().name();
  }

  @Override
  public Kind kind() {
    return Kind.CHOOSE;
  }

  @Override
  public Group group() {
    return Group.DECISION;
  }

  @Override
  public Set<Angle> angles() {
    return Set.of(Angle.values());
  }

  @Override
  public Optional<String> exhibit(Lang lang) {
    return Optional.of(ProfileText.of(advice.profile()));
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
  public Optional<String> hint(int number, Lang lang) {
    String key = "choose.hint." + number;
    return phrases.has(key) ? Optional.of(phrases.of(key, lang)) : Optional.empty();
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

  @Override
  public String brief(Lang lang) {
    return reply.brief(advice, lang);
  }

  @Override
  public String detail(Lang lang) {
    return reply.detail(advice, lang);
  }

  @Override
  public List<String> why(Lang lang) {
    return reply.why(advice, lang);
  }
}
