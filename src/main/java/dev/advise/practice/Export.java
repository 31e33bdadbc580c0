package dev.advise.practice;

import java.util.List;
import java.util.stream.Collectors;

/** The cards for other tools. */
final class Export {

  private Export() {}

  /**
   * Text that Anki 2.1.54 or later imports: our id comes first, so that importing again updates
   * notes in place and keeps their schedule.
   *
   * @see "Anki Manual, Importing, Text Files, section File Headers"
   */
  static String anki(Deck deck, Lang lang, Phrases phrases) {
    StringBuilder text =
        new StringBuilder(
            """
            #separator:Tab
            #html:true
            #notetype:Basic
            #columns:id\tfront\tback\textra\tdeck\ttags
            #deck column:5
            #tags column:6
            """);
    for (Card card : deck.cards()) {
      text.append(
          String.join(
              "\t",
              card.id() + "-" + lang.word(),
              html(front(card, lang)),
              html(card.brief().in(lang)),
              html(card.detail(lang, phrases) + "\n\n" + String.join("\n", card.sources())),
              "advise::" + card.group().word(),
              tags(card, lang)));
      text.append('\n');
    }
    return text.toString();
  }

  private static String tags(Card card, Lang lang) {
    return "group::%s level::%s lang::%s %s"
        .formatted(
            card.group().word(),
            card.level().word(),
            lang.word(),
            card.angles().stream().map(a -> "angle::" + a.word()).collect(Collectors.joining(" ")));
  }

  private static String front(Card card, Lang lang) {
    StringBuilder front = new StringBuilder(card.ask().in(lang));
    for (int i = 0; i < card.statements().size(); i++) {
      front
          .append('\n')
          .append(i + 1)
          .append(". ")
          .append(card.statements().get(i).says().in(lang));
    }
    return front.toString();
  }

  /** A field of a tab-separated line: no tab or line break is left, and quotes are doubled. */
  private static String html(String text) {
    return '"'
        + text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "\"\"")
            .replace("\t", " ")
            .replace("\n", "<br>")
        + '"';
  }

  /** Questions and answers as Markdown, by group. */
  static String markdown(Deck deck, Lang lang, Phrases phrases) {
    StringBuilder text = new StringBuilder();
    for (Group group : Group.values()) {
      text.append("# ").append(phrases.of("group." + group.word(), lang)).append("\n\n");
      for (Card card : deck.cards()) {
        if (card.group() == group) {
          text.append("## ").append(front(card, lang).replaceFirst("\n", "\n\n")).append("\n\n");
          text.append(card.brief().in(lang)).append("\n\n");
          text.append(card.detail(lang, phrases)).append("\n\n");
          card.sources().forEach(source -> text.append("- ").append(source).append('\n'));
          text.append("- `").append(card.id()).append("`\n\n");
        }
      }
    }
    return text.toString().stripTrailing() + "\n";
  }

  /** Answers as the FSRS optimisers read them. */
  static String fsrs(List<Review> reviews) {
    return "card_id,review_time,review_rating\n"
        + Review.answers(reviews).stream()
            .filter(r -> !r.mode().equals(Review.CRAM))
            .map(
                r ->
                    "%s,%d,%d\n".formatted(r.question(), r.at().toEpochMilli(), r.rating().grade()))
            .collect(Collectors.joining());
  }
}
