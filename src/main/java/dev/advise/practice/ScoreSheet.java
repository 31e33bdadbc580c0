package dev.advise.practice;

import dev.advise.facts.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** How an interview went: six angles by four bands, four groups by level; Markdown. */
record ScoreSheet(List<Session.Answered> answers, Phrases phrases) {

  /** The mean share of full marks from which a level is reached. */
  private static final double SENIOR = 0.5;

  private static final double STAFF = 0.8;
  private static final double JUNIOR = 0.25;

  String markdown(Lang lang) {
    StringBuilder sheet = new StringBuilder();
    sheet.append("# ").append(phrases.of("sheet.title", lang)).append("\n\n");
    row(sheet, phrases.of("sheet.angle", lang), "0", "1", "2", "3");
    row(sheet, "---", "---", "---", "---", "---");
    for (Angle angle : Angle.values()) {
      OptionalDouble band = band(angle);
      String[] cells = new String[5];
      cells[0] = phrases.of("angle." + angle.word(), lang);
      for (int i = 0; i <= 3; i++) {
        cells[i + 1] = band.isPresent() && Math.round(band.getAsDouble()) == i ? "x" : " ";
      }
      row(sheet, cells);
    }
    sheet.append("\n").append(phrases.of("sheet.bands", lang)).append("\n\n");
    row(
        sheet,
        phrases.of("sheet.group", lang),
        phrases.of("sheet.answers", lang),
        phrases.of("sheet.level", lang));
    row(sheet, "---", "---", "---");
    for (Group group : Group.values()) {
      List<Session.Answered> of =
          answers.stream().filter(a -> a.question().group() == group).toList();
      row(
          sheet,
          phrases.of("group." + group.word(), lang),
          "" + of.size(),
          of.isEmpty() ? phrases.of("sheet.none", lang) : phrases.of("level." + level(of), lang));
    }
    sheet.append("\n## ").append(phrases.of("sheet.replies", lang)).append("\n\n");
    int number = 1;
    for (Session.Answered answer : answers) {
      reply(sheet, number++, answer, lang);
    }
    return sheet.toString().stripTrailing() + "\n";
  }

  private void reply(StringBuilder sheet, int number, Session.Answered answer, Lang lang) {
    Question question = answer.question();
    sheet
        .append("%d. **%s** (`%s`) ".formatted(number, oneLine(question.ask(lang)), question.id()))
        .append(phrases.of("rate." + answer.assessment().rating().word(), lang))
        .append("\n\n   ")
        .append(said(answer, lang))
        .append("\n\n");
    answer.assessment().remarks().stream()
        .map(r -> "   - %s %s\n".formatted("`" + r.sort().sign() + "`", r.text()))
        .forEach(sheet::append);
    sheet
        .append("\n   ")
        .append(oneLine(phrases.of("model.brief", lang, question.brief(lang))))
        .append("\n\n");
  }

  private String said(Session.Answered answer, Lang lang) {
    String key = answer.said().strip();
    if (key.isEmpty()) {
      return phrases.of("sheet.silent", lang);
    }
    String said =
        answer.question().choices(lang).stream()
            .filter(choice -> key.equals("" + choice.key()))
            .map(Prompt.Key::label)
            .findFirst()
            .orElse(key);
    return phrases.of("sheet.said", lang, Printable.escape(oneLine(said)));
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ');
  }

  /** The mean band of the answers in words to questions that ask for the angle. */
  private OptionalDouble band(Angle angle) {
    return answers.stream()
        .filter(a -> a.question().angles().contains(angle))
        .flatMap(a -> a.assessment().marking().stream())
        .mapToInt(m -> m.bands().get(angle))
        .average();
  }

  private static String level(List<Session.Answered> answers) {
    double share =
        answers.stream()
            .mapToDouble(a -> (a.assessment().rating().grade() - 1) / 3.0)
            .average()
            .orElse(0);
    return share >= STAFF
        ? "staff"
        : share >= SENIOR ? "senior" : share >= JUNIOR ? "junior" : "below";
  }

  private static void row(StringBuilder sheet, String... cells) {
    sheet.append(Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |\n")));
  }
}
