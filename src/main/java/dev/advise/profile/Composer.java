package dev.advise.profile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Makes nodes of SnakeYAML's events. SnakeYAML's own composer would resolve types and merge keys,
 * recurse, and count depth and aliases without saying where; here nothing is resolved, nothing
 * recurses, and every limit has a position.
 */
final class Composer {

  /** Far more than a profile's three levels need. */
  private static final int DEEPEST = 20;

  /** Far more values than a profile has fields; an alias counts as all that it stands for. */
  private static final int MOST_VALUES = 10_000;

  private static final String CORE = "tag:yaml.org,2002:";
  private static final Set<String> SCALAR_TAGS =
      Set.of("!", CORE + "str", CORE + "int", CORE + "float", CORE + "bool", CORE + "null");
  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

  private static final String NO_CHARACTER = "this escape names no character";
  private static final String AN_ESCAPE = "\\x41, \\u0041 or \\U00000041";

  private final Findings findings;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<String, Node> anchored = new HashMap<>();
  private Optional<Node> root = Optional.empty();
  private int documents;
  private int values;

  private Composer(Findings findings) {
    this.findings = findings;
  }

  /**
   * What could be made of a text.
   *
   * @param root empty where there is no document
   * @param isWhole whether the text was read to its end; if not, the root holds only the sections
   *     that were complete before the fault
   */
  record Composed(Optional<Node> root, boolean isWhole) {}

  static Composed compose(String text, Findings findings) {
    return new Composer(findings).compose(text);
  }

  private Composed compose(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE); // the file's size was bounded before
    StreamReader reader = new StreamReader(text);
    Parser parser = new ParserImpl(reader, options);
    try {
      for (Event event = parser.getEvent();
          !(event instanceof StreamEndEvent);
          event = parser.getEvent()) {
        if (!accept(event)) {
          return new Composed(sectionsBefore(Span.at(event.getStartMark())), false);
        }
      }
    } catch (MarkedYAMLException e) {
      return new Composed(sectionsBefore(SyntaxFault.report(e, findings)), false);
    } catch (IllegalArgumentException e) {
      // SnakeYAML 2.5 lets Java's own exceptions out where an escape names no character.
      Span span = Span.at(reader.getMark());
      findings.add(span, NO_CHARACTER, AN_ESCAPE);
      return new Composed(sectionsBefore(span), false);
    }
    return new Composed(root, true);
  }

  /** Takes one event in; false where reading on makes no sense. */
  private boolean accept(Event event) {
    if (event instanceof DocumentStartEvent && ++documents > 1) {
      findings.add(
          Span.of(event.getStartMark(), event.getEndMark()),
          "a second document begins here",
          "one profile a file, with at most one line of ---");
      return false;
    }
    if (event instanceof CollectionEndEvent) {
      Open closed = open.pop();
      return place(closed.close(event), closed.anchor, 1);
    }
    if (!(event instanceof NodeEvent node)) {
      return true;
    }
    if (node instanceof AliasEvent) {
      return alias(node);
    }
    if (node instanceof ScalarEvent scalar) {
      checkTag(scalar.getTag(), scalar);
      checkCharacters(scalar);
      return place(scalar(scalar), scalar.getAnchor(), 1);
    }
    if (open.size() == DEEPEST) {
      findings.add(
          Span.at(node.getStartMark()),
          "nested more than " + DEEPEST + " levels deep",
          "a profile: sections, and keys within them");
      return false;
    }
    checkTag(((CollectionStartEvent) node).getTag(), node);
    open.push(new Open((CollectionStartEvent) node));
    return true;
  }

  private static Node.Scalar scalar(ScalarEvent event) {
    boolean isPlain = event.isPlain() && event.getTag() == null;
    boolean isNothing =
        (isPlain || (CORE + "null").equals(event.getTag())) && NOTHING.contains(event.getValue());
    return new Node.Scalar(
        Span.of(event.getStartMark(), event.getEndMark()), event.getValue(), isPlain, isNothing);
  }

  private boolean alias(NodeEvent event) {
    Span span = Span.of(event.getStartMark(), event.getEndMark());
    String name = event.getAnchor();
    if (open.stream().anyMatch(o -> name.equals(o.anchor))) {
      findings.add(
          span, "the alias " + ValueReader.quoted(name) + " stands within what it stands for", "");
      return false;
    }
    Node target = anchored.get(name);
    if (target == null) {
      findings.add(span, "no anchor " + ValueReader.quoted(name) + " stands above this alias", "");
      return false;
    }
    return place(target.at(span), null, target.size());
  }

  /**
   * Puts a node where it belongs.
   *
   * @param more values that it adds: a collection's own were counted as they came, an alias brings
   *     all of them at once
   */
  private boolean place(Node node, String anchor, int more) {
    if (anchor != null) {
      anchored.put(anchor, node);
    }
    if (open.isEmpty()) {
      root = Optional.of(node);
      return true;
    }
    open.peek().children.add(node);
    values += more;
    if (values > MOST_VALUES) {
      findings.add(
          node.span(),
          "more than 10 000 values, those that aliases repeat included",
          "a profile, which has a few dozen");
      return false;
    }
    return true;
  }

  /** Half of a pair that stands for one character is none, and no output could hold it. */
  private void checkCharacters(ScalarEvent event) {
    boolean hasHalf =
        event.getValue().codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    if (hasHalf) {
      findings.add(Span.of(event.getStartMark(), event.getEndMark()), NO_CHARACTER, AN_ESCAPE);
    }
  }

  private void checkTag(String tag, NodeEvent event) {
    boolean isKnown =
        event instanceof ScalarEvent
            ? SCALAR_TAGS.contains(String.valueOf(tag))
            : (CORE + (event instanceof MappingStartEvent ? "map" : "seq")).equals(tag);
    if (tag != null && !isKnown) {
      String shown = tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag;
      findings.add(
          new Span(event.getStartMark().getIndex(), event.getStartMark().getIndex() + 1),
          "the tag " + ValueReader.quoted(shown) + " is not read here",
          "values without tags");
    }
  }

  /**
   * The root's pairs that were complete on the lines before the fault; what is still open, or ends
   * where the fault is, may be misread because of it.
   */
  private Optional<Node> sectionsBefore(Span fault) {
    if (open.isEmpty() || !open.peekLast().isMapping) {
      return Optional.empty();
    }
    int line = findings.lineOf(fault);
    Node.Mapping all = open.peekLast().mapping(open.peekLast().start);
    List<Node.Pair> before =
        all.pairs().stream().filter(pair -> lastLineOf(pair.value()) < line).toList();
    return Optional.of(new Node.Mapping(all.span(), before, all.size()));
  }

  private int lastLineOf(Node node) {
    return findings.lineOf(new Span(Math.max(0, node.span().end() - 1), node.span().end()));
  }

  /** A collection whose end has not come yet. */
  private static final class Open {
    private final String anchor;
    private final boolean isMapping;
    private final Span start;
    private final List<Node> children = new ArrayList<>();

    Open(CollectionStartEvent event) {
      anchor = event.getAnchor();
      isMapping = event instanceof MappingStartEvent;
      start = Span.at(event.getStartMark());
    }

    Node close(Event end) {
      Span span = new Span(start.start(), Math.max(start.end(), end.getEndMark().getIndex()));
      return isMapping ? mapping(span) : new Node.Sequence(span, List.copyOf(children), size());
    }

    Node.Mapping mapping(Span span) {
      List<Node.Pair> pairs = new ArrayList<>();
      for (int i = 0; i + 1 < children.size(); i += 2) {
        pairs.add(new Node.Pair(children.get(i), children.get(i + 1)));
      }
      return new Node.Mapping(span, pairs, size());
    }

    private int size() {
      return children.stream().mapToInt(Node::size).sum() + 1;
    }
  }
}
