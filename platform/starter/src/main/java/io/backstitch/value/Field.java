package io.backstitch.value;

/**
 * A field of a request, and what is wrong with it.
 *
 * @param field as in {@code items[1].amount}
 * @param message the rest of a sentence that begins with the field; it never quotes the value
 */
public record Field(String field, String message) implements Comparable<Field> {

    /** Whether it is the other field, or stands in it. */
    public boolean isWithin(String other) {
        return field.equals(other) || field.startsWith(other + ".") || field.startsWith(other + "[");
    }

    @Override
    public int compareTo(Field other) {
        int byField = field.compareTo(other.field);
        return byField == 0 ? message.compareTo(other.message) : byField;
    }
}
