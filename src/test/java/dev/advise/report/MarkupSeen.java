package dev.advise.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Reads a page as others do, and tells which markup they would see that we never write. */
public final class MarkupSeen {

  /** What our pages fold their details with. */
  private static final String OURS = "</?details>|<details><summary>[^<>]*</summary>";

  private MarkupSeen() {}

  /** Fails where a text from outside has become a link, an image, HTML or a call to somebody. */
  public static void none(String page) {
    List<String> seen = new ArrayList<>();
    Node read = Parser.builder().extensions(List.of(TablesExtension.create())).build().parse(page);
    read.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            seen.add("link to " + link.getDestination());
          }

          @Override
          public void visit(Image image) {
            seen.add("image of " + image.getDestination());
          }

          @Override
          public void visit(HtmlInline html) {
            seen.add(html.getLiteral());
          }

          @Override
          public void visit(HtmlBlock html) {
            if (!html.getLiteral().strip().matches(OURS)) {
              seen.add(html.getLiteral());
            }
          }

          @Override
          public void visit(Text text) {
            assertFalse(text.getLiteral().matches("(?s).*@\\w.*"), text.getLiteral());
          }
        });
    assertEquals(List.of(), seen, page);
  }
}
