package dev.advise.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the program begins and ends. */
public final class Main {

  /** Set by the launcher: which of the descriptors 0, 1 and 2 are terminals, e.g. {@code 02}. */
  private static final String TERMINALS = "advise.terminals";

  /** Set by the launcher: the folder it stands in. */
  private static final String HOME = "advise.home";

  /** What a shell reports of a program that a broken pipe ended: 128 and the signal's number. */
  private static final int ENDED_BY_BROKEN_PIPE = 141;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        run(
            System.in,
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            System.getenv(),
            arguments));
  }

  /** One run between these streams; tells the exit code. */
  static int run(
      InputStream in,
      OutputStream standardOutput,
      OutputStream standardError,
      Map<String, String> environment,
      String... arguments) {
    // Numbers are written for programs too: no locale may choose other digits or signs.
    Locale.setDefault(Locale.ROOT);
    WatchedStream out = new WatchedStream(standardOutput);
    PrintWriter results = writer(out);
    PrintWriter messages = writer(standardError);
    Shell shell =
        new Shell(
            in,
            results,
            messages,
            environment,
            terminals(),
            InstantSource.system(),
            Optional.ofNullable(System.getProperty(HOME)).map(Path::of));
    int code = new Door(shell).open(arguments);
    results.flush();
    if (out.failure().isPresent()) {
      code = lost(out.failure().get(), messages);
    }
    messages.flush();
    return code;
  }

  /** Whoever closed the pipe has read enough; any other loss of results is told. */
  private static int lost(IOException failure, PrintWriter messages) {
    String why = String.valueOf(failure.getMessage());
    if (why.contains("Broken pipe") || why.contains("pipe is being closed")) {
      return ENDED_BY_BROKEN_PIPE;
    }
    messages.println("advise: the result could not be written: " + why);
    return ExitStatus.BAD_INPUT.code();
  }

  private static PrintWriter writer(OutputStream out) {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), false);
  }

  private static Shell.Terminals terminals() {
    String told = System.getProperty(TERMINALS);
    if (told != null) {
      return new Shell.Terminals(told.contains("0"), told.contains("1"), told.contains("2"));
    }
    boolean console = System.console() != null && isTerminal(System.console());
    return new Shell.Terminals(console, console, console);
  }

  /** From Java 22 on there is a console without a terminal too, and a method that tells. */
  private static boolean isTerminal(java.io.Console console) {
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // an older Java has a console only where there is a terminal
    }
  }
}
