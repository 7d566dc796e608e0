package io.backstitch.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The good application of the test resources, and what an edit makes of it. An edit that finds nothing to edit fails. The
 * models are read with single quotes, so that an edit reads well in Java.
 */
final class Example {

    static final String ORDER = "processes/order/order.bpmn";
    static final String DRAFT = "processes/orderdraft/orderdraft.bpmn";
    static final String PARCEL = "processes/parcel/parcel.bpmn";
    static final String APPROVAL = "processes/approval/approval.bpmn";
    static final String REFUND = "processes/refund/refund.bpmn";
    static final String REFUND_FORM = "forms/refund/approve.form";

    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> palette = new ArrayList<>(Palette.TEMPLATES);

    static Example good() {
        Example example = new Example();
        try {
            ApplicationFiles.at(Path.of("src/test/resources/good"))
                    .sources()
                    .forEach(file -> example.files.put(
                            file.path(), file.isModel() ? file.text().replace('"', '\'') : file.text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return example;
    }

    /** In the model of orders. */
    Example replace(String from, String to) {
        return replace(ORDER, from, to);
    }

    Example replace(String path, String from, String to) {
        String text = text(path);
        if (!text.contains(from)) {
            throw new IllegalArgumentException("%s does not contain %s".formatted(path, from));
        }
        files.put(path, text.replace(from, to));
        return this;
    }

    Example remove(String text) {
        return replace(text, "");
    }

    /** Removes an element with all that is inside. */
    Example removeElement(String id) {
        return remove(element(id));
    }

    /** The whole XML of an element in the model of orders. */
    String element(String id) {
        Matcher element = Pattern.compile(
                        "[ ]*<(bpmn:\\w+) id='%s'[^>]*?(/>|>.*?</\\1>)\\n".formatted(id), Pattern.DOTALL)
                .matcher(text(ORDER));
        if (!element.find()) {
            throw new IllegalArgumentException("There is no element " + id);
        }
        return element.group();
    }

    /** Puts XML behind an element in the model of orders. */
    Example addBehind(String id, String xml) {
        return replace(element(id), element(id) + xml + "\n");
    }

    /** Gives a plain event an execution listener. */
    Example listen(String id, String event, String jobType) {
        return replace(element(id), element(id).replaceFirst(">", ">" + listener(event, jobType)));
    }

    static String listener(String event, String jobType) {
        return extension(
                "<zeebe:executionListeners><zeebe:executionListener eventType='%s' type='%s' retries='5' /></zeebe:executionListeners>"
                        .formatted(event, jobType));
    }

    static String extension(String xml) {
        return "<bpmn:extensionElements>" + xml + "</bpmn:extensionElements>";
    }

    Example move(String from, String to) {
        files.put(to, text(from));
        files.remove(from);
        return this;
    }

    Example add(String path, String text) {
        files.put(path, text);
        return this;
    }

    /** Adds a template, or puts it in the place of the one with its id. */
    Example declare(String template) {
        String id = template.substring(0, template.indexOf(',') + 1);
        palette.removeIf(other -> other.startsWith(id));
        palette.add(template);
        return this;
    }

    List<Finding> findings() {
        return ModelCheck.allRules().withGroups(Set.of("order-approvers")).check(sources(), Declarations.read(palette));
    }

    private Collection<SourceFile> sources() {
        return files.entrySet().stream()
                .map(file -> new SourceFile(file.getKey(), file.getValue()))
                .toList();
    }

    private String text(String path) {
        String text = files.get(path);
        if (text == null) {
            throw new IllegalArgumentException("There is no file " + path);
        }
        return text;
    }
}
