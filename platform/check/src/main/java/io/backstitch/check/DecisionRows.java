package io.backstitch.check;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The rows of a decision table, as far as they can be read without the engine: it knows lists of texts and empty cells. Of a row with anything else, as of
 * a decision that is no table, it says that it may fit.
 */
public final class DecisionRows {

    private static final Pattern TEXTS = Pattern.compile("\"[^\"]*\"(\\s*,\\s*\"[^\"]*\")*");

    private final boolean isTable;
    private final List<String> inputs;
    private final List<List<String>> rows = new ArrayList<>();

    private DecisionRows(Element decision) {
        isTable = decision.getElementsByTagNameNS("*", "decisionTable").getLength() > 0;
        inputs = texts(decision, "inputExpression");
        elements(decision, "rule").forEach(rule -> rows.add(texts(rule, "inputEntry")));
    }

    /** Those of a DMN file, by the ids of its decisions. */
    public static Map<String, DecisionRows> of(String dmn) {
        Map<String, DecisionRows> decisions = new LinkedHashMap<>();
        elements(parsed(dmn), "decision")
                .forEach(decision -> decisions.put(decision.getAttribute("id"), new DecisionRows(decision)));
        return decisions;
    }

    /**
     * Whether there may be a row for these values, whatever else is asked.
     *
     * @param texts by the input's expression; one that the table does not ask for does not count
     */
    public boolean mayFit(Map<String, String> texts) {
        return !isTable || rows.stream().anyMatch(row -> mayFit(row, texts));
    }

    private boolean mayFit(List<String> cells, Map<String, String> texts) {
        return IntStream.range(0, Math.min(inputs.size(), cells.size())).allMatch(column -> {
            String asked = texts.get(inputs.get(column));
            return asked == null || mayBe(cells.get(column), "\"" + asked + "\"");
        });
    }

    private static boolean mayBe(String cell, String asked) {
        return !TEXTS.matcher(cell).matches()
                || Stream.of(cell.split(",", -1)).anyMatch(it -> it.strip().equals(asked));
    }

    private static List<String> texts(Element within, String name) {
        return elements(within, name).map(it -> it.getTextContent().strip()).toList();
    }

    private static Stream<Element> elements(Element within, String name) {
        NodeList found = within.getElementsByTagNameNS("*", name);
        return IntStream.range(0, found.getLength()).mapToObj(found::item).map(Element.class::cast);
    }

    private static Element parsed(String dmn) {
        try {
            DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
            parsers.setNamespaceAware(true);
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder parser = parsers.newDocumentBuilder();
            // Without one it writes to the console.
            parser.setErrorHandler(new DefaultHandler());
            return parser.parse(new InputSource(new StringReader(dmn))).getDocumentElement();
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new UnreadableFile(e);
        }
    }
}
