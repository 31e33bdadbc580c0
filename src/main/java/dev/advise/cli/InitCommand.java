package dev.advise.cli;

import dev.advise.facts.Kind;
import dev.advise.facts.Level;
import dev.advise.facts.Printable;
import dev.advise.facts.Runtimes;
import dev.advise.facts.Sharing;
import dev.advise.facts.Word;
import dev.advise.profile.ProfileTemplate;
import dev.advise.profile.ProfileTemplate.Answers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a commented profile, asking five questions where there is somebody to ask. */
@Command(
    name = "init",
    sortOptions = false,
    header = "Write a commented profile.",
    description = "%nOn a terminal it asks five questions; elsewhere it assumes the answers.%n",
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  advise init service.yaml", "  advise init - > service.yaml"})
final class InitCommand implements Callable<Integer> {

  private static final Answers TO_BEGIN_WITH =
      new Answers(Kind.MIXED, Sharing.NONE, Level.NONE, Level.NONE, Runtimes.CPYTHON);

  private static final String SCHEMA = "profile.schema.json";

  private final Shell shell;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = "profile.yaml",
      description = "The file to write, or - for standard output (default: profile.yaml).")
  private String file;

  @Option(names = "--force", description = "Write over a file that is there.")
  private boolean force;

  InitCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    boolean toStandardOutput = file.equals("-");
    if (!toStandardOutput && !force && Files.exists(Path.of(file))) {
      throw Refusal.of(alreadyThere());
    }
    boolean somebodyThere = shell.terminals().in() && shell.terminals().err();
    Answers answers = somebodyThere ? ask() : TO_BEGIN_WITH;
    String text = ProfileTemplate.text(answers, schema());
    if (toStandardOutput) {
      shell.out().print(text);
    } else {
      write(text);
    }
    return ExitStatus.FINE.code();
  }

  private void write(String text) {
    OpenOption[] options =
        force
            ? new OpenOption[] {
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE
            }
            : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
    try {
      Files.writeString(Path.of(file), text, options);
    } catch (FileAlreadyExistsException e) {
      throw Refusal.of(alreadyThere());
    } catch (NoSuchFileException e) {
      throw Refusal.of(name() + " cannot be written: there is no such folder");
    } catch (IOException e) {
      throw Refusal.of(name() + " cannot be written: " + e.getMessage());
    }
    shell.err().println("wrote %s; next: advise %s".formatted(name(), name()));
  }

  private String alreadyThere() {
    return name() + " is there already; --force writes over it";
  }

  private String name() {
    return Printable.oneLine(file);
  }

  /** The schema as seen from the new profile, so that an editor finds it. */
  private String schema() {
    Path profile = Path.of(file.equals("-") ? "profile.yaml" : file).toAbsolutePath().normalize();
    return shell
        .home()
        .map(home -> home.toAbsolutePath().normalize().resolve("profiles").resolve(SCHEMA))
        .filter(Files::isRegularFile)
        .map(schema -> profile.getParent().relativize(schema).toString().replace('\\', '/'))
        .orElse(SCHEMA);
  }

  private Answers ask() {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
    return new Answers(
        ask(in, "What does a task spend its time on?", Kind.class, TO_BEGIN_WITH.workload()),
        ask(in, "What data do tasks share?", Sharing.class, TO_BEGIN_WITH.dataSharing()),
        ask(
            in,
            "Must a task be kept out of another's memory?",
            Level.class,
            TO_BEGIN_WITH.isolation()),
        ask(
            in,
            "Must a fault cost no more than its own task?",
            Level.class,
            TO_BEGIN_WITH.faultTolerance()),
        ask(in, "What does it run on?", Runtimes.SHIPPED, TO_BEGIN_WITH.runtime()));
  }

  private <E extends Enum<E> & Word> E ask(
      BufferedReader in, String question, Class<E> type, E toBeginWith) {
    return Word.parse(type, ask(in, question, Word.all(type), toBeginWith.word())).orElseThrow();
  }

  /** Asks until the answer is one of the words; an empty one is the word in brackets. */
  private String ask(BufferedReader in, String question, List<String> words, String toBeginWith) {
    while (true) {
      shell.err().print("%s %s [%s] ".formatted(question, String.join(" | ", words), toBeginWith));
      shell.err().flush();
      String answer = line(in).strip();
      if (answer.isEmpty()) {
        return toBeginWith;
      }
      if (words.contains(answer)) {
        return answer;
      }
      shell
          .err()
          .println(
              "  %s is none of these%s"
                  .formatted(
                      Printable.oneLine(answer),
                      Slips.nearest(answer, words)
                          .map(w -> "; did you mean " + w + "?")
                          .orElse("")));
    }
  }

  private static String line(BufferedReader in) {
    try {
      String line = in.readLine();
      if (line == null) {
        throw Refusal.of("the questions were not answered; nothing was written");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
