package dev.advise.cli;

import dev.advise.facts.Printable;
import dev.advise.practice.Dialogue;
import dev.advise.practice.Prompt;
import dev.advise.practice.Reply;
import dev.advise.practice.Tone;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A dialogue over a pipe or with a file of answers: one line an answer or a key, no prompts, no
 * colour. A line that ends in a backslash goes on in the next.
 */
final class PlainDialogue implements Dialogue {

  private final BufferedReader answers;
  private final PrintWriter out;
  private final int columns;

  PlainDialogue(BufferedReader answers, PrintWriter out, int columns) {
    this.answers = answers;
    this.out = out;
    this.columns = columns;
  }

  @Override
  public void say(Tone tone, String text) {
    if (tone == Tone.TITLE) {
      out.println();
    }
    List<String> lines =
        tone == Tone.VERBATIM ? Columns.verbatim(text, columns) : Columns.wrap(text, columns);
    lines.forEach(line -> out.println(Printable.escape(line)));
    out.flush();
  }

  @Override
  public Reply ask(Prompt prompt) {
    if (!prompt.choices().isEmpty()) {
      List<String> choices = prompt.choices().stream().map(k -> k.key() + " " + k.label()).toList();
      say(Tone.PLAIN, String.join("\n", Columns.row(choices, columns)));
    }
    try {
      StringBuilder answer = new StringBuilder();
      String line = answers.readLine();
      if (line == null) {
        return new Reply.End();
      }
      while (line != null && line.endsWith("\\")) {
        answer.append(line, 0, line.length() - 1).append('\n');
        line = answers.readLine();
      }
      answer.append(line == null ? "" : line);
      out.println("> " + Printable.oneLine(answer.toString()));
      return prompt.read(answer.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
