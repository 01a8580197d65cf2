package dev.kinora.search;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes XML piece by piece. Text is always escaped, and signs that XML does not know are left out. */
final class Xml {
    private final XMLStreamWriter writer;

    private Xml(XMLStreamWriter writer) {
        this.writer = writer;
    }

    /** The content of an element; it may fail as writing does. */
    interface Content {
        void write() throws XMLStreamException;
    }

    interface Document {
        void write(Xml xml) throws XMLStreamException;
    }

    static void write(OutputStream out, Document document) {
        try {
            var writer = XMLOutputFactory.newFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            writer.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            document.write(new Xml(writer));
            writer.writeEndDocument();
            writer.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the reader of the XML went away", e);
        }
    }

    /** @param attributes name, value, name, value; those without a value are left out */
    Xml element(String name, Content content, @Nullable String... attributes) throws XMLStreamException {
        writer.writeStartElement(name);
        attributes(attributes);
        content.write();
        writer.writeEndElement();
        return this;
    }

    Xml text(String name, @Nullable String text, @Nullable String... attributes) throws XMLStreamException {
        if (text != null) {
            element(name, () -> writer.writeCharacters(clean(text)), attributes);
        }
        return this;
    }

    Xml empty(String name, @Nullable String... attributes) throws XMLStreamException {
        writer.writeEmptyElement(name);
        attributes(attributes);
        return this;
    }

    private void attributes(@Nullable String... attributes) throws XMLStreamException {
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            var name = attributes[i];
            var value = attributes[i + 1];
            if (name != null && value != null) {
                writer.writeAttribute(name, clean(value));
            }
        }
    }

    /** What XML 1.0 calls a character; half a surrogate and most controls are none. */
    static String clean(String text) {
        return text.codePoints()
                .filter(sign -> sign == '\t'
                        || sign == '\n'
                        || sign == '\r'
                        || sign >= 0x20 && sign <= 0xD7FF
                        || sign >= 0xE000 && sign <= 0xFFFD
                        || sign >= 0x10000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
