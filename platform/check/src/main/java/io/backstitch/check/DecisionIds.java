package io.backstitch.check;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the ids of the decisions in a DMN file. */
final class DecisionIds {

    private DecisionIds() {}

    static List<String> of(String dmn) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        List<String> ids = new ArrayList<>();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(dmn));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("decision")) {
                    ids.add(String.valueOf(reader.getAttributeValue(null, "id")));
                }
            }
        } catch (XMLStreamException e) {
            throw new UnreadableFile(e);
        }
        return ids;
    }
}
