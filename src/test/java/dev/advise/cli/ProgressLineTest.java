package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private final StringWriter err = new StringWriter();

  private ProgressLine line(boolean terminal) {
    return new ProgressLine(new PrintWriter(err), terminal, false);
  }

  @Test
  void it_writes_over_itself_and_is_gone_in_the_end() {
    ProgressLine line = line(true);
    line.step("measuring cpython", 0.5);
    line.step("measuring cpython", 7);
    line.close();
    assertEquals(
        "\r\u001b[K##########.......... measuring cpython"
            + "\r\u001b[K#################### measuring cpython"
            + "\r\u001b[K",
        err.toString());
  }

  @Test
  void where_nobody_looks_nothing_is_written() {
    ProgressLine line = line(false);
    line.step("measuring", 0.5);
    line.close();
    assertTrue(err.toString().isEmpty());
  }

  @Test
  void on_a_dumb_terminal_nothing_is_drawn() {
    Session session = new Session(Path.of("/")).onATerminal();
    ProgressLine.of(session.shell(new StringWriter(), err), false).step("measuring", 0.5);
    assertTrue(err.toString().contains("measuring"), err.toString());
    err.getBuffer().setLength(0);
    session.with("TERM", "dumb");
    ProgressLine.of(session.shell(new StringWriter(), err), false).step("measuring", 0.5);
    assertTrue(err.toString().isEmpty(), err.toString());
  }

  @Test
  void a_note_stands_on_a_line_of_its_own() {
    ProgressLine line = line(true);
    line.step("x", 0);
    line.note("measuring\nanew");
    assertEquals(
        "\r\u001b[K.................... x\r\u001b[Kadvise: measuring\\nanew\n", err.toString());
  }
}
