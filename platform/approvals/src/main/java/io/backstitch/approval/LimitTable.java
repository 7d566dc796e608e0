package io.backstitch.approval;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The rows of the table {@code approval-limits}, read without the engine, which may be away when a request comes. It knows lists of texts and empty cells; of
 * a row with anything else, as of a table that is not there, it says that it may fit.
 */
final class LimitTable {

    private static final Pattern TEXTS = Pattern.compile("\"[^\"]*\"(\\s*,\\s*\"[^\"]*\")*");

    static final LimitTable DEPLOYED = onClassPath();

    /** A row; a cell that nobody can read fits anything. */
    private record Row(String kind, String currency) {

        boolean mayFit(String askedKind, String askedCurrency) {
            return isIn(kind, "\"" + askedKind + "\"") && isIn(currency, "\"" + askedCurrency + "\"");
        }

        private static boolean isIn(String cell, String asked) {
            return !TEXTS.matcher(cell).matches()
                    || Stream.of(cell.split(",", -1)).anyMatch(it -> it.strip().equals(asked));
        }
    }

    private final @Nullable List<Row> rows;

    LimitTable(@Nullable InputStream table) throws IOException {
        this.rows = table == null ? null : rows(table);
    }

    private static LimitTable onClassPath() {
        try (InputStream table = LimitTable.class.getResourceAsStream("/processes/approval/approval-limits.dmn")) {
            return new LimitTable(table);
        } catch (IOException e) {
            throw new IllegalStateException("The table approval-limits is none that can be read", e);
        }
    }

    boolean mayHaveLimit(String kind, String currency) {
        return rows == null || rows.stream().anyMatch(row -> row.mayFit(kind, currency));
    }

    private static @Nullable List<Row> rows(InputStream table) throws IOException {
        Element root = parsed(table);
        List<String> inputs = texts(root.getElementsByTagNameNS("*", "inputExpression"));
        int kind = inputs.indexOf("kind");
        int currency = inputs.indexOf("currency");
        if (kind < 0 || currency < 0) {
            return null;
        }
        List<Row> rows = new ArrayList<>();
        NodeList rules = root.getElementsByTagNameNS("*", "rule");
        for (int i = 0; i < rules.getLength(); i++) {
            List<String> cells = texts(((Element) rules.item(i)).getElementsByTagNameNS("*", "inputEntry"));
            rows.add(new Row(cells.get(kind), cells.get(currency)));
        }
        return rows;
    }

    private static List<String> texts(NodeList elements) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            texts.add(elements.item(i).getTextContent().strip());
        }
        return texts;
    }

    private static Element parsed(InputStream table) throws IOException {
        try {
            DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
            parsers.setNamespaceAware(true);
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return parsers.newDocumentBuilder().parse(table).getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("It is no XML", e);
        }
    }
}
