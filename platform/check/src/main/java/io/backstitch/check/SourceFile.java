package io.backstitch.check;

/**
 * One file of a process application: a model, a decision or a form.
 *
 * @param path from the root of the application, with slashes: {@code processes/order/order.bpmn}
 * @param text its content
 */
public record SourceFile(String path, String text) {

    boolean isModel() {
        return path.endsWith(".bpmn");
    }

    boolean isDecision() {
        return path.endsWith(".dmn");
    }

    boolean isForm() {
        return path.endsWith(".form");
    }

    /** The name without its folder and its ending. */
    String baseName() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The name of the folder it lies in; empty when it lies in none. */
    String folder() {
        int end = path.lastIndexOf('/');
        return end < 0 ? "" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }
}
