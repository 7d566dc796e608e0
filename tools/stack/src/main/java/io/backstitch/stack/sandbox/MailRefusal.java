package io.backstitch.stack.sandbox;

import java.time.Instant;

/**
 * What the mail sink refused for good because it was wrong, and not because it was told to.
 *
 * @param address whose it is: the sender's or a recipient's
 * @param reply what the sender was told
 */
public record MailRefusal(Instant at, String address, String reply) {}
