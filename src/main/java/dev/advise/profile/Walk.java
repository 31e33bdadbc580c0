package dev.advise.profile;

import dev.advise.facts.Field;
import dev.advise.facts.FieldType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Goes through a document's nodes by the table of fields and notes values, places and faults. */
final class Walk {

  /** Any one of them says what the work is. */
  private static final List<Field> SAY_THE_WORK =
      List.of(Field.KIND, Field.CPU_PER_TASK, Field.WAIT_PER_TASK);

  /** Sections whose mapping means nothing without the field that their bare word stands for. */
  private static final List<Field> NEEDED_IN_THEIR_SECTION =
      List.of(Field.ISOLATION, Field.FAULT_TOLERANCE, Field.DECISION);

  /** Waivers, which `advise check` reads and judges for itself; no advice depends on them. */
  private static final String WAIVE = "waive";

  private final Findings findings;
  private final List<String> runtimes;
  private final Map<Field, Object> values = new EnumMap<>(Field.class);
  private final Map<Field, Span> spans = new EnumMap<>(Field.class);

  Walk(Findings findings, List<String> runtimes) {
    this.findings = findings;
    this.runtimes = runtimes;
  }

  Map<Field, Object> values() {
    return values;
  }

  /** Where the value of each field stands. */
  Map<Field, Span> spans() {
    return spans;
  }

  /**
   * Reads a profile.
   *
   * @param isWhole whether the text was read to its end; only then is a missing section missing
   */
  void document(Node root, boolean isWhole) {
    if (!(root instanceof Node.Mapping mapping)) {
      findings.add(
          root.span(),
          root instanceof Node.Sequence ? "a profile is no list" : "a profile is no single value",
          "sections, of which workload: must be there");
      return;
    }
    List<String> sections = Arrays.stream(Field.values()).map(Field::section).distinct().toList();
    Map<String, Node.Pair> pairs = pairs(mapping, "", sections);
    pairs.forEach(this::section);
    if (isWhole && mapping.pairs().stream().noneMatch(p -> isKey(p, "workload"))) {
      findings.add(
          Span.START,
          "the section workload is missing",
          "workload: and " + Expected.oneOf(wordsOf(Field.KIND)));
    }
  }

  private void section(String name, Node.Pair pair) {
    List<Field> fields = Field.of(name);
    Field first = fields.get(0);
    if (first.path().equals(name)) {
      field(first, pair);
    } else if (pair.value() instanceof Node.Mapping mapping) {
      mapping(name, fields, mapping, pair.key().span());
    } else if (pair.value() instanceof Node.Scalar scalar && !scalar.isNothing()) {
      word(name, fields, scalar);
    } else {
      boolean isList = pair.value() instanceof Node.Sequence;
      findings.add(
          isList ? pair.value().span() : pair.key().span(),
          name + (isList ? " is a list" : " has no value"),
          expected(fields));
    }
  }

  private void word(String name, List<Field> fields, Node.Scalar scalar) {
    List<Field> shorthands = fields.stream().filter(Field::isShorthand).toList();
    List<String> words = shorthands.stream().flatMap(f -> wordsOf(f).stream()).toList();
    Optional<Field> meant =
        shorthands.stream().filter(f -> wordsOf(f).contains(scalar.text())).findFirst();
    if (meant.isPresent()) {
      put(meant.get(), scalar.text(), scalar.span());
    } else {
      String hint = Nearest.hint(scalar.text(), words);
      findings.add(
          scalar.span(),
          name + " is " + ValueReader.quoted(scalar.text()) + hint,
          expected(fields));
    }
  }

  private void mapping(String name, List<Field> fields, Node.Mapping mapping, Span at) {
    List<String> keys =
        Stream.concat(
                fields.stream().map(Field::key),
                name.equals(Field.DECISION.section()) ? Stream.of(WAIVE) : Stream.empty())
            .toList();
    pairs(mapping, name, keys)
        .forEach((key, pair) -> Field.at(name + "." + key).ifPresent(f -> field(f, pair)));
    if (mapping.pairs().isEmpty()) {
      findings.add(mapping.span(), name + " is empty", expected(fields));
    } else if (name.equals(Field.KIND.section())) {
      require(SAY_THE_WORK, mapping, at);
    }
    NEEDED_IN_THEIR_SECTION.stream()
        .filter(needed -> needed.section().equals(name) && !mapping.pairs().isEmpty())
        .forEach(needed -> require(List.of(needed), mapping, at));
  }

  /** One of the fields must have been written, be it wrongly: that is a fault of its own. */
  private void require(List<Field> anyOf, Node.Mapping mapping, Span at) {
    boolean isThere =
        mapping.pairs().stream().anyMatch(p -> anyOf.stream().anyMatch(f -> isKey(p, f.key())));
    if (!isThere) {
      String needed = Expected.oneOf(anyOf.stream().map(Field::key).toList());
      Field first = anyOf.get(0);
      findings.add(
          at,
          first.section() + " has no " + needed,
          first.key() + ": " + Expected.oneOf(wordsOf(first)));
    }
  }

  /** The pairs whose keys are known, each once; what else there is, is noted as a fault. */
  private Map<String, Node.Pair> pairs(Node.Mapping mapping, String section, List<String> known) {
    Map<String, Node.Pair> pairs = new LinkedHashMap<>();
    Map<String, Span> seen = new LinkedHashMap<>();
    for (Node.Pair pair : mapping.pairs()) {
      Span at = pair.key().span();
      if (!(pair.key() instanceof Node.Scalar key)) {
        findings.add(at, "a key is a list or a mapping", "a word, one of " + Expected.oneOf(known));
        continue;
      }
      String name = key.text();
      if (seen.containsKey(name)) {
        int line = findings.lineOf(seen.get(name));
        findings.add(at, ValueReader.quoted(name) + " stands on line " + line + " already", "");
        continue;
      }
      seen.put(name, at);
      if (known.contains(name)) {
        pairs.put(name, pair);
      } else {
        stranger(name, at, section, known);
      }
    }
    return pairs;
  }

  private void stranger(String key, Span at, String section, List<String> known) {
    String where = section.isEmpty() ? "" : " in " + section;
    if (key.equals("<<")) {
      findings.add(at, "merge keys are not read here", "the keys themselves");
      return;
    }
    String hint =
        Nearest.meant(key, known).isPresent()
            ? Nearest.hint(key, known)
            : elsewhere(key, section)
                .map(place -> "; it belongs " + place)
                .orElseGet(() -> Nearest.hint(key, known));
    findings.add(
        at, "unknown key " + ValueReader.quoted(key) + where + hint, Expected.oneOf(known));
  }

  /** Where else this key, or this path in one piece, would be known. */
  private static Optional<String> elsewhere(String key, String section) {
    return Arrays.stream(Field.values())
        .filter(f -> !f.section().equals(section))
        .filter(f -> f.key().equals(key) || f.path().equals(key))
        .map(f -> f.path().contains(".") ? "in the section " + f.section() : "at the left margin")
        .findFirst();
  }

  private void field(Field field, Node.Pair pair) {
    Node node = pair.value();
    if (node instanceof Node.Scalar scalar && scalar.isNothing()) {
      findings.add(pair.key().span(), field.key() + " has no value", expected(field));
    } else if (field.type() instanceof FieldType.SomeOf type) {
      several(field, type, node);
    } else if (node instanceof Node.Scalar scalar) {
      value(field, typeOf(field), scalar).ifPresent(value -> put(field, value, scalar.span()));
    } else {
      String what = node instanceof Node.Sequence ? "a list" : "a mapping";
      findings.add(node.span(), field.key() + " is " + what, expected(field));
    }
  }

  private void several(Field field, FieldType.SomeOf type, Node node) {
    if (!(node instanceof Node.Sequence sequence) || sequence.items().isEmpty()) {
      String what = node instanceof Node.Sequence ? " is empty" : " is no list";
      findings.add(node.span(), field.key() + what, expected(field));
      return;
    }
    List<String> words = new ArrayList<>();
    for (Node item : sequence.items()) {
      if (!(item instanceof Node.Scalar scalar)) {
        findings.add(item.span(), field.key() + " holds more than words", expected(field));
      } else if (words.contains(scalar.text())) {
        findings.add(
            scalar.span(), field.key() + " names " + scalar.text() + " twice", expected(field));
      } else {
        several(field, type, scalar).ifPresent(words::add);
      }
    }
    put(field, List.copyOf(words), sequence.span());
  }

  private Optional<String> several(Field field, FieldType.SomeOf type, Node.Scalar scalar) {
    Optional<Field> other =
        Arrays.stream(Field.values())
            .filter(f -> f != field && f.type() instanceof FieldType.SomeOf)
            .filter(f -> ((FieldType.SomeOf) f.type()).words().contains(scalar.text()))
            .findFirst();
    if (other.isPresent()) {
      findings.add(
          scalar.span(),
          field.key()
              + " is "
              + ValueReader.quoted(scalar.text())
              + "; it belongs in the section "
              + other.get().section(),
          expected(field));
      return Optional.empty();
    }
    return value(field, type, scalar).map(word -> (String) word);
  }

  private Optional<Object> value(Field field, FieldType type, Node.Scalar scalar) {
    Value value = ValueReader.read(type, scalar);
    if (value instanceof Value.Bad bad) {
      findings.add(scalar.span(), field.key() + " " + bad.why(), expected(field));
      return Optional.empty();
    }
    return Optional.of(((Value.Good) value).value());
  }

  private void put(Field field, Object value, Span span) {
    values.put(field, value);
    spans.put(field, span);
  }

  private static boolean isKey(Node.Pair pair, String name) {
    return pair.key() instanceof Node.Scalar key && key.text().equals(name);
  }

  private FieldType typeOf(Field field) {
    return field == Field.RUNTIME ? new FieldType.OpenWord(runtimes) : field.type();
  }

  private String expected(Field field) {
    return Expected.of(typeOf(field));
  }

  /** What a section takes: its words, or its keys. */
  private String expected(List<Field> fields) {
    List<String> words =
        fields.stream().filter(Field::isShorthand).flatMap(f -> wordsOf(f).stream()).toList();
    String keys = "a mapping with " + Expected.oneOf(fields.stream().map(Field::key).toList());
    String driver = fields.contains(Field.RUNTIME) ? Expected.OWN_DRIVER : "";
    return words.isEmpty() ? keys : Expected.oneOf(words) + driver + "; or " + keys;
  }

  private List<String> wordsOf(Field field) {
    FieldType type = typeOf(field);
    if (type instanceof FieldType.OneOf oneOf) {
      return oneOf.words();
    }
    return type instanceof FieldType.OpenWord open ? open.known() : List.of();
  }
}
