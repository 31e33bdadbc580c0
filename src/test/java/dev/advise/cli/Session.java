package dev.advise.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A run of the program as a user sees it: words in, text and an exit code out. */
final class Session {

  private final Map<String, String> environment = new HashMap<>();
  private String input = "";
  private Shell.Terminals terminals = Shell.Terminals.NONE;

  Session(Path home) {
    environment.put("HOME", home.toString());
    environment.put("PATH", System.getenv("PATH"));
  }

  record Outcome(int code, String out, String err) {}

  Session typing(String text) {
    input = text;
    return this;
  }

  Session with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Session onATerminal() {
    terminals = new Shell.Terminals(true, true, true);
    environment.put("TERM", "xterm");
    return this;
  }

  Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = new Door(shell(out, err)).open(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }

  Shell shell(StringWriter out, StringWriter err) {
    return new Shell(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintWriter(out),
        new PrintWriter(err),
        environment,
        terminals,
        InstantSource.system(),
        Optional.empty());
  }
}
