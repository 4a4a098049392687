package io.sallyport.cli.golden;

import io.sallyport.cli.terminal.CannotRun;
import io.sallyport.service.text.VisibleText;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The results in the XML that CI servers read: a suite of cases, failures with their texts. */
final class JunitXml {
  private JunitXml() {}

  static void write(Path file, List<CaseResult> results) {
    try {
      Files.writeString(file, of(results));
    } catch (IOException e) {
      throw new CannotRun(file + " cannot be written.", "Look at the path and its rights.", e);
    }
  }

  static String of(List<CaseResult> results) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      suite(xml, results);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return text.toString();
  }

  private static void suite(XMLStreamWriter xml, List<CaseResult> results)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "sallyport");
    xml.writeAttribute("tests", Integer.toString(results.size()));
    xml.writeAttribute("failures", Long.toString(failed(results)));
    for (CaseResult result : results) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", VisibleText.escape(result.test()));
      xml.writeAttribute("name", VisibleText.escape(result.name()));
      if (!result.isPassed()) {
        failure(xml, result);
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void failure(XMLStreamWriter xml, CaseResult result) throws XMLStreamException {
    xml.writeStartElement("failure");
    xml.writeAttribute("message", "not as expected: " + result.differences().size());
    xml.writeCharacters(
        result.differences().stream()
            .map(each -> each.where() + ": expected " + each.expected() + ", got " + each.got())
            .map(VisibleText::escape)
            .collect(Collectors.joining("\n")));
    xml.writeEndElement();
  }

  private static long failed(List<CaseResult> results) {
    return results.stream().filter(result -> !result.isPassed()).count();
  }
}
