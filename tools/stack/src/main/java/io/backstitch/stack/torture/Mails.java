package io.backstitch.stack.torture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.backstitch.stack.sandbox.Mail;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions about mails to one customer. */
final class Mails {
    private static final Set<String> TO_CUSTOMER = Set.of("onboarding.send-welcome-mail", "onboarding.send-snag-mail");

    private Mails() {}

    /** Whether an effect is a mail to the customer; others go to the reviewers. */
    static boolean isToCustomer(String effect) {
        return TO_CUSTOMER.contains(effect);
    }

    /** How many there are; one that came again with its Message-ID is the same mail. */
    static long distinct(List<Mail> mails) {
        return mails.stream().map(Mail::messageId).distinct().count();
    }

    /** How many came again. */
    static long repeated(List<Mail> mails) {
        return mails.size() - distinct(mails);
    }

    /** The subjects that came under more than one Message-ID. */
    static List<String> sentTwice(List<Mail> mails) {
        Map<String, Set<@Nullable String>> ids =
                mails.stream().collect(groupingBy(Mail::subject, mapping(Mail::messageId, toSet())));
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
