package dev.advise.cli;

import dev.advise.facts.Printable;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one line, with the nearest right word. */
final class Misuse {

  private Misuse() {}

  static String describe(ParameterException misuse) {
    if (misuse instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unknown(unmatched);
    }
    String message = Printable.oneLine(String.valueOf(misuse.getMessage()));
    return message.isEmpty()
        ? "bad usage"
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private static String unknown(UnmatchedArgumentException unmatched) {
    String word = unmatched.getUnmatched().get(0);
    if (!word.startsWith("-")) {
      return "nothing takes the argument " + Printable.oneLine(word);
    }
    String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    List<String> options =
        unmatched.getCommandLine().getCommandSpec().options().stream()
            .flatMap(option -> Stream.of(option.names()))
            .filter(option -> option.startsWith("--"))
            .toList();
    return "there is no option "
        + Printable.oneLine(name)
        + Slips.nearest(name, options).map(right -> "; did you mean " + right + "?").orElse("");
  }
}
