package io.backstitch.model;

/**
 * One file of the modeller's.
 *
 * @param name its path: {@code processes/order/order.bpmn}
 * @param content its bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record ModelFile(String name, byte[] content) {

    boolean isProcess() {
        return name.endsWith(".bpmn");
    }
}
