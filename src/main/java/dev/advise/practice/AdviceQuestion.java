package dev.advise.practice;

import dev.advise.facts.Recommendation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A question about a profile: the rules hold its key, and its replies are what they argue. */
sealed interface AdviceQuestion extends Question
    permits ChooseQuestion, WhyQuestion, FlipQuestion, BoundaryQuestion {

  /** The advice on the profile that is shown. */
  Recommendation advice();

  /** The advice that the replies tell. */
  default Recommendation told() {
    return advice();
  }

  ModelReply reply();

  Phrases phrases();

  @Override
  default Group group() {
    return Group.DECISION;
  }

  @Override
  default Set<Angle> angles() {
    return Set.of(Angle.values());
  }

  @Override
  default Optional<String> exhibit(Lang lang) {
    return Optional.of(ProfileText.of(advice().profile()));
  }

  @Override
  default Optional<String> hint(int number, Lang lang) {
    String key = kind().word() + ".hint." + number;
    return phrases().has(key) ? Optional.of(phrases().of(key, lang)) : Optional.empty();
  }

  @Override
  default String brief(Lang lang) {
    return reply().brief(told(), lang);
  }

  @Override
  default String detail(Lang lang) {
    return reply().detail(told(), lang);
  }

  @Override
  default List<String> why(Lang lang) {
    return reply().why(told(), lang);
  }
}
