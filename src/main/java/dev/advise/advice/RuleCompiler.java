package dev.advise.advice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;

/**
 * Turns rule files into classes of Drools' executable model. The build runs it once for the shipped
 * rules; {@code --rules DIR} runs it for the user's own, whose classes are then cached.
 */
public final class RuleCompiler {

  /** Names the compiled models, one class name a line; stands beside the classes. */
  static final String INDEX = "rules/models.txt";

  /** Names each rule's bench, one a line; stands beside the classes. */
  static final String BENCHES = "rules/benches.txt";

  private static final String MODEL_LIST = "drools-model";

  private RuleCompiler() {}

  /** Compiles every rule below the first folder, and its claims, into the second. */
  public static void main(String[] folders) {
    try {
      Path target = Path.of(folders[1]);
      forget(target.resolve("rules"));
      compile(Path.of(folders[0]), target);
      LedgerFiles.compile(Path.of(folders[0]), target);
    } catch (BadRules | IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Removes what an earlier build made of rules that may since have changed. */
  private static void forget(Path compiled) throws IOException {
    if (Files.isDirectory(compiled)) {
      try (Stream<Path> all = Files.walk(compiled)) {
        for (Path old : all.filter(file -> file.toString().endsWith(".class")).toList()) {
          Files.delete(old);
        }
      }
    }
  }

  /** Compiles every {@code .drl} file below {@code source} into classes below {@code target}. */
  static void compile(Path source, Path target) throws BadRules {
    KieServices services = KieServices.get();
    KieFileSystem files = services.newKieFileSystem();
    Map<String, Bench> benches = new TreeMap<>();
    for (Path rule : ruleFiles(source)) {
      files.write("src/main/resources/rules/" + slashed(source.relativize(rule)), read(rule));
      benches.putAll(Seating.of(read(rule)));
    }
    KieBuilder builder = services.newKieBuilder(files, RuleCompiler.class.getClassLoader());
    builder.buildAll(ExecutableModelProject.class);
    if (builder.getResults().hasMessages(Message.Level.ERROR)) {
      throw new BadRules(problems(source, builder.getResults().getMessages(Message.Level.ERROR)));
    }
    write((InternalKieModule) builder.getKieModule(), target);
    write(
        target.resolve(BENCHES),
        benches.entrySet().stream()
            .map(seat -> seat.getValue() + " " + seat.getKey() + "\n")
            .collect(Collectors.joining()));
  }

  /** The rule files below a folder, in the order of their names. */
  static List<Path> ruleFiles(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".drl")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(InternalKieModule module, Path target) {
    String models =
        module.getFileNames().stream()
            .filter(name -> name.endsWith("/" + MODEL_LIST))
            .flatMap(name -> new String(module.getBytes(name), StandardCharsets.UTF_8).lines())
            .filter(line -> !line.contains(":"))
            .sorted()
            .collect(Collectors.joining("\n", "", "\n"));
    try {
      for (String name : module.getFileNames()) {
        if (name.endsWith(".class")) {
          Path file = target.resolve(name);
          Files.createDirectories(file.getParent());
          Files.write(file, module.getBytes(name));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write(target.resolve(INDEX), models);
  }

  private static void write(Path index, String text) {
    try {
      Files.createDirectories(index.getParent());
      Files.writeString(index, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String problems(Path source, List<Message> messages) {
    return messages.stream()
        .map(message -> describe(source, message))
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  private static String describe(Path source, Message message) {
    String path = message.getPath() == null ? "" : message.getPath();
    Path file = source.resolve(path.replaceFirst("^(src/main/resources/)?rules/", ""));
    int line = Math.max(1, message.getLine());
    int column = Math.max(1, message.getColumn());
    return file + ":" + line + ":" + column + ": " + message.getText().strip();
  }

  private static String read(Path rule) {
    try {
      return Files.readString(rule);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }
}
