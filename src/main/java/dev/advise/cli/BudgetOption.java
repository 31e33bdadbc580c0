package dev.advise.cli;

import dev.advise.probe.driver.ProcessAge;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long measuring may take, with what goes before and after, for which the user waits too. */
final class BudgetOption {

  /** The part of the budget that is measured in any case. */
  private static final int LEAST_PERCENT = 70;

  /** What telling the outcome takes about, as the program has only just started. */
  private static final Duration TELLING = Duration.ofMillis(150);

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Time.class,
      description = "Time for starting, measuring and telling, e.g. 1s or 500ms (default: 5s).")
  private Duration budget;

  /** What is left of it for measuring by now. */
  Duration left() {
    return left(budget, ProcessAge.ofThisProgram().plus(TELLING));
  }

  /** A short budget is not used up by what goes on beside: most of it is measured in any case. */
  static Duration left(Duration budget, Duration beside) {
    Duration least = budget.multipliedBy(LEAST_PERCENT).dividedBy(100);
    Duration left = budget.minus(beside);
    return left.compareTo(least) < 0 ? least : left.compareTo(budget) > 0 ? budget : left;
  }

  /** Reads a time with its unit. */
  static final class Time implements ITypeConverter<Duration> {

    private static final Pattern TIME = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(ms|s)");
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofMinutes(10);

    @Override
    public Duration convert(String text) {
      Matcher time = TIME.matcher(text);
      if (time.matches()) {
        double millis = Double.parseDouble(time.group(1)) * (time.group(2).equals("s") ? 1e3 : 1);
        Duration budget = Duration.ofMillis((long) millis);
        if (budget.compareTo(LEAST) >= 0 && budget.compareTo(MOST) <= 0) {
          return budget;
        }
      }
      throw new TypeConversionException("'%s' is no time from 100ms to 600s".formatted(text));
    }
  }
}
