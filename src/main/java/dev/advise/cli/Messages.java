package dev.advise.cli;

import dev.advise.profile.Problem;
import java.io.PrintWriter;
import java.util.List;

/** Tells what is wrong with profiles, a screenful about one file at most. */
final class Messages {

  private static final int SCREENFUL = 40;

  private final PrintWriter err;

  Messages(PrintWriter err) {
    this.err = err;
  }

  /** What keeps a profile from being advised. */
  void problems(List<Problem> problems) {
    tell(problems, "");
  }

  /** What the advice can live with. */
  void warnings(List<Problem> warnings) {
    tell(warnings, "warning: ");
  }

  private void tell(List<Problem> problems, String kind) {
    int lines = 0;
    int told = 0;
    for (Problem problem : problems) {
      String text = text(problem, kind);
      lines += (int) text.lines().count();
      if (told > 0 && lines > SCREENFUL) {
        break;
      }
      err.println(text);
      told++;
    }
    if (told < problems.size()) {
      err.println("%s: … and %d more".formatted(problems.get(0).file(), problems.size() - told));
    }
    err.flush();
  }

  private static String text(Problem problem, String kind) {
    return new Problem(
            problem.file(),
            problem.line(),
            problem.column(),
            kind + problem.message(),
            problem.excerpt(),
            problem.expected())
        .text();
  }
}
