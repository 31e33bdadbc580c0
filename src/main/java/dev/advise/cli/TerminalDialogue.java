package dev.advise.cli;

import dev.advise.facts.Printable;
import dev.advise.practice.Dialogue;
import dev.advise.practice.Prompt;
import dev.advise.practice.Reply;
import dev.advise.practice.Tone;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.NonBlockingReader;

/** A dialogue on a terminal: one key an action, and a line editor for sentences. */
final class TerminalDialogue implements Dialogue, AutoCloseable {

  private static final int END_OF_INPUT = 4;
  private static final int ESCAPE = 27;

  /** What follows an escape within that time is part of a key such as an arrow. */
  private static final long KEY_MILLIS = 50;

  private static final long PASTE_MILLIS = 15;

  private static final int USUAL_COLUMNS = 80;
  private static final int WIDEST = 100;

  private final Terminal terminal;
  private final LineReader reader;
  private final boolean colour;

  private TerminalDialogue(Terminal terminal, boolean colour) {
    this.terminal = terminal;
    this.colour = colour;
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
  }

  /**
   * Opens the terminal by the programs of the system, so that no native library is loaded.
   *
   * @param apart to speak by standard error, as standard output goes elsewhere
   */
  static TerminalDialogue open(boolean colour, boolean apart) throws IOException {
    return new TerminalDialogue(
        TerminalBuilder.builder()
            .system(true)
            .provider("exec")
            .systemOutput(apart ? SystemOutput.SysErr : SystemOutput.SysOut)
            // As everywhere in this program: in a plain C locale Java would write question marks.
            .encoding(StandardCharsets.UTF_8)
            .build(),
        colour);
  }

  private int columns() {
    int width = terminal.getWidth();
    return Math.min(WIDEST, (width > 0 ? width : USUAL_COLUMNS) - 1);
  }

  @Override
  public void say(Tone tone, String text) {
    PrintWriter out = terminal.writer();
    if (tone == Tone.TITLE) {
      out.println();
    }
    List<String> lines =
        tone == Tone.VERBATIM ? Columns.verbatim(text, columns()) : Columns.wrap(text, columns());
    lines.forEach(line -> out.println(dye(tone, Printable.escape(line))));
    terminal.flush();
  }

  private String dye(Tone tone, String line) {
    String code =
        switch (tone) {
          case TITLE, QUESTION -> "1";
          case RIGHT -> "32";
          case HALF -> "33";
          case WRONG -> "31";
          case FAINT, VERBATIM -> "2";
          case PLAIN -> "";
        };
    return colour && !code.isEmpty() ? "\u001b[" + code + "m" + line + "\u001b[0m" : line;
  }

  @Override
  public Reply ask(Prompt prompt) {
    menu(prompt);
    while (true) {
      Stroke stroke = stroke(prompt.form() != Prompt.Form.CHOICE);
      int key = stroke.key();
      if (key < 0 || key == END_OF_INPUT) {
        return new Reply.End();
      }
      boolean enter = key == '\r' || key == '\n';
      // A capital begins a sentence, and is no command.
      char typed = (char) key;
      if (!enter && prompt.isCommand(typed)) {
        return stroke.pasted()
            ? written(prompt, "" + typed)
            : echoed(new Reply.Command(typed), typed);
      }
      if (prompt.form() == Prompt.Form.CHOICE) {
        if (prompt.isChoice(typed)) {
          return echoed(new Reply.Answer("" + typed), typed);
        }
        if (enter && prompt.fallback() != 0) {
          return echoed(prompt.read(""), prompt.fallback());
        }
      } else if (enter && prompt.fallback() != 0) {
        return echoed(prompt.read(""), prompt.fallback());
      } else if (enter || key >= ' ') {
        return written(prompt, enter ? "" : Character.toString((char) key));
      }
    }
  }

  private Reply echoed(Reply reply, char key) {
    terminal.writer().println(key);
    terminal.flush();
    return reply;
  }

  private void menu(Prompt prompt) {
    List<String> keys =
        Stream.concat(prompt.choices().stream(), prompt.commands().stream())
            .map(k -> "[" + (k.key() == '\n' ? "Enter" : "" + k.key()) + "] " + k.label())
            .toList();
    say(Tone.FAINT, String.join("\n", Columns.row(keys, columns())));
    terminal.writer().print("> ");
    terminal.flush();
  }

  /** Sentences end with an empty line, numbers with the line. */
  private Reply written(Prompt prompt, String begun) {
    StringBuilder text = new StringBuilder();
    try {
      terminal.writer().print("\r");
      String line = reader.readLine("> ", null, (Character) null, begun);
      text.append(line);
      while (prompt.form() == Prompt.Form.WORDS && !line.isBlank()) {
        line = reader.readLine("  ");
        text.append('\n').append(line);
      }
    } catch (EndOfFileException e) {
      return text.toString().isBlank()
          ? new Reply.End()
          : new Reply.Answer(text.toString().strip());
    } catch (UserInterruptException e) {
      return new Reply.End();
    }
    return new Reply.Answer(text.toString().strip());
  }

  /**
   * A key.
   *
   * @param pasted whether more came with it than a finger can press: then it is text, no command
   */
  private record Stroke(int key, boolean pasted) {}

  /**
   * Waits for a key. Whether more came with it can be asked only here: once the terminal collects
   * whole lines again, looking ahead would wait for Enter.
   */
  private Stroke stroke(boolean mayBePasted) {
    Attributes before = terminal.enterRawMode();
    try {
      NonBlockingReader keys = terminal.reader();
      int key = keys.read();
      while (key == ESCAPE) {
        while (keys.read(KEY_MILLIS) >= 0) {
          // the rest of an arrow or a function key
        }
        key = keys.read();
      }
      return new Stroke(key, mayBePasted && keys.peek(PASTE_MILLIS) >= ' ');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      terminal.setAttributes(before);
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
