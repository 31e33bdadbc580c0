package dev.advise.check;

import dev.advise.profile.Position;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** YAML as nodes with places; no value is ever made into anything but its text. */
final class YamlNodes {

  private static final int DEEPEST = 20;

  private YamlNodes() {}

  /** The document's root; empty for a file without one. */
  static Optional<Node> root(String file, byte[] bytes) throws BadInput {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    options.setCodePointLimit(SmallFile.MOST_BYTES);
    options.setAllowRecursiveKeys(false);
    try {
      return Optional.ofNullable(
          new Yaml(new SafeConstructor(options))
              .compose(
                  new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      Place place =
          mark == null ? Place.of(file) : Place.at(file, mark.getLine() + 1, mark.getColumn() + 1);
      throw new BadInput(place, "this is not YAML: " + e.getProblem(), "key: value");
    } catch (YAMLException e) {
      throw new BadInput(Place.of(file), "this is not YAML: " + firstLine(e), "key: value");
    }
  }

  /** The pairs of a mapping by the text of their keys; a second pair of one key is an error. */
  static Map<String, Node> pairs(String file, MappingNode mapping) throws BadInput {
    Map<String, Node> pairs = new LinkedHashMap<>();
    for (NodeTuple pair : mapping.getValue()) {
      Position at = position(pair.getKeyNode());
      if (!(pair.getKeyNode() instanceof ScalarNode key)) {
        throw new BadInput(place(file, at), "a key is a list or a mapping", "a word");
      }
      if (pairs.putIfAbsent(key.getValue(), pair.getValueNode()) != null) {
        throw new BadInput(
            place(file, at), "\"" + key.getValue() + "\" stands here twice", "each key once");
      }
    }
    return pairs;
  }

  static Position position(Node node) {
    return new Position(node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
  }

  static Place place(String file, Position position) {
    return Place.at(file, position.line(), position.column());
  }

  private static String firstLine(YAMLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
