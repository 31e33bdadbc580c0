package dev.advise.practice;

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
      sheet
          .append(number++)
          .append(". **")
          .append(answer.question().ask(lang).replace('\n', ' '))
          .append("** ")
          .append(phrases.of("rate." + answer.assessment().rating().word(), lang))
          .append("\n\n")
          .append(
              answer.assessment().remarks().stream()
                  .map(r -> "   " + r.sort().sign() + " " + r.text() + "  \n")
                  .collect(Collectors.joining()))
          .append("\n   ")
          .append(phrases.of("model.brief", lang, answer.question().brief(lang)))
          .append("\n\n");
    }
    return sheet.toString().stripTrailing() + "\n";
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
