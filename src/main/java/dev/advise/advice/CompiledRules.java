package dev.advise.advice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.drools.model.Model;

/** Rules as classes of Drools' executable model. */
record CompiledRules(ClassLoader classes, List<String> models) {

  /** The rules that the build compiled. */
  static CompiledRules shipped() {
    ClassLoader classes = CompiledRules.class.getClassLoader();
    try (InputStream in = classes.getResourceAsStream(RuleCompiler.INDEX)) {
      if (in == null) {
        throw new IllegalStateException(
            RuleCompiler.INDEX + " is missing: the build did not finish");
      }
      return new CompiledRules(
          classes,
          names(
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                  .lines()
                  .toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rules that {@link RuleCompiler} wrote into that folder. */
  static CompiledRules in(Path folder) throws IOException {
    return new CompiledRules(
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, CompiledRules.class.getClassLoader()),
        names(Files.readAllLines(folder.resolve(RuleCompiler.INDEX))));
  }

  /** The models, ready for a rule base. */
  List<Model> load() {
    return models.stream().map(this::load).toList();
  }

  private Model load(String name) {
    try {
      return (Model) classes.loadClass(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the compiled rules are broken: " + name, e);
    }
  }

  private static List<String> names(List<String> lines) {
    return lines.stream().filter(line -> !line.isBlank()).toList();
  }
}
