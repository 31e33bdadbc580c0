package dev.advise.report.check;

import dev.advise.check.CheckResult;
import dev.advise.check.Finding;
import dev.advise.check.Outcome;
import dev.advise.facts.Printable;
import dev.advise.report.check.Cases.Case;
import dev.advise.report.check.Cases.Suite;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** JUnit's XML, as most build servers read it: a suite a profile, a case for each thing asked. */
public final class JUnit implements CheckReport {

  private final String version;

  /**
   * A renderer.
   *
   * @param version of this program
   */
  public JUnit(String version) {
    this.version = version;
  }

  @Override
  public String tell(CheckResult result) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      List<Suite> suites = Cases.of(result);
      start(xml, 0, "testsuites");
      xml.writeAttribute("name", "advise check");
      counts(xml, suites.stream().flatMap(s -> s.cases().stream()).toList());
      for (Suite suite : suites) {
        suite(xml, suite, result);
      }
      end(xml, 0);
      xml.writeEndDocument();
      xml.writeCharacters("\n");
      xml.close();
      return text.toString();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML into a string", e);
    }
  }

  private void suite(XMLStreamWriter xml, Suite suite, CheckResult result)
      throws XMLStreamException {
    start(xml, 1, "testsuite");
    attribute(xml, "name", suite.file());
    attribute(xml, "file", suite.file());
    counts(xml, suite.cases());
    // The day of the check, not of the clock: equal inputs give equal bytes.
    xml.writeAttribute("timestamp", result.today() + "T00:00:00");
    start(xml, 2, "properties");
    property(xml, "advise.version", version);
    property(xml, "judged_by", suite.host());
    end(xml, 2);
    for (Case each : suite.cases()) {
      one(xml, each);
    }
    end(xml, 1);
  }

  private static void one(XMLStreamWriter xml, Case each) throws XMLStreamException {
    start(xml, 2, "testcase");
    attribute(xml, "classname", each.service());
    attribute(xml, "name", each.name());
    attribute(xml, "file", each.file());
    attribute(xml, "line", String.valueOf(each.line()));
    xml.writeAttribute("time", "0");
    switch (each.state()) {
      case PASSED -> {}
      case SKIPPED -> told(xml, "skipped", each, false);
      case FAILED -> told(xml, "failure", each, true);
      case UNREADABLE -> told(xml, "error", each, true);
    }
    end(xml, 2);
  }

  private static void told(XMLStreamWriter xml, String element, Case each, boolean hasType)
      throws XMLStreamException {
    start(xml, 3, element);
    attribute(xml, "message", each.message());
    if (hasType) {
      attribute(xml, "type", each.outcomes().get(0).finding().kind().name());
    }
    StringBuilder lines = new StringBuilder();
    for (Outcome outcome : each.outcomes()) {
      Finding finding = outcome.finding();
      lines.append(Phrases.place(finding.place())).append(": ").append(finding.message());
      lines.append('\n');
      finding.evidence().forEach(e -> lines.append("  ").append(Phrases.reason(e)).append('\n'));
    }
    xml.writeCharacters(legal(lines.toString()));
    xml.writeEndElement();
  }

  private static void counts(XMLStreamWriter xml, List<Case> cases) throws XMLStreamException {
    xml.writeAttribute("tests", String.valueOf(cases.size()));
    xml.writeAttribute("failures", count(cases, Cases.State.FAILED));
    xml.writeAttribute("errors", count(cases, Cases.State.UNREADABLE));
    xml.writeAttribute("skipped", count(cases, Cases.State.SKIPPED));
    xml.writeAttribute("time", "0");
  }

  private static String count(List<Case> cases, Cases.State state) {
    return String.valueOf(cases.stream().filter(c -> c.state() == state).count());
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    indent(xml, 3);
    xml.writeEmptyElement("property");
    attribute(xml, "name", name);
    attribute(xml, "value", value);
  }

  private static void start(XMLStreamWriter xml, int depth, String name) throws XMLStreamException {
    indent(xml, depth);
    xml.writeStartElement(name);
  }

  private static void end(XMLStreamWriter xml, int depth) throws XMLStreamException {
    indent(xml, depth);
    xml.writeEndElement();
  }

  private static void indent(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    // A line break in a file's name would begin a line of its own in the log.
    xml.writeAttribute(name, legal(Printable.oneLine(value)));
  }

  /** Without what XML 1.0 cannot hold even as a reference. */
  private static String legal(String text) {
    StringBuilder legal = new StringBuilder(text.length());
    text.codePoints().map(c -> isLegal(c) ? c : 0xfffd).forEach(legal::appendCodePoint);
    return legal.toString();
  }

  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c >= 0x20 && c <= 0xd7ff
        || c >= 0xe000 && c <= 0xfffd
        || c >= 0x10000;
  }
}
