package io.backstitch.stack.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a mail server without SMTPUTF8 refuses (RFC 5321 and 5322): rests of a sentence that begins with what they are about; null when nothing is wrong. */
final class MailRules {
    private static final int LONGEST_ADDRESS = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_LINE = 998;
    private static final String SIGNS_OF_ATOMS = "!#$%&'*+-/=?^_`{|}~";
    private static final Pattern BARE = Pattern.compile("\r(?!\n)|(?<!\r)\n");
    private static final List<String> ONCE = List.of("from", "to", "subject", "date", "message-id", "content-type");

    private MailRules() {}

    static @Nullable String faultOfAddress(String address) {
        if (address.length() > LONGEST_ADDRESS) {
            return "must have %d characters at most".formatted(LONGEST_ADDRESS);
        }
        if (address.chars().anyMatch(it -> it <= ' ' || it >= 0x7F)) {
            return "has signs that are not printable ASCII";
        }
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return "is no address: it has no @";
        }
        String fault = faultOfLocal(address.substring(0, at));
        return fault != null ? fault : faultOfDomain(address.substring(at + 1));
    }

    private static @Nullable String faultOfLocal(String local) {
        if (local.length() > LONGEST_LOCAL) {
            return "has more than %d characters before the @".formatted(LONGEST_LOCAL);
        }
        boolean atoms = dotted(local, it -> isLetterOrDigit(it) || SIGNS_OF_ATOMS.indexOf(it) >= 0);
        return atoms ? null : "is no address: before the @ are no atoms with dots between";
    }

    private static @Nullable String faultOfDomain(String domain) {
        String[] labels = domain.split("\\.", -1);
        if (labels.length < 2) {
            return "has a domain without a dot";
        }
        for (String label : labels) {
            boolean right = label.length() <= LONGEST_LABEL
                    && dotted(label, it -> isLetterOrDigit(it) || it == '-')
                    && !label.startsWith("-")
                    && !label.endsWith("-");
            if (!right) {
                return "has a domain that nobody can have";
            }
        }
        return labels[labels.length - 1].chars().allMatch(Character::isDigit)
                ? "has a number where the domain is"
                : null;
    }

    private static boolean dotted(String text, IntPredicate sign) {
        return !text.startsWith(".")
                && !text.endsWith(".")
                && !text.contains("..")
                && !text.isEmpty()
                && text.chars().allMatch(it -> it == '.' || sign.test(it));
    }

    private static boolean isLetterOrDigit(int it) {
        return it < 0x7F && Character.isLetterOrDigit(it);
    }

    static @Nullable String faultOfMessage(byte[] raw) {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        if (text.indexOf('\0') >= 0 || BARE.matcher(text).find()) {
            return "has the byte zero, or half an end of line";
        }
        if (text.lines().anyMatch(line -> line.length() > LONGEST_LINE)) {
            return "has a line of more than %d bytes".formatted(LONGEST_LINE);
        }
        List<String> header = text.lines().takeWhile(line -> !line.isEmpty()).toList();
        if (header.stream().anyMatch(line -> line.chars().anyMatch(it -> it >= 0x7F))) {
            return "has bytes in its header that are not ASCII";
        }
        return ONCE.stream()
                .filter(name -> header.stream()
                                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                                .count()
                        > 1)
                .findFirst()
                .map("has more than one header %s"::formatted)
                .orElse(null);
    }
}
