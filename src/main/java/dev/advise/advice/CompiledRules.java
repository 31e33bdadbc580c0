package dev.advise.advice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.drools.model.Model;
import org.drools.model.Rule;

/**
 * Rules as classes of Drools' executable model.
 *
 * @param benches by the rules' names
 */
record CompiledRules(ClassLoader classes, List<String> models, Map<String, Bench> benches) {

  /** The rules that the build compiled. */
  static CompiledRules shipped() {
    ClassLoader classes = CompiledRules.class.getClassLoader();
    return new CompiledRules(
        classes, lines(classes, RuleCompiler.INDEX), benches(lines(classes, RuleCompiler.BENCHES)));
  }

  /** The rules that {@link RuleCompiler} wrote into that folder. */
  static CompiledRules in(Path folder) throws IOException {
    return new CompiledRules(
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, CompiledRules.class.getClassLoader()),
        Files.readAllLines(folder.resolve(RuleCompiler.INDEX)),
        benches(Files.readAllLines(folder.resolve(RuleCompiler.BENCHES))));
  }

  /** Those of a bench, ready for the engine. */
  List<Model> load(Bench bench) {
    return models.stream()
        .map(this::load)
        .map(
            model ->
                new SeatedModel(
                    model, model.getRules().stream().filter(rule -> bench(rule) == bench).toList()))
        .filter(seated -> !seated.rules().isEmpty())
        .map(Model.class::cast)
        .toList();
  }

  private Bench bench(Rule rule) {
    return benches.getOrDefault(rule.getName(), Bench.DECIDING);
  }

  private Model load(String name) {
    try {
      return (Model) classes.loadClass(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the compiled rules are broken: " + name, e);
    }
  }

  /** A line says the bench and then the rule. */
  private static Map<String, Bench> benches(List<String> lines) {
    return lines.stream()
        .map(line -> line.split(" ", 2))
        .collect(
            Collectors.toMap(words -> words[1], words -> Bench.valueOf(words[0]), (a, b) -> a));
  }

  private static List<String> lines(ClassLoader classes, String name) {
    try (InputStream in = classes.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing: the build did not finish");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
