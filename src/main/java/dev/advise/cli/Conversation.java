package dev.advise.cli;

import dev.advise.facts.Printable;
import dev.advise.practice.Dialogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Between whom a session is held: a terminal by keys, or a pipe or a file by lines. */
final class Conversation {

  private static final int USUAL_COLUMNS = 80;

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = "Take answers from this file, one a line, instead of asking.")
  private Optional<Path> answers = Optional.empty();

  /** What is talked about. */
  interface Talk<R> {
    R hold(Dialogue dialogue) throws IOException;
  }

  /**
   * Holds a talk to its end.
   *
   * @param apart where questions must not be mixed with results that are piped away
   */
  <R> R hold(Shell shell, boolean apart, Talk<R> talk) {
    Shell.Terminals terminals = shell.terminals();
    boolean somebodyThere =
        answers.isEmpty() && terminals.in() && (apart ? terminals.err() : terminals.out());
    try {
      if (somebodyThere && shell.canMoveTheCursor()) {
        try (TerminalDialogue dialogue = TerminalDialogue.open(!shell.objectsToColour(), apart)) {
          return talk.hold(dialogue);
        }
      }
      try (BufferedReader lines = lines(shell)) {
        PrintWriter out = apart ? shell.err() : shell.out();
        return talk.hold(new PlainDialogue(lines, out, columns(shell)));
      }
    } catch (IOException e) {
      throw Refusal.of("practice cannot go on: " + e.getMessage());
    }
  }

  private BufferedReader lines(Shell shell) throws IOException {
    if (answers.isEmpty()) {
      return new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
    }
    if (!Files.isRegularFile(answers.get())) {
      throw Refusal.of(Printable.oneLine(answers.get().toString()) + " is no file of answers");
    }
    return Files.newBufferedReader(answers.get());
  }

  private static int columns(Shell shell) {
    String told = shell.environment().getOrDefault("COLUMNS", "");
    return told.matches("[1-9]\\d{1,3}") ? Integer.parseInt(told) : USUAL_COLUMNS;
  }
}
