package dev.advise.practice;

import dev.advise.facts.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads one file of cards: a YAML list, whose concepts are rows of weight, name and pattern in both
 * languages. Everything that is wrong is told, not the first thing only.
 */
final class CardReader {

  private static final Set<String> KEYS =
      Set.of(
          "id",
          "rev",
          "group",
          "angles",
          "level",
          "kind",
          "claims",
          "ask",
          "concepts",
          "misconceptions",
          "statements",
          "hints",
          "short",
          "detail",
          "sources");

  private final String file;
  private final List<CardProblem> problems;
  private String id = "?";
  private int line = 1;

  private CardReader(String file, List<CardProblem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The cards of a file that can be read; what cannot is added to the problems. */
  static List<Card> read(String file, String yaml, List<CardProblem> problems) {
    return new CardReader(file, problems).cards(yaml);
  }

  private List<Card> cards(String yaml) {
    List<Card> cards = new ArrayList<>();
    try {
      Node root = Plain.compose(yaml);
      if (!(root instanceof SequenceNode list)) {
        problem("a file of cards is a list of cards");
        return cards;
      }
      for (Node node : list.getValue()) {
        line = node.getStartMark().getLine() + 1;
        id = "?";
        int before = problems.size();
        if (!(Plain.of(node) instanceof Map<?, ?> map)) {
          problem("a card is a mapping");
          continue;
        }
        Card card = card(map);
        if (problems.size() == before) {
          cards.add(card);
        }
      }
    } catch (YAMLException e) {
      problem(String.valueOf(e.getMessage()).replace('\n', ' '));
    }
    return cards;
  }

  private Card card(Map<?, ?> map) {
    id = string(map, "id", "?");
    map.keySet().stream()
        .filter(key -> !KEYS.contains(key))
        .forEach(key -> problem("unknown key " + key));
    return new Card(
        id,
        number(string(map, "rev", "1")),
        word(Group.class, string(map, "group", "")),
        angles(map),
        word(Seniority.class, string(map, "level", "senior")),
        word(Kind.class, string(map, "kind", "recall")),
        strings(map.get("claims")),
        text(map, "ask"),
        list(map.get("concepts")).stream().map(this::concept).toList(),
        list(map.get("misconceptions")).stream().map(this::misconception).toList(),
        list(map.get("statements")).stream().map(this::statement).toList(),
        list(map.get("hints")).stream().map(h -> text(h, "a hint")).toList(),
        text(map, "short"),
        detail(map.get("detail")),
        strings(map.get("sources")),
        file,
        line);
  }

  private Set<Angle> angles(Map<?, ?> map) {
    Set<Angle> angles = EnumSet.noneOf(Angle.class);
    strings(map.get("angles")).forEach(word -> angles.add(word(Angle.class, word)));
    return angles;
  }

  private Concept concept(Object row) {
    List<?> cells = list(row);
    if (cells.size() != 5 || !Set.of("must", "should").contains(cells.get(0))) {
      problem("a concept is [must or should, name, 名称, English pattern, Chinese pattern]: " + row);
      return new Concept(false, Text.same(""), Pattern.compile(""), Pattern.compile(""));
    }
    return new Concept(
        "must".equals(cells.get(0)),
        new Text(String.valueOf(cells.get(1)), String.valueOf(cells.get(2))),
        pattern(cells.get(3)),
        pattern(cells.get(4)));
  }

  private Misconception misconception(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      problem("a misconception is a mapping of wrong, match and reply");
      return new Misconception(
          Text.same(""), Pattern.compile(""), Pattern.compile(""), Text.same(""));
    }
    Text match = text(map, "match");
    return new Misconception(
        text(map, "wrong"), pattern(match.en()), pattern(match.zh()), text(map, "reply"));
  }

  private Statement statement(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      problem("a statement is a mapping of says, faulty and why");
      return new Statement(Text.same(""), false, Text.same(""));
    }
    return new Statement(
        text(map, "says"), "true".equals(string(map, "faulty", "false")), text(map, "why"));
  }

  private List<Text> detail(Object value) {
    return value instanceof List<?> paragraphs
        ? paragraphs.stream().map(p -> text(p, "a paragraph of the detail")).toList()
        : List.of(text(value, "detail"));
  }

  private Pattern pattern(Object regex) {
    try {
      return Pattern.compile(
          String.valueOf(regex), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      problem("the pattern '" + regex + "' does not compile: " + e.getDescription());
      return Pattern.compile("");
    }
  }

  private Text text(Map<?, ?> map, String key) {
    return text(map.get(key), key);
  }

  private Text text(Object value, String what) {
    if (value instanceof Map<?, ?> both
        && both.get("en") instanceof String en
        && both.get("zh") instanceof String zh
        && !en.isBlank()
        && !zh.isBlank()) {
      return new Text(en.strip(), zh.strip());
    }
    problem(what + " needs both languages, en and zh");
    return Text.same("");
  }

  private int number(String digits) {
    if (!digits.matches("[1-9]\\d{0,5}")) {
      problem("rev is a whole number from 1, not " + digits);
      return 1;
    }
    return Integer.parseInt(digits);
  }

  private <E extends Enum<E> & Word> E word(Class<E> type, String word) {
    return Word.parse(type, word)
        .orElseGet(
            () -> {
              problem("'" + word + "' is none of " + String.join(", ", Word.all(type)));
              return Arrays.asList(type.getEnumConstants()).get(0);
            });
  }

  private static String string(Map<?, ?> map, String key, String fallback) {
    return map.get(key) instanceof String s && !s.isBlank() ? s.strip() : fallback;
  }

  private static List<String> strings(Object value) {
    return list(value).stream().map(String::valueOf).toList();
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private void problem(String message) {
    problems.add(new CardProblem(file, line, id, message));
  }
}
