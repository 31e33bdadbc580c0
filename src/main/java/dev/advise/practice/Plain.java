package dev.advise.practice;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * YAML as plain text, lists and maps: nothing is taken for a number, a date or a yes, and no key
 * stands twice.
 */
final class Plain {

  private Plain() {}

  static Node compose(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    return new Yaml(options).compose(new StringReader(yaml));
  }

  /** Text, list or map; the empty text where there is nothing. */
  static Object of(Node node) {
    if (node instanceof SequenceNode sequence) {
      List<Object> list = new ArrayList<>();
      sequence.getValue().forEach(item -> list.add(of(item)));
      return list;
    }
    if (node instanceof MappingNode mapping) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (NodeTuple tuple : mapping.getValue()) {
        String key = String.valueOf(of(tuple.getKeyNode()));
        if (map.put(key, of(tuple.getValueNode())) != null) {
          int line = tuple.getKeyNode().getStartMark().getLine() + 1;
          throw new YAMLException("the key %s stands twice, again on line %d".formatted(key, line));
        }
      }
      return map;
    }
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
