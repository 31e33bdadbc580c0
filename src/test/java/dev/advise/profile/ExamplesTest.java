package dev.advise.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.facts.Field;
import dev.advise.facts.Kind;
import dev.advise.facts.Level;
import dev.advise.facts.Runtimes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The profiles that the repository shows. */
class ExamplesTest {

  /** Their lesson is the warning. */
  private static final Set<String> MEANT_TO_WARN = Set.of("misjudged-importer.yaml");

  private final ProfileSchema schema = new ProfileSchema();

  static List<Path> examples() {
    return new ProfileFiles(InputStream.nullInputStream(), List.of())
        .sources(List.of(ProfileSchema.FOLDER.toString())).stream()
            .map(source -> Path.of(source.name()))
            .toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_reads_without_a_warning_unless_that_is_its_lesson(Path file) throws IOException {
    List<Problem> warnings = Reading.accepted(Files.readString(file)).warnings();
    boolean isMeantToWarn = MEANT_TO_WARN.contains(file.getFileName().toString());
    assertEquals(isMeantToWarn, !warnings.isEmpty(), Reading.text(warnings));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_is_valid_by_the_schema(Path file) throws IOException {
    assertEquals(List.of(), schema.objections(json(Files.readString(file))));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_begins_with_its_lesson_and_names_its_schema_and_itself(Path file)
      throws IOException {
    String text = Files.readString(file);
    assertTrue(text.startsWith("# Teaches: "), "the first line says what it teaches");
    assertTrue(text.contains("\n# yaml-language-server: $schema=profile.schema.json\nname: "));
    String name = Reading.accepted(text).profile().name();
    assertEquals(file.getFileName().toString(), name + ".yaml");
    assertTrue(text.lines().allMatch(line -> line.length() <= 100), "lines fit a page");
  }

  @Test
  void the_examples_cover_what_people_have() throws IOException {
    Set<String> runtimes = new HashSet<>();
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    Set<Level> isolation = EnumSet.noneOf(Level.class);
    int sequential = 0;
    for (Path file : examples()) {
      var profile = Reading.accepted(Files.readString(file)).profile();
      runtimes.add(profile.platform().runtime());
      kinds.add(profile.workload().kind());
      isolation.add(profile.isolation().level());
      sequential += profile.workload().concurrency() == 1 ? 1 : 0;
    }
    assertTrue(examples().size() >= 18);
    assertEquals(Set.copyOf(Runtimes.SHIPPED), runtimes);
    assertEquals(EnumSet.allOf(Kind.class), kinds);
    assertEquals(EnumSet.allOf(Level.class), isolation);
    assertTrue(sequential > 0);
  }

  @Test
  void the_schema_travels_in_the_jar() throws IOException {
    try (InputStream in = Field.class.getResourceAsStream("/profiles/profile.schema.json")) {
      assertEquals(ProfileSchema.text(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** The document as an editor's YAML 1.2 reader would hand it to the schema. */
  private static String json(String yaml) throws IOException {
    SourceText source = new SourceText(Reading.FILE, yaml);
    Node root = Composer.compose(yaml, new Findings(source)).root().orElseThrow();
    return JSON.std.asString(plain(root));
  }

  private static Object plain(Node node) {
    if (node instanceof Node.Mapping mapping) {
      Map<String, Object> map = new LinkedHashMap<>();
      mapping.pairs().forEach(p -> map.put(((Node.Scalar) p.key()).text(), plain(p.value())));
      return map;
    } else if (node instanceof Node.Sequence sequence) {
      return sequence.items().stream().map(ExamplesTest::plain).toList();
    }
    String text = ((Node.Scalar) node).text();
    if (text.matches("[0-9]+")) {
      return Long.parseLong(text);
    } else if (text.matches("[0-9]+\\.[0-9]+")) {
      return Double.parseDouble(text);
    }
    return text.matches("true|false") ? (Object) Boolean.parseBoolean(text) : text;
  }
}
